package catalogo_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestSpiega_procedureAndDiagnosisOfTheSameDigitsAreNeverMixed(t *testing.T) {
	c := catalogoIntero(t)
	c.AggiornaDiagnosi([]catalogo.Diagnosi{{Codice: "41.0", Descrizione: "Trapianto"}, {Codice: "410", Descrizione: "Infarto"}, {Codice: "174.9", Descrizione: "Mammella"}})

	for codice, want := range map[string]string{"410": "Infarto", "41.0": "Trapianto", "1749": "Mammella"} {
		r, err := c.Spiega(codice, catalogo.CodificaICD, esenpat.Data{})
		if err != nil || len(r.Voci) != 1 || r.Voci[0].Descrizione != want {
			t.Errorf("%s: %+v %v", codice, r.Voci, err)
		}
	}
}
