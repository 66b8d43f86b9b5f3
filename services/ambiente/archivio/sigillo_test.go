package archivio_test

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
)

type busta struct{ cipher.AEAD }

func nuovaBusta(t *testing.T) busta {
	t.Helper()
	k := make([]byte, chacha20poly1305.KeySize)
	_, err := rand.Read(k)
	if err != nil {
		t.Fatal(err)
	}
	a, err := chacha20poly1305.NewX(k)
	if err != nil {
		t.Fatal(err)
	}
	return busta{a}
}

func (b busta) Sigilla(chiaro []byte) ([]byte, error) {
	n := make([]byte, b.NonceSize())
	_, err := rand.Read(n)
	return b.Seal(n, n, chiaro, nil), err
}

func (b busta) Apri(x []byte) ([]byte, error) {
	if len(x) < b.NonceSize() {
		return nil, errors.New("short")
	}
	return b.Open(nil, x[:b.NonceSize()], x[b.NonceSize():], nil)
}

// riempi writes one of everything that holds a canary.
func riempi(t *testing.T, a *archivio.Archivio) {
	t.Helper()
	err := a.Transazione(t.Context(), func(tx *sql.Tx) error {
		c := archivio.Certificato{ID: "c1", IDClient: "b1", Medico: "m", Assistito: "p", Stato: esenpat.DaFirmare}
		c.Contenuto.Dati.Patologia = "CANARINO"
		e := archivio.Esenzione{ID: "e1", Medico: "m", Assistito: "p", Numero: "CANARINO"}
		return errors.Join(
			archivio.SalvaCertificato(t.Context(), tx, &c), archivio.SalvaEsenzione(t.Context(), tx, &e),
			archivio.SalvaDocumento(t.Context(), tx, "d1", "x", []byte("%PDF CANARINO")),
			archivio.SalvaAURA(t.Context(), tx, archivio.VoceAURA{Assistito: "p", EsenzioneAURA: esenpat.EsenzioneAURA{Diagnosi: "CANARINO"}}),
			archivio.NuovoEvento(t.Context(), tx, archivio.Evento{Risorsa: "c1", Nota: "CANARINO"}),
			archivio.SalvaOperazione(t.Context(), tx, archivio.Operazione{Utente: "m", Chiave: "k", Corpo: []byte("CANARINO"), Scade: time.Now().Add(time.Hour)}, time.Now()),
		)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// controlla reads all of it back.
func controlla(t *testing.T, a *archivio.Archivio) {
	t.Helper()
	ctx, q := t.Context(), a.DB()
	c, err := archivio.LeggiCertificato(ctx, q, "c1")
	if err != nil || c.Contenuto.Dati.Patologia != "CANARINO" {
		t.Errorf("certificate %v", err)
	}
	if e, errE := archivio.EsenzionePerNumero(ctx, q, "CANARINO"); errE != nil || e.ID != "e1" {
		t.Errorf("exemption %v", errE)
	}
	if b, errB := archivio.LeggiDocumento(ctx, q, "d1"); errB != nil || string(b) != "%PDF CANARINO" {
		t.Errorf("document %q %v", b, errB)
	}
	if v, errV := archivio.LeggiAURA(ctx, q, "p"); errV != nil || len(v) != 1 || v[0].Diagnosi != "CANARINO" {
		t.Errorf("AURA %v %v", v, errV)
	}
	if v, errV := archivio.Eventi(ctx, q, "c1"); errV != nil || len(v) != 1 || v[0].Nota != "CANARINO" {
		t.Errorf("events %v %v", v, errV)
	}
	if o, errO := archivio.LeggiOperazione(ctx, q, "m", "k", time.Now()); errO != nil || string(o.Corpo) != "CANARINO" {
		t.Errorf("operation %q %v", o.Corpo, errO)
	}
}

func inChiaro(t *testing.T, dir string) (file []string) {
	t.Helper()
	nomi, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(nomi) == 0 {
		t.Fatal("no files", err)
	}
	for _, n := range nomi {
		b, errB := os.ReadFile(n)
		if errB != nil {
			t.Fatal(errB)
		}
		if bytes.Contains(b, []byte("CANARINO")) {
			file = append(file, filepath.Base(n))
		}
	}
	return file
}

// TestSigillo_nothingOfAPersonLiesInPlain guards SE-01 for the environment in a
// profile: a new database, one that an earlier version left in plain, and a key
// that is not the right one.
func TestSigillo_nothingOfAPersonLiesInPlain(t *testing.T) {
	for nome, prima := range map[string]bool{"new": false, "left in plain": true} {
		t.Run(nome, func(t *testing.T) {
			dir, s := t.TempDir(), nuovaBusta(t)
			if prima {
				a, err := archivio.Apri(t.Context(), dir, nil)
				if err != nil {
					t.Fatal(err)
				}
				riempi(t, a)
				if err = a.Chiudi(); err != nil {
					t.Fatal(err)
				}
				if len(inChiaro(t, dir)) == 0 {
					t.Fatal("the search finds nothing in a plain database")
				}
			}
			a, err := archivio.Apri(t.Context(), dir, s)
			if err != nil {
				t.Fatal(err)
			}
			if !prima {
				riempi(t, a)
			}

			controlla(t, a)

			if f := inChiaro(t, dir); len(f) > 0 {
				t.Errorf("open: plain in %v", f)
			}
			if err = a.Chiudi(); err != nil {
				t.Fatal(err)
			}
			if f := inChiaro(t, dir); len(f) > 0 {
				t.Errorf("closed: plain in %v", f)
			}
			if a, err = archivio.Apri(t.Context(), dir, nuovaBusta(t)); err != nil {
				t.Fatal(err)
			}
			if _, err = archivio.LeggiDocumento(t.Context(), a.DB(), "d1"); err == nil {
				t.Error("opened with another key")
			}
			if err = a.Chiudi(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
