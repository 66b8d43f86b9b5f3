package bozze_test

import (
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/coda"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	pb "github.com/esenpat/esenpat-desktop/app/present/bozze"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

// TestElenco_countsDownToTheNextTry guards FT-24: what waits because the service
// said «later» shows how long, and nothing counts when nobody looks.
func TestElenco_countsDownToTheNextTry(t *testing.T) {
	b := nuovo(t)
	b.p.Chiudi()
	ora := tasktest.NewOrologio(b.adesso)
	b.p = pb.New(t.Context(), pb.Params{
		UI: b.q.Dispatch, Dopo: ora.Dopo, Testi: partitest.Testi(t, "../../.."), Adesso: ora.Adesso, Archivio: b.arch,
		Conservazione: b.arch, Coda: b, Comandi: b, Catalogo: b, Trasporto: b, Preferenze: b, Ascolto: &b.bus,
	})
	disegni := 0
	b.p.Render = func(pb.State) { disegni++ }
	b.salva("in coda", esenpat.BozzaInCoda, nil)
	b.voci["in coda"] = coda.Voce{Tentativi: 1, Motivo: esenpat.NewError(esenpat.Unavailable, "servizio.fermo", "x"), Prossimo: b.adesso.Add(5 * time.Minute)}
	b.p.Mostra()
	b.quieto()

	for _, passo := range []struct {
		d     time.Duration
		nota  string
		conta bool
	}{{0, "alle 10:05:00, tra 5:00.", true}, {time.Second, "tra 4:59.", true}, {58 * time.Second, "tra 4:01.", true}, {241 * time.Second, "tra 0:00.", true}, {time.Hour, "tra 0:00.", false}} {
		prima := disegni
		for range passo.d / time.Second {
			ora.Avanza(time.Second)
			b.quieto()
		}
		if n := b.riga("in coda").Nota; !strings.HasSuffix(n, passo.nota) || passo.d > 0 && passo.conta != (disegni > prima) {
			t.Errorf("after %v: %q, drawn %d times", passo.d, n, disegni-prima)
		}
	}
	b.voci["in coda"] = coda.Voce{Tentativi: 2, Motivo: esenpat.NewError(esenpat.Unavailable, "servizio.fermo", "x"), Prossimo: ora.Adesso().Add(time.Minute)}
	b.p.Aggiorna()
	b.quieto()
	b.p.Nascondi()
	prima := disegni
	ora.Avanza(10 * time.Second)
	b.quieto()
	if disegni != prima {
		t.Errorf("drawn %d times behind another tab", disegni-prima)
	}
}
