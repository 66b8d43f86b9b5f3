package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Flusso places objects left to right and goes on the next line where there is
// no more room: bars of buttons at a large text size.
func Flusso(spazio float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flusso{spazio: spazio}, o...)
}

type flusso struct{ spazio, larghezza float32 }

func (l *flusso) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.larghezza = s.Width
	l.disponi(o, s.Width, true)
}

// disponi returns the height needed, moving the objects if muovi.
func (l *flusso) disponi(o []fyne.CanvasObject, w float32, muovi bool) float32 {
	g := scala(o, l.spazio)
	var x, y, alta float32
	for _, k := range o {
		if !k.Visible() {
			continue
		}
		m := k.MinSize()
		if x > 0 && x+m.Width > w {
			x, y, alta = 0, y+alta+scala(o, Spazio4), 0
		}
		if muovi {
			k.Move(fyne.NewPos(x, y))
			k.Resize(m)
		}
		x += m.Width + g
		alta = max(alta, m.Height)
	}
	return y + alta
}

func (l *flusso) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, k := range o {
		if k.Visible() {
			m = m.Max(k.MinSize())
		}
	}
	if l.larghezza > 0 {
		m.Height = l.disponi(o, l.larghezza, false)
	}
	return m
}
