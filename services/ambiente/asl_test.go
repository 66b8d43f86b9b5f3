package ambiente_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// The environment plays the ASL, over HTTP and on its page; only states that
// the region allows, only with the token, and a return without motive is none.
func TestASL_theOperatorIsPlayedFromOutside(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	gettone := b.GettoneGuasti().Reveal()
	v := b.firmato(c, c.assistito(cfAdulto), nil)
	e, _ := c.rilascia(v, "RICHIESTA", oggetto{"usa_durata_predefinita": true}).vuole(201).mappa()["esenzione"].(map[string]any)
	numero, _ := e["numero_pratica"].(string)
	ordine := func(azione, motivo string) int {
		return b.radice(t, "POST", "/prova/pratiche", oggetto{"pratica": numero, "azione": azione, "motivo": motivo, "note": "nota"}, gettone).stato
	}

	b.radice(t, "GET", "/prova/pratiche", nil, "sbagliato").vuole(404)
	b.radice(t, "POST", "/prova/pratiche", oggetto{"pratica": numero, "azione": "valida"}, "sbagliato").vuole(404)
	var viste []struct {
		Numero string   `json:"numero_pratica"`
		Stato  string   `json:"stato"`
		Azioni []string `json:"azioni"`
	}
	if err := json.Unmarshal(b.radice(t, "GET", "/prova/pratiche", nil, gettone).vuole(200).corpo, &viste); err != nil || len(viste) != 1 || viste[0].Numero != numero || len(viste[0].Azioni) != 5 {
		t.Fatalf("%v %+v", err, viste)
	}
	for _, x := range []struct {
		azione, motivo string
		stato          int
	}{
		{"rimanda", "", 400},
		{"rimanda", "INVENTATO", 400},
		{"fai", "", 400},
		{"prendi", "", 204},
		{"prendi", "", 400},
		{"rimanda", "ALTRO", 204},
		{"valida", "", 400},
		{"respingi", "ALTRO", 400},
	} {
		if n := ordine(x.azione, x.motivo); n != x.stato {
			t.Errorf("%s %q: %d, want %d", x.azione, x.motivo, n, x.stato)
		}
	}
	s := b.forma(t, "/prova", url.Values{"gettone": {gettone}, "pratica": {numero}, "asl": {"valida"}})
	if !strings.Contains(s, "Pratica non cambiata") || !strings.Contains(s, numero) || !strings.Contains(s, "aspetta il medico") {
		t.Error("the page does not tell")
	}
}
