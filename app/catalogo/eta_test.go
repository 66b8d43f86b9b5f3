package catalogo_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// The age of a text is told in words that fit one year, none, and a date before
// the text.
func TestVerifica_theAgeOfTheTextFitsItsNumber(t *testing.T) {
	c := catalogoIntero(t)
	for anno, vuole := range map[int]string{
		2008: "Testo del 2009: è più recente della data chiesta",
		2009: "Testo del 2009, lo stesso anno",
		2010: "Testo del 2009: ha 1 anno.",
		2026: "Testo del 2009: ha 17 anni.",
	} {
		r, err := c.Verifica(catalogo.Domanda{Codice: "3L2", Codifica: esenpat.CodificaVeneto, Al: esenpat.NewData(anno, 6, 1)})
		if s := strings.Join(r.Motivi, " "); err != nil || !strings.Contains(s, vuole) {
			t.Errorf("%d: %s", anno, s)
		}
	}
}
