package main

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
)

// giroDelleFigure takes the pictures of the guide that the main job does not
// pass by: the guide itself, the settings, the check of a signed document, the
// lock of the workstation.
func (g *guida) giroDelleFigure(ctx context.Context) error {
	return inOrdine(
		func() error { g.tasto(fyne.KeyF1); return nil },
		func() error { return g.vai(ctx, "Capitolo") },
		func() error { return g.foto("guida") },
		func() error { return g.premi(ctx, "Chiudi") },
		func() error { g.ui(func() { g.f.impo.Mostra(g.tela) }); return nil },
		func() error { return g.vai(ctx, "Tema") },
		func() error { return g.foto("impostazioni") },
		func() error { g.tasto(fyne.KeyEscape); return nil },
		func() error { return g.vai(ctx, "Nuovo Certificato") },
		func() error {
			g.ui(func() { g.f.verifica.leggi(filepath.Join(g.out, "certificato.pdf")) })
			return nil
		},
		func() error { return g.vai(ctx, "Salva rapporto PDF") },
		func() error { return g.foto("verifica") },
		func() error { return g.premi(ctx, "Chiudi") },
		func() error { return g.vai(ctx, "Nuovo Certificato") },
		func() error { g.ui(g.f.lavoro.blocco.Blocca); return nil },
		func() error { return g.vai(ctx, "Sblocca") },
		func() error { return g.foto("blocco") },
		func() error { return g.scrivi(ctx, "Password", g.medico.Credenziali.Password.Reveal()) },
		func() error { g.tasto(fyne.KeyReturn); return nil },
		func() error { return g.vai(ctx, "Nuovo Certificato") },
	)
}
