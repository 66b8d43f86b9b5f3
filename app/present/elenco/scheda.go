package elenco

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// ParamsScheda is what NewScheda needs. T is an element of the list, E the same
// element read whole, D the detail that is drawn.
type ParamsScheda[T, E, D any] struct {
	Lista Params[T]
	// Chiave tells whose element it is and which.
	Chiave func(T) (assistitoID, id string)
	// Leggi reads the element. A read; it may be repeated and cancelled.
	Leggi func(ctx context.Context, assistitoID, id string) (E, error)
	// Comune finds in the detail the part that all tabs draw.
	Comune func(*D) *Dettaglio
	// Descrivi writes what was read into the detail.
	Descrivi func(*D, E)
	// Svelato is told that what a law protects was shown, for the audit; may be nil.
	Svelato func(assistitoID, id string)
	// SessioneScaduta asks for the login; riprendi goes on after it.
	SessioneScaduta func(riprendi func())
}

// Scheda is a tab: its list and the detail of one element. The tabs embed it and
// add their own buttons. All methods run on the UI thread.
type Scheda[T, E, D any] struct {
	Elenco *Presenter[T]
	// Render draws the detail; the list has its own.
	Render func(D)

	p        ParamsScheda[T, E, D]
	ctx      context.Context //nolint:containedctx // ends with the window
	leggi    task.Latest[E]
	consegna task.Latest[Consegnato]
	chi, id  string
	elemento E
	state    D
}

// NewScheda returns the tab with nothing open; ctx ends with the window.
func NewScheda[T, E, D any](ctx context.Context, p ParamsScheda[T, E, D]) *Scheda[T, E, D] {
	s := &Scheda[T, E, D]{
		Elenco: New(ctx, p.Lista), Render: func(D) {}, p: p, ctx: ctx,
		leggi: task.Latest[E]{UI: p.Lista.UI}, consegna: task.Latest[Consegnato]{UI: p.Lista.UI},
	}
	s.Elenco.SessioneScaduta = p.SessioneScaduta
	return s
}

// State returns the detail drawn now.
func (s *Scheda[T, E, D]) State() D { return s.state }

// Aperta returns the element whose detail is open: empty until it was read.
func (s *Scheda[T, E, D]) Aperta() (assistitoID, id string, elemento E) {
	return s.chi, s.id, s.elemento
}

// Wait blocks until background work has ended: at shutdown and in tests.
func (s *Scheda[T, E, D]) Wait() { s.Elenco.Wait(); s.leggi.Wait(); s.consegna.Wait() }

// Gestisci opens the detail of the n-th card.
func (s *Scheda[T, E, D]) Gestisci(n int) {
	if v, ok := s.Elenco.Voce(n); ok {
		s.Apri(s.p.Chiave(v))
	}
}

// Apri opens the detail of an element; the list stays where it is.
func (s *Scheda[T, E, D]) Apri(assistitoID, id string) {
	var (
		niente E
		nuovo  D
	)
	s.chi, s.id, s.elemento = assistitoID, id, niente
	s.p.Comune(&nuovo).Aperto = true
	s.state = nuovo
	s.Aggiorna()
}

// Aggiorna reads the element again; what is shown stays meanwhile.
func (s *Scheda[T, E, D]) Aggiorna() {
	if !s.p.Comune(&s.state).Aperto {
		return
	}
	s.Cambia(func(d *D) { s.p.Comune(d).Occupato = true })
	chi, id := s.chi, s.id
	s.leggi.Start(s.ctx, func(ctx context.Context) (E, error) { return s.p.Leggi(ctx, chi, id) }, s.arrivato)
}

func (s *Scheda[T, E, D]) arrivato(e E, err error) {
	s.Cambia(func(d *D) {
		s.finito(d, err)
		if err == nil {
			s.elemento = e
			s.p.Descrivi(d, e)
		}
	})
	if err != nil && esenpat.KindOf(err) == esenpat.Unauthenticated {
		s.p.SessioneScaduta(s.Aggiorna)
	}
}

// Svela shows what a law protects, until the detail is closed.
func (s *Scheda[T, E, D]) Svela() {
	if c := s.p.Comune(&s.state); !c.Protetto || c.Svelato || !c.Pronto {
		return
	}
	s.Cambia(func(d *D) {
		s.p.Comune(d).Svelato = true
		s.p.Descrivi(d, s.elemento)
	})
	if s.p.Svelato != nil {
		s.p.Svelato(s.chi, s.id)
	}
}

// Chiudi goes back to the list, which has kept its place.
func (s *Scheda[T, E, D]) Chiudi() {
	s.leggi.Cancel()
	s.consegna.Cancel()
	s.Cambia(func(d *D) {
		var chiuso D
		*d = chiuso
	})
}

// Interrompi stops the reading, also that of a document on its way out.
func (s *Scheda[T, E, D]) Interrompi() {
	s.leggi.Cancel()
	s.consegna.Cancel()
	s.Cambia(func(d *D) { s.p.Comune(d).Occupato = false })
}

// Cambiato reads again what is shown, after an act elsewhere.
func (s *Scheda[T, E, D]) Cambiato() {
	if s.Elenco.State().Cercato {
		s.Elenco.Aggiorna()
	}
	s.Aggiorna()
}

// Consegnato says where a document went and, when it was verified, what came out.
type Consegnato struct {
	Percorso string
	Verifica esenpat.StatoVerifica // "" when there was nothing to verify
	// Fatto and Avviso say it in words of their own, when the text is "".
	Fatto  string
	Avviso avviso.Avviso
}

// Consegna hands a document to the user if the button a is on: lavoro reads it
// and returns where it went, the text chiave says so.
func (s *Scheda[T, E, D]) Consegna(a Azione, chiave string, lavoro func(context.Context) (Consegnato, error)) {
	if !a.Visibile || !a.Attivo || s.p.Comune(&s.state).Occupato {
		return
	}
	s.Cambia(func(d *D) {
		c := s.p.Comune(d)
		c.Occupato, c.Avviso = true, avviso.Avviso{}
	})
	s.consegna.Start(s.ctx, lavoro, func(fatto Consegnato, err error) {
		s.Cambia(func(d *D) {
			c := s.finito(d, err)
			if err == nil && chiave == "" {
				c.Fatto, c.Avviso = fatto.Fatto, fatto.Avviso
				c.NFatto++
			} else if err == nil {
				c.Fatto = s.p.Lista.Testi.T(chiave, "percorso", fatto.Percorso)
				if fatto.Verifica != "" {
					c.Fatto += " · " + s.p.Lista.Testi.T("firma.verifica."+string(fatto.Verifica))
				}
				c.NFatto++
			}
		})
	})
}

// Cambia changes the detail and draws it.
func (s *Scheda[T, E, D]) Cambia(f func(*D)) {
	d := s.state
	f(&d)
	s.state = d
	s.Render(d)
}

func (s *Scheda[T, E, D]) finito(d *D, err error) *Dettaglio {
	c := s.p.Comune(d)
	c.Occupato, c.Avviso = false, avviso.Di(s.p.Lista.Testi, err)
	return c
}
