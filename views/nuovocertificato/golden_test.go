package nuovocertificato_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// TestWizard_aspetto compares one picture of each step with testdata. A new
// picture is written to testdata/failed: look at it, then move it.
func TestWizard_aspetto(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)

	b.percorri(t, func(nome string) {
		switch nome {
		case "1-assistito", "2-tipologia", "3-combo", "3-dati", "4-riepilogo", "5-pronto", "5-firmato", "6-data", "6-rilasciata":
			test.AssertImageMatches(t, nome+".png", kittest.Foto(b.w))
		}
	})
}
