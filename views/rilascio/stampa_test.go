package rilascio_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/esenpat/esenpat-desktop/views/kit"
)

// A doctor who has just issued prints both papers with one key; «Stampa» stands
// beside each «Scarica» too.
// Manual: G26.
func TestRilascio_ctrlPPrintsThePapersForTheAssistito(t *testing.T) {
	b := nuovo(t)
	b.mostra()
	preme := func() {
		if f, ok := b.w.Canvas().Focused().(fyne.Shortcutable); ok {
			f.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierControl})
		}
		b.quieto()
	}
	preme()
	if len(b.carta) != 0 {
		t.Errorf("before the issue it printed %q", b.carta)
	}
	b.p.Conferma()
	b.quieto()
	if f := b.w.Canvas().Focused(); f == nil {
		b.w.Canvas().FocusNext()
	}
	preme()
	if len(b.carta) != 2 {
		t.Errorf("printed %q", b.carta)
	}
	want := []string{"Stampa per l'assistito", "Scarica promemoria esenzione", "Stampa promemoria", "Scarica attestato di esenzione", "Stampa attestato"}
	if o := kit.FocusOrder(b.w.Canvas()); len(o) < len(want) || !slices.Equal(o[:len(want)], want) {
		t.Errorf("order %q", o)
	}
}
