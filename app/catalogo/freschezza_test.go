package catalogo_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestRitardo_spreadsTenThousandWorkstations(t *testing.T) {
	const finestra = 10 * time.Minute
	var minuti [10]int

	for n := range 10_000 {
		r := catalogo.Ritardo(fmt.Sprintf("postazione-%d", n), finestra)
		if r < 0 || r >= finestra || r != catalogo.Ritardo(fmt.Sprintf("postazione-%d", n), finestra) {
			t.Fatalf("%d: %v", n, r)
		}
		minuti[r/time.Minute]++
	}

	for m, n := range minuti {
		if n < 850 || n > 1150 {
			t.Errorf("minute %d: %d workstations", m, n)
		}
	}
}

func TestConfrontaBozza_flagsAndNeverChanges(t *testing.T) {
	c := certificabili(t, false)
	v, _ := c.Esenzione("048")

	for nome, p := range map[string]struct {
		voce esenpat.VoceEsenzione
		want catalogo.StatoVoceBozza
	}{
		"as it is": {v.VoceEsenzione, catalogo.VoceAttuale},
		"reworded": {esenpat.VoceEsenzione{Codice: "048", Descrizione: "altro"}, catalogo.VoceModificata},
		"replaced": {esenpat.VoceEsenzione{Codice: "034"}, catalogo.VoceTerminata},
		"removed":  {esenpat.VoceEsenzione{Codice: "999"}, catalogo.VoceRimossa},
	} {
		if got := c.ConfrontaBozza(p.voce, oggi()); got != p.want {
			t.Errorf("%s: %s, want %s", nome, got, p.want)
		}
	}
}

func TestDaRemoto_replacesTheWholeCatalogue(t *testing.T) {
	c := certificabili(t, false)
	d := catalogo.DaRemoto(catalogo.RemotoCompleto{
		Versione:  esenpat.VersioneCatalogo{Nome: "esenzioni", Versione: "42"},
		Esenzioni: []esenpat.VoceEsenzione{{Codice: "013", Tipologia: esenpat.MalattiaCronica, Descrizione: "Diabete", ValidaAl: esenpat.NewData(2026, 11, 21)}},
	})

	c.Aggiorna(d)

	if c.Versione() != "42" || len(c.CercaEsenzioni(esenpat.RicercaVoce{Testo: "048"})) != 0 {
		t.Error("the old catalogue is still there")
	}
	if len(c.CercaEsenzioni(esenpat.RicercaVoce{Testo: "013"})) != 0 {
		t.Error("an entry that ended yesterday is offered")
	}
}

func TestCSV_isSafeForSpreadsheets(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "-": "'-", "+39": "'+39", "@a": "'@a", "< 2/3": "< 2/3", "": "", "C02": "C02"} {
		if got := catalogo.CellaSicura(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	r := catalogoIntero(t).RispondiCerca(catalogo.Filtro{Testo: "L03", Codifiche: []esenpat.Codifica{esenpat.CodificaSicilia}})
	b, err := catalogo.CSV(r)
	if err != nil || !strings.Contains(string(b), "< 2/3") {
		t.Errorf("%s %v", b, err)
	}
	if b, err = catalogo.JSON(r); err != nil || !strings.Contains(string(b), "< 2/3") {
		t.Errorf("%s %v", b, err)
	}
}

func TestGravidanza_datesAndRefusals(t *testing.T) {
	c := catalogoIntero(t)

	r, err := c.Gravidanza(catalogo.DomandaGravidanza{Parto: esenpat.NewData(2027, 6, 6), Al: oggi()})
	if err != nil || r.Settimana != 12 || r.Codici[0].Codice != "M12" || !strings.Contains(r.Regola, "280") {
		t.Errorf("%+v %v", r, err)
	}
	if _, err = c.Gravidanza(catalogo.DomandaGravidanza{Ultima: oggi().PiuGiorni(1), Al: oggi()}); esenpat.CodeOf(err) != "catalogo.gravidanza-date" {
		t.Errorf("prescription before the pregnancy: %v", err)
	}
	if _, err = c.Gravidanza(catalogo.DomandaGravidanza{Ultima: oggi().PiuGiorni(-3), Al: oggi()}); esenpat.CodeOf(err) != "catalogo.settimana-date" {
		t.Errorf("less than a week: %v", err)
	}
}
