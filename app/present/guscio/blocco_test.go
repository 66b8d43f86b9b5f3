package guscio_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/guscio"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type postazione struct {
	b        *guscio.Blocco
	q        *tasktest.Coda
	orologio *tasktest.Orologio
	mu       sync.Mutex // of the two that are asked for off the UI thread
	inattiva time.Duration
	guasto   error
	dormito  time.Duration // what only the clock that counts sleep has seen
	fatti    []string
	metodo   esenpat.MetodoAccesso
	conferma error
}

func (p *postazione) Riconosce(s esenpat.Secret) bool { return s.Reveal() == "giusta" }

func (p *postazione) Metodo() (esenpat.MetodoAccesso, string) { return p.metodo, "" }

func (p *postazione) Conferma(context.Context) error { return p.conferma }

func (p *postazione) inattivo(d time.Duration, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inattiva, p.guasto = d, err
}

func (p *postazione) fatto(f string) { p.fatti = append(p.fatti, f) }

func nuovaPostazione(t *testing.T) *postazione {
	t.Helper()
	inizio := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	p := &postazione{q: tasktest.NewCoda(), orologio: tasktest.NewOrologio(inizio)}
	p.b = guscio.NewBlocco(t.Context(), guscio.ParamsBlocco{
		UI: p.q.Dispatch, Dopo: p.orologio.Dopo, Testi: carica(t), Chi: p,
		Inattivo: func(context.Context) (time.Duration, error) {
			p.mu.Lock()
			defer p.mu.Unlock()
			return p.inattiva, p.guasto
		},
		Acceso: func() time.Duration { return p.orologio.Adesso().Sub(inizio) + p.dormito },
		Attesa: func() time.Duration { return 5 * time.Minute },
		Prima:  func() { p.fatto("salva") }, Accaduto: p.fatto, Esci: func() { p.fatto("esci") },
	})
	p.b.Avvia("a.ferraris")
	t.Cleanup(p.b.Chiudi)
	return p
}

// passano lets d go by, with a look at every beat.
func (p *postazione) passano(d time.Duration) {
	for range int(d / (5 * time.Second)) {
		p.orologio.Avanza(5 * time.Second)
		p.q.Svuota()
	}
}

func (p *postazione) prova(t *testing.T, password string) {
	t.Helper()
	prima := p.b.State().Svuota
	p.b.Sblocca(esenpat.NewSecret(password))
	p.q.Fino(t, func() bool { return p.b.State().Svuota > prima })
}

// Manual: G15.
func TestBlocco_nobodyForFiveMinutesLocksAndSavesFirst(t *testing.T) {
	p := nuovaPostazione(t)
	p.inattivo(5*time.Minute-time.Second, nil)
	p.passano(time.Hour) // somebody touches a key every now and then
	if p.b.State().Bloccato {
		t.Fatal("locked while somebody was there")
	}

	p.inattivo(5*time.Minute, nil)
	p.orologio.Avanza(5 * time.Second)
	p.q.Fino(t, func() bool { return p.b.State().Bloccato })

	if !slices.Equal(p.fatti, []string{"salva", guscio.AzioneBlocco}) {
		t.Errorf("done: %v", p.fatti)
	}
}

// TestBlocco_sleepLocksAndTheWallClockDoesNot guards SE-07 and FT-13.
func TestBlocco_sleepLocksAndTheWallClockDoesNot(t *testing.T) {
	p := nuovaPostazione(t)
	p.passano(time.Minute)
	p.dormito = 8 * time.Hour // and the idle counter, which sleeps too, says nothing
	p.orologio.Avanza(5 * time.Second)
	if !p.b.State().Bloccato {
		t.Error("open after eight hours of sleep")
	}

	p = nuovaPostazione(t)
	p.dormito = 4 * time.Minute
	p.passano(10 * time.Second)
	if p.b.State().Bloccato {
		t.Error("a short sleep locks")
	}
}

func TestBlocco_withoutAnIdleCounterLocksOnDemand(t *testing.T) {
	p := nuovaPostazione(t)
	p.inattivo(time.Hour, errors.New("no such extension"))
	p.passano(time.Minute)
	if p.b.State().Bloccato {
		t.Error("locked on a guess")
	}
	p.b.Blocca()
	p.b.Blocca()
	if !p.b.State().Bloccato || len(p.fatti) != 2 {
		t.Errorf("on demand: %+v %v", p.b.State(), p.fatti)
	}
}

func TestSblocca_passwordOpensAndThreeWrongOnesEndTheSession(t *testing.T) {
	p := nuovaPostazione(t)
	p.b.Blocca()
	p.b.Sblocca(esenpat.NewSecret("")) // Enter on an empty field is not an attempt
	p.prova(t, "sbagliata")
	if s := p.b.State(); !s.Bloccato || s.Avviso.Vuoto() || s.NomeUtente != "a.ferraris" {
		t.Errorf("after a wrong one: %+v", s)
	}
	p.prova(t, "giusta")
	if s := p.b.State(); s.Bloccato || !s.Avviso.Vuoto() {
		t.Errorf("after the right one: %+v", s)
	}

	p.fatti = nil
	p.b.Blocca()
	for range 3 {
		p.prova(t, "sbagliata")
	}

	errato := guscio.AzioneSbloccoErrato
	if !slices.Equal(p.fatti, []string{"salva", guscio.AzioneBlocco, errato, errato, errato, "esci"}) {
		t.Errorf("done: %v", p.fatti)
	}
	if !p.b.State().Bloccato {
		t.Error("the third wrong password shows the content")
	}
}

func TestEsci_fromTheLockIsForAnotherDoctor(t *testing.T) {
	p := nuovaPostazione(t)
	p.b.Esci()
	p.b.Blocca()
	p.b.Esci()

	if !slices.Equal(p.fatti, []string{"salva", guscio.AzioneBlocco, "esci"}) {
		t.Errorf("done: %v", p.fatti)
	}
}

func TestBlocco_aLoginInTheBrowserIsRepeatedThere(t *testing.T) {
	p := nuovaPostazione(t)
	p.metodo, p.conferma = esenpat.AccessoBrowser, esenpat.NewError(esenpat.Forbidden, "rientro.altro-medico", "prova")
	p.b.Blocca()

	for range 5 { // somebody else never gets in, and does not end the session either
		p.prova(t, "")
	}
	if s := p.b.State(); !s.Bloccato || s.Avviso.Vuoto() || slices.Contains(p.fatti, "esci") {
		t.Fatalf("%+v, %v", s, p.fatti)
	}
	p.conferma = nil
	p.prova(t, "")
	if p.b.State().Bloccato {
		t.Error("still locked")
	}
}

// TestBlocca_notOverTheNextLogin: the system may tell that it locks in the very
// moment of the logout.
func TestBlocca_notOverTheNextLogin(t *testing.T) {
	ctx, uscito := context.WithCancel(t.Context())
	fatti := 0
	b := guscio.NewBlocco(ctx, guscio.ParamsBlocco{
		UI: tasktest.NewCoda().Dispatch, Testi: carica(t), Chi: &postazione{}, Prima: func() { fatti++ }, Accaduto: func(string) { fatti++ },
	})

	uscito()
	b.Blocca()

	if b.State().Bloccato || fatti != 0 {
		t.Errorf("locked: %v, %d things done", b.State().Bloccato, fatti)
	}
}
