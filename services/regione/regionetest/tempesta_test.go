package regionetest_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/rete"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// TestTempesta_oneOfEachPerIntent strikes every step at a random place of its
// life, presses again as a doctor would, and counts (FT-30, FT-31).
func TestTempesta_oneOfEachPerIntent(t *testing.T) {
	const intenti = 8
	p := apri(t)
	p.entra(regionetest.Ferraris)
	caso := rand.New(rand.NewPCG(1, 2026))
	colpisci := func(operazione string) {
		punti := []ambiente.Punto{ambiente.PuntoArrivo, ambiente.PuntoPrimaDelCommit, ambiente.PuntoDopoIlCommit, ambiente.PuntoRisposta}
		p.Guasti().Aggiungi(ambiente.Guasto{Operazione: operazione, Punto: punti[caso.IntN(len(punti))], Volte: 1 + caso.IntN(3), Chiudi: true})
		if caso.IntN(3) == 0 { // the question about the outcome is lost too
			p.Guasti().PerdiRichiesta("operazione", 1+caso.IntN(4))
		}
	}
	insisti := func(premi func() error) {
		t.Helper()
		for range 8 {
			err := premi()
			if err == nil {
				return
			}
			if k := esenpat.KindOf(err); k != esenpat.Uncertain && k != esenpat.Offline && k != esenpat.Unavailable {
				t.Fatalf("%v (%+v)", err, esenpat.AsError(err))
			}
		}
		t.Fatal("eight presses were not enough")
	}

	for range intenti {
		b, c := p.bozza(cfAltraASL), esenpat.Certificato{}
		colpisci("creaCertificato")
		insisti(func() (err error) { c, err = p.redazione.Crea(t.Context(), b); return err })
		p.Guasti().Azzera()
		r := p.richiesta(c)
		colpisci("firmaCertificato")
		insisti(func() error { _, err := p.firme.FirmaCertificato(t.Context(), r); return err })
		p.Guasti().Azzera()
	}

	if n := p.Conteggi(); n.Certificati != intenti || n.Firme != intenti || n.Validi != intenti {
		t.Errorf("%d intents became %+v", intenti, n)
	}
	c := p.firmato(cfAdulta)
	colpisci("rilasciaEsenzione")
	insisti(func() error { _, err := p.rilasci.RilasciaEsenzione(t.Context(), rilascio(c)); return err })
	if n := p.Conteggi().Esenzioni; n != 1 {
		t.Errorf("%d exemptions", n)
	}
}

func TestSonda_tellsWhenTheServerGoesAndComesBack(t *testing.T) {
	p := apri(t)
	arrivati := make(chan evento.Evento, 10)
	p.bus.Ascolta(func(e evento.Evento) { arrivati <- e })
	sonda := rete.New(p.Client, p.bus, time.Now)
	ctx, smetti := context.WithCancel(t.Context())
	finita := make(chan struct{})
	go func() { sonda.Esegui(ctx); close(finita) }()

	if _, ok := (<-arrivati).(evento.InLinea); !ok {
		t.Error("not on line at the start")
	}
	p.Spegni()
	_, err := p.Client.Utente(t.Context())
	sonda.Osserva(err)
	if e, ok := (<-arrivati).(evento.NonInLinea); !ok || e.Codice == "" {
		t.Errorf("event = %+v", e)
	}
	p.Accendi()
	sonda.Subito()
	if _, ok := (<-arrivati).(evento.InLinea); !ok {
		t.Error("not back")
	}
	smetti()
	<-finita
}

func TestLento_readsCanBeCancelled(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ctx, smetti := context.WithCancel(t.Context())
	p.Guasti().Aggiungi(ambiente.Guasto{Operazione: "cercaAssistiti", Latenza: time.Minute, Volte: -1})
	time.AfterFunc(20*time.Millisecond, smetti)

	_, err := p.registro.FindAssistiti(ctx, esenpat.RicercaAssistito{CodiceFiscale: cfAdulta})

	p.vuole(err, esenpat.Canceled, "operazione.annullata")
}
