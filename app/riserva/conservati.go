package riserva

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Conservati is a store of small sealed things.
type Conservati interface {
	Conserva(ctx context.Context, proprietario string, c esenpat.Conservato) error
	Conservato(ctx context.Context, proprietario, cassetto, chiave string) (esenpat.Conservato, error)
	Conservati(ctx context.Context, proprietario, cassetto string) ([]esenpat.Conservato, error)
	TogliConservato(ctx context.Context, proprietario, cassetto, chiave string) error
}

// Conserva keeps c on the disk, or in memory when it cannot be sealed.
func (r *Riserva) Conserva(ctx context.Context, proprietario string, c esenpat.Conservato) error {
	err := r.disco.Conserva(ctx, proprietario, c)
	if nonScrive(err) {
		return r.memoria.Conserva(ctx, proprietario, c)
	}
	return err
}

// Conservato returns one of them from wherever it is; NotFound if nowhere.
func (r *Riserva) Conservato(ctx context.Context, proprietario, cassetto, chiave string) (esenpat.Conservato, error) {
	if c, err := r.memoria.Conservato(ctx, proprietario, cassetto, chiave); err == nil {
		return c, nil
	}
	return r.disco.Conservato(ctx, proprietario, cassetto, chiave)
}

// Conservati returns those of one kind; without a key ring those in memory.
func (r *Riserva) Conservati(ctx context.Context, proprietario, cassetto string) ([]esenpat.Conservato, error) {
	volatili, err := r.memoria.Conservati(ctx, proprietario, cassetto)
	if err != nil {
		return nil, err
	}
	salvati, err := r.disco.Conservati(ctx, proprietario, cassetto)
	if senzaPortachiavi(err) {
		return volatili, nil
	}
	return append(volatili, salvati...), err
}

// TogliConservato removes one of them from both.
func (r *Riserva) TogliConservato(ctx context.Context, proprietario, cassetto, chiave string) error {
	if err := r.memoria.TogliConservato(ctx, proprietario, cassetto, chiave); err != nil {
		return err
	}
	err := r.disco.TogliConservato(ctx, proprietario, cassetto, chiave)
	if senzaPortachiavi(err) {
		return nil
	}
	return err
}
