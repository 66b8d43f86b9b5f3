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
	return container.New(&colonna{spazio}, o...)
}

// Riga places objects left to right with the given gap, centred vertically,
// each at its minimum width. A layout.Spacer (Molla) takes what is left.
func Riga(spazio float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&riga{spazio: spazio}, o...)
}

// RigaAlta is Riga with every object as tall as the row, aligned at the top.
func RigaAlta(spazio float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&riga{spazio: spazio, alta: true}, o...)
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

type colonna struct{ spazio float32 }

func (l *colonna) Layout(o []fyne.CanvasObject, s fyne.Size) {
	g := scala(o, l.spazio)
	resto, molle := s.Height, 0
	n := 0
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		n++
		if molla(x) {
			molle++
			continue
		}
		x.Resize(fyne.NewSize(s.Width, x.Size().Height)) // wrapping text knows its height only then
		resto -= x.MinSize().Height
	}
	resto -= g * float32(max(n-1, 0))
	var y float32
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		h := x.MinSize().Height
		if molla(x) {
			h = max(resto, 0) / float32(molle)
		}
		x.Move(fyne.NewPos(0, y))
		x.Resize(fyne.NewSize(s.Width, h))
		y += h + g
	}
}

func (l *colonna) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	n := 0
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		n++
		if molla(x) {
			continue
		}
		k := x.MinSize()
		m.Width = max(m.Width, k.Width)
		m.Height += k.Height
	}
	m.Height += scala(o, l.spazio) * float32(max(n-1, 0))
	return m
}

type riga struct {
	spazio float32
	alta   bool
}

func (l *riga) Layout(o []fyne.CanvasObject, s fyne.Size) {
	g := scala(o, l.spazio)
	resto, molle, n := s.Width, 0, 0
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		n++
		if molla(x) {
			molle++
			continue
		}
		resto -= x.MinSize().Width
	}
	resto -= g * float32(max(n-1, 0))
	var px float32
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		m := x.MinSize()
		if molla(x) {
			m.Width = max(resto, 0) / float32(molle)
		}
		h, y := m.Height, (s.Height-m.Height)/2
		if l.alta {
			h, y = s.Height, 0
		}
		x.Move(fyne.NewPos(px, y))
		x.Resize(fyne.NewSize(m.Width, h))
		px += m.Width + g
	}
}

func (l *riga) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	n := 0
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		n++
		if molla(x) {
			continue
		}
		k := x.MinSize()
		m.Height = max(m.Height, k.Height)
		m.Width += k.Width
	}
	m.Width += scala(o, l.spazio) * float32(max(n-1, 0))
	return m
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
