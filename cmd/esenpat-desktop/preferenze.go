package main

import (
	"context"
	"errors"
	"os"

	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// preferenzeDi are the preferences of whoever works now, under what the
// administrator has set.
type preferenzeDi struct {
	deposito interface {
		Leggi(ctx context.Context, proprietario, chiave string) (string, error)
		Scrivi(ctx context.Context, proprietario, chiave, valore string) error
	}
	chi   func() string
	fisse sistema.Amministrate
}

// Leggi returns one preference, "" when it was never set.
func (p preferenzeDi) Leggi(ctx context.Context, chiave string) (string, error) {
	v, err := p.deposito.Leggi(ctx, p.chi(), chiave)
	return p.fisse.Di(chiave, v), err
}

// Scrivi sets one preference.
func (p preferenzeDi) Scrivi(ctx context.Context, chiave, valore string) error {
	return p.deposito.Scrivi(ctx, p.chi(), chiave, valore)
}

// preferenze are those of the workstation, before anybody has logged in.
func (b *base) preferenze() preferenzeDi {
	return preferenzeDi{b.deposito, func() string { return "" }, b.fisse}
}

// leggiAmministrate reads the file of the administrator. One that cannot be
// read is told, and none of it holds.
func (b *base) leggiAmministrate() {
	fisse, err := sistema.LeggiAmministrate(sistema.FileAmministrate(os.Getenv))
	if err != nil {
		b.avviso = errors.Join(b.avviso, err)
		return
	}
	b.fisse = fisse
}
