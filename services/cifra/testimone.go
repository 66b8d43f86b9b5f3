package cifra

import (
	"context"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// perduta is the code of a key that was in the key ring and is there no more.
	perduta             = "cifra.chiave-persa"
	estensioneTestimone = ".testimone"
	versioneTestimone   = 1
)

// testimone is a small file that says that a doctor has had a key in the ring:
// without it an entry that was lost could not be told from a doctor who comes
// for the first time, and the drafts would vanish without a word (SE-04). The
// doctor appears only as a slow hash; its name is their blind index.
type testimone struct {
	Versione int    `json:"versione"`
	Argon    Argon  `json:"argon2id"`
	SaleChi  []byte `json:"sale_proprietario"`
	Chi      []byte `json:"proprietario"`
	Impronta string `json:"impronta"`
	Indice   string `json:"indice"` // under which the doctor's rows lie in the archive

	file string
}

func (t testimone) valido() bool {
	i, err := hex.DecodeString(t.Indice)
	return err == nil && len(i) == 16 && t.Versione == versioneTestimone && t.Argon.plausibile() && t.Impronta != ""
}

// IndiceProprietario is the blind index of the doctor under their key.
func (c *Chiave) IndiceProprietario(proprietario string) string {
	return c.Impronta("proprietario", proprietario)
}

// testimoni reads the files whose names end in coda. A damaged one is skipped.
func (m *Mazzo) testimoni(coda string) (tutti []testimone, err error) {
	const op = "cifra.testimoni"
	nomi, err := filepath.Glob(filepath.Join(m.o.Dir, "*"+coda))
	if err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "archivio.non-leggibile", op).Because(err)
	}
	for _, nome := range nomi {
		b, err := os.ReadFile(nome)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, esenpat.NewError(esenpat.Storage, "archivio.non-leggibile", op).Because(err)
		}
		t := testimone{file: nome}
		if json.Unmarshal(b, &t) == nil && t.valido() {
			tutti = append(tutti, t)
		}
	}
	return tutti, nil
}

// lentaDi is the slow hash of a doctor. All witnesses of a profile share a salt,
// so that it is made once and not once per doctor; m.lento is held.
func (m *Mazzo) lentaDi(proprietario string, a Argon, sale []byte) []byte {
	chiave := string(sale) + "\x00" + proprietario
	h := m.lente[chiave]
	if h == nil {
		h = a.Deriva(proprietario, sale)
		m.lente[chiave] = h
	}
	return h
}

// di returns those of a doctor.
func (m *Mazzo) di(tutti []testimone, proprietario string) (suoi []testimone) {
	for _, t := range tutti {
		if subtle.ConstantTimeCompare(t.Chi, m.lentaDi(proprietario, t.Argon, t.SaleChi)) == 1 {
			suoi = append(suoi, t)
		}
	}
	return suoi
}

// senzaChiave returns the doctor's witnesses whose key is none of note.
func (m *Mazzo) senzaChiave(proprietario string, note ...string) (prive []testimone, err error) {
	tutti, err := m.testimoni(estensioneTestimone)
	if err != nil {
		return nil, err
	}
	for _, t := range m.di(tutti, proprietario) {
		if !contiene(note, t.Impronta) {
			prive = append(prive, t)
		}
	}
	return prive, nil
}

func contiene(note []string, impronta string) bool {
	for _, n := range note {
		if n != "" && n == impronta {
			return true
		}
	}
	return false
}

