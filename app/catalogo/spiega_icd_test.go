package catalogo_test

import (
	"strings"
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

// 401, 40.1 and 04.01 are three entries; the one typed is the first.
func TestCerca_theCodeAsTypedStandsBeforeThoseWithAnotherDot(t *testing.T) {
	c := catalogoIntero(t)
	c.AggiornaDiagnosi([]catalogo.Diagnosi{{Codice: "40.1", Descrizione: "Procedura"}, {Codice: "401", Descrizione: "Ipertensione essenziale"}})

	for testo, want := range map[string]string{"401": "veneto:401 icd9cm:401", "40.1": "icd9cm:40.1 icd9cm:401"} {
		if v := trovati(c.Cerca(catalogo.Filtro{Testo: testo, Limite: 2})); strings.Join(v, " ") != want {
			t.Errorf("%s: %v, want %s", testo, v, want)
		}
	}
	if v := trovati(c.Cerca(catalogo.Filtro{Testo: "401", Limite: 1, Codifiche: []esenpat.Codifica{catalogo.CodificaICD}})); v[0] != "icd9cm:401" {
		t.Errorf("only diagnoses, one result: %v", v)
	}
}
