package regionetest_test

import (
	"context"
	"fmt"
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

// punti are the places of a request where a fault strikes.
func punti() []ambiente.Punto {
	return []ambiente.Punto{ambiente.PuntoArrivo, ambiente.PuntoPrimaDelCommit, ambiente.PuntoDopoIlCommit, ambiente.PuntoRisposta}
}

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
	colpi := 0
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
		p.Guasti().Aggiungi(ambiente.Guasto{Operazione: "creaCertificato", Punto: punti()[caso.IntN(4)], Volte: 1 + caso.IntN(3), Chiudi: true})
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

// TestServer_killedAtEveryPointLeavesOldOrNew guards FT-31: the server dies at
// every point of creation, signature, issue and annulment, comes back on its
// state, and asking again ends with exactly one of each.
func TestServer_killedAtEveryPointLeavesOldOrNew(t *testing.T) {
	for range tasktest.Quante(1, 20) {
		p := apri(t)
		p.entra(regionetest.Ferraris)
		for i, punto := range punti() {
			c := p.colpito("creaCertificato", punto, p.creazione(cfAltraASL))
			firmato := p.colpito("firmaCertificato", punto, p.firmaDi(c))
			if n := p.Conteggi(); n.Certificati != i+1 || n.Firme != i+1 || firmato.Stato != esenpat.Valido {
				t.Fatalf("%s: %+v, state %s", punto, n, firmato.Stato)
			}
		}
	}
}

// creazione returns what makes a certificate of one draft, however often it is
// called.
func (p *postazione) creazione(cf string) func() (esenpat.Certificato, error) {
	b := p.bozza(cf)
	return func() (esenpat.Certificato, error) { return p.redazione.Crea(p.t.Context(), b) }
}

// firmaDi signs c once: when the outcome is unknown it is asked, and only what
// never arrived is signed again, with a new code.
func (p *postazione) firmaDi(c esenpat.Certificato) func() (esenpat.Certificato, error) {
	r := p.richiesta(c)
	incerta := false
	return func() (esenpat.Certificato, error) {
		if incerta {
			f, err := p.firme.VerificaFirma(p.t.Context(), r)
			if esenpat.CodeOf(err) != "atto.mai-arrivato" {
				return f.Esito.Certificato, err
			}
			r, incerta = p.richiesta(c), false
		}
		f, err := p.firme.FirmaCertificato(p.t.Context(), r)
		incerta = esenpat.KindOf(err) == esenpat.Uncertain && err != nil
		return f.Esito.Certificato, err
	}
}

// colpito runs premi while the server is killed at punto of operazione, once,
// and presses on after its restart as a doctor would.
func (p *postazione) colpito(operazione string, punto ambiente.Punto, premi func() (esenpat.Certificato, error)) esenpat.Certificato {
	p.t.Helper()
	p.Guasti().Aggiungi(ambiente.Guasto{Operazione: operazione, Punto: punto, Chiudi: true, Fai: p.Relay.Stacca})
	c, err := premi()
	for volta := 0; err != nil; volta++ {
		if k := esenpat.KindOf(err); volta > 5 || (k != esenpat.Uncertain && k != esenpat.Offline && k != esenpat.Unavailable) {
			p.t.Fatalf("%s at %s: %v (%+v)", operazione, punto, err, esenpat.AsError(err))
		}
		p.Spegni()
		p.Accendi()
		p.Relay.Riattacca()
		p.entra(regionetest.Ferraris)
		c, err = premi()
	}
	return c
}

// TestModello_randomHistoryHoldsAgainstAModel guards FT-70: a doctor drafts,
// queues, creates, signs and annuls at random while answers are lost and the
// server restarts; what is known of each intent (done, refused, unknown) is
// held against what the server counts.
func TestModello_randomHistoryHoldsAgainstAModel(t *testing.T) {
	for seme := range tasktest.Quante(2, 500) {
		t.Run(fmt.Sprint("seme ", seme), func(t *testing.T) {
			storia(t, uint64(seme), tasktest.Quante(12, 200))
		})
	}
}

func storia(t *testing.T, seme uint64, passi int) {
	t.Helper()
	p := apri(t)
	p.entra(regionetest.Ferraris)
	caso := rand.New(rand.NewPCG(seme, 70))
	var daFirmare, firmati []esenpat.Certificato
	creati, firme, annullati := 0, 0, 0
	for range passi {
		if caso.IntN(3) == 0 {
			p.Guasti().Aggiungi(ambiente.Guasto{
				Operazione: []string{"creaCertificato", "firmaCertificato", "annullaCertificato", "operazione", "firmaAnnullamento"}[caso.IntN(5)],
				Punto:      punti()[caso.IntN(4)], Volte: 1 + caso.IntN(2), Chiudi: true,
			})
		}
		if caso.IntN(10) == 0 {
			p.Spegni()
			p.Accendi()
			p.monta() // the program starts again too: only what is durable remains
			p.entra(regionetest.Ferraris)
		}
		switch n := caso.IntN(3); {
		case n == 0 || len(daFirmare) == 0:
			daFirmare = append(daFirmare, p.insisti(p.creazione(cfAltraASL)))
			creati++
		case n == 1:
			c := daFirmare[len(daFirmare)-1]
			daFirmare = daFirmare[:len(daFirmare)-1]
			firmati = append(firmati, p.insisti(p.firmaDi(c)))
			firme++
		case len(daFirmare) > 0: // dropped before anybody signed it
			c := daFirmare[0]
			daFirmare = daFirmare[1:]
			p.elimina(c)
			annullati++
		}
		if n := p.Conteggi(); n.Certificati != creati || n.Annullati != annullati || n.Firme != firme || n.Validi != firme || n.DaFirmare != len(daFirmare) {
			t.Fatalf("model: %d created, %d dropped, %d signed; server: %+v", creati, annullati, firme, n)
		}
	}
	for _, c := range firmati {
		if adesso, err := p.Client.Certificato(t.Context(), c.Assistito.ID, c.ID); err != nil || adesso.Stato != esenpat.Valido {
			t.Errorf("a signed certificate is %s: %v", adesso.Stato, err)
		}
	}
}

// insisti presses until it is known how it ended.
func (p *postazione) insisti(premi func() (esenpat.Certificato, error)) esenpat.Certificato {
	p.t.Helper()
	for range 20 {
		c, err := premi()
		if err == nil {
			return c
		}
		if k := esenpat.KindOf(err); k != esenpat.Uncertain && k != esenpat.Offline && k != esenpat.Unavailable {
			p.t.Fatalf("%v (%+v)", err, esenpat.AsError(err))
		}
	}
	p.t.Fatal("twenty presses were not enough")
	return esenpat.Certificato{}
}

// elimina drops an unsigned certificate; a lost answer is looked up by reading.
func (p *postazione) elimina(c esenpat.Certificato) {
	p.t.Helper()
	for range 20 {
		err := p.Client.EliminaCertificato(p.t.Context(), riferimento(c))
		if err == nil || esenpat.KindOf(err) == esenpat.NotFound {
			return
		}
	}
	p.t.Fatal("twenty presses were not enough")
}
