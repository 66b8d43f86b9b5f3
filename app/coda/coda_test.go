package coda_test

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/coda"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

type deposito struct {
	mu sync.Mutex
	di map[string]map[string]esenpat.Bozza
}

func (d *deposito) SalvaBozza(_ context.Context, p string, b esenpat.Bozza) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.di[p] == nil {
		d.di[p] = map[string]esenpat.Bozza{}
	}
	d.di[p][b.ID] = b
	return nil
}

func (d *deposito) Bozze(_ context.Context, p string) ([]esenpat.Bozza, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var r []esenpat.Bozza
	for _, b := range d.di[p] {
		r = append(r, b)
	}
	return r, nil
}

func (d *deposito) Bozza(_ context.Context, p, id string) (esenpat.Bozza, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	b, ok := d.di[p][id]
	if !ok {
		return b, esenpat.NewError(esenpat.NotFound, "bozza.non-trovata", "finto")
	}
	return b, nil
}

func (d *deposito) EliminaBozza(_ context.Context, p, id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.di[p], id)
	return nil
}

// prova is a queue over a service that answers as the test says.
type prova struct {
	t *testing.T

	*coda.Coda
	bozze *bozze.Archivio
	dep   *deposito
	bus   *evento.Bus

	mu       sync.Mutex
	chi      esenpat.CodiceFiscale
	staccata bool
	mandate  []string // id of every try, in order
	quando   []time.Time
	risponde func(b esenpat.Bozza, n int) error
	anagrafe map[string]esenpat.Assistito
}

func (p *prova) Corrente() (esenpat.Sessione, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: p.chi}}, p.chi != ""
}

func (p *prova) Crea(ctx context.Context, b esenpat.Bozza) (esenpat.Certificato, error) {
	p.mu.Lock()
	p.mandate, p.quando = append(p.mandate, b.ID), append(p.quando, time.Now())
	n := 0
	for _, id := range p.mandate {
		if id == b.ID {
			n++
		}
	}
	p.mu.Unlock()
	if p.risponde != nil {
		if err := p.risponde(b, n); err != nil {
			return esenpat.Certificato{}, err
		}
	}
	return esenpat.Certificato{ID: "c-" + b.ID, Numero: "2026" + b.ID, Assistito: b.Assistito}, p.dep.EliminaBozza(ctx, string(b.Medico.CodiceFiscale), b.ID)
}

func (p *prova) CercaAssistiti(_ context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, a := range p.anagrafe {
		if a.CodiceFiscale == r.CodiceFiscale {
			return []esenpat.AssistitoSintesi{{ID: id}}, nil
		}
	}
	return nil, nil
}

func (p *prova) Assistito(_ context.Context, id string) (esenpat.Assistito, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, ok := p.anagrafe[id]
	if !ok {
		return a, esenpat.NewError(esenpat.NotFound, "assistito.non-trovato", "finto")
	}
	return a, nil
}

func (p *prova) inLinea() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.staccata
}

func (p *prova) rete(c bool) {
	p.mu.Lock()
	p.staccata = !c
	p.mu.Unlock()
	if c {
		p.bus.Pubblica(evento.InLinea{})
	}
}

func (p *prova) entra(chi esenpat.CodiceFiscale) {
	p.mu.Lock()
	p.chi = chi
	p.mu.Unlock()
	p.bus.Pubblica(evento.SessioneAperta{})
}

func persona(id string) esenpat.Assistito {
	return esenpat.Assistito{
		ID: id, CodiceFiscale: esenpat.CodiceFiscale("CF" + id), Cognome: "Prova", Nome: "Ada",
		Anagrafica: esenpat.Anagrafica{Residenza: esenpat.Residenza{Indirizzo: "Via Vecchia 2"}},
		Competenza: esenpat.Competenza{PuoCertificare: true},
	}
}

