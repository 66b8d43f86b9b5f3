package cifra

import (
	"context"
	"encoding/base64"
	"os"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// DaRiunire reports whether the doctor has drafts behind a passphrase, from a
// time without a key ring, that the key of the ring does not open.
func (m *Mazzo) DaRiunire(ctx context.Context, proprietario string) (bool, error) {
	m.lento.Lock()
	defer m.lento.Unlock()
	h, _, ok, err := cerca(m.o.Dir, proprietario)
	if err != nil || !ok {
		return false, err
	}
	anello, err := m.dalPortachiavi(ctx, proprietario)
	if err != nil {
		return false, err
	}
	return anello == nil || anello.chiave.improntaPropria() != h.Impronta, nil
}

// Riunisci makes one key of the two that a doctor has when the key ring was
// away for some time: with the passphrase it opens the other one, sposta seals
// again with the ring's key what the other one had sealed, and from then on
// passphrase and ring open the same key. It may be repeated: a crash in between
// leaves both keys working. Errors: those of [Mazzo.Sblocca], of the key ring,
// of sposta.
func (m *Mazzo) Riunisci(ctx context.Context, proprietario string, passphrase esenpat.Secret, sposta func(ctx context.Context, da, a *Chiave) error) error {
	m.lento.Lock()
	defer m.lento.Unlock()
	_, giro := m.aperta(proprietario)
	h, file, ok, err := cerca(m.o.Dir, proprietario)
	if err != nil || !ok {
		return err
	}
	dek, err := h.svolgi(proprietario, passphrase.Reveal(), m.o.Casuale)
	if err != nil {
		return err
	}
	anello, err := m.dalPortachiavi(ctx, proprietario)
	if err != nil {
		return err
	}
	if anello == nil { // the ring is back and knows nothing: it gets the only key there is
		if err = m.o.Portachiavi.Prepara(ctx); err != nil {
			return err
		}
		if err = m.metti(ctx, proprietario, dek); err != nil {
			return err
		}
		_ = m.attesta(proprietario, dek) // a loss is told at the next start; the drafts behind the passphrase open now
		_, err = m.tieni(proprietario, dek, giro)
		return err
	}
	altra, err := NewChiave(dek, m.o.Casuale)
	if err != nil || anello.chiave.improntaPropria() == altra.improntaPropria() {
		return err
	}
	if err = sposta(ctx, altra, anello.chiave); err != nil {
		return err
	}
	if err = m.scriviIntestazione(file, anello.dek, proprietario, passphrase.Reveal()); err != nil {
		return err
	}
	_, err = m.tieni(proprietario, anello.dek, giro)
	return err
}

// Dimentica puts aside the header of a lost passphrase, so that another one can
// be chosen. What was sealed with its key stays on the disk and stays closed.
func (m *Mazzo) Dimentica(proprietario string) error {
	m.lento.Lock()
	defer m.lento.Unlock()
	_, file, ok, err := cerca(m.o.Dir, proprietario)
	if err != nil || !ok {
		return err
	}
	if err := os.Rename(file, file+accantonata); err != nil {
		return esenpat.NewError(esenpat.Storage, "archivio.non-scrivibile", "cifra.Dimentica").Because(err)
	}
	m.Blocca(proprietario)
	return nil
}

type dalAnello struct {
	dek    []byte
	chiave *Chiave
}

// dalPortachiavi returns the ring's key of a doctor, nil when it has none.
func (m *Mazzo) dalPortachiavi(ctx context.Context, proprietario string) (*dalAnello, error) {
	testo, err := m.o.Portachiavi.Get(ctx, servizio, proprietario)
	if esenpat.KindOf(err) == esenpat.NotFound && err != nil {
		return nil, nil //nolint:nilnil,nilerr // no key is no error here
	}
	if err != nil {
		return nil, err
	}
	dek, err := leggiDEK(testo)
	if err != nil {
		return nil, err
	}
	k, err := NewChiave(dek, m.o.Casuale)
	return &dalAnello{dek, k}, err
}

// metti stores a key in the ring and reads it back.
func (m *Mazzo) metti(ctx context.Context, proprietario string, dek []byte) error {
	if err := m.annota(ctx, proprietario); err != nil {
		return err
	}
	testo := base64.StdEncoding.EncodeToString(dek)
	if err := m.o.Portachiavi.Set(ctx, servizio, proprietario, testo); err != nil {
		return err
	}
	letto, err := m.o.Portachiavi.Get(ctx, servizio, proprietario)
	if err == nil && letto != testo {
		err = esenpat.NewError(esenpat.Keyring, "cifra.chiave-non-valida", "cifra.metti")
	}
	return err
}

// ConPassphrase is a bunch for a caller who has the passphrase at hand, as the
// command line does: it is used where the key ring cannot give the key.
type ConPassphrase struct {
	Mazzo      *Mazzo
	Passphrase esenpat.Secret
}

// Chiave is [Mazzo.Chiave], then [Mazzo.Sblocca].
func (c ConPassphrase) Chiave(ctx context.Context, proprietario string) (*Chiave, error) {
	k, err := c.Mazzo.Chiave(ctx, proprietario)
	if err == nil || esenpat.KindOf(err) != esenpat.Keyring || esenpat.CodeOf(err) == perduta || c.Passphrase.Empty() {
		return k, err // a lost key is the doctor's to decide upon: a new one would hide the loss
	}
	if err := c.Mazzo.Sblocca(ctx, proprietario, c.Passphrase); err != nil {
		return nil, err
	}
	return c.Mazzo.Chiave(ctx, proprietario)
}

// Proprietari is whose keys open here: [Mazzo.Proprietari], and with the
// passphrase [Mazzo.SbloccaTutti] too.
func (c ConPassphrase) Proprietari(ctx context.Context) ([]string, error) {
	chi, err := c.Mazzo.Proprietari(ctx)
	if c.Passphrase.Empty() {
		return chi, err
	}
	altri, err := c.Mazzo.SbloccaTutti(ctx, c.Passphrase)
	for _, x := range altri {
		if !slices.Contains(chi, x) {
			chi = append(chi, x)
		}
	}
	return chi, err
}

// Integre is [Mazzo.Integre].
func (c ConPassphrase) Integre(ctx context.Context) error { return c.Mazzo.Integre(ctx) }
