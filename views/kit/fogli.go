package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// fogliPDF draws pages one under the other.
type fogliPDF struct {
	widget.BaseWidget
	pagine []image.Image
	zoom   float32
	largo  float32 // width of the view
}

const spazioFogli float32 = 12

func (f *fogliPDF) imposta(p []image.Image) { f.pagine = p; f.Refresh() }

// Resize implements fyne.CanvasObject.
func (f *fogliPDF) Resize(s fyne.Size) {
	f.BaseWidget.Resize(s)
}

func (f *fogliPDF) larghezza() float32 {
	w := f.Size().Width
	if f.zoom > 1 && f.largo > 0 {
		w = f.largo
	} else {
		f.largo = w
	}
	return max((w-2*spazioFogli)*f.zoom, 10)
}

func (f *fogliPDF) altezza(i int) float32 {
	b := f.pagine[i].Bounds()
	return f.larghezza() * float32(b.Dy()) / float32(max(b.Dx(), 1))
}

func (f *fogliPDF) inizio(n int) float32 {
	y := float32(0)
	for i := range n {
		y += f.altezza(i) + spazioFogli
	}
	return y
}

func (f *fogliPDF) paginaA(y float32) int {
	for i := range f.pagine {
		if y < f.inizio(i+1) {
			return i
		}
	}
	return max(len(f.pagine)-1, 0)
}

// CreateRenderer implements fyne.Widget.
func (f *fogliPDF) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererFogli{f: f}
	r.Refresh()
	return r
}

type rendererFogli struct {
	f       *fogliPDF
	fogli   []*canvas.Image
	oggetti []fyne.CanvasObject
}

func (r *rendererFogli) MinSize() fyne.Size {
	w := float32(0)
	if r.f.zoom > 1 {
		w = r.f.larghezza() + 2*spazioFogli
	}
	return fyne.NewSize(w, spazioFogli+r.f.inizio(len(r.f.pagine)))
}

func (r *rendererFogli) Layout(s fyne.Size) {
	w := r.f.larghezza()
	x := max((s.Width-w)/2, spazioFogli)
	for i, img := range r.fogli {
		h := r.f.altezza(i)
		y := spazioFogli + r.f.inizio(i)
		img.Move(fyne.NewPos(x, y))
		img.Resize(fyne.NewSize(w, h))
	}
}

func (r *rendererFogli) Refresh() {
	r.fogli, r.oggetti = nil, nil
	for _, p := range r.f.pagine {
		img := canvas.NewImageFromImage(p)
		img.FillMode = canvas.ImageFillStretch
		img.ScaleMode = canvas.ImageScaleSmooth
		r.fogli = append(r.fogli, img)
		r.oggetti = append(r.oggetti, img)
	}
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}
func (r *rendererFogli) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererFogli) Destroy()                     {}

// Fondo is a plain area of one theme colour.
type Fondo struct {
	widget.BaseWidget
	nome fyne.ThemeColorName
	r    *canvas.Rectangle
}

// NewFondo returns the area in the colour n of views/tema.
func NewFondo(n fyne.ThemeColorName) *Fondo {
	f := &Fondo{nome: n}
	f.ExtendBaseWidget(f)
	return f
}

// Refresh implements fyne.CanvasObject.
func (f *Fondo) Refresh() {
	if f.r != nil {
		f.r.FillColor = tema.Colore(f, f.nome)
		f.r.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Fondo) CreateRenderer() fyne.WidgetRenderer {
	f.r = rettangolo(0)
	f.r.FillColor = tema.Colore(f, f.nome)
	return widget.NewSimpleRenderer(f.r)
}
