package riserva

import (
	"context"
	"errors"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Rimozione removes all that is stored of a doctor.
type Rimozione interface {
	EliminaTutto(ctx context.Context, proprietario string) error
}

// Riversa moves to the disk what was kept in memory while the key was closed.
// What the disk does not take stays in memory and is the error; a draft of which
// the disk has a newer text is given up.
func (r *Riserva) Riversa(ctx context.Context, proprietario string) error {
	for _, f := range []func(context.Context, string) error{r.riversaBozze, r.riversaAtti, r.riversaPreferenze} {
		if err := f(ctx, proprietario); err != nil {
			return err
		}
	}
	return nil
}

func (r *Riserva) riversaBozze(ctx context.Context, proprietario string) error {
	bozze, err := r.memoria.Bozze(ctx, proprietario)
	if err != nil {
		return err
	}
	for _, b := range slices.Backward(bozze) { // the last saved stays the last
		if err = r.disco.SalvaBozza(ctx, proprietario, b); err != nil && esenpat.KindOf(err) != esenpat.Conflict {
			return err
		}
		if err = r.memoria.EliminaBozza(ctx, proprietario, b.ID); err != nil {
			return err
		}
	}
	return nil
}

func (r *Riserva) riversaAtti(ctx context.Context, proprietario string) error {
	atti, err := r.memoria.AttiInSospeso(ctx, proprietario)
	if err != nil {
		return err
	}
	for _, a := range atti {
		if err = r.disco.AnnotaAtto(ctx, a); err != nil {
			return err
		}
		if err = r.memoria.RisolviAtto(ctx, a.Chiave); err != nil {
			return err
		}
	}
	return nil
}

func (r *Riserva) riversaPreferenze(ctx context.Context, proprietario string) error {
	preferenze, err := r.memoria.Preferenze(ctx, proprietario)
	if err != nil {
		return err
	}
	for chiave, valore := range preferenze {
		if err = r.disco.SalvaPreferenza(ctx, proprietario, chiave, valore); err != nil {
			return err
		}
		if err = r.memoria.SalvaPreferenza(ctx, proprietario, chiave, ""); err != nil {
			return err
		}
	}
	return nil
}

// Rimuovi removes all that is kept of a doctor. Where the key is closed the rows
// of the disk stay, sealed: destroying the key is what counts.
func (r *Riserva) Rimuovi(ctx context.Context, proprietario string) error {
	err := r.disco.EliminaTutto(ctx, proprietario)
	if senzaPortachiavi(err) {
		err = nil
	}
	return errors.Join(err, r.memoria.EliminaTutto(ctx, proprietario))
}
