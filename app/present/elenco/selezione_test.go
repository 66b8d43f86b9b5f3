package elenco_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
)

// conSelezione is a list where even numbers may be chosen, three at most.
func conSelezione(t *testing.T) *banco {
	t.Helper()
	b := nuovo(t)
	b.p = elenco.New(t.Context(), elenco.Params[int]{
		UI: b.coda.Dispatch, Testi: partitest.Testi(t, "../../.."), Area: "certificati", Assistiti: b.mondo, Cerca: b.cerca,
		Carta:     func(n int) elenco.Carta { return elenco.Carta{ID: strconv.Itoa(n)} },
		Selezione: elenco.Selezione[int]{Ammessa: func(n int) bool { return n%2 == 0 }, Massimo: func() int { return 3 }},
	})
	b.totale = 10
	b.p.Mostra()
	b.quieto()
	return b
}

func TestSeleziona_soloGliAmmessiEFinoAlLimite(t *testing.T) {
	b := conSelezione(t)
	if s := b.p.State(); !s.Selezione.Possibile || s.Selezione.Quanti != 0 || !s.Carte[0].Selezionabile || s.Carte[1].Selezionabile {
		t.Fatalf("%+v", s.Selezione)
	}
	for _, n := range []int{6, 1, 0, 4, 8} {
		b.p.Seleziona(n)
	}
	s := b.p.State()
	if !slices.Equal(b.p.Selezionati(), []int{0, 4, 6}) || s.Selezione.Frase == "3 selezionati" || s.Carte[8].Selezionata {
		t.Errorf("%v, %q", b.p.Selezionati(), s.Selezione.Frase)
	}
	b.p.Seleziona(4)
	if !slices.Equal(b.p.Selezionati(), []int{0, 6}) || b.p.State().Selezione.Frase != "2 selezionati" {
		t.Errorf("%v, %q", b.p.Selezionati(), b.p.State().Selezione.Frase)
	}
}

func TestSelezionaTutti_dallAltoEPoiNessuno(t *testing.T) {
	b := conSelezione(t)
	b.p.SelezionaTutti()
	if !slices.Equal(b.p.Selezionati(), []int{0, 2, 4}) {
		t.Errorf("%v", b.p.Selezionati())
	}
	b.p.SelezionaTutti()
	if len(b.p.Selezionati()) != 0 {
		t.Errorf("%v", b.p.Selezionati())
	}
}

func TestSelezione_chiEsceDallElencoNonRestaScelto(t *testing.T) {
	b := conSelezione(t)
	b.p.Seleziona(8)
	b.p.Seleziona(2)
	b.totale = 4
	b.p.Aggiorna()
	b.quieto()
	b.totale = 10
	b.p.Aggiorna()
	b.quieto()
	if !slices.Equal(b.p.Selezionati(), []int{2}) {
		t.Errorf("%v", b.p.Selezionati())
	}
	b.p.Deseleziona()
	if b.p.State().Selezione.Quanti != 0 {
		t.Error("not dropped")
	}
}
