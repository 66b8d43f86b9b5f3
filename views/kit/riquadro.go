package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Riquadro is a filled, rounded box around its content: the surface of cards,
// banners and rows.
type Riquadro struct {
	widget.BaseWidget
	contenuto    fyne.CanvasObject
	fondo, bordo fyne.ThemeColorName
	spessore     float32
	margineX     float32
	margineY     float32
	raggio       float32
	minimo       fyne.Size
	barra        fyne.ThemeColorName // a coloured edge on the left, if any
}

// NewScheda returns a card: surface, hairline border, padding 16.
func NewScheda(contenuto fyne.CanvasObject) *Riquadro {
	return newRiquadro(contenuto, tema.Superficie, tema.Linea, 16, 16)
}

// NewFascia returns a band of colour without border or rounding, for headers
// and bars.
func NewFascia(contenuto fyne.CanvasObject, margineX, margineY float32) *Riquadro {
	r := newRiquadro(contenuto, tema.Superficie, tema.Trasparente, margineX, margineY)
	r.raggio = 0
	return r
}

// NewMargine returns the content with empty space around it.
func NewMargine(contenuto fyne.CanvasObject, x, y float32) *Riquadro {
	return newRiquadro(contenuto, tema.Trasparente, tema.Trasparente, x, y)
}

func newRiquadro(o fyne.CanvasObject, fondo, bordo fyne.ThemeColorName, mx, my float32) *Riquadro {
	r := &Riquadro{contenuto: o, fondo: fondo, bordo: bordo, spessore: 1, margineX: mx, margineY: my, raggio: 6}
	r.ExtendBaseWidget(r)
	return r
}

// Minimo sets the smallest size and returns r.
func (r *Riquadro) Minimo(l, a float32) *Riquadro {
	r.minimo = fyne.NewSize(l, a)
	return r
}

// Colora changes fill and border.
func (r *Riquadro) Colora(fondo, bordo fyne.ThemeColorName) {
	if r.fondo == fondo && r.bordo == bordo {
		return
	}
	r.fondo, r.bordo = fondo, bordo
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *Riquadro) CreateRenderer() fyne.WidgetRenderer {
	x := &rendererRiquadro{r: r, sfondo: rettangolo(r.raggio), barra: rettangolo(0)}
	x.oggetti = []fyne.CanvasObject{x.sfondo, x.barra, r.contenuto}
	x.colora()
	return x
}

type rendererRiquadro struct {
	r             *Riquadro
	sfondo, barra *canvas.Rectangle
	oggetti       []fyne.CanvasObject
}

func (x *rendererRiquadro) margini() (float32, float32) {
	return tema.Misura(x.r, x.r.margineX), tema.Misura(x.r, x.r.margineY)
}

func (x *rendererRiquadro) Layout(s fyne.Size) {
	mx, my := x.margini()
	x.sfondo.Resize(s)
	x.barra.Resize(fyne.NewSize(4, s.Height))
	x.r.contenuto.Move(fyne.NewPos(mx, my))
	x.r.contenuto.Resize(s.SubtractWidthHeight(2*mx, 2*my))
}

func (x *rendererRiquadro) MinSize() fyne.Size {
	if !x.r.contenuto.Visible() {
		return x.r.minimo // an empty banner takes no room
	}
	mx, my := x.margini()
	return x.r.contenuto.MinSize().AddWidthHeight(2*mx, 2*my).Max(x.r.minimo)
}

func (x *rendererRiquadro) colora() {
	x.sfondo.FillColor = tema.Colore(x.r, x.r.fondo)
	x.sfondo.StrokeColor = tema.Colore(x.r, x.r.bordo)
	x.sfondo.StrokeWidth = x.r.spessore
	x.barra.Hidden = x.r.barra == ""
	if x.r.barra != "" {
		x.barra.FillColor = tema.Colore(x.r, x.r.barra)
	}
}

func (x *rendererRiquadro) Refresh() {
	x.colora()
	x.Layout(x.r.Size())
	x.sfondo.Refresh()
	x.barra.Refresh()
	x.r.contenuto.Refresh()
}
func (x *rendererRiquadro) Objects() []fyne.CanvasObject { return x.oggetti }
func (x *rendererRiquadro) Destroy()                     {}
