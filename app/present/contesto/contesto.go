// Package contesto presents the call of a clinical record: a patient to open,
// asked for from outside the window. The call waits where it cannot be served
// (login, lock, work in hand), never takes the place of what is being written,
// and ends with the doctor it was for.
package contesto

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/contesto"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Attesa is how long a call waits for a login or for the lock: who comes later
// to a shared workstation must not find the patient of somebody else.
const Attesa = 5 * time.Minute

// Presenter holds at most one call: a later one takes its place, as a second
// click in the record does. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	// SessioneScaduta shows the login over the window; riprendi goes on after it.
	SessioneScaduta func(riprendi func())

	ctx     context.Context
	par     Params
	risolve task.Latest[esenpat.CodiceFiscale]

	c     *chiamata
	state State
}

// chiamata is a call that is not served yet.
type chiamata struct {
	contesto.Richiesta
	arrivo    time.Time
	per       esenpat.CodiceFiscale // who was working when it came; empty: nobody
	assistito esenpat.CodiceFiscale // known
	rimandata bool                  // the doctor said «not now»
	atteso    bool                  // it could not be served when it came
}

// New returns a presenter without calls; ctx ends with the window.
func New(ctx context.Context, par Params) *Presenter {
	return &Presenter{
		Render: func(State) {}, SessioneScaduta: func(func()) {}, ctx: ctx, par: par,
		risolve: task.Latest[esenpat.CodiceFiscale]{UI: par.UI},
	}
}

// State returns what is drawn now.
func (p *Presenter) State() State { return p.state }

// Wait blocks until background work has ended; for shutdown and tests.
func (p *Presenter) Wait() { p.risolve.Wait() }

// Arriva takes a call. It is served at once if it can be.
func (p *Presenter) Arriva(r contesto.Richiesta) {
	p.risolve.Cancel()
	p.c = &chiamata{Richiesta: r, arrivo: p.par.Adesso(), assistito: r.Assistito}
	if s, ok := p.par.Scena.Corrente(); ok {
		p.c.per = s.Utente.CodiceFiscale
	}
	p.avanza()
}

// Rifiuta shows why what came from outside is no call of a record. One that
// waits goes on waiting.
func (p *Presenter) Rifiuta(err error) {
	p.par.Annota(esenpat.CodeOf(err))
	p.set(State{Avviso: avviso.Di(p.par.Testi, err)})
}

// Riprova serves the call that waits, if it can be now: after a login, an
// unlock, or when what was open was closed.
func (p *Presenter) Riprova() {
	if p.c != nil && !p.c.rimandata {
		p.avanza()
	}
}

// Chiuso is told that the wizard was closed: a call put off is asked again.
func (p *Presenter) Chiuso() {
	if p.c != nil {
		p.c.rimandata = false
		p.avanza()
	}
}

// Uscito forgets the call: it ends with the doctor it came for.
func (p *Presenter) Uscito() {
	p.risolve.Cancel()
	p.c = nil
	p.set(State{})
}

// Apri serves the call, leaving what is open as it is.
func (p *Presenter) Apri() {
	if p.c == nil || p.c.assistito == "" {
		return
	}
	if p.par.Scena.Ingombro() == Fermo {
		p.avanza()
		return
	}
	p.servi()
}

// Rimanda puts the call off: a band over the tabs keeps it in sight.
func (p *Presenter) Rimanda() {
	if p.c != nil {
		p.c.rimandata = true
		p.set(State{Banda: p.par.Testi.T("contesto.banda")})
	}
}

// Riprendi is the band's button.
func (p *Presenter) Riprendi() {
	if p.c != nil {
		p.c.rimandata = false
		p.avanza()
	}
}

// Scarta drops the call, and the notice of one that could not be served.
func (p *Presenter) Scarta() {
	p.risolve.Cancel()
	p.c = nil
	p.set(State{})
}

