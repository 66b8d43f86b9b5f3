package nuovocertificato_test

import (
	"context"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

// esenti is the catalogue of the exempt services.
type esenti struct {
	c   esenpat.CatalogoPrestazioni
	err error
}

func (e *esenti) Prestazioni(context.Context) (esenpat.CatalogoPrestazioni, error) { return e.c, e.err }

func prestazioniViste(s nc.State) []string {
	var v []string
	for _, b := range s.Lavoro.Riepilogo.Blocchi {
		if b.Titolo == "Prestazioni esenti" {
			for _, r := range b.Righe {
				v = append(v, r.Valore)
			}
			if b.Campo != "" {
				v = append(v, "a pencil on what is not the doctor's")
			}
		}
	}
	return v
}

// TestRiepilogo_lePrestazioniEsentiDelCatalogo: X27. Those of the diagnosis, from
// the service or from the copy with its date; without either the summary does
// without.
func TestRiepilogo_lePrestazioniEsentiDelCatalogo(t *testing.T) {
	senza := nuovo(t)
	senza.esenti.err = esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
	senza.alPasso4(t)
	if v := prestazioniViste(senza.s); len(v) != 0 || senza.s.Avviso.Codice != "" {
		t.Errorf("without a catalogue: %q %q", v, senza.s.Avviso.Codice)
	}
	c := esenpat.CatalogoPrestazioni{
		Versione: "1", Voci: []esenpat.Prestazione{{Codice: "P1", CodiceDM96: "89.01", Descrizione: "Visita"}, {Codice: "P2", Descrizione: "Altro"}},
		Legami: []esenpat.LegamePrestazione{{Esenzione: "048", Diagnosi: "174.9", Prestazione: "P1"}, {Esenzione: "013", Prestazione: "P2"}},
	}
	for nome, caso := range map[string]struct {
		letto time.Time
		vuole []string
	}{
		"live": {time.Time{}, []string{"89.01  Visita"}},
		"copy": {time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), []string{"89.01  Visita", "Dal catalogo letto il 20/11/2026: ora il servizio non risponde."}},
	} {
		b := nuovo(t)
		b.esenti.c = c
		b.esenti.c.Letto = caso.letto

		b.alPasso4(t)

		if v := prestazioniViste(b.s); len(v) != len(caso.vuole) || v[0] != caso.vuole[0] || v[len(v)-1] != caso.vuole[len(v)-1] {
			t.Errorf("%s: %q", nome, v)
		}
	}
}
