package regionetest_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo/aggiorna"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// copieMute keeps what was saved in memory.
type copieMute struct{ k []esenpat.CatalogoRegionale }

func (c *copieMute) Copie(context.Context, string) ([]esenpat.CatalogoRegionale, error) {
	return c.k, nil
}

func (c *copieMute) SalvaCopie(_ context.Context, _ string, k []esenpat.CatalogoRegionale) error {
	c.k = k
	return nil
}

func TestCataloghi_aNewerVersionComesAsADifference(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	var uso []esenpat.CatalogoRegionale
	a := aggiorna.New(aggiorna.Opzioni{
		Servizio: p.Client, Copie: &copieMute{}, Orologio: p.Orologio.Ora, Log: slog.New(slog.DiscardHandler),
		Usa: func(k []esenpat.CatalogoRegionale) { uso = k },
	})
	cambiato, err := a.Controlla(t.Context())
	p.bene(err)
	if !cambiato || len(uso) != 2 || uso[0].AggiornatoIl.Vuota() {
		t.Fatalf("%v %+v", cambiato, uso)
	}
	prima := uso[0]
	if cambiato, err = a.Controlla(t.Context()); cambiato || err != nil {
		t.Fatalf("unchanged: %v %v", cambiato, err)
	}

	ieri := esenpat.DataDi(p.Orologio.Ora()).PiuGiorni(-1)
	p.bene(p.PubblicaCatalogo(func(c *mondo.Catalogo) {
		for i, e := range c.Esenzioni {
			if e.Codice == "048" {
				c.Esenzioni[i].ValidaAl = ieri
			}
		}
		c.Esenzioni = slices.DeleteFunc(c.Esenzioni, func(e mondo.Esenzione) bool { return e.Codice == "007" })
		c.Diagnosi = slices.DeleteFunc(c.Diagnosi, func(d esenpat.VoceDiagnosi) bool { return d.CodiceEsenzione == "007" })
	}))
	v, err := p.Client.VariazioniCatalogo(t.Context(), esenpat.CatalogoEsenzioni, prima.Versione)
	p.bene(err)
	if len(v.Esenzioni) != 1 || v.Esenzioni[0].Codice != "048" || !slices.Equal(v.Rimossi, []string{"007"}) {
		t.Errorf("difference: %+v", v)
	}
	_, err = p.Client.VariazioniCatalogo(t.Context(), esenpat.CatalogoDiagnosi, "0-mai-vista")
	p.vuole(err, esenpat.Conflict, "catalogo.cursore-scaduto")

	cambiato, err = a.Controlla(t.Context())
	p.bene(err)
	dopo := uso[0]
	if !cambiato || dopo.Versione == prima.Versione || len(dopo.Esenzioni) != len(prima.Esenzioni)-1 {
		t.Fatalf("%v: %d entries, before %d", cambiato, len(dopo.Esenzioni), len(prima.Esenzioni))
	}
	i := slices.IndexFunc(dopo.Esenzioni, func(e esenpat.VoceEsenzione) bool { return e.Codice == "048" })
	if dopo.Esenzioni[i].ValidaAl != ieri {
		t.Errorf("048 ends on %v", dopo.Esenzioni[i].ValidaAl)
	}
	if len(uso[1].Diagnosi) == 0 {
		t.Error("the diagnoses are lost")
	}
}
