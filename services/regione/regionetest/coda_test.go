package regionetest_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/coda"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// avviaCoda runs a queue until the test ends; each time a draft could not be
// sent it is tried again at once, so that nobody waits.
func (p *postazione) avviaCoda(altro func()) (c *coda.Coda, finita chan string) {
	p.t.Helper()
	finita = make(chan string, 1000)
	bus := &evento.Bus{} // its own: the workstation's listener is for one goroutine
	c = coda.New(coda.Opzioni{
		Bozze: p.bozze, Creazione: p.redazione, Anagrafe: p.Client, Sessione: p.sessione, Bus: bus, InLinea: func() bool { return true },
		Orologio: time.Now, Caso: func() float64 { return 0 },
	})
	var mu sync.Mutex
	ultima := 0
	bus.Ascolta(func(e evento.Evento) {
		if _, ok := e.(evento.BozzeCambiate); !ok {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		inviate := c.Inviate()
		for ; ultima < len(inviate); ultima++ {
			finita <- inviate[ultima].ID
		}
		altro()
	})
	ctx, smetti := context.WithCancel(p.t.Context())
	fine := make(chan struct{})
	go func() { c.Esegui(ctx); close(fine) }()
	p.t.Cleanup(func() { smetti(); <-fine })
	return c, finita
}

// TestCoda_eachQueuedDraftBecomesOneCertificate guards FT-30 and FT-37: drafts
// confirmed without a network, answers lost at every place of the creation, the
// questions about the outcome lost too, the network coming and going: each
// becomes one certificate.
// Manual: M84, G25.
func TestCoda_eachQueuedDraftBecomesOneCertificate(t *testing.T) {
	intenti := tasktest.Quante(10, 500)
	p := apri(t)
	p.entra(regionetest.Ferraris)
	caso := rand.New(rand.NewPCG(7, 2026))
	colpi, punti := 0, ambiente.Punti()
	var c *coda.Coda
	c, finite := p.avviaCoda(func() {
		for _, b := range p.inCoda() {
			if v := c.Voce(b.ID); v.Tentativi > 0 && !v.InCorso {
				c.Riprova(b.ID)
			}
		}
	})
	c.Pausa(true)
	attese := map[string]bool{}
	for range intenti {
		b := p.bozza(cfAdulta)
		_, err := c.Accoda(t.Context(), b, nil)
		p.bene(err)
		attese[b.ID] = true
		p.Guasti().Aggiungi(ambiente.Guasto{Operazione: "creaCertificato", Punto: punti[caso.IntN(len(punti))], Volte: 1 + caso.IntN(3), Chiudi: true})
		if caso.IntN(3) == 0 {
			p.Guasti().PerdiRichiesta("operazione", 1+caso.IntN(3))
		}
		colpi++
	}

	c.Pausa(false)
	for range intenti {
		id := <-finite
		if !attese[id] {
			t.Fatalf("%s was sent twice", id)
		}
		delete(attese, id)
	}

	if n := p.Conteggi().Certificati; n != intenti || len(p.inCoda()) != 0 {
		t.Errorf("%d drafts became %d certificates, %d still wait", intenti, n, len(p.inCoda()))
	}
	t.Logf("%d drafts, %d faults, %d certificates", intenti, colpi, p.Conteggi().Certificati)
}

func (p *postazione) inCoda() []esenpat.Bozza {
	p.t.Helper()
	tutte, err := p.bozze.Elenca(context.WithoutCancel(p.t.Context()))
	p.bene(err)
	var in []esenpat.Bozza
	for _, b := range tutte {
		if b.Stato == esenpat.BozzaInCoda {
			in = append(in, b)
		}
	}
	return in
}
