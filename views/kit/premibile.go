package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// premibile is a small button for the mouse only: inside entries and rows of
// lists, where the keyboard has its own way and the tab order must stay short.
type premibile struct {
	widget.BaseWidget
	testo   string
	icona   tema.Icona
	aspetto Aspetto
	premuto func()
	sopra   bool
}

func newPremibile(i tema.Icona, a Aspetto, f func()) *premibile {
	p := &premibile{icona: i, aspetto: a, premuto: f}
	p.ExtendBaseWidget(p)
	return p
}

func (p *premibile) imposta(testo string, i tema.Icona) {
	if p.testo != testo || p.icona != i {
		p.testo, p.icona = testo, i
		p.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (p *premibile) Tapped(*fyne.PointEvent) {
	if p.premuto != nil {
		p.premuto()
	}
}

// MouseIn implements desktop.Hoverable.
func (p *premibile) MouseIn(*desktop.MouseEvent) { p.sopra = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (p *premibile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *premibile) MouseOut() { p.sopra = false; p.Refresh() }

// Cursor implements desktop.Cursorable.
func (p *premibile) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (p *premibile) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererPremibile{p: p, corpo: rettangolo(5), testo: canvas.NewText("", nil), segno: newSegno(p.icona, tema.Testo2, 18)}
	r.oggetti = []fyne.CanvasObject{r.corpo, r.segno, r.testo}
	r.colora()
	return r
}

type rendererPremibile struct {
	p       *premibile
	corpo   *canvas.Rectangle
	segno   *Segno
	testo   *canvas.Text
	oggetti []fyne.CanvasObject
}

func (r *rendererPremibile) misure() (testo, icona, gap float32) {
	if r.testo.Text != "" {
		testo = r.testo.MinSize().Width
	}
	icona = r.segno.MinSize().Width
	if testo > 0 && icona > 0 {
		gap = tema.Misura(r.p, 6)
	}
	return testo, icona, gap
}

func (r *rendererPremibile) MinSize() fyne.Size {
	t, i, g := r.misure()
	m := tema.Misura(r.p, 7)
	if t > 0 {
		m = tema.Misura(r.p, 14)
	}
	return fyne.NewSize(t+i+g+2*m, tema.Misura(r.p, 34))
}

func (r *rendererPremibile) Layout(s fyne.Size) {
	t, i, g := r.misure()
	h := min(tema.Misura(r.p, 34), s.Height)
	y := (s.Height - h) / 2
	if r.p.aspetto == Discreto {
		r.corpo.Move(fyne.NewPos(3, y+3))
		r.corpo.Resize(fyne.NewSize(s.Width-6, h-6))
	} else {
		r.corpo.Move(fyne.NewPos(0, y))
		r.corpo.Resize(fyne.NewSize(s.Width, h))
	}
	x := (s.Width - t - i - g) / 2
	r.segno.Move(fyne.NewPos(x, (s.Height-i)/2))
	r.segno.Resize(fyne.NewSquareSize(i))
	ht := r.testo.MinSize().Height
	r.testo.Move(fyne.NewPos(x+i+g, (s.Height-ht)/2))
	r.testo.Resize(fyne.NewSize(t, ht))
}

func (r *rendererPremibile) colora() {
	p := r.p
	testo, fondo, bordo := tema.Testo2, tema.Trasparente, tema.Trasparente
	if p.aspetto == Secondario {
		testo, fondo, bordo = tema.Primario, tema.Superficie, tema.BordoCampo
	}
	if p.sopra {
		fondo, testo = tema.Selezionato, tema.Primario
	}
	r.corpo.FillColor, r.corpo.StrokeColor, r.corpo.StrokeWidth = tema.Colore(p, fondo), tema.Colore(p, bordo), 1
	r.testo.Text, r.testo.Color = p.testo, tema.Colore(p, testo)
	r.testo.TextSize = p.Theme().Size(theme.SizeNameText)
	r.testo.TextStyle = fyne.TextStyle{Bold: true}
	r.segno.imposta(p.icona, testo)
}

func (r *rendererPremibile) Refresh() {
	r.colora()
	r.Layout(r.p.Size())
	r.corpo.Refresh()
	r.testo.Refresh()
	r.segno.Refresh()
}
func (r *rendererPremibile) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererPremibile) Destroy()                     {}
