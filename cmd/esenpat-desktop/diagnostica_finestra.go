package main

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/diagnostica"
	presenter "github.com/esenpat/esenpat-desktop/app/present/diagnostica"
	vistediagnostica "github.com/esenpat/esenpat-desktop/views/diagnostica"
)

// Raccogli returns the report and the log.
func (d diagnosi) Raccogli(ctx context.Context) (diagnostica.Rapporto, []diagnostica.File, error) {
	r := d.rapporto(ctx)
	file, err := d.registri()
	return r, file, err
}

// mostraDiagnostica looks at the workstation as the window sees it now.
func (f *finestra) mostraDiagnostica() {
	d := diagnosi{base: f.base, valori: f.valori, livello: f.opz.log, servizio: f.servizio}
	vistediagnostica.New(presenter.New(f.ctx, f.ui, f.testi, d, f.out), f.testi, f.tempo).Mostra(f.w.Canvas())
}
