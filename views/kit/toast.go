package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// durataToast is long enough to be read twice.
const durataToast = 6 * time.Second

// Toast is a short confirmation at the bottom right of the window. It never
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
	x := &Toast{tempo: t, segno: NewSegno(tema.IconaSpunta, TonoOK), testo: NewEtichetta("", Corpo, Neutro)}
	x.riquadro = newRiquadro(Riga(Spazio8, x.segno, x.testo), tema.Superficie, tema.BordoCampo, Spazio16, Spazio12)
	x.riquadro.Hide()
	x.strato = container.New(&angolo{}, x.riquadro)
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

// angolo puts its object at the bottom right, above the status bar.
type angolo struct{}

func (angolo) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, x := range o {
		m := x.MinSize()
		x.Resize(m)
		x.Move(fyne.NewPos(s.Width-m.Width-24, s.Height-m.Height-48))
	}
}

func (angolo) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
