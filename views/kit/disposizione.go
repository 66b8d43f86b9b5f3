package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// The spaces of the look: 4, 8, 12, 16, 24, 32.
const (
	Spazio4  float32 = 4
	Spazio8  float32 = 8
	Spazio12 float32 = 12
	Spazio16 float32 = 16
	Spazio24 float32 = 24
	Spazio32 float32 = 32
)

// Colonna stacks objects top to bottom with the given gap.
func Colonna(spazio float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&fila{spazio: spazio}, o...)
}

// Riga places objects left to right with the given gap, centred vertically,
// each at its minimum width. A layout.Spacer (Molla) takes what is left.
func Riga(spazio float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&fila{spazio: spazio, affianca: true}, o...)
}

// RigaAlta is Riga with every object as tall as the row, aligned at the top.
func RigaAlta(spazio float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&fila{spazio: spazio, affianca: true, alta: true}, o...)
}

// Molla is the empty object that takes the space left in a Riga or Colonna.
func Molla() fyne.CanvasObject { return layout.NewSpacer() }

// LarghezzaMassima keeps o at most l wide, on the left: text fields are not
// to be longer than about 80 characters.
func LarghezzaMassima(l float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&limite{l: l}, o)
}

// Centrato keeps o at most l wide, in the middle.
func Centrato(l float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&limite{l: l, centro: true}, o)
}

func scala(o []fyne.CanvasObject, n float32) float32 {
	if len(o) == 0 {
		return n
	}
	return tema.Misura(o[0], n)
}

func molla(o fyne.CanvasObject) bool {
	s, ok := o.(layout.SpacerObject)
	return ok && (s.ExpandVertical() || s.ExpandHorizontal())
}

// fila places its objects one after the other: a column, or a row.
type fila struct {
	spazio   float32
	affianca bool // a row
	alta     bool // of a row: every object as tall as the row
}

// lungo is the measure in the direction of the row or column, largo the other.
func (l *fila) lungo(s fyne.Size) float32 {
	if l.affianca {
		return s.Width
	}
	return s.Height
}

func (l *fila) largo(s fyne.Size) float32 {
	if l.affianca {
		return s.Height
	}
	return s.Width
}

// conta returns how many springs are seen and the length that the other objects
// want with the gaps.
func (l *fila) conta(o []fyne.CanvasObject) (molle int, lunghezza float32) {
	visti := 0
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		visti++
		if molla(x) {
			molle++
			continue
		}
		lunghezza += l.lungo(x.MinSize())
	}
	return molle, lunghezza + scala(o, l.spazio)*float32(max(visti-1, 0))
}

func (l *fila) Layout(o []fyne.CanvasObject, s fyne.Size) {
	g := scala(o, l.spazio)
	molle, presa := l.conta(o)
	var qui float32
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		m := x.MinSize()
		lungo := l.lungo(m)
		if molla(x) {
			lungo = max(l.lungo(s)-presa, 0) / float32(molle)
		}
		if l.affianca {
			h, y := m.Height, (s.Height-m.Height)/2
			if l.alta {
				h, y = s.Height, 0
			}
			x.Move(fyne.NewPos(qui, y))
			x.Resize(fyne.NewSize(lungo, h))
		} else {
			x.Move(fyne.NewPos(0, qui))
			x.Resize(fyne.NewSize(s.Width, lungo))
		}
		qui += lungo + g
	}
}

func (l *fila) MinSize(o []fyne.CanvasObject) fyne.Size {
	_, lunghezza := l.conta(o)
	var larghezza float32
	for _, x := range o {
		if x.Visible() && !molla(x) {
			larghezza = max(larghezza, l.largo(x.MinSize()))
		}
	}
	if l.affianca {
		return fyne.NewSize(lunghezza, larghezza)
	}
	return fyne.NewSize(larghezza, lunghezza)
}

type limite struct {
	l      float32
	centro bool
}

func (l *limite) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(scala(o, l.l), s.Width)
	for _, x := range o {
		x.Resize(fyne.NewSize(w, s.Height))
		if l.centro {
			x.Move(fyne.NewPos((s.Width-w)/2, 0))
		}
	}
}

func (l *limite) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, x := range o {
		m = m.Max(x.MinSize())
	}
	return m
}

// LarghezzaFissa makes o exactly l wide.
func LarghezzaFissa(l float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fissa{l: l}, o)
}

type fissa struct{ l float32 }

func (f *fissa) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, x := range o {
		x.Resize(s)
	}
}

func (f *fissa) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := fyne.NewSize(scala(o, f.l), 0)
	for _, x := range o {
		m.Height = max(m.Height, x.MinSize().Height)
	}
	return m
}

// rientro indents its object on the left.
type rientro struct{ n float32 }

func (l *rientro) Layout(o []fyne.CanvasObject, s fyne.Size) {
	n := scala(o, l.n)
	for _, x := range o {
		x.Move(fyne.NewPos(n, 0))
		x.Resize(fyne.NewSize(s.Width-n, s.Height))
	}
}

func (l *rientro) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, x := range o {
		m = m.Max(x.MinSize())
	}
	return m.AddWidthHeight(scala(o, l.n), 0)
}
