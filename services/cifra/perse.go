package cifra

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Integre returns "cifra.chiave-persa" when some key that was in the ring is
// there no more, whoever's it was; nil also when the ring does not answer.
func (m *Mazzo) Integre(ctx context.Context) error {
	m.lento.Lock()
	defer m.lento.Unlock()
	tutti, err := m.testimoni(estensioneTestimone)
	if err != nil || len(tutti) == 0 {
		return err
	}
	voci, err := m.elenco(ctx)
	if err != nil {
		return nil // a ring that does not answer has lost nothing
	}
	note, err := m.improntePassphrase()
	if err != nil {
		return err
	}
	for _, voce := range voci {
		for _, chi := range voce {
			anello, err := m.dalPortachiavi(ctx, chi)
			if err != nil {
				return nil // as above
			}
			if anello != nil {
				note = append(note, anello.chiave.improntaPropria())
			}
		}
	}
	for _, t := range tutti {
		if !contiene(note, t.Impronta) {
			return esenpat.NewError(esenpat.Keyring, perduta, "cifra.Integre")
		}
	}
	return nil
}

// improntePassphrase are the fingerprints of the keys behind a passphrase.
func (m *Mazzo) improntePassphrase() (note []string, err error) {
	nomi, err := filepath.Glob(filepath.Join(m.o.Dir, "*"+estensione))
	if err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "archivio.non-leggibile", "cifra.Integre").Because(err)
	}
	for _, nome := range nomi {
		b, err := os.ReadFile(nome)
		if err != nil {
			continue // taken away meanwhile
		}
		var h intestazione
		if json.Unmarshal(b, &h) == nil {
			note = append(note, h.Impronta)
		}
	}
	return note, nil
}

// Accantonati returns the blind indexes of what was put aside for this doctor
// because its key was lost.
func (m *Mazzo) Accantonati(proprietario string) ([]string, error) {
	m.lento.Lock()
	defer m.lento.Unlock()
	tutti, err := m.testimoni(estensioneTestimone + accantonata)
	var indici []string
	for _, t := range m.di(tutti, proprietario) {
		indici = append(indici, t.Indice)
	}
	return indici, err
}

// dimenticaTestimoni removes all witnesses of a doctor, at crypto-erase.
func (m *Mazzo) dimenticaTestimoni(proprietario string) error {
	for _, coda := range []string{estensioneTestimone, estensioneTestimone + accantonata} {
		tutti, err := m.testimoni(coda)
		if err != nil {
			return err
		}
		for _, t := range m.di(tutti, proprietario) {
			if err := rimuovi(t.file); err != nil {
				return esenpat.NewError(esenpat.Storage, "archivio.non-scrivibile", "cifra.Distruggi").Because(err)
			}
		}
	}
	return nil
}
