package ambiente_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// TestProva_unCatalogoNuovoSiMetteInVigoreDaFuori: a tester ends, removes,
// rewords and replaces entries over HTTP; the contract serves the result as a
// newer version with its differences.
func TestProva_unCatalogoNuovoSiMetteInVigoreDaFuori(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	gettone := b.GettoneGuasti().Reveal()
	type visto struct {
		Versione string
		Prima    []string
	}
	leggi := func(e *esito) (v visto) {
		t.Helper()
		if err := json.Unmarshal(e.vuole(200).corpo, &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	inizio := leggi(b.radice(t, "GET", "/prova/cataloghi", nil, gettone))
	if inizio.Versione == "" || len(inizio.Prima) != 0 {
		t.Fatalf("%+v", inizio)
	}
	b.radice(t, "GET", "/prova/cataloghi", nil, "x").vuole(404)
	b.radice(t, "POST", "/prova/cataloghi", oggetto{"azione": "termina", "esenzione": "048"}, "").vuole(404)
	for _, x := range []oggetto{
		{"azione": "termina", "esenzione": "ZZZ"},
		{"azione": "brucia", "esenzione": "048"},
		{"azione": "termina", "esenzione": "048", "al": "ieri"},
		{"azione": "cambia", "esenzione": "048"},
		{"azione": "sostituisci", "esenzione": "048", "nuovo": "007"},
		{"azione": "termina", "esenzione": "048", "diagnosi": "1"},
		{"azione": "sostituisci", "esenzione": "048", "diagnosi": "174.9", "nuovo": "174"},
		{"azione": "cambia", "esenzione": "048", "diagnosi": "174.9"},
	} {
		b.radice(t, "POST", "/prova/cataloghi", x, gettone).vuole(400)
	}
	if v := leggi(b.radice(t, "GET", "/prova/cataloghi", nil, gettone)); v.Versione != inizio.Versione {
		t.Fatalf("a wrong order has published %+v", v)
	}

	var ultimo visto
	for _, x := range []oggetto{
		{"azione": "termina", "esenzione": " 048 ", "al": "2020-01-31"},
		{"azione": "togli", "esenzione": "007"},
		{"azione": "cambia", "esenzione": "013", "descrizione": "DIABETE (testo di prova)"},
		{"azione": "sostituisci", "esenzione": "005", "nuovo": "0N5", "descrizione": "Voce nuova di prova"},
		{"azione": "cambia", "esenzione": "048", "diagnosi": "174.9", "descrizione": "Diagnosi di prova"},
		{"azione": "termina", "esenzione": "048", "diagnosi": "153.9"},
		{"azione": "togli", "esenzione": "048", "diagnosi": "162.9"},
	} {
		ultimo = leggi(b.radice(t, "POST", "/prova/cataloghi", x, gettone))
	}
	if len(ultimo.Prima) != 7 || ultimo.Prima[0] != inizio.Versione {
		t.Errorf("%+v", ultimo)
	}
	var d struct {
		Aggiunti, Modificati []map[string]any
		Rimossi              []string
	}
	differenze := func(nome string) string {
		e := c.chiama("GET", "/cataloghi/"+nome+"/variazioni?da_versione="+url.QueryEscape(inizio.Versione), nil).vuole(200)
		d.Aggiunti, d.Modificati, d.Rimossi = nil, nil, nil
		if err := json.Unmarshal(e.corpo, &d); err != nil {
			t.Fatal(err)
		}
		return string(e.corpo)
	}
	corpo := differenze("esenzioni")
	if len(d.Aggiunti) != 1 || d.Aggiunti[0]["codice"] != "0N5" || len(d.Modificati) != 3 || strings.Join(d.Rimossi, ",") != "007" {
		t.Errorf("%s", corpo)
	}
	if !strings.Contains(corpo, "2020-01-31") || !strings.Contains(corpo, "DIABETE (testo di prova)") {
		t.Errorf("%s", corpo)
	}
	corpo = differenze("diagnosi")
	if len(d.Modificati) != 2 || !strings.Contains(strings.Join(d.Rimossi, ","), "048|162.9") || !strings.Contains(corpo, "Diagnosi di prova") {
		t.Errorf("%s", corpo)
	}

	// The page does the same, and what the start served comes back whole.
	s := b.forma(t, "/prova", url.Values{"gettone": {gettone}, "azione": {"termina"}, "esenzione": {"ZZZ"}})
	if !strings.Contains(s, "Catalogo non cambiato") {
		t.Error("a wrong entry is not told")
	}
	s = b.forma(t, "/prova", url.Values{"gettone": {gettone}, "azione": {"ripristina"}})
	if !strings.Contains(s, "Il catalogo nuovo è in vigore") {
		t.Error("the page does not say that it is in force")
	}
	corpo = differenze("esenzioni")
	if len(d.Aggiunti)+len(d.Modificati)+len(d.Rimossi) != 0 {
		t.Errorf("%s", corpo)
	}
}
