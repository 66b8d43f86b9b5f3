package regionetest_test

import (
	"context"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/rete"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

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
