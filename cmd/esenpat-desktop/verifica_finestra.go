package main

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/verifica"
	visteverifica "github.com/esenpat/esenpat-desktop/views/verifica"
)

// verificaFinestra is «Verifica un documento…»: it needs neither login nor
// service, so it is there from the first picture of the window.
type verificaFinestra struct {
	f     *finestra
	vista *visteverifica.Vista
}

// nuovaVerifica builds the dialog; drops on the window open it.
func (f *finestra) nuovaVerifica() *verificaFinestra {
	p := verifica.New(f.ctx, verifica.Params{
		UI: f.ui, Testi: f.testi, Adesso: f.ora,
		Porte: verifica.Porte{
			Verificatore: verificatoreFinestra{f}, Lettore: f.generatore, Immagini: f.immagini, Rapporti: f.generatore,
			Uscita: f.out, Appunti: f.appunti,
		},
	})
	v := &verificaFinestra{f: f, vista: visteverifica.New(p, f.testi, f.tempo)}
	f.w.SetOnDropped(func(_ fyne.Position, cosa []fyne.URI) {
		if len(cosa) > 0 {
			v.leggi(cosa[0].Path())
		}
	})
	return v
}

// scegli asks for a file and verifies it.
func (v *verificaFinestra) scegli() {
	chiediFile(v.f.w, []string{".pdf", ".PDF"}, func(percorso string, err error) {
		switch {
		case err == nil:
			v.leggi(percorso)
		case esenpat.KindOf(err) != esenpat.Canceled:
			v.vista.MostraErrore(v.f.w.Canvas(), "", err)
		}
	})
}

// leggi reads the file off the UI thread and shows what it is.
func (v *verificaFinestra) leggi(percorso string) {
	nome := filepath.Base(percorso)
	go func() {
		pdf, err := leggiFile(percorso)
		v.f.ui(func() {
			if v.f.ctx.Err() != nil {
				return
			}
			if err != nil {
				v.vista.MostraErrore(v.f.w.Canvas(), nome, err)
				return
			}
			v.vista.Mostra(v.f.w.Canvas(), nome, pdf)
		})
	}()
}

// verificatoreFinestra trusts the profile's own test environment as it is now:
// its authority may be born, or renewed, while the window is open.
type verificatoreFinestra struct{ f *finestra }

// Verifica implements verifica.Verificatore.
func (v verificatoreFinestra) Verifica(ctx context.Context, pdf []byte) (esenpat.Verifica, error) {
	prova, err := autoritaDiProva(v.f.base, v.f.opz.ca)
	if err != nil {
		return esenpat.Verifica{}, err
	}
	motore, err := nuovoVerificatore(v.f.revoche, prova...)
	if err != nil {
		return esenpat.Verifica{}, err
	}
	return motore.Verifica(ctx, pdf)
}
