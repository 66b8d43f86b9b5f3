package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// forti returns the words in bold of every rich text below o.
func forti(o fyne.CanvasObject) []string {
	var out []string
	switch x := o.(type) {
	case *widget.RichText:
		for _, s := range x.Segments {
			if t, ok := s.(*widget.TextSegment); ok && t.Style.TextStyle.Bold {
				out = append(out, t.Text)
			}
		}
		return out
	case *fyne.Container:
		for _, c := range x.Objects {
			out = append(out, forti(c)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			out = append(out, forti(c)...)
		}
	}
	return out
}

func TestCombo_whatWasTypedStandsOutWhateverItsAccents(t *testing.T) {
	kittest.App(t)
	c := kit.NewCombo("")
	c.OnSearch = func(string) []kit.Voce {
		return []kit.Voce{{Codice: "A", Descrizione: "Città è CAPACITÀ lavorativa"}}
	}
	w := kittest.Finestra(t, c, 800, 400)
	c.Focalizza()

	for _, r := range "citta LAVOR" {
		w.Canvas().Focused().TypedRune(r)
	}
	kittest.Assesta(w)

	if got := forti(c); !slices.Equal(got, []string{"Città", "lavor"}) {
		t.Errorf("%q", got)
	}
}
