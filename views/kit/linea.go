package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Linea is a hairline, horizontal or vertical by the place it gets.
type Linea struct {
	widget.BaseWidget
	r *canvas.Rectangle
}

// NewLinea returns a hairline.
func NewLinea() *Linea {
	l := &Linea{r: rettangolo(0)}
	l.ExtendBaseWidget(l)
	return l
}

// MinSize implements fyne.CanvasObject.
func (l *Linea) MinSize() fyne.Size {
	l.ExtendBaseWidget(l)
	return fyne.NewSquareSize(1)
}

// Refresh implements fyne.CanvasObject.
func (l *Linea) Refresh() {
	l.r.FillColor = tema.Colore(l, tema.Linea)
	l.r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *Linea) CreateRenderer() fyne.WidgetRenderer {
	l.r.FillColor = tema.Colore(l, tema.Linea)
	return widget.NewSimpleRenderer(l.r)
}
