package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Badge is a state: icon, word and colour together, never colour alone.
type Badge struct {
	widget.BaseWidget
	segno    *Segno
	testo    *Etichetta
	riquadro *Riquadro
}

// maxBadge is the longest state that is written out, in characters.
const maxBadge = 40

// NewBadge returns a state. An empty icon takes the one of the tone.
func NewBadge(testo string, icona tema.Icona, t Tono) *Badge {
	b := &Badge{segno: newSegno(icona, t.colore(), 16), testo: NewEtichetta(testo, PiccoloForte, t)}
	b.riquadro = newRiquadro(Riga(Spazio4, b.segno, b.testo), tema.Trasparente, t.colore(), 8, 3)
	b.riquadro.raggio = 12
	b.ExtendBaseWidget(b)
	b.Imposta(testo, icona, t)
	return b
}

// Imposta changes the state; an empty text hides the badge.
func (b *Badge) Imposta(testo string, icona tema.Icona, t Tono) {
	if icona == tema.IconaNessuna {
		icona = t.icona()
	}
	b.segno.imposta(icona, t.colore())
	b.testo.ImpostaTesto(breve(testo, maxBadge)) // a state that a newer service names
	b.testo.ImpostaTono(t)
	b.riquadro.Colora(tema.Trasparente, t.colore())
	if b.Hidden != (testo == "") {
		b.Hidden = testo == ""
		b.Refresh()
	}
}

// Testo returns the word shown.
func (b *Badge) Testo() string { return b.testo.Testo() }

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.riquadro) }
