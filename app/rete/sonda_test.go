package rete_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/rete"
)

type servizio struct {
	err      error
	domande  []time.Duration
	inizio   time.Time
	attendi  bool
	scaduto  bool
	oraAvant time.Duration
}

func (s *servizio) ServizioAttivo(ctx context.Context) (esenpat.Servizio, error) {
	s.domande = append(s.domande, time.Since(s.inizio))
	if s.attendi {
		<-ctx.Done()
		s.scaduto = true
		return esenpat.Servizio{}, esenpat.NewError(esenpat.Offline, "rete.lenta", "finto")
	}
	return esenpat.Servizio{Attivo: true, OraServer: time.Now().Add(s.oraAvant)}, s.err
}

func prova(t *testing.T, s *servizio, f func(*rete.Sonda, func() []evento.Evento)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s.inizio = time.Now()
		var bus evento.Bus
		var eventi []evento.Evento
		bus.Ascolta(func(e evento.Evento) { eventi = append(eventi, e) })
		sonda := rete.New(s, &bus, time.Now)
		ctx, smetti := context.WithCancel(t.Context())
		finita := make(chan struct{})
		go func() { sonda.Esegui(ctx); close(finita) }()
		synctest.Wait()
		f(sonda, func() []evento.Evento { synctest.Wait(); return eventi })
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
		s.err = esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
		time.Sleep(30 * time.Second)
		e := eventi()
		if giu, ok := e[len(e)-1].(evento.NonInLinea); len(e) != 2 || !ok || giu.Codice != "rete.assente" || giu.Dal.Sub(s.inizio) != 40*time.Second {
			t.Fatalf("events = %v", e)
		}
		s.err = nil
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
		s.err = esenpat.NewError(esenpat.Offline, "servizio.fermo", "finto")
		sonda.Osserva(esenpat.NewError(esenpat.Uncertain, "firma.esito-incerto", "finto"))
		if e := eventi(); len(e) != 2 || s.domande[len(s.domande)-1] != 3*time.Second {
			t.Errorf("events = %v, asked at %v", e, s.domande)
		}
		sonda.Osserva(nil)
		sonda.Osserva(esenpat.NewError(esenpat.Invalid, "cf.forma", "finto"))
		n := len(s.domande)
		eventi()
		if len(s.domande) != n {
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
		if d := sonda.Stato().Scarto; d != 10*time.Minute {
			t.Errorf("Scarto = %v", d)
		}
	})
}
