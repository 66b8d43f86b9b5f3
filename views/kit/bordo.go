package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Bordo places sinistra and destra (either may be nil) at their minimum width
// and gives the rest of the width to centro, all centred vertically. For a
// centre that must fill the height too, see Telaio.
func Bordo(spazio float32, sinistra, destra, centro fyne.CanvasObject) *fyne.Container {
	l := &bordo{spazio: spazio, s: sinistra, d: destra, c: centro}
	var o []fyne.CanvasObject
	for _, x := range []fyne.CanvasObject{sinistra, centro, destra} {
		if x != nil {
			o = append(o, x)
		}
	}
	return container.New(l, o...)
}

// BordoAlto is Bordo with everything at the top, for a centre that grows.
func BordoAlto(spazio float32, sinistra, destra, centro fyne.CanvasObject) *fyne.Container {
	c := Bordo(spazio, sinistra, destra, centro)
	if l, ok := c.Layout.(*bordo); ok {
		l.alto = true
	}
	return c
}

type bordo struct {
	alto    bool
	spazio  float32
	s, d, c fyne.CanvasObject
}

func (l *bordo) Layout(o []fyne.CanvasObject, size fyne.Size) {
	g := scala(o, l.spazio)
	x, w := float32(0), size.Width
	if l.s != nil && l.s.Visible() {
		m := l.s.MinSize()
		l.s.Move(fyne.NewPos(0, max((size.Height-m.Height)/2, 0)))
		l.c.Resize(fyne.NewSize(max(w-m.Width-g, 0), size.Height))
		if l.c.MinSize().Height > scala(o, 36) && m.Height < scala(o, 30) {
			l.s.Move(fyne.NewPos(0, 0)) // beside a tall text it belongs to the first line
		}
		if l.alto {
			l.s.Move(fyne.NewPos(0, 0))
		}
		l.s.Resize(m)
		x = m.Width + g
		w -= x
	}
	if l.d != nil && l.d.Visible() {
		m := l.d.MinSize()
		l.d.Move(fyne.NewPos(size.Width-m.Width, max((size.Height-m.Height)/2, 0)))
		l.d.Resize(m)
		w -= m.Width + g
	}
	l.c.Resize(fyne.NewSize(max(w, 0), size.Height)) // wrapping text knows its height only then
	h := min(l.c.MinSize().Height, size.Height)
	l.c.Move(fyne.NewPos(x, (size.Height-h)/2))
	l.c.Resize(fyne.NewSize(max(w, 0), h))
}

func (l *bordo) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, x := range o {
		if !x.Visible() {
			continue
		}
		k := x.MinSize()
		m.Height = max(m.Height, k.Height)
		if m.Width > 0 {
			m.Width += scala(o, l.spazio)
		}
		m.Width += k.Width
	}
	return m
}
