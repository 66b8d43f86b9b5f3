package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// spunta is a small check for the mouse only, in rows of lists: the keyboard
// has the space bar of the list, and the tab order must stay short.
type spunta struct {
	widget.BaseWidget
	premuta func()
	segno   bool
}

func newSpunta(f func()) *spunta {
	s := &spunta{premuta: f}
	s.ExtendBaseWidget(s)
	return s
}

func (s *spunta) imposta(si bool) {
	if si != s.segno {
		s.segno = si
		s.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (s *spunta) Tapped(*fyne.PointEvent) { s.premuta() }

// Cursor implements desktop.Cursorable.
func (s *spunta) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (s *spunta) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererSpunta{s: s, riquadro: rettangolo(3), segno: newSegno(tema.IconaSpunta, tema.Primario, 16)}
	r.Refresh()
	return r
}

type rendererSpunta struct {
	s        *spunta
	riquadro *canvas.Rectangle
	segno    *Segno
}

func (r *rendererSpunta) lato() float32 { return tema.Misura(r.s, 22) }

func (r *rendererSpunta) MinSize() fyne.Size { return fyne.NewSquareSize(tema.Misura(r.s, 36)) }

func (r *rendererSpunta) Layout(s fyne.Size) {
	l, m := r.lato(), r.segno.MinSize()
	r.riquadro.Resize(fyne.NewSquareSize(l))
	r.riquadro.Move(fyne.NewPos((s.Width-l)/2, (s.Height-l)/2))
	r.segno.Resize(m)
	r.segno.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
}

func (r *rendererSpunta) Refresh() {
	bordo := tema.BordoCampo
	if r.s.segno {
		bordo = tema.Primario
	}
	r.riquadro.StrokeWidth, r.riquadro.StrokeColor = 2, tema.Colore(r.s, bordo)
	r.riquadro.FillColor = tema.Colore(r.s, tema.Superficie)
	r.segno.Hidden = !r.s.segno
	canvas.Refresh(r.s)
}

func (r *rendererSpunta) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.riquadro, r.segno}
}
func (r *rendererSpunta) Destroy() {}
