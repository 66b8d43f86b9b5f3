package fascicolo_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/fascicolo"
)

func voce(s string) esenpat.VoceFascicolo {
	return esenpat.VoceFascicolo{Campo: "patologia", Valore: s, SuCarta: []string{s}}
}

func TestConfronta_readsOverPagesAndIgnoresBlanks(t *testing.T) {
	testo := "Carcinoma duttale infiltrante della mammella destra, in trattamento adiuvante"
	for nome, c := range map[string]struct {
		pagine []string
		want   esenpat.EsitoControllo
	}{
		"one page":      {[]string{"x " + testo + " y"}, esenpat.ControlloOK},
		"broken lines":  {[]string{strings.ReplaceAll(testo, " ", "\r\n ")}, esenpat.ControlloOK},
		"over pages":    {[]string{"pagina 1 " + testo[:40], testo[40:] + " pagina 2"}, esenpat.ControlloOK},
		"another word":  {[]string{strings.Replace(testo, "destra", "sinistra", 1)}, esenpat.ControlloKO},
		"only a part":   {[]string{testo[:40]}, esenpat.ControlloKO},
		"nothing there": {[]string{""}, esenpat.ControlloKO},
		"no pages":      {nil, esenpat.ControlloND},
	} {
		if r := fascicolo.Confronta([]esenpat.VoceFascicolo{voce(testo)}, c.pagine); r[0].Esito != c.want {
			t.Errorf("%s: %s, want %s", nome, r[0].Esito, c.want)
		}
	}
}

// The same letter on sixty pages and, once more, in the CDA: looking for it
// everywhere would take hours. What cannot be found is not called found.
func TestConfronta_endsOnTextsMadeToLast(t *testing.T) {
	pagine := make([]string, 60)
	for i := range pagine {
		pagine[i] = strings.Repeat("a", 100_000)
	}
	lungo := voce(strings.Repeat("a", 5<<20) + "b")

	righe := fascicolo.Confronta([]esenpat.VoceFascicolo{lungo, lungo, lungo, voce("a")}, pagine)

	if fascicolo.Diversi(righe) < 3 {
		t.Errorf("%d different", fascicolo.Diversi(righe))
	}
}
