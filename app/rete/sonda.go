// Package rete watches whether the regional service can be reached. It exists
// so that the window can say «Non in linea» within seconds, and say why, and so
// that what waits can go on by itself when the service is back.
package rete

import (
	"context"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Servizio is the question whether the service works.
type Servizio interface {
	// ServizioAttivo asks once, without repeating. It needs no login.
	ServizioAttivo(ctx context.Context) (esenpat.Servizio, error)
}

// Periodo is how often the service is asked. With pazienza it makes ten seconds,
// the longest time that a change goes unnoticed (spec 4, FT-20).
const Periodo = 5 * time.Second

// pazienza bounds one question, so that a dead network is not mistaken for a
// slow one.
const pazienza = 5 * time.Second

// Stato is the connection as last seen.
type Stato struct {
	Noto     bool // false until the first answer
	InLinea  bool
	Dal      time.Time
	Codice   string           // why not, code of the three texts
	Servizio esenpat.Servizio // last good answer
	Scarto   time.Duration    // server clock minus ours, zero if not known
}

// Sonda asks at a steady pace and at once after any failed call.
type Sonda struct {
	servizio Servizio
	bus      *evento.Bus
	ora      func() time.Time
	subito   chan struct{}

	mu    sync.Mutex
	stato Stato
}

// New returns a probe; it asks nothing before Esegui.
func New(servizio Servizio, bus *evento.Bus, ora func() time.Time) *Sonda {
	return &Sonda{servizio: servizio, bus: bus, ora: ora, subito: make(chan struct{}, 1)}
}

// Esegui asks until ctx ends. Run it once, on a goroutine of its own.
func (s *Sonda) Esegui(ctx context.Context) {
	battito := time.NewTicker(Periodo)
	defer battito.Stop()
	for {
		s.chiedi(ctx)
		select {
		case <-ctx.Done():
			return
		case <-battito.C:
		case <-s.subito:
			battito.Reset(Periodo)
		}
	}
}

// Stato returns the connection as last seen.
func (s *Sonda) Stato() Stato {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stato
}

// Subito asks for a question now; it never waits.
func (s *Sonda) Subito() {
	select {
	case s.subito <- struct{}{}:
	default: // one is already asked for
	}
}

// Osserva is told every failed call: if it looks like the connection, the state
// is checked at once.
func (s *Sonda) Osserva(err error) {
	if err == nil {
		return
	}
	switch esenpat.KindOf(err) {
	case esenpat.Offline, esenpat.Unavailable, esenpat.Uncertain:
		s.Subito()
	case esenpat.Internal, esenpat.Invalid, esenpat.NotFound, esenpat.Conflict, esenpat.Unauthenticated, esenpat.Forbidden,
		esenpat.Rejected, esenpat.Firma, esenpat.Storage, esenpat.Keyring, esenpat.Canceled:
	}
}

func (s *Sonda) chiedi(ctx context.Context) {
	qui, smetti := context.WithTimeout(ctx, pazienza)
	defer smetti()
	v, err := s.servizio.ServizioAttivo(qui)
	if ctx.Err() != nil {
		return // closing down: whatever came is no news about the network
	}
	if err == nil && !v.Attivo {
		err = esenpat.NewError(esenpat.Unavailable, "servizio.fermo", "rete.Sonda")
	}
	s.registra(v, err)
}

// registra publishes a change, never a repetition.
func (s *Sonda) registra(v esenpat.Servizio, err error) {
	s.mu.Lock()
	prima := s.stato
	ora := s.ora()
	nuovo := Stato{Noto: true, InLinea: err == nil, Dal: prima.Dal, Servizio: prima.Servizio, Scarto: prima.Scarto}
	if err == nil {
		nuovo.Servizio = v
		if !v.OraServer.IsZero() {
			nuovo.Scarto = v.OraServer.Sub(ora)
		}
	} else {
		nuovo.Codice = esenpat.CodeOf(err)
	}
	cambiato := !prima.Noto || prima.InLinea != nuovo.InLinea
	if cambiato {
		nuovo.Dal = ora
	}
	s.stato = nuovo
	s.mu.Unlock()
	switch {
	case cambiato && nuovo.InLinea:
		s.bus.Pubblica(evento.InLinea{Dal: nuovo.Dal, Servizio: nuovo.Servizio})
	case !nuovo.InLinea && (cambiato || prima.Codice != nuovo.Codice):
		s.bus.Pubblica(evento.NonInLinea{Dal: nuovo.Dal, Codice: nuovo.Codice})
	}
}