// nuova runs test inside synctest with a queue that ends with it.
func nuova(t *testing.T, test func(p *prova)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := &prova{t: t, dep: &deposito{di: map[string]map[string]esenpat.Bozza{}}, bus: &evento.Bus{}, chi: "A", anagrafe: map[string]esenpat.Assistito{}}
		for _, id := range []string{"p1", "p2", "p3"} {
			p.anagrafe[id] = persona(id)
		}
		n := 0
		p.bozze = bozze.New(p.dep, p, func() string { n++; return "n" + strconv.Itoa(n) }, time.Now)
		p.Coda = coda.New(coda.Opzioni{
			Bozze: p.bozze, Creazione: p, Anagrafe: p, Sessione: p, Bus: p.bus, InLinea: p.inLinea, Orologio: time.Now,
			Caso: func() float64 { return 0.5 },
		})
		ctx, smetti := context.WithCancel(t.Context())
		fine := make(chan struct{})
		go func() { p.Esegui(ctx); close(fine) }()
		test(p)
		smetti()
		<-fine
	})
}

func (p *prova) accoda(t *testing.T, id, paziente string) {
	t.Helper()
	b, err := p.bozze.Salva(t.Context(), esenpat.Bozza{ID: id, Assistito: p.anagrafe[paziente]})
	if err == nil {
		_, err = p.Accoda(t.Context(), b, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (p *prova) x(t *testing.T) esenpat.Bozza {
	t.Helper()
	b, err := p.bozze.Bozza(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// viste are the drafts that were sent, in order.
func (p *prova) viste() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.mandate)
}

func (p *prova) quante(chi string) int {
	p.dep.mu.Lock()
	defer p.dep.mu.Unlock()
	return len(p.dep.di[chi])
}

// passa lets time pass and waits until nobody has anything to do.
func passa(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// cambia changes what the service knows while the queue may be asking.
func (p *prova) cambia(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
}

func giu(kind esenpat.Kind, codice string) error { return esenpat.NewError(kind, codice, "finto") }

func TestCoda_waitsForTheNetworkAndSendsEachOnceInOrder(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		p.rete(false)
		for i := range 6 {
			p.accoda(t, strconv.Itoa(i), []string{"p1", "p2"}[i%2])
		}
		passa(time.Hour)
		if len(p.viste()) != 0 {
			t.Fatalf("sent without a network: %v", p.viste())
		}

		p.rete(true)
		synctest.Wait()

		if !slices.Equal(p.viste(), []string{"0", "1", "2", "3", "4", "5"}) || len(p.Inviate()) != 6 {
			t.Errorf("sent %v, told %d", p.viste(), len(p.Inviate()))
		}
	})
}

func TestCoda_orderIsKeptPerPatientAndOthersGoOn(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		p.risponde = func(b esenpat.Bozza, n int) error {
			if b.ID == "primo" && n < 3 {
				return giu(esenpat.Unavailable, "servizio.occupato")
			}
			return nil
		}
		p.Pausa(true)
		p.accoda(t, "primo", "p1")
		p.accoda(t, "secondo", "p1")
		p.accoda(t, "altro", "p2")

		p.Pausa(false)
		synctest.Wait()
		if v := p.Voce("primo"); !slices.Equal(p.viste(), []string{"primo", "altro"}) || v.Tentativi != 1 || v.Motivo == nil || v.InCorso {
			t.Errorf("sent %v, %+v", p.viste(), v)
		}
		passa(time.Minute)

		if !slices.Equal(p.viste(), []string{"primo", "altro", "primo", "primo", "secondo"}) {
			t.Errorf("sent %v", p.viste())
		}
	})
}

func TestCoda_backsOffWithJitterAndHonoursRetryAfter(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		p.risponde = func(_ esenpat.Bozza, n int) error {
			if n == 4 {
				return esenpat.NewError(esenpat.Unavailable, "servizio.occupato", "finto").With("secondi", "120")
			}
			return giu(esenpat.Unavailable, "servizio.occupato")
		}
		p.accoda(t, "x", "p1")
		passa(20 * time.Second)
		p.Riprova("x") // the doctor is in a hurry, the service is not
		p.rete(true)
		passa(2 * time.Hour)

		p.mu.Lock()
		quando := slices.Clone(p.quando)
		p.mu.Unlock()
		var pause []time.Duration
		for i := 1; i < len(quando); i++ {
			pause = append(pause, quando[i].Sub(quando[i-1]))
		}
		if len(pause) < 8 || pause[0] != 1500*time.Millisecond || pause[1] != 3*time.Second || pause[2] != 6*time.Second || pause[3] < 2*time.Minute {
			t.Fatalf("pauses %v", pause)
		}
		if ultima := pause[len(pause)-1]; ultima > 5*time.Minute || ultima < 150*time.Second {
			t.Errorf("last pause %v", ultima)
		}
	})
}

