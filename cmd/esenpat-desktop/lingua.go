package main

import (
	"context"
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
)

// scegliLingua loads the texts in the language of the command line, else of the
// settings, else Italian.
func (b *base) scegliLingua(ctx context.Context, opzione string) error {
	b.lingua = opzione
	if b.lingua == "" {
		v, err := b.preferenze().Leggi(ctx, impostazioni.ChiaveLingua)
		if err != nil {
			b.log.Warn("language not readable", slog.Any("error", esenpat.AsError(err)))
		}
		b.lingua = v
	}
	if b.lingua != impostazioni.LinguaInglese {
		b.lingua = impostazioni.LinguaItaliana
		return nil
	}
	t, err := caricaTesti(b.lingua)
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.scegliLingua").Because(err)
	}
	b.testi = t
	return nil
}
