package tessera_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/tessera"
)

// inventato is an invented code with a right check character.
const inventato = "VRDNNA80A41L219"

func codice(t *testing.T) string {
	t.Helper()
	for c := 'A'; c <= 'Z'; c++ {
		if cf, err := esenpat.ParseCodiceFiscale(inventato + string(c)); err == nil {
			return string(cf)
		}
	}
	t.Fatal("nessun carattere di controllo")
	return ""
}

func TestLeggi_riconosceOgniFormatoDellaTessera(t *testing.T) {
	cf := codice(t)
	for nome, grezzo := range map[string]string{
		"codice a barre":                cf,
		"codice a barre con Invio":      cf + "\r\n",
		"codice a barre con asterischi": "*" + cf + "*",
		"codice a barre minuscolo":      strings.ToLower(cf),
		"traccia 1":                     "%" + cf + "^VERDI  ANNA^49121200000?",
		"traccia 1 con lettera":         "%B" + cf + "^VERDI  ANNA^49121200000?\n",
		"traccia 1 e 2":                 "%" + cf + "^VERDI  ANNA^4912?\n;80380000101234567890=4912?\n",
		"tastiera italiana":             "%" + cf + "&VERDI  ANNA&4912_\nò80380000101234567890ì4912_\n",
		"traccia 1 senza cognome":       "%" + cf + "?",
	} {
		got, err := tessera.Leggi(grezzo)
		if err != nil || string(got) != cf {
			t.Errorf("%s: %v, %v", nome, got, err)
		}
	}
}

func TestLeggi_rifiutaUnaLetturaAMeta(t *testing.T) {
	cf := codice(t)
	for nome, c := range map[string]struct{ grezzo, errore string }{
		"vuota":                      {" \r\n", "tessera.vuota"},
		"barre interrotte":           {cf[:12] + "\n", "tessera.incompleta"},
		"traccia 1 interrotta":       {"%" + cf + "^VERDI  AN", "tessera.incompleta"},
		"traccia 1 tagliata nel cf":  {"%" + cf[:9], "tessera.incompleta"},
		"traccia 1 corta":            {"%ABC?", "tessera.senza-codice-fiscale"},
		"solo traccia 2":             {";80380000101234567890=4912?\n", "tessera.senza-codice-fiscale"},
		"traccia 2 interrotta":       {";8038000010", "tessera.incompleta"},
		"carattere letto male":       {cf[:15] + string('A'+(cf[15]-'A'+1)%26), "cf.carattere-di-controllo"},
		"traccia con carattere male": {"%" + cf[:15] + string('A'+(cf[15]-'A'+1)%26) + "^VERDI  ANNA^?", "cf.carattere-di-controllo"},
		"due codici attaccati":       {cf + cf, "cf.lunghezza"},
	} {
		if got, err := tessera.Leggi(c.grezzo); esenpat.CodeOf(err) != c.errore {
			t.Errorf("%s: %q, errore %v, atteso %s", nome, got, err, c.errore)
		}
	}
}

func FuzzLeggi(f *testing.F) {
	f.Add("%VRDNNA80A41L219X^VERDI  ANNA^?")
	f.Fuzz(func(t *testing.T, s string) {
		cf, err := tessera.Leggi(s)
		if err == nil && len(cf) != 16 {
			t.Errorf("Leggi(%q) = %q senza errore", s, cf)
		}
	})
}