func TestCoda_lostAnswerIsToldAndResolvesItself(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		p.risponde = func(_ esenpat.Bozza, n int) error {
			if n < 3 {
				return giu(esenpat.Uncertain, "certificato.esito-incerto")
			}
			return nil
		}
		p.accoda(t, "x", "p1")
		synctest.Wait()

		if v := p.Voce("x"); !v.Incerto || p.x(t).Motivo.Codice != "certificato.esito-incerto" {
			t.Errorf("not told: %+v", v)
		}
		p.cambia(func() { delete(p.anagrafe, "p1") }) // whatever the registry says now, first comes what happened
		passa(time.Minute)
		if in := p.Inviate(); len(in) != 1 || in[0].Certificato.Numero != "2026x" {
			t.Errorf("not resolved: %+v", in)
		}
	})
}

func TestCoda_refusalGoesBackToTheDoctorWithItsReason(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		p.risponde = func(esenpat.Bozza, int) error { return giu(esenpat.Invalid, "certificato.voce-non-valida") }
		p.accoda(t, "x", "p1")
		passa(time.Hour)

		b := p.x(t)
		if len(p.viste()) != 1 || b.Stato != esenpat.BozzaDaRivedere || b.Motivo.Codice != "certificato.voce-non-valida" || b.Coda != 0 {
			t.Errorf("sent %v, %s %+v", p.viste(), b.Stato, b.Motivo)
		}
	})
}

func TestCoda_patientIsCheckedInTheRegistryFirst(t *testing.T) {
	aMano := esenpat.Assistito{CodiceFiscale: "CFp1", Cognome: " prova", Nome: "ADA", DaVerificare: true}
	copia := persona("p1")
	copia.DaVerificare = true
	for nome, caso := range map[string]struct {
		assistito esenpat.Assistito
		cambia    func(*esenpat.Assistito)
		codice    string // why it comes back, "" if it is created
	}{
		"typed by hand and the same":      {aMano, func(*esenpat.Assistito) {}, ""},
		"typed by hand, somebody else":    {aMano, func(a *esenpat.Assistito) { a.Cognome = "Altri" }, "bozza.assistito-cambiato"},
		"typed by hand and not there":     {esenpat.Assistito{CodiceFiscale: "ALTRO", DaVerificare: true}, func(*esenpat.Assistito) {}, "assistito.non-trovato"},
		"from a copy and the same":        {copia, func(*esenpat.Assistito) {}, ""},
		"from a copy, has moved":          {copia, func(a *esenpat.Assistito) { a.Anagrafica.Residenza.Indirizzo = "Via Nuova 1" }, "bozza.assistito-cambiato"},
		"same as when it was written":     {persona("p1"), func(a *esenpat.Assistito) { a.VersioneAnagrafe = "2" }, ""},
		"has moved":                       {persona("p1"), func(a *esenpat.Assistito) { a.Anagrafica.Residenza.Indirizzo = "Via Nuova 1" }, "bozza.assistito-cambiato"},
		"has died":                        {persona("p1"), func(a *esenpat.Assistito) { a.Anagrafica.DataDecesso = esenpat.NewData(2026, 11, 1) }, "bozza.assistito-cambiato"},
		"another doctor's competence now": {persona("p1"), func(a *esenpat.Assistito) { a.Competenza.PuoCertificare = false }, "bozza.non-competente"},
	} {
		t.Run(nome, func(t *testing.T) {
			nuova(t, func(p *prova) {
				t := p.t
				p.rete(false)
				b, err := p.bozze.Salva(t.Context(), esenpat.Bozza{ID: "x", Assistito: caso.assistito})
				if err == nil {
					_, err = p.Accoda(t.Context(), b, nil)
				}
				if err != nil {
					t.Fatal(err)
				}
				p.cambia(func() {
					a := p.anagrafe["p1"]
					caso.cambia(&a)
					p.anagrafe["p1"] = a
				})

				p.rete(true)
				synctest.Wait()

				if caso.codice == "" {
					if in := p.Inviate(); len(in) != 1 || in[0].Certificato.Assistito.ID != "p1" || in[0].Certificato.Assistito.DaVerificare {
						t.Errorf("not created: %+v", p.x(t))
					}
					return
				}
				if b := p.x(t); len(p.viste()) != 0 || b.Stato != esenpat.BozzaDaRivedere || b.Motivo.Codice != caso.codice {
					t.Errorf("sent %v, %s %q", p.viste(), b.Stato, b.Motivo.Codice)
				}
			})
		})
	}
}

