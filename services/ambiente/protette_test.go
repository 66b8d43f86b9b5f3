package ambiente_test

import (
	"net/http"
	"testing"
)

// TestLeggiSpeciali_anExemptionKeepsTheFlagAndIsItsAuthorsOnly: manual M77.
func TestLeggiSpeciali_anExemptionKeepsTheFlagAndIsItsAuthorsOnly(t *testing.T) {
	b := avvia(t)
	anna, paolo := b.medico(t, ferraris), b.medico(t, "paolo.martini") // he issues for all ASL
	cit := anna.assistito(cfAdulto)
	prima := len(paolo.chiama("GET", "/cittadini/"+cit+"/esenzioni-aura", nil).elenco())
	e := anna.rilascia(b.firmato(anna, cit, oggetto{"soggetto_leggi_speciali": true}), "RILASCIO", oggetto{"usa_durata_predefinita": true})
	id := e.vuole(http.StatusCreated).testo("esenzione", "id")
	dove := "/cittadini/" + cit + "/esenzioni"

	for nome, v := range map[string]any{
		"issued": e.mappa()["esenzione"], "read": anna.chiama("GET", dove+"/"+id, nil).mappa(),
		"list of the patient": anna.chiama("GET", dove, nil).elenco()[0],
		"list of the doctor":  anna.chiama("POST", "/operatore-sanitario/esenzioni/_search", oggetto{}).elenco()[0],
	} {
		if m := mappa(v); m["soggetto_leggi_speciali"] != true {
			t.Errorf("%s: %v", nome, m["soggetto_leggi_speciali"])
		}
	}
	aura := anna.chiama("GET", "/cittadini/"+cit+"/esenzioni-aura", nil).elenco()
	if len(aura) != prima+1 || aura[len(aura)-1]["soggetto_leggi_speciali"] != true {
		t.Errorf("AURA for its author: %v", aura)
	}
	if n := len(paolo.chiama("GET", dove, nil).elenco()); n != 0 {
		t.Errorf("another doctor sees %d", n)
	}
	if n := len(paolo.chiama("GET", "/cittadini/"+cit+"/esenzioni-aura", nil).elenco()); n != prima {
		t.Errorf("another doctor sees it in AURA: %d, were %d", n, prima)
	}
	for _, x := range []string{"", "/storico", "/pdf?document_type=07"} {
		if s := paolo.chiama("GET", dove+"/"+id+x, nil); s.stato != http.StatusForbidden {
			t.Errorf("another doctor reads %q: %d", x, s.stato)
		}
	}
}

// TestOscurato_anExemptionOfAMinorSaysSo: its papers are not for the parent.
func TestOscurato_anExemptionOfAMinorSaysSo(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	for _, oscurato := range []bool{true, false} {
		cit := c.assistito(cfMinore)
		v := b.firmato(c, cit, oggetto{"codice_esenzione": map[bool]string{true: "051", false: "048"}[oscurato], "codice_diagnosi": map[bool]string{true: "000", false: "174.9"}[oscurato], "oscurato_genitore": oscurato})

		es := mappa(c.rilascia(v, "RILASCIO", oggetto{"usa_durata_predefinita": true}).vuole(http.StatusCreated).mappa()["esenzione"])

		if es["oscurato_genitore"] != oscurato || es["soggetto_leggi_speciali"] != false {
			t.Errorf("%v: %v, %v", oscurato, es["oscurato_genitore"], es["soggetto_leggi_speciali"])
		}
	}
}

func mappa(v any) map[string]any {
	m, _ := v.(map[string]any)
	if o, ok := v.(oggetto); ok {
		return o
	}
	return m
}
