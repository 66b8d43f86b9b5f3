package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Telaio puts alto above, basso below (either may be nil) and gives centro all
// that is left. Unlike the toolkit's NewBorder, which visits the centre first,
// its tab order is the reading order.
func Telaio(alto, centro, basso fyne.CanvasObject) *fyne.Container {
	var o []fyne.CanvasObject
	for _, x := range []fyne.CanvasObject{alto, centro, basso} {
		if x != nil {
			o = append(o, x)
		}
	}
	return container.New(&telaio{alto, centro, basso}, o...)
}

type telaio struct{ alto, centro, basso fyne.CanvasObject }

func (l *telaio) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	y, fine := float32(0), s.Height
	if l.alto != nil && l.alto.Visible() {
		l.alto.Resize(fyne.NewSize(s.Width, l.alto.Size().Height)) // wrapping text knows its height only then
		y = l.alto.MinSize().Height
		l.alto.Move(fyne.NewPos(0, 0))
		l.alto.Resize(fyne.NewSize(s.Width, y))
	}
	if l.basso != nil && l.basso.Visible() {
		h := l.basso.MinSize().Height
		fine -= h
		l.basso.Move(fyne.NewPos(0, fine))
		l.basso.Resize(fyne.NewSize(s.Width, h))
	}
	l.centro.Move(fyne.NewPos(0, y))
	l.centro.Resize(fyne.NewSize(s.Width, max(fine-y, 0)))
}

func (l *telaio) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, x := range o {
		if x.Visible() {
			k := x.MinSize()
			m = fyne.NewSize(max(m.Width, k.Width), m.Height+k.Height)
		}
	}
	return m
}

// Radice is the window's content: it ties the shortcuts to it, so that a
// shortcut typed in any control finds its way.
type Radice struct {
	widget.BaseWidget
	// OnCopia is called after text was copied or cut out of a field.
	OnCopia func()

	contenuto   fyne.CanvasObject
	scorciatoie *Scorciatoie
}

// NewRadice returns the root; give it to the window's SetContent.
func NewRadice(contenuto fyne.CanvasObject, s *Scorciatoie) *Radice {
	r := &Radice{contenuto: contenuto, scorciatoie: s}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *Radice) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.contenuto) }
