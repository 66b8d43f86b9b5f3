package rete_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/rete"
)

type servizio struct {
	inizio   time.Time
	attendi  bool
	oraAvant time.Duration

	mu      sync.Mutex
	err     error
	domande []time.Duration
	scaduto bool
	eventi  []evento.Evento
}

func (s *servizio) ServizioAttivo(ctx context.Context) (esenpat.Servizio, error) {
	if s.attendi {
		<-ctx.Done()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.domande = append(s.domande, time.Since(s.inizio))
	if s.attendi {
		s.scaduto = true
		return esenpat.Servizio{}, esenpat.NewError(esenpat.Offline, "rete.lenta", "finto")
	}
	return esenpat.Servizio{Attivo: true, OraServer: time.Now().Add(s.oraAvant)}, s.err
}

func (s *servizio) fallisci(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// chieste returns when it was asked, once all is quiet.
func (s *servizio) chieste() []time.Duration {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.domande)
}

func prova(t *testing.T, s *servizio, f func(*rete.Sonda, func() []evento.Evento)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s.inizio = time.Now()
		var bus evento.Bus
		bus.Ascolta(func(e evento.Evento) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.eventi = append(s.eventi, e)
		})
		sonda := rete.New(s, &bus, time.Now)
		ctx, smetti := context.WithCancel(t.Context())
		finita := make(chan struct{})
		go func() { sonda.Esegui(ctx); close(finita) }()
		f(sonda, func() []evento.Evento {
			synctest.Wait()
			s.mu.Lock()
			defer s.mu.Unlock()
			return slices.Clone(s.eventi)
		})
		smetti()
		<-finita // the goroutine ends with its context
	})
}

func TestSonda_tellsEachChangeOnce(t *testing.T) {
	s := &servizio{}
	prova(t, s, func(sonda *rete.Sonda, eventi func() []evento.Evento) {
		time.Sleep(35 * time.Second)
		if e := eventi(); len(e) != 1 {
			t.Fatalf("events = %v", e)
		}
		s.fallisci(esenpat.NewError(esenpat.Offline, "rete.assente", "finto"))
		time.Sleep(30 * time.Second)
		e := eventi()
		if giu, ok := e[len(e)-1].(evento.NonInLinea); len(e) != 2 || !ok || giu.Codice != "rete.assente" || giu.Dal.Sub(s.inizio) != 40*time.Second {
			t.Fatalf("events = %v", e)
		}
		s.fallisci(nil)
		time.Sleep(10 * time.Second)
		if e := eventi(); len(e) != 3 || !sonda.Stato().InLinea {
			t.Fatalf("events = %v", e)
		}
	})
	if s.domande[1] != rete.Periodo {
		t.Errorf("asked at %v", s.domande)
	}
}

func TestSonda_failedCallAsksAtOnce(t *testing.T) {
	s := &servizio{}
	prova(t, s, func(sonda *rete.Sonda, eventi func() []evento.Evento) {
		time.Sleep(3 * time.Second)
		s.fallisci(esenpat.NewError(esenpat.Offline, "servizio.fermo", "finto"))
		sonda.Osserva(esenpat.NewError(esenpat.Uncertain, "firma.esito-incerto", "finto"))
		if e, d := eventi(), s.chieste(); len(e) != 2 || d[len(d)-1] != 3*time.Second {
			t.Errorf("events = %v, asked at %v", e, d)
		}
		sonda.Osserva(nil)
		sonda.Osserva(esenpat.NewError(esenpat.Invalid, "cf.forma", "finto"))
		if len(s.chieste()) != 2 {
			t.Error("asked for an error that is not of the network")
		}
	})
}

func TestSonda_deadNetworkIsNotWaitedFor(t *testing.T) {
	s := &servizio{attendi: true}
	prova(t, s, func(sonda *rete.Sonda, eventi func() []evento.Evento) {
		time.Sleep(9 * time.Second)
		if len(eventi()) != 1 || !s.scaduto || sonda.Stato().Codice != "rete.lenta" {
			t.Errorf("state = %+v", sonda.Stato())
		}
	})
}

func TestSonda_knowsHowWrongOurClockIs(t *testing.T) {
	s := &servizio{oraAvant: 10 * time.Minute}
	prova(t, s, func(sonda *rete.Sonda, _ func() []evento.Evento) {
		s.chieste()
		if d := sonda.Stato().Scarto; d != 10*time.Minute {
			t.Errorf("Scarto = %v", d)
		}
	})
}
