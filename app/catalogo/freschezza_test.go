package catalogo_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestConfrontaBozza_flagsAndNeverChanges(t *testing.T) {
	c := certificabili(t, false)
	v, _ := c.Esenzione("048")
	d, _ := c.Diagnosi("048", "174.9")

	for nome, p := range map[string]struct {
		dati esenpat.DatiCertificato
		want esenpat.ConfrontoVoci
	}{
		"nothing chosen":  {esenpat.DatiCertificato{}, esenpat.ConfrontoVoci{}},
		"as it is":        {esenpat.DatiCertificato{Esenzione: v.VoceEsenzione, Diagnosi: d}, esenpat.ConfrontoVoci{Esenzione: esenpat.VoceAttuale, Diagnosi: esenpat.VoceAttuale}},
		"removed":         {esenpat.DatiCertificato{Esenzione: esenpat.VoceEsenzione{Codice: "999"}}, esenpat.ConfrontoVoci{Esenzione: esenpat.VoceRimossa}},
		"diagnosis gone":  {esenpat.DatiCertificato{Diagnosi: esenpat.VoceDiagnosi{Codice: "999.9", CodiceEsenzione: "048"}}, esenpat.ConfrontoVoci{Diagnosi: esenpat.VoceRimossa}},
		"code alone":      {esenpat.DatiCertificato{Esenzione: esenpat.VoceEsenzione{Codice: "048"}}, esenpat.ConfrontoVoci{Esenzione: esenpat.VoceAttuale}},
		"diagnosis words": {esenpat.DatiCertificato{Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9", CodiceEsenzione: "048", Descrizione: "altro"}}, esenpat.ConfrontoVoci{Diagnosi: esenpat.VoceModificata}},
	} {
		prima := p.dati
		got := c.ConfrontaBozza(p.dati, oggi())
		if got.Esenzione != p.want.Esenzione || got.Diagnosi != p.want.Diagnosi || p.dati.Esenzione != prima.Esenzione {
			t.Errorf("%s: %+v", nome, got)
		}
	}
	got := c.ConfrontaBozza(esenpat.DatiCertificato{Esenzione: esenpat.VoceEsenzione{Codice: "034"}}, oggi())
	if got.Esenzione != esenpat.VoceTerminata || len(got.SostituitaDa) == 0 || !got.DaRivedere() {
		t.Errorf("replaced: %+v", got)
	}
	got = c.ConfrontaBozza(esenpat.DatiCertificato{Esenzione: esenpat.VoceEsenzione{Codice: "048", Descrizione: "altro"}}, oggi())
	if got.Esenzione != esenpat.VoceModificata || got.NuovaDescrizione != v.Descrizione || got.DaRivedere() {
		t.Errorf("reworded: %+v", got)
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
