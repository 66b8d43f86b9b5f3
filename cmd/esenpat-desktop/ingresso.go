package main

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/accesso"
	"github.com/esenpat/esenpat-desktop/services/identita"
	visteaccesso "github.com/esenpat/esenpat-desktop/views/accesso"
	"github.com/esenpat/esenpat-desktop/views/kit"
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
	radice := kit.NewRadice(kit.Telaio(f.chiamate.vista.Nota(), f.entra.vista.Contenuto(), nil), nil)
	radice.OnCopia = f.appunti.Sorveglia
	f.w.SetContent(radice)
	f.w.Canvas().SetOnTypedKey(f.tastoSenzaLavoro)
	f.entra.p.Ricomincia() // on the canvas already: it moves the focus
	f.offriAccessi()
	f.entra.vista.Focalizza()
}

// offriAccessi asks the service which ways to log in it has; without an answer
// there is the one with credentials.
func (f *finestra) offriAccessi() {
	go func() {
		v, err := f.servizio.client.ServizioAttivo(f.ctx)
		if err == nil {
			scarto := time.Duration(0)
			if !v.OraServer.IsZero() {
				scarto = v.OraServer.Sub(f.ora())
			}
			f.ui(func() {
				f.entra.p.Offri(v.Accessi, identita.CarteDisponibili)
				f.entra.p.Orologio(scarto)
			})
		}
	}()
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
		ScegliFile: func(preso func(nome string)) {
			chiediFile(f.w, []string{".p12", ".pfx"}, func(nome string, err error) {
				if err != nil {
					i.p.FileNonScelto(err)
					return
				}
				preso(nome)
			})
		},
	})
	return i
}
