package regionetest_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// TestTesto_whatIsTypedComesBackEqual guards FT-53: whatever a doctor may type
// becomes a certificate with the same words after normalisation, the document to
// sign says them (it is compared with the draft before it is shown), and it can
// be signed. What is over the service's limit is refused at its field.
func TestTesto_whatIsTypedComesBackEqual(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	for nome, testo := range map[string]string{
		"emoji":           "Dolore 😀❤️ 👩\u200D⚕️ da ieri",
		"combining marks": "perche\u0301 e\u0300 cosi\u0300; z\u0301\u0323 q\u0307",
		"line ends":       "prima\n\nseconda\nterza",
		"four bytes":      "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀋 漢字",
		"right to left":   "diagnosi שלום مرحبا fine",
		"override":        "gira \u202Eil\u202C testo",
		"markup":          "<b>&amp;</b> ]]> **x** [y](z) {0} %s",
		"to the limit":    strings.Repeat("è", 4000),
	} {
		b := p.bozza(cfAdulta)
		b.Dati.Patologia = testo
		b, err := p.bozze.Salva(t.Context(), b)
		p.bene(err)

		c, err := p.redazione.Crea(t.Context(), b)
		if err != nil {
			t.Errorf("%s: %v (%+v)", nome, err, esenpat.AsError(err))
			continue
		}
		if norm.NFC.String(c.Dati.Patologia) != norm.NFC.String(testo) {
			t.Errorf("%s: %q became %q", nome, testo, c.Dati.Patologia)
		}
		if _, err = p.archivio.Documento(t.Context(), c.Assistito.ID, c.ID); err != nil {
			t.Errorf("%s: the document says something else: %v", nome, err)
		}
	}
	b := p.bozza(cfAdulta)
	b.Dati.Patologia = strings.Repeat("è", 4001)

	_, err := p.redazione.Crea(t.Context(), b)

	if e := esenpat.AsError(err); e == nil || e.Field != "patologia" {
		t.Errorf("over the limit: %v", err)
	}
}