// Chiudi takes the notice away; a call that can be repeated stays in the band.
func (p *Presenter) Chiudi() {
	switch {
	case p.c == nil:
		p.set(State{})
	case p.state.Ripeti || p.c.rimandata:
		p.Rimanda()
	default:
		p.avanza()
	}
}

// avanza brings the call as far as it can go now.
func (p *Presenter) avanza() {
	c := p.c
	if c == nil {
		return
	}
	s, dentro := p.par.Scena.Corrente()
	if c.atteso && p.par.Adesso().Sub(c.arrivo) > Attesa {
		p.fine(esenpat.NewError(esenpat.Conflict, "contesto.attesa-finita", "present.contesto"))
		return
	}
	switch {
	case !dentro:
		c.atteso = true
		p.set(State{Nota: p.par.Testi.T("contesto.nota")})
		return
	case c.per != "" && c.per != s.Utente.CodiceFiscale, c.Medico != "" && c.Medico != s.Utente.CodiceFiscale:
		p.fine(esenpat.NewError(esenpat.Forbidden, "contesto.altro-medico", "present.contesto"))
		return
	case p.par.Scena.Bloccata():
		c.atteso = true
		p.set(State{})
		return
	case !s.Puo(esenpat.AzioneNuovoCertificato):
		p.fine(esenpat.NewError(esenpat.Forbidden, "contesto.senza-diritto", "present.contesto"))
		return
	}
	c.per, c.atteso = s.Utente.CodiceFiscale, false
	if c.assistito == "" {
		p.risolvi()
		return
	}
	p.chiedi()
}

// chiedi opens the patient, or asks first if something is open.
func (p *Presenter) chiedi() {
	t := p.par.Testi
	switch p.par.Scena.Ingombro() {
	case Libero:
		p.servi()
	case Occupato:
		p.set(State{Domanda: Domanda{Testo: t.T("contesto.domanda", "assistito", string(p.c.assistito)), Apri: true}})
	case Fermo:
		p.set(State{Domanda: Domanda{Testo: t.T("contesto.domanda.fermo", "assistito", string(p.c.assistito))}})
	}
}

func (p *Presenter) servi() {
	cf := p.c.assistito
	p.c = nil
	p.par.Annota("OK")
	p.set(State{})
	p.par.Scena.Apri(cf)
}

// risolvi asks the service whose token it is; never another service.
func (p *Presenter) risolvi() {
	gettone := p.c.Gettone
	r, host := p.par.Servizio()
	if r == nil {
		return // the login comes first, and after it there is a service
	}
	if !p.c.Vale(host) {
		p.fine(esenpat.NewError(esenpat.Forbidden, "contesto.altro-servizio", "present.contesto"))
		return
	}
	p.set(State{Attesa: p.par.Testi.T("contesto.attesa")})
	p.risolve.Start(p.ctx, func(ctx context.Context) (esenpat.CodiceFiscale, error) {
		return r.RisolviContesto(ctx, gettone)
	}, p.risolto)
}

func (p *Presenter) risolto(cf esenpat.CodiceFiscale, err error) {
	k := esenpat.KindOf(err)
	switch {
	case p.c == nil:
	case err == nil:
		p.c.assistito = cf
		p.avanza() // the workstation may have been locked meanwhile
	case k == esenpat.Unauthenticated:
		p.set(State{})
		p.SessioneScaduta(p.Riprova)
	case k == esenpat.Offline || k == esenpat.Unavailable:
		p.set(State{Avviso: avviso.Di(p.par.Testi, err), Ripeti: true})
	default:
		p.fine(err)
	}
}

// fine drops the call and says why.
func (p *Presenter) fine(err error) {
	p.risolve.Cancel()
	p.c = nil
	p.par.Annota(esenpat.CodeOf(err))
	p.set(State{Avviso: avviso.Di(p.par.Testi, err)})
}

func (p *Presenter) set(s State) {
	if s.Avviso.Vuoto() {
		s.Ripeti = false
	}
	p.state = s
	p.Render(s)
}
