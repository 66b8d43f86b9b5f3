package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Colonne divides the width equally; on a narrow place, below minimo each,
// the objects go on the next line. Fields of a form use it.
func Colonne(minimo float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&colonne{minimo: minimo}, o...)
}

type colonne struct {
	minimo    float32
	larghezza float32
}

func (l *colonne) perRiga(o []fyne.CanvasObject, w float32) int {
	n := 0
	for _, x := range o {
		if x.Visible() {
			n++
		}
	}
	k := int((w + Spazio16) / (scala(o, l.minimo) + Spazio16))
	return max(min(k, n), 1)
}

func (l *colonne) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.larghezza = s.Width
	l.disponi(o, s.Width)
}

func (l *colonne) disponi(o []fyne.CanvasObject, w float32) float32 {
	g := scala(o, Spazio16)
	k := l.perRiga(o, w)
	cw := (w - g*float32(k-1)) / float32(k)
	var y, alta float32
	i := 0
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		if i == k {
			y, alta, i = y+alta+scala(o, Spazio12), 0, 0
		}
		x.Resize(fyne.NewSize(cw, x.Size().Height))
		h := x.MinSize().Height
		x.Move(fyne.NewPos(float32(i)*(cw+g), y))
		x.Resize(fyne.NewSize(cw, h))
		alta = max(alta, h)
		i++
	}
	return y + alta
}

func (l *colonne) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, x := range o {
		if x.Visible() {
			m = m.Max(x.MinSize())
		}
	}
	if l.larghezza > 0 {
		m.Height = l.altezza(o, l.larghezza)
	}
	return m
}

func (l *colonne) altezza(o []fyne.CanvasObject, w float32) float32 {
	k := l.perRiga(o, w)
	var y, alta float32
	i := 0
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		if i == k {
			y, alta, i = y+alta+scala(o, Spazio12), 0, 0
		}
		alta = max(alta, x.MinSize().Height)
		i++
	}
	return y + alta
}
