package bozza_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/bozza"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const completa = `{"versione":1,
 "assistito":{"codice_fiscale":"prvdaa68c52l219g","cognome":"Provetti","nome":"Ada","data_nascita":"1968-03-12","sesso":"F",
   "comune_nascita":{"codice_istat":"001272","codice_catastale":"L219","denominazione":"Torino","provincia":"TO","nuovo":1},
   "residenza":{"indirizzo":"Via dell'Esempio 12","cap":"10121","comune":{"codice_istat":"001272","denominazione":"Torino","provincia":"TO"}},
   "asl_residenza":{"codice":"010301","denominazione":"ASL Città di Torino"}},
 "medico":{"codice_fiscale":"CLLBRN75S05D205G","cognome":"Collaudi","nome":"Bruno","azienda":{"codice":"010301","denominazione":"ASL Città di Torino","indirizzo":"Via San Secondo 29","telefono":"011 5550100","pec":"a@example.org","partita_iva":"00000000000"}},
 "tipologia":"MC","codice_esenzione":"048","esenzione_descrizione":"Neoplasie","codice_diagnosi":"174.9","diagnosi_descrizione":"Mammella",
 "patologia":"Prima riga\r\n\tseconda","soggetto_leggi_speciali":false,"unita_produttiva":{"matricola":"010301.000123.64","descrizione":"Oncologia"},
 "oscurato_genitore":null,"regime_documento":"SSN","data":"2026-11-22","estensione":{"chiave":[1,2.50,"x"]}}`

func leggi(t *testing.T, s string) bozza.File {
	t.Helper()
	f, err := bozza.Leggi(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestLeggi_readsEveryField(t *testing.T) {
	f := leggi(t, completa)

	b := f.Bozza
	if b.Assistito.CodiceFiscale != "PRVDAA68C52L219G" || b.Azienda.Codice != "010301" || b.Dati.Esenzione.Codice != "048" ||
		b.Dati.LeggiSpeciali != esenpat.No || b.Dati.OscuratoGenitore != esenpat.NonScelto || b.Dati.Regime != esenpat.RegimeSSN {
		t.Fatalf("%+v", f)
	}
	if b.Dati.Patologia != "Prima riga\n seconda" {
		t.Fatalf("illness text %q", b.Dati.Patologia)
	}
	if m := bozza.Mancano(f); len(m) > 0 {
		t.Fatalf("missing %v", m)
	}
}

func TestScrivi_keepsUnknownKeysAndReadsBack(t *testing.T) {
	f := leggi(t, completa)
	f.Bozza.Dati.Patologia = "Cambiata"

	var out bytes.Buffer
	if err := bozza.Scrivi(&out, f); err != nil {
		t.Fatal(err)
	}

	var m map[string]any
	if err := json.Unmarshal(out.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{`"estensione"`, `2.50`, `"nuovo"`, `"Cambiata"`} {
		if !strings.Contains(out.String(), s) {
			t.Errorf("%s is lost:\n%s", s, out.String())
		}
	}
	dopo := leggi(t, out.String())
	j1, _ := f.JSON()
	j2, _ := dopo.JSON()
	if !bytes.Equal(j1, j2) {
		t.Errorf("read back:\n%s\n%s", j1, j2)
	}
}

func TestDi_bringsBackTheKeysOfAnImportedDraft(t *testing.T) {
	f := leggi(t, completa)
	var err error
	if f.Bozza.Origine, err = f.Origine(); err != nil {
		t.Fatal(err)
	}
	b := f.Bozza
	b.Dati.Regime = esenpat.RegimeSSR

	j, err := bozza.Di(b).JSON()

	if err != nil || !bytes.Contains(j, []byte(`"estensione":{"chiave":[1,2.50,"x"]}`)) || !bytes.Contains(j, []byte(`"regime_documento":"SSR"`)) || !bytes.Contains(j, []byte(`"data":"2026-11-22"`)) {
		t.Fatalf("%s %v", j, err)
	}
}

func TestContenuto_sameDraftSameIds(t *testing.T) {
	uno, err := bozza.Contenuto(leggi(t, completa))
	if err != nil {
		t.Fatal(err)
	}
	var compatta bytes.Buffer
	if err = json.Compact(&compatta, []byte(completa)); err != nil {
		t.Fatal(err)
	}
	due, err := bozza.Contenuto(leggi(t, compatta.String()))
	if err != nil {
		t.Fatal(err)
	}
	altra, err := bozza.Contenuto(leggi(t, strings.Replace(completa, "seconda", "terza", 1)))
	if err != nil {
		t.Fatal(err)
	}

	if uno.Identita != due.Identita || uno.Identita.ID == altra.Identita.ID {
		t.Fatalf("%+v\n%+v\n%+v", uno.Identita, due.Identita, altra.Identita)
	}
	if !strings.HasPrefix(uno.Identita.ID, "010301.ESENPAT.20261122120000.") || uno.Emesso.Format("-0700") != "+0100" {
		t.Fatalf("%s %s", uno.Identita.ID, uno.Emesso)
	}
}

func TestMancano_namesWhatANewDraftLacks(t *testing.T) {
	m := bozza.Mancano(leggi(t, `{"versione":1}`))
	if !slices.Contains(m, "patologia") || !slices.Contains(m, "data") || slices.Contains(m, "codice_diagnosi") || slices.Contains(m, "oscurato_genitore") {
		t.Fatal(m)
	}
	minore := leggi(t, strings.Replace(completa, "1968-03-12", "2012-03-12", 1))
	if m := bozza.Mancano(minore); !slices.Equal(m, []string{"oscurato_genitore"}) {
		t.Fatal(m)
	}
}

func TestLeggi_refusesAndNamesTheField(t *testing.T) {
	for nome, caso := range map[string]struct{ in, code, campo string }{
		"not JSON":          {`{`, "bozza.illeggibile", ""},
		"array":             {`[]`, "bozza.illeggibile", ""},
		"null":              {`null`, "bozza.illeggibile", ""},
		"two objects":       {`{} {}`, "bozza.illeggibile", ""},
		"newer":             {`{"versione":2}`, "bozza.versione", "versione"},
		"type":              {`{"assistito":{"cognome":7}}`, "bozza.campo", "assistito.cognome"},
		"tipologia":         {`{"tipologia":"XX"}`, "bozza.campo", "tipologia"},
		"fiscal code":       {`{"assistito":{"codice_fiscale":"PRVDAA68C52L219A"}}`, "cf.carattere-di-controllo", "assistito.codice_fiscale"},
		"date":              {`{"data":"2026-02-30"}`, "data.non-valida", "data"},
		"time":              {`{"ora":"25:00"}`, "bozza.campo", "ora"},
		"control character": {`{"patologia":"a\u0007b"}`, "patologia.caratteri-non-ammessi", "patologia"},
		"control in name":   {`{"assistito":{"nome":"a\u0001b"}}`, "bozza.campo", "assistito.nome"},
		"too long":          {`{"patologia":"` + strings.Repeat("è", 4001) + `"}`, "patologia.troppo-lunga", "patologia"},
		"huge":              {`{"x":"` + strings.Repeat("x", 1<<20) + `"}`, "bozza.illeggibile", ""},
	} {
		t.Run(nome, func(t *testing.T) {
			_, err := bozza.Leggi(strings.NewReader(caso.in))
			if esenpat.CodeOf(err) != caso.code || esenpat.AsError(err).Field != caso.campo || esenpat.KindOf(err) != esenpat.Invalid {
				t.Fatalf("%v at %q", err, esenpat.AsError(err).Field)
			}
		})
	}
}

func TestNormalizzaPatologia_keepsWhatCanBeTyped(t *testing.T) {
	for in, atteso := range map[string]string{
		"  è €  ":                       "è €",
		"e\u0301":                       "é",
		"a\r\nb\rc\u2028d":              "a\nb\nc\nd",
		"a\tb":                          "a b",
		"<b>&\"'":                       "<b>&\"'",
		"😀 漢字":                          "😀 漢字",
		strings.Repeat("è", 4000):       strings.Repeat("è", 4000),
		strings.Repeat("e\u0301", 4000): strings.Repeat("é", 4000),
	} {
		out, err := bozza.NormalizzaPatologia(in, 0)
		if err != nil || out != atteso {
			t.Errorf("%q: %q %v", in, out, err)
		}
	}
	for _, in := range []string{"", " \n\t", "a\x00", "a\u0085b", "a\x1bb", "a\uFFFEb", "a\xffb"} {
		if out, err := bozza.NormalizzaPatologia(in, 0); err == nil {
			t.Errorf("%q gives %q", in, out)
		}
	}
}

func FuzzLeggi(f *testing.F) {
	f.Add([]byte(completa))
	f.Add([]byte(`{"versione":1,"assistito":null,"medico":{},"annulla":{"id":"x","versione":1}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		b, err := bozza.Leggi(bytes.NewReader(in))
		if err != nil {
			return
		}
		j, err := b.JSON()
		if err != nil {
			t.Fatal(err)
		}
		bis, err := bozza.Leggi(bytes.NewReader(j))
		if err != nil {
			t.Fatalf("own output is refused: %v\n%s", err, j)
		}
		j2, err := bis.JSON()
		if err != nil || !bytes.Equal(j, j2) {
			t.Fatalf("not stable:\n%s\n%s", j, j2)
		}
	})
}
