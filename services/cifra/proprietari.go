package cifra

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// servizioElenco holds the list of who has a key in the ring: a key ring
	// cannot be listed through the calls that every system has.
	servizioElenco = "it.esenpat.desktop/medici"
	// perVoce keeps one entry of the list under the 2560 bytes of Windows.
	perVoce = 100
)

// Proprietari returns the doctors whose keys the key ring holds. Errors, Kind
// Keyring: the key ring's own.
func (m *Mazzo) Proprietari(ctx context.Context) ([]string, error) {
	voci, err := m.elenco(ctx)
	return slices.Concat(voci...), err
}

func (m *Mazzo) elenco(ctx context.Context) (voci [][]string, err error) {
	for {
		testo, err := m.o.Portachiavi.Get(ctx, servizioElenco, strconv.Itoa(len(voci)))
		if esenpat.KindOf(err) == esenpat.NotFound {
			return voci, nil
		}
		if err != nil {
			return nil, err
		}
		var voce []string
		if json.Unmarshal([]byte(testo), &voce) != nil { // its error could quote a name
			return nil, esenpat.NewError(esenpat.Keyring, "keyring.voce-guasta", "cifra.Proprietari")
		}
		voci = append(voci, voce)
	}
}

// annota adds a doctor to the list; whoever makes a new key holds the lock
// between processes.
func (m *Mazzo) annota(ctx context.Context, proprietario string) error {
	voci, err := m.elenco(ctx)
	if err != nil || slices.Contains(slices.Concat(voci...), proprietario) {
		return err
	}
	n := len(voci) - 1
	if n < 0 || len(voci[n]) >= perVoce {
		voci = append(voci, nil)
		n++
	}
	return m.scriviVoce(ctx, n, append(voci[n], proprietario))
}

// cancella takes a doctor off the list.
func (m *Mazzo) cancella(ctx context.Context, proprietario string) error {
	voci, err := m.elenco(ctx)
	if err != nil {
		return err
	}
	for n, voce := range voci {
		if i := slices.Index(voce, proprietario); i >= 0 {
			if len(voce) == 1 && n == len(voci)-1 {
				return m.o.Portachiavi.Delete(ctx, servizioElenco, strconv.Itoa(n))
			}
			return m.scriviVoce(ctx, n, slices.Delete(slices.Clone(voce), i, i+1))
		}
	}
	return nil
}

func (m *Mazzo) scriviVoce(ctx context.Context, n int, voce []string) error {
	b, err := json.Marshal(voce)
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cifra.scriviVoce").Because(err)
	}
	return m.o.Portachiavi.Set(ctx, servizioElenco, strconv.Itoa(n), string(b))
}

// SbloccaTutti opens every key that this passphrase opens and returns whose
// they are; those behind other passphrases stay closed. Errors: "archivio.*"
// (Storage).
func (m *Mazzo) SbloccaTutti(_ context.Context, passphrase esenpat.Secret) ([]string, error) {
	m.lento.Lock()
	defer m.lento.Unlock()
	nomi, err := filepath.Glob(filepath.Join(m.o.Dir, "*"+estensione))
	if err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "archivio.non-leggibile", "cifra.SbloccaTutti").Because(err)
	}
	var chi []string
	for _, nome := range nomi {
		b, err := os.ReadFile(nome)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, esenpat.NewError(esenpat.Storage, "archivio.non-leggibile", "cifra.SbloccaTutti").Because(err)
		}
		proprietario, dek, ok := leggiIntestazione(b, passphrase, m.o)
		if !ok {
			continue
		}
		_, giro := m.aperta(proprietario)
		if _, err := m.tieni(proprietario, dek, giro); err != nil {
			return nil, err
		}
		chi = append(chi, proprietario)
	}
	return chi, nil
}

// leggiIntestazione opens a header without knowing whose it is.
func leggiIntestazione(b []byte, passphrase esenpat.Secret, o Opzioni) (proprietario string, dek []byte, ok bool) {
	var h intestazione
	if json.Unmarshal(b, &h) != nil || h.Versione != versioneIntestazione || !h.Argon.plausibile() {
		return "", nil, false
	}
	k, err := NewChiave(h.Argon.Deriva(passphrase.Reveal(), h.Sale), o.Casuale)
	if err != nil {
		return "", nil, false
	}
	nome, err := k.Apri(luogoNome(), h.Nome)
	if err != nil {
		return "", nil, false
	}
	dek, err = k.Apri(h.luogo(string(nome)), h.Chiave)
	return string(nome), dek, err == nil
}

// luogoNome is where the doctor's name stands in a header, sealed by the
// passphrase: who has it learns whose key it is.
func luogoNome() Luogo {
	return Luogo{Tabella: "chiavi", Riga: "dek", Colonna: "nome", Schema: versioneIntestazione}
}
