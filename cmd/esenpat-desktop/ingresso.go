package main

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/accesso"
	visteaccesso "github.com/esenpat/esenpat-desktop/views/accesso"
)

// ingresso is the login.
type ingresso struct {
	p         *accesso.Presenter
	vista     *visteaccesso.Vista
	conScelta bool // the last login offered more than one role or workplace
}

// mostraAccesso shows the login, built once.
func (f *finestra) mostraAccesso() {
	if f.entra == nil {
		f.entra = f.nuovoIngresso()
	}
	f.entra.p.Ricomincia()
	f.w.SetContent(f.entra.vista.Contenuto())
	f.w.Canvas().SetOnTypedKey(nil)
	f.entra.vista.Focalizza()
}

func (f *finestra) nuovoIngresso() *ingresso {
	s := f.servizio
	i := &ingresso{}
	var demo []esenpat.UtenteDimostrativo
	if s.prova != nil {
		demo = s.prova.Medici()
	}
	i.p = accesso.New(f.ctx, accesso.Params{
		UI: f.ui, Testi: f.testi, Sessioni: s.sblocco, Demo: demo,
		Preferenze: f.preferenze(),
	})
	i.p.Entrato = func(ses esenpat.Sessione, nomeUtente string) {
		i.conScelta = i.p.State().Fase == accesso.FaseScelta
		f.entrato(ses, nomeUtente)
	}
	i.vista = visteaccesso.New(i.p, f.testi, f.tempo, visteaccesso.Comandi{
		Impostazioni: func() { f.impo.Mostra(f.w.Canvas()) },
		ServizioWeb:  f.apriServizioWeb,
		Verifica:     func() { f.verifica.scegli() },
	})
	return i
}
