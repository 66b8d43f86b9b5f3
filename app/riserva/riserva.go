// Package riserva keeps the program working when the key ring is missing or
// locked: what cannot be sealed for the disk stays in memory until the program
// ends, never in plain on the disk, and whoever saves is told (spec 4, SE-04).
package riserva

import (
	"context"
	"errors"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Bozze is a store of drafts, see app/bozze.
type Bozze interface {
	SalvaBozza(ctx context.Context, proprietario string, b esenpat.Bozza) error
	Bozze(ctx context.Context, proprietario string) ([]esenpat.Bozza, error)
	Bozza(ctx context.Context, proprietario, id string) (esenpat.Bozza, error)
	EliminaBozza(ctx context.Context, proprietario, id string) error
}

// Atti is a store of acts without a known outcome, see app/atti.
type Atti interface {
	AnnotaAtto(ctx context.Context, a esenpat.AttoInSospeso) error
	RisolviAtto(ctx context.Context, chiave string) error
	AttiInSospeso(ctx context.Context, proprietario string) ([]esenpat.AttoInSospeso, error)
}

// Preferenze is a store of harmless choices.
type Preferenze interface {
	Preferenze(ctx context.Context, proprietario string) (map[string]string, error)
	SalvaPreferenza(ctx context.Context, proprietario, chiave, valore string) error
}

// Deposito is all of it.
type Deposito interface {
	Bozze
	Atti
	Preferenze
	Conservati
	Rimozione
}

// Riserva uses disco and, where the key ring fails it, memoria.
type Riserva struct{ disco, memoria Deposito }

// New returns a store over disco with memoria behind it; without a disk that can
// be used both are the same.
func New(disco, memoria Deposito) *Riserva { return &Riserva{disco, memoria} }

// unito reports whether there is no disk behind which the memory could be.
func (r *Riserva) unito() bool { return r.disco == r.memoria }

// senzaPortachiavi reports whether err means that nothing can be sealed.
func senzaPortachiavi(err error) bool {
	return err != nil && esenpat.KindOf(err) == esenpat.Keyring
}

// nonScrive reports whether err means that the disk will take nothing until
// somebody changes that: what is written stays in memory.
func nonScrive(err error) bool {
	return senzaPortachiavi(err) || esenpat.CodeOf(err) == "archivio.sola-lettura"
}

// SalvaBozza keeps b in memory when the disk cannot take it and returns the
// error all the same: the draft is not saved, but not lost while the program runs.
func (r *Riserva) SalvaBozza(ctx context.Context, proprietario string, b esenpat.Bozza) error {
	err := r.disco.SalvaBozza(ctx, proprietario, b)
	switch {
	case err == nil && !r.unito(): // what the memory kept of it is older now, and must not be shown instead
		return r.memoria.EliminaBozza(ctx, proprietario, b.ID)
	case err != nil && nonScrive(err):
		return errors.Join(err, r.memoria.SalvaBozza(ctx, proprietario, b))
	}
	return err
}

// Bozze returns the drafts of both; without a key ring those in memory.
func (r *Riserva) Bozze(ctx context.Context, proprietario string) ([]esenpat.Bozza, error) {
	volatili, err := r.memoria.Bozze(ctx, proprietario)
	if err != nil {
		return nil, err
	}
	if r.unito() {
		return volatili, nil
	}
	salvate, err := r.disco.Bozze(ctx, proprietario)
	if senzaPortachiavi(err) {
		return volatili, nil
	}
	return recenti(append(volatili, salvate...)), err
}

// recenti keeps of each draft its last version: one that the memory took while
// the key ring was slow may be on the disk too.
func recenti(tutte []esenpat.Bozza) []esenpat.Bozza {
	posto := map[string]int{}
	out := tutte[:0]
	for _, b := range tutte {
		i, gia := posto[b.ID]
		switch {
		case !gia:
			posto[b.ID] = len(out)
			out = append(out, b)
		case b.Sequenza > out[i].Sequenza:
			out[i] = b
		}
	}
	return out
}

// Bozza returns the last version of one draft, from wherever it is.
func (r *Riserva) Bozza(ctx context.Context, proprietario, id string) (esenpat.Bozza, error) {
	volatile, errMemoria := r.memoria.Bozza(ctx, proprietario, id)
	if r.unito() {
		return volatile, errMemoria
	}
	salvata, err := r.disco.Bozza(ctx, proprietario, id)
	if errMemoria == nil && (err != nil || volatile.Sequenza >= salvata.Sequenza) {
		return volatile, nil //nolint:nilerr // the memory has it, whatever the disk says
	}
	return salvata, err
}

// EliminaBozza removes a draft from both.
func (r *Riserva) EliminaBozza(ctx context.Context, proprietario, id string) error {
	if err := r.memoria.EliminaBozza(ctx, proprietario, id); err != nil {
		return err
	}
	err := r.disco.EliminaBozza(ctx, proprietario, id)
	if senzaPortachiavi(err) {
		return nil
	}
	return err
}

// Annota makes an act durable, or remembers it while the program runs: without
// a key ring, or on a disk that cannot be written, a doctor must still be able
// to sign.
func (r *Riserva) Annota(ctx context.Context, a esenpat.AttoInSospeso) error {
	err := r.disco.AnnotaAtto(ctx, a)
	if nonScrive(err) {
		return r.memoria.AnnotaAtto(ctx, a)
	}
	return err
}

// Risolvi forgets an act in both.
func (r *Riserva) Risolvi(ctx context.Context, chiave string) error {
	err := r.disco.RisolviAtto(ctx, chiave)
	if esenpat.CodeOf(err) == "archivio.sola-lettura" {
		err = nil // the next run asks for its outcome again
	}
	return errors.Join(r.memoria.RisolviAtto(ctx, chiave), err)
}

// Elenco returns the acts of one owner.
func (r *Riserva) Elenco(ctx context.Context, proprietario string) ([]esenpat.AttoInSospeso, error) {
	volatili, err := r.memoria.AttiInSospeso(ctx, proprietario)
	if err != nil {
		return nil, err
	}
	annotati, err := r.disco.AttiInSospeso(ctx, proprietario)
	if senzaPortachiavi(err) {
		return volatili, nil
	}
	return append(volatili, annotati...), err
}

// Leggi returns one preference of an owner, "" when it was never set.
func (r *Riserva) Leggi(ctx context.Context, proprietario, chiave string) (string, error) {
	volatili, err := r.memoria.Preferenze(ctx, proprietario)
	if v, ok := volatili[chiave]; ok || err != nil {
		return v, err
	}
	v, err := r.disco.Preferenze(ctx, proprietario)
	if senzaPortachiavi(err) {
		return "", nil
	}
	return v[chiave], err
}

// Scrivi sets one preference of an owner.
func (r *Riserva) Scrivi(ctx context.Context, proprietario, chiave, valore string) error {
	err := r.disco.SalvaPreferenza(ctx, proprietario, chiave, valore)
	if nonScrive(err) {
		return r.memoria.SalvaPreferenza(ctx, proprietario, chiave, valore)
	}
	return err
}

// PerCreazione is the store of drafts as the creation of a certificate needs
// it: a key that is at least in memory is good enough to send once.
func (r *Riserva) PerCreazione() Creazione { return Creazione{r} }

// Creazione saves and removes drafts for the creation of a certificate.
type Creazione struct{ r *Riserva }

// SalvaBozza succeeds also when only the memory has b.
func (c Creazione) SalvaBozza(ctx context.Context, proprietario string, b esenpat.Bozza) error {
	if err := c.r.SalvaBozza(ctx, proprietario, b); !nonScrive(err) {
		return err
	}
	_, err := c.r.memoria.Bozza(ctx, proprietario, b.ID)
	return err
}

// EliminaBozza removes a draft that has become a certificate.
func (c Creazione) EliminaBozza(ctx context.Context, proprietario, id string) error {
	return c.r.EliminaBozza(ctx, proprietario, id)
}

// Bozza returns one draft from wherever it is.
func (c Creazione) Bozza(ctx context.Context, proprietario, id string) (esenpat.Bozza, error) {
	return c.r.Bozza(ctx, proprietario, id)
}
