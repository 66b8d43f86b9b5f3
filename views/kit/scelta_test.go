package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// What may not be had cannot be reached by mouse, arrow, Space or letter.
func TestScelta_whatIsOffCannotBeChosen(t *testing.T) {
	kittest.App(t)
	detto := ""
	s := kit.NewScelta(false, []kit.Opzione{{Valore: "a", Testo: "Alfa"}, {Valore: "b", Testo: "Beta"}}, func(v string) { detto += v })
	kittest.Finestra(t, s, 400, 200)
	s.ImpostaFuori("a")
	s.Imposta("b")

	s.TypedRune('a')
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 10)})
	if detto != "" || s.Valore() != "b" {
		t.Fatalf("chosen %q, stands %q", detto, s.Valore())
	}

	s.ImpostaFuori()
	s.TypedRune('a')
	if detto != "a" {
		t.Errorf("free again, but %q", detto)
	}
}