func TestCoda_pauseAndTakingOut(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		p.Pausa(true)
		p.accoda(t, "x", "p1")
		p.accoda(t, "y", "p2")
		passa(time.Hour)
		if len(p.viste()) != 0 || !p.InPausa() {
			t.Fatalf("sent during the pause: %v", p.viste())
		}
		if err := p.Togli(t.Context(), "x"); err != nil {
			t.Fatal(err)
		}

		p.Pausa(false)
		synctest.Wait()

		if !slices.Equal(p.viste(), []string{"y"}) || p.x(t).Stato != esenpat.BozzaAperta {
			t.Errorf("sent %v", p.viste())
		}
	})
}

func TestCoda_anotherDoctorsDraftsNeverLeave(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		p.rete(false)
		p.accoda(t, "di-A", "p1")
		p.entra("B")
		p.accoda(t, "di-B", "p2")

		p.rete(true)
		synctest.Wait()

		if !slices.Equal(p.viste(), []string{"di-B"}) || p.quante("A") != 1 {
			t.Errorf("sent %v", p.viste())
		}
		p.entra("")
		p.entra("A")
		synctest.Wait()
		if !slices.Equal(p.viste(), []string{"di-B", "di-A"}) {
			t.Errorf("sent %v", p.viste())
		}
	})
}

func TestCoda_expiredSessionWaitsForTheLogin(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		var valida atomic.Bool
		p.risponde = func(esenpat.Bozza, int) error {
			if !valida.Load() {
				return giu(esenpat.Unauthenticated, "sessione.scaduta")
			}
			return nil
		}
		p.accoda(t, "x", "p1")
		p.accoda(t, "y", "p2")
		passa(time.Hour)
		if len(p.viste()) > 2 {
			t.Errorf("asked %d times without a session", len(p.viste()))
		}
		valida.Store(true)

		p.entra("A")
		passa(time.Minute)

		if len(p.Inviate()) != 2 {
			t.Errorf("sent %v", p.viste())
		}
	})
}

// TestCoda_flappingNetworkDeliversEachOnce guards FT-37: up two seconds, down
// two seconds, with answers lost on the way.
func TestCoda_flappingNetworkDeliversEachOnce(t *testing.T) {
	nuova(t, func(p *prova) {
		t := p.t
		const quante = 100
		creati := map[string]int{}
		p.risponde = func(b esenpat.Bozza, n int) error {
			time.Sleep(300 * time.Millisecond)
			if !p.inLinea() {
				if len(b.ID)%2 == 0 {
					creati[b.ID] = 1 // it had arrived: the same key never makes a second
					return giu(esenpat.Uncertain, "certificato.esito-incerto")
				}
				return giu(esenpat.Offline, "rete.assente")
			}
			creati[b.ID] = 1
			return nil
		}
		p.rete(false)
		for i := range quante {
			p.accoda(t, "b"+strconv.Itoa(i), []string{"p1", "p2", "p3"}[i%3])
		}
		for range 600 {
			p.rete(true)
			passa(2 * time.Second)
			p.rete(false)
			passa(2 * time.Second)
		}

		if len(p.Inviate()) != quante || len(creati) != quante {
			t.Fatalf("%d told, %d created", len(p.Inviate()), len(creati))
		}
		ultimo := map[string]int{}
		for _, in := range p.Inviate() {
			n, err := strconv.Atoi(in.ID[1:])
			if err != nil || n < ultimo[in.Certificato.Assistito.ID] {
				t.Fatalf("%s out of order", in.ID)
			}
			ultimo[in.Certificato.Assistito.ID] = n
		}
	})
}