// attesta leaves a witness of a key that the ring holds. A witness of another
// key of this doctor means that the ring lost that one: "cifra.chiave-persa".
// One that cannot be written is tried again the next time.
func (m *Mazzo) attesta(proprietario string, dek []byte) error {
	k, err := NewChiave(dek, m.o.Casuale)
	if err != nil {
		return err
	}
	impronta, indice := k.improntaPropria(), k.IndiceProprietario(proprietario)
	file := filepath.Join(m.o.Dir, indice+estensioneTestimone)
	if _, err = os.Stat(file); err == nil {
		return nil
	}
	h, _, _, err := cerca(m.o.Dir, proprietario)
	if err != nil {
		return nil //nolint:nilerr // the key works, whatever the folder says
	}
	prive, err := m.senzaChiave(proprietario, impronta, h.Impronta)
	if err != nil {
		return nil //nolint:nilerr // as above
	}
	if len(prive) > 0 {
		return esenpat.NewError(esenpat.Keyring, perduta, "cifra.attesta")
	}
	t := testimone{Versione: versioneTestimone, Argon: m.o.Argon, SaleChi: make([]byte, 16), Impronta: impronta, Indice: indice}
	if tutti, errAltri := m.testimoni(estensioneTestimone); errAltri == nil && len(tutti) > 0 {
		t.Argon, t.SaleChi = tutti[0].Argon, tutti[0].SaleChi
	} else if _, err = io.ReadFull(m.o.Casuale, t.SaleChi); err != nil {
		return esenpat.NewError(esenpat.Internal, "cifra.casualita-assente", "cifra.attesta").Because(err)
	}
	if !t.Argon.plausibile() {
		return nil // a bunch without costs of its own leaves none
	}
	t.Chi = m.lentaDi(proprietario, t.Argon, t.SaleChi)
	b, err := json.Marshal(t)
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cifra.attesta").Because(err)
	}
	_ = scrivi(file, b) // see above
	return nil
}

// senzaVoce is for a doctor whose key the ring did not give, because of causa:
// the passphrase is asked for, the loss is told, or a first key is made.
func (m *Mazzo) senzaVoce(ctx context.Context, proprietario string, causa error) (string, error) {
	const op = "cifra.Chiave"
	h, _, protetta, errFile := cerca(m.o.Dir, proprietario)
	assente := esenpat.KindOf(causa) == esenpat.NotFound
	if assente {
		prive, err := m.senzaChiave(proprietario, h.Impronta)
		if err != nil {
			return "", err
		}
		if len(prive) > 0 {
			return "", esenpat.NewError(esenpat.Keyring, perduta, op).Because(causa)
		}
	}
	switch {
	case errFile == nil && protetta:
		return "", esenpat.NewError(esenpat.Keyring, "cifra.passphrase-richiesta", op).Because(causa)
	case !assente:
		return "", causa
	}
	return m.crea(ctx, proprietario)
}

// Perse returns the blind indexes of what was sealed with keys of this doctor
// that the ring had and has no more. A ring that does not answer is an error of
// Kind Keyring, never a loss. It may be repeated: the ring may come back.
func (m *Mazzo) Perse(ctx context.Context, proprietario string) ([]string, error) {
	m.lento.Lock()
	defer m.lento.Unlock()
	prive, err := m.perse(ctx, proprietario)
	indici := make([]string, len(prive))
	for i, t := range prive {
		indici[i] = t.Indice
	}
	return indici, err
}

func (m *Mazzo) perse(ctx context.Context, proprietario string) ([]testimone, error) {
	anello, err := m.dalPortachiavi(ctx, proprietario)
	if err != nil {
		return nil, err
	}
	h, _, _, err := cerca(m.o.Dir, proprietario)
	if err != nil {
		return nil, err
	}
	note := []string{h.Impronta}
	if anello != nil {
		note = append(note, anello.chiave.improntaPropria())
	}
	return m.senzaChiave(proprietario, note...)
}

// Ricomincia puts the witnesses of lost keys aside (".locked"): the next
// [Mazzo.Chiave] of the doctor makes a new key. The caller has put aside before
// what those keys had sealed.
func (m *Mazzo) Ricomincia(ctx context.Context, proprietario string) error {
	m.lento.Lock()
	defer m.lento.Unlock()
	prive, err := m.perse(ctx, proprietario)
	if err != nil {
		return err
	}
	for _, t := range prive {
		if err := os.Rename(t.file, t.file+accantonata); err != nil {
			return esenpat.NewError(esenpat.Storage, "archivio.non-scrivibile", "cifra.Ricomincia").Because(err)
		}
	}
	fissaCartella(m.o.Dir)
	m.Blocca(proprietario)
	return nil
}
