package main

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/stampa"
	stampanti "github.com/esenpat/esenpat-desktop/services/stampa"
	vistestampa "github.com/esenpat/esenpat-desktop/views/stampa"
)

// nuovaStampa makes the print dialog of the window.
func (f *finestra) nuovaStampa() *stampa.Presenter {
	p := stampa.New(f.ctx, stampa.Params{
		UI: f.ui, Testi: f.testi, Stampanti: stampantiAnnotate{stampanti.New(nil, f.immagini), f.annota},
		Visore: f.out, Preferenze: f.preferenze(),
	})
	vistestampa.New(p, f.testi, f.tempo, f.w.Canvas())
	return p
}

// stampantiAnnotate writes every document that goes to a printer down in the audit.
type stampantiAnnotate struct {
	*stampanti.Sistema
	annota func(ctx context.Context, azione, nome string, err error)
}

// Stampa hands the document to the printer.
func (s stampantiAnnotate) Stampa(ctx context.Context, d esenpat.DaStampare, o esenpat.OpzioniStampa) error {
	err := s.Sistema.Stampa(ctx, d.PDF, o)
	s.annota(ctx, audit.Stampato, d.Nome, err)
	return err
}

// Stampa asks for printer and copies and prints one document.
func (u uscita) Stampa(ctx context.Context, nome string, pdf []byte) error {
	return u.StampaInsieme(ctx, []esenpat.DaStampare{{Nome: nome, PDF: pdf}})[0]
}

// StampaInsieme asks once and prints them all; see stampa.Presenter.
func (u uscita) StampaInsieme(ctx context.Context, documenti []esenpat.DaStampare) []error {
	chiesta, risposta := make(chan int, 1), make(chan []error, 1)
	u.ui(func() { chiesta <- u.stampe.Chiedi(documenti, func(esiti []error) { risposta <- esiti }) })
	select {
	case esiti := <-risposta:
		return esiti
	case <-ctx.Done():
	}
	// Who asked is gone: the dialog goes too. Both run on the UI thread, in order.
	u.ui(func() { u.stampe.Ritira(<-chiesta) })
	esiti := make([]error, len(documenti))
	for i, d := range documenti {
		if esiti[i] = d.Manca; d.Manca == nil {
			esiti[i] = esenpat.NewError(esenpat.Canceled, "operazione.annullata", "cmd.StampaInsieme").Because(ctx.Err())
		}
	}
	return esiti
}
