package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/galleria"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

func TestTabella_theCursorPassesOverHeadings(t *testing.T) {
	kittest.App(t)
	tab := galleria.Tabella()
	var mosse, aperte []int
	tab.OnMossa = func(n int) { mosse = append(mosse, n) }
	tab.OnAperta = func(n int) { aperte = append(aperte, n) }
	w := kittest.Finestra(t, tab, 800, 400)
	righe := [][]string{{"A"}, {"B"}, {"C"}, {"D"}}
	tab.ImpostaGruppi(righe, []kit.GruppoTabella{{Prima: 0, Titolo: "prima"}, {Prima: 2, Titolo: "poi"}})
	tab.Focalizza()

	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyHome, fyne.KeyUp, fyne.KeyEnd, fyne.KeyReturn} {
		premi(w, k)
	}
	tab.Vai(2)

	if want := []int{0, 1, 2, 1, 0, 0, 3, 2}; !slices.Equal(mosse, want) || !slices.Equal(aperte, []int{3}) || tab.Cursore() != 2 {
		t.Errorf("moved %v, opened %v, cursor %d", mosse, aperte, tab.Cursore())
	}

	tab.ImpostaGruppi(nil, nil)
	premi(w, fyne.KeyDown)
	tab.Imposta(righe)
	tab.Vai(0)
	if tab.Cursore() != 0 {
		t.Errorf("without headings the cursor is at %d", tab.Cursore())
	}
}
