package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/sistema"
)

const chiamato = "RSSLNE68D52L219V"

// TestApri_refusesWhatShowsThePatient guards the house rule: a fiscal code
// never travels in a command line or an address, and no error repeats it.
func TestApri_refusesWhatShowsThePatient(t *testing.T) {
	profilo := t.TempDir()
	for nome, args := range map[string][]string{
		"word":           {"apri", chiamato},
		"before a verb":  {chiamato},
		"as token":       {"apri", "--contesto", chiamato},
		"address":        {"esenpat:contesto/" + chiamato},
		"address, query": {"apri", "esenpat:contesto?cf_paziente=" + chiamato},
	} {
		codice, out, err := chiama(t, "", append(args, "--profilo", profilo)...)
		if codice != esitoNonFatto || out != "" || strings.Contains(err, chiamato) || !strings.Contains(err, "standard input") {
			t.Errorf("%s: code %d, %q %q", nome, codice, out, err)
		}
	}
}

func TestApri_badCallsSayWhatIsWrong(t *testing.T) {
	profilo := t.TempDir()
	aperto := filepath.Join(profilo, "aperto.json")
	if err := os.WriteFile(aperto, []byte(`{"cf_paziente":"`+chiamato+`"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(aperto, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		in, testo string
		args      []string
	}{
		{"", "L'indirizzo non si può aprire.", []string{"esenpat:altro/cosa"}},
		{"", "L'indirizzo non si può aprire.", []string{"apri", "https://esenpat.example/contesto/kq3x9JtZb71LmPq0"}},
		{"", "La richiesta della cartella clinica non è valida.", []string{"apri", "--contesto", "a b"}},
		{"{", "La richiesta della cartella clinica non si può leggere.", []string{"apri", "--da", "-"}},
		{`{"cf_paziente":"RSSLNE68D52L219X"}`, "Il codice fiscale contiene un errore.", []string{"apri", "--da", "-"}},
		{"", "Il file della richiesta non è privato.", []string{"apri", "--da", aperto}},
		{"", "Il file non si può leggere.", []string{"apri", "--da", filepath.Join(profilo, "manca")}},
	} {
		codice, out, err := chiama(t, c.in, append(c.args, "--profilo", profilo)...)
		if codice != esitoNonFatto || out != "" || !strings.Contains(err, c.testo) {
			t.Errorf("%q: code %d, %q %q", c.args, codice, out, err)
		}
	}
	for _, args := range [][]string{{"apri"}, {"apri", "--contesto", "a", "--da", "-"}, {"apri", "a", "b"}} {
		if codice, _, _ := chiama(t, "", args...); codice != esitoUsoErrato {
			t.Errorf("%q: code %d", args, codice)
		}
	}
}

// TestApri_theOpenWindowGetsTheCall: FT-08 and X23, without a window: who holds
// the profile is given the call, the caller ends with 0 and opens nothing.
func TestApri_theOpenWindowGetsTheCall(t *testing.T) {
	profilo, arrivate := t.TempDir(), make(chan string, 4)
	i, prima, err := sistema.Unica(t.Context(), profilo, nil, func(b []byte) { arrivate <- string(b) })
	if err != nil || !prima {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = i.Chiudi() })

	codice, _, e := chiama(t, `{"cf_paziente":"`+chiamato+`"}`, "apri", "--da", "-", "--profilo", profilo)
	if v := <-arrivate; codice != esitoFatto || e != "" || v != `{"cf_paziente":"`+chiamato+`"}` {
		t.Errorf("code %d, %q, arrived %q", codice, e, v)
	}
	if codice, _, _ = chiama(t, "", "--profilo", profilo, "esenpat:contesto/kq3x9JtZb71LmPq0"); codice != esitoFatto || !strings.Contains(<-arrivate, "kq3x9JtZb71LmPq0") {
		t.Errorf("address: code %d", codice)
	}
	if codice, _, _ = chiama(t, "", "esenpat:altro", "--profilo", profilo); codice != esitoNonFatto || <-arrivate != prefissoErrore+"contesto.indirizzo-non-valido" {
		t.Errorf("who clicked a bad link is told nothing: code %d", codice)
	}
	if codice, _, _ = chiama(t, "", "--profilo", profilo); codice != esitoFatto || <-arrivate != "" {
		t.Errorf("second instance: code %d", codice)
	}
}
