package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// aria is the room left around a control that was scrolled into view.
const aria float32 = 24

// scorrevole is a layer whose body scrolls to the control that gets the focus:
// the toolkit leaves it under the fold, where a keyboard user cannot see it.
type scorrevole interface{ inVista(o fyne.CanvasObject) }

// inVista scrolls the top layer's body so that o can be seen. Each control
// calls it when it gets the focus.
func inVista(o fyne.CanvasObject) {
	c := telaDi(o)
	if c == nil {
		return
	}
	if s, ok := c.Overlays().Top().(scorrevole); ok {
		s.inVista(o)
	}
}

// inVista implements scorrevole.
func (m *modale) inVista(o fyne.CanvasObject) {
	if m.corpo == nil || slices.ContainsFunc(m.fissi, func(c *fyne.Container) bool { return slices.Contains(c.Objects, o) }) {
		return
	}
	scorriA(m.corpo, o)
}

// scorriA moves s just enough. What stands beside s, and not in it, is left
// alone.
func scorriA(s *container.Scroll, o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	p, q := d.AbsolutePositionForObject(o), d.AbsolutePositionForObject(s)
	if p.X < q.X || p.X >= q.X+s.Size().Width {
		return
	}
	sopra, sotto := p.Y-q.Y, p.Y-q.Y+o.Size().Height
	y := s.Offset.Y
	switch {
	case sopra < 0:
		y += sopra - aria
	case sotto > s.Size().Height:
		y += min(sotto-s.Size().Height+aria, sopra)
	default:
		return
	}
	y = min(max(y, 0), max(s.Content.MinSize().Height-s.Size().Height, 0))
	s.ScrollToOffset(fyne.NewPos(s.Offset.X, y))
}
