package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// TestTesti_whatIsVeryLongDoesNotWidenTheWindow guards FT-60: a word without end
// and a text of many lines, in everything that draws what the service says, leave
// the window as wide as a small screen, and lines as high as one. What looks like
// markup is text: there is nothing to click.
func TestTesti_whatIsVeryLongDoesNotWidenTheWindow(t *testing.T) {
	kittest.App(t)
	for _, testo := range []string{strings.Repeat("parolalunghissima", 1000), strings.Repeat("riga\n", 1000), "[qui](https://altrove.invalid) **x** <b>y</b>"} {
		avviso := kit.NewAvviso()
		avviso.Mostra(kit.Notizia{Titolo: testo, Causa: testo, Rimedio: testo})
		alto := kit.NewEtichetta("A", kit.Forte, kit.Neutro).MinSize().Height
		for nome, o := range map[string]fyne.CanvasObject{
			"label": kit.NewEtichetta(testo, kit.Corpo, kit.Neutro), "line": kit.NewRiga(testo, kit.Forte, kit.Neutro), "text": kit.NewTestoLungo(testo, kit.Corpo, kit.Neutro),
			"state": kit.NewBadge(testo, tema.IconaNessuna, kit.TonoAvviso), "banner": avviso,
		} {
			m := o.MinSize()
			if m.Width > 1366 || (nome == "label" || nome == "line") && m.Height > 2*alto {
				t.Errorf("%s of %.20q: %v", nome, testo, m)
			}
		}
		for _, e := range []*kit.Etichetta{kit.NewTestoLungo(testo, kit.Corpo, kit.Neutro), kit.NewEtichetta(testo, kit.Corpo, kit.Neutro)} {
			for _, o := range test.WidgetRenderer(e).Objects() {
				if ricco, si := o.(*widget.RichText); si {
					for _, s := range ricco.Segments {
						if _, solo := s.(*widget.TextSegment); !solo {
							t.Errorf("a segment is a %T", s)
						}
					}
				}
			}
		}
	}
}
