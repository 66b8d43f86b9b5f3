package copie_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/certificati"
	"github.com/esenpat/esenpat-desktop/app/copie"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// servizio answers with one row, or not at all.
type servizio struct {
	certificati.Lettura
	giu bool
}

func (s *servizio) FindCertificati(context.Context, esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	if s.giu {
		return esenpat.Pagina[esenpat.CertificatoSintesi]{}, esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
	}
	return esenpat.Pagina[esenpat.CertificatoSintesi]{Totale: 1, Elementi: []esenpat.CertificatoSintesi{{ID: "c1", Numero: "12"}}}, nil
}

func (*servizio) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: "MEDICO"}}, true
}

type chiavi struct{}

func (chiavi) Chiave(context.Context, string) (*cifra.Chiave, error) {
	return cifra.NewChiave(make([]byte, cifra.LunghezzaDEK), rand.Reader)
}

// chiusa returns the closed bytes of the copy as they lie on the disk.
func chiusa(t *testing.T, dir string) (cella []byte) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "archivio.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err = db.QueryRowContext(t.Context(), `SELECT contenuto FROM conservati WHERE cassetto = 'copie'`).Scan(&cella); err != nil {
		t.Fatal(err)
	}
	return cella
}

func suDisco(t *testing.T, dir string, cella []byte) bool {
	t.Helper()
	nomi, err := filepath.Glob(filepath.Join(dir, "archivio.db*"))
	if err != nil || len(nomi) == 0 {
		t.Fatal("no database", err)
	}
	for _, n := range nomi {
		b, errFile := os.ReadFile(n)
		if errFile != nil {
			t.Fatal(errFile)
		}
		if bytes.Contains(b, cella[:min(len(cella), 200)]) {
			return true
		}
	}
	return false
}

// TestCopie_whatNobodyUsesForADayIsOverwritten guards SE-09: copies are there off
// line while somebody works, a day without use removes them, and not even their
// closed bytes stay in the file or in its log.
func TestCopie_whatNobodyUsesForADayIsOverwritten(t *testing.T) {
	dir, ora := t.TempDir(), time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	a, err := store.Apri(t.Context(), store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Chiudi() }()
	s := &servizio{}
	cerca := func() (esenpat.Pagina[esenpat.CertificatoSintesi], error) { // each time another start of the program
		c := copie.New(a, s, func() time.Time { return ora })
		return copie.NewCertificati(certificati.NewArchivio(certificati.OpzioniArchivio{Lettura: s}), c).
			FindCertificati(t.Context(), esenpat.FiltroCertificati{Pagina: esenpat.Finestra{Limit: 50}})
	}
	if _, err = cerca(); err != nil {
		t.Fatal(err)
	}
	s.giu = true
	for range 3 { // used every day: they stay, also over a long time without the service
		ora = ora.Add(23 * time.Hour)
		if p, errCerca := cerca(); errCerca != nil || p.Totale != 1 || p.Letta.IsZero() {
			t.Fatalf("in use: %+v %v", p, errCerca)
		}
	}
	cella := chiusa(t, dir)
	if !suDisco(t, dir, cella) {
		t.Fatal("the search of the bytes finds nothing")
	}
	ora = ora.Add(24*time.Hour + time.Minute)

	_, err = cerca()

	if esenpat.KindOf(err) != esenpat.Offline {
		t.Errorf("after a day without use: %v", err)
	}
	if suDisco(t, dir, cella) {
		t.Error("its bytes are still on the disk")
	}
}
