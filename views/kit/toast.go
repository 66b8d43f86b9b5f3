package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// durataToast is long enough to be read twice.
const durataToast = 6 * time.Second

// Toast is a short confirmation at the top of the window, over the bar of the
// tabs where there is nothing to press. It never
// takes the focus; place Strato() on top of the window's content in a Stack.
type Toast struct {
	tempo    Tempo
	segno    *Segno
	testo    *Etichetta
	riquadro *Riquadro
	strato   *fyne.Container
	annulla  func()
}

// NewToast returns a hidden toast.
func NewToast(t Tempo) *Toast {
	x := &Toast{tempo: t, segno: NewSegno(tema.IconaSpunta, TonoOK), testo: NewRiga("", Corpo, Neutro)}
	x.riquadro = newRiquadro(Bordo(Spazio8, x.segno, nil, x.testo), tema.Superficie, tema.BordoCampo, Spazio16, Spazio12)
	x.riquadro.Hide()
	x.strato = container.New(&sopra{x}, x.riquadro)
	return x
}

// Strato returns the layer to be put over the content.
func (x *Toast) Strato() fyne.CanvasObject { return x.strato }

// Mostra shows the text for a few seconds, in place of the one before.
func (x *Toast) Mostra(t Tono, testo string) {
	if x.annulla != nil {
		x.annulla()
	}
	x.segno.Imposta(t.icona(), t)
	x.testo.ImpostaTesto(testo)
	x.riquadro.Show()
	x.strato.Refresh()
	x.annulla = x.tempo.Dopo(durataToast, x.Nascondi)
}

// Nascondi takes the toast away.
func (x *Toast) Nascondi() {
	x.riquadro.Hide()
	x.strato.Refresh()
}

// sopra puts the toast in the middle, as wide as its text where there is room.
type sopra struct{ x *Toast }

func (l *sopra) Layout(o []fyne.CanvasObject, s fyne.Size) {
	th := l.x.testo.Theme()
	testo := fyne.MeasureText(l.x.testo.Testo(), th.Size(theme.SizeNameText), fyne.TextStyle{}).Width
	for _, x := range o {
		m := x.MinSize()
		w := min(testo+tema.Misura(x, 20+8+2*Spazio16)+4, s.Width-2*Spazio24)
		x.Resize(fyne.NewSize(w, m.Height))
		x.Move(fyne.NewPos((s.Width-w)/2, tema.Misura(x, 56)))
	}
}

func (*sopra) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
