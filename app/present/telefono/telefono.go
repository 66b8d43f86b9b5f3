// Package telefono presents the test telephone: the panel beside the signature
// form where the one-time codes of the embedded test environment arrive. It
// exists in the test environment only; a real provider sends real messages.
package telefono

import (
	"context"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Messaggio is one delivery to the test telephone.
type Messaggio struct {
	Quando  time.Time
	Alias   string
	Canale  string // SMS, voice call, app, token
	Codice  esenpat.Secret
	ScadeIl time.Time
}

// Casella reads the messages of the test telephone, newest first.
type Casella interface {
	Messaggi(ctx context.Context) ([]Messaggio, error)
}

// Riga is a message, ready to be drawn.
type Riga struct{ Ora, Testo, Codice string }

// State is everything the view draws.
type State struct {
	Righe []Riga
	Vuoto string // what to say when there is nothing
	Firma string // with what the invented doctor signs, "" when not known
}

// Params is what New needs.
type Params struct {
	UI      task.Dispatch
	Dopo    task.Later
	Testi   avviso.Testi
	Casella Casella
	Fuso    *time.Location
	Medico  esenpat.UtenteDimostrativo // whose telephone it is; zero: not one of the invented doctors
}

const (
	ogni    = 700 * time.Millisecond
	alPiu   = 5
	soloOra = "15:04:05"
)

// Presenter polls the telephone while it is open. Its methods run on the UI
// thread.
type Presenter struct {
	Render func(State)

	p       Params
	ctx     context.Context //nolint:containedctx // ends with the window
	leggi   task.Latest[[]Messaggio]
	annulla func()
	aperto  bool
	state   State
}

// New returns a closed telephone; ctx ends with the window.
func New(ctx context.Context, p Params) *Presenter {
	return &Presenter{Render: func(State) {}, p: p, ctx: ctx, leggi: task.Latest[[]Messaggio]{UI: p.UI}}
}

// firma says provider, alias and PIN of the invented doctor: whoever tries the
// program has no papers of a provider to read them from.
func (p *Presenter) firma() string {
	m := p.p.Medico
	if m.Alias == "" {
		return ""
	}
	return p.p.Testi.T("telefono.firma", "provider", m.Provider, "alias", m.Alias, "pin", m.PINFirma.Reveal())
}

// Apri starts to look for messages.
func (p *Presenter) Apri() {
	if p.aperto {
		return
	}
	p.aperto = true
	p.guarda()
}

// Chiudi stops.
func (p *Presenter) Chiudi() {
	p.aperto = false
	p.leggi.Cancel()
	if p.annulla != nil {
		p.annulla()
		p.annulla = nil
	}
}

func (p *Presenter) guarda() {
	p.leggi.Start(p.ctx, p.p.Casella.Messaggi, func(m []Messaggio, err error) {
		if err == nil {
			p.mostra(m)
		}
		if p.aperto && p.ctx.Err() == nil {
			p.annulla = p.p.Dopo(ogni, p.guarda)
		}
	})
}

func (p *Presenter) mostra(m []Messaggio) {
	s := State{Vuoto: p.p.Testi.T("telefono.vuoto"), Firma: p.firma()}
	for _, x := range m[:min(len(m), alPiu)] {
		s.Righe = append(s.Righe, Riga{
			Ora:    x.Quando.In(p.p.Fuso).Format(soloOra),
			Testo:  p.p.Testi.T("telefono.messaggio", "canale", x.Canale, "alias", x.Alias),
			Codice: x.Codice.Reveal(),
		})
	}
	if slices.Equal(s.Righe, p.state.Righe) && s.Vuoto == p.state.Vuoto && s.Firma == p.state.Firma {
		return // nothing new: nothing is drawn again
	}
	p.state = s
	p.Render(s)
}
