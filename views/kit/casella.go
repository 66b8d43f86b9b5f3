package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Casella is a check box for something that may be off without being an
// answer («Ricorda alias»); a question takes a Scelta. Space and Enter turn it.
type Casella struct {
	widget.BaseWidget
	OnMutata func(bool)

	testo  string
	segno  bool
	fuoco  bool
	spenta bool
}

// NewCasella returns the box, not checked.
func NewCasella(testo string, mutata func(bool)) *Casella {
	c := &Casella{testo: testo, OnMutata: mutata}
	c.ExtendBaseWidget(c)
	return c
}

// Etichetta implements Etichettato.
func (c *Casella) Etichetta() string { return c.testo }

// Imposta checks or clears the box without calling OnMutata.
func (c *Casella) Imposta(si bool) {
	if si != c.segno {
		c.segno = si
		c.Refresh()
	}
}

// Valore reports whether the box is checked.
func (c *Casella) Valore() bool { return c.segno }

func (c *Casella) gira() {
	if c.spenta {
		return
	}
	c.Imposta(!c.segno)
	if c.OnMutata != nil {
		c.OnMutata(c.segno)
	}
}

// Disable implements fyne.Disableable.
func (c *Casella) Disable() { c.spenta = true; c.Refresh() }

// Enable implements fyne.Disableable.
func (c *Casella) Enable() { c.spenta = false; c.Refresh() }

// Disabled implements fyne.Disableable.
func (c *Casella) Disabled() bool { return c.spenta }

// Tapped implements fyne.Tappable.
func (c *Casella) Tapped(*fyne.PointEvent) { Focalizza(c); c.gira() }

// Cursor implements desktop.Cursorable.
func (c *Casella) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (c *Casella) FocusGained() { c.fuoco = true; c.Refresh(); inVista(c) }

// FocusLost implements fyne.Focusable.
func (c *Casella) FocusLost() { c.fuoco = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *Casella) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Casella) TypedKey(ev *fyne.KeyEvent) {
	switch string(ev.Name) {
	case tastoSpace, tastoReturn, tastoEnter:
		c.gira()
	default:
		propaga(c, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (c *Casella) TypedShortcut(s fyne.Shortcut) { propagaScorciatoia(c, s) }

// CreateRenderer implements fyne.Widget.
func (c *Casella) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererCasella{
		c: c, anello: rettangolo(6), riquadro: rettangolo(3), spunta: newSegno(tema.IconaSpunta, tema.Primario, 16),
		testo: canvas.NewText(c.testo, nil),
	}
	r.oggetti = []fyne.CanvasObject{r.anello, r.riquadro, r.spunta, r.testo}
	r.Refresh()
	return r
}

type rendererCasella struct {
	c                *Casella
	anello, riquadro *canvas.Rectangle
	spunta           *Segno
	testo            *canvas.Text
	oggetti          []fyne.CanvasObject
}

func (r *rendererCasella) lato() float32 { return tema.Misura(r.c, 20) }

func (r *rendererCasella) MinSize() fyne.Size {
	return fyne.NewSize(r.testo.MinSize().Width+r.lato()+24, tema.Misura(r.c, 36))
}

func (r *rendererCasella) Layout(s fyne.Size) {
	l := r.lato()
	r.anello.Resize(r.MinSize())
	r.riquadro.Resize(fyne.NewSquareSize(l))
	r.riquadro.Move(fyne.NewPos(8, (s.Height-l)/2))
	m := r.spunta.MinSize()
	r.spunta.Resize(m)
	r.spunta.Move(fyne.NewPos(8+(l-m.Width)/2, (s.Height-m.Height)/2))
	t := r.testo.MinSize()
	r.testo.Resize(t)
	r.testo.Move(fyne.NewPos(l+16, (s.Height-t.Height)/2))
}

func (r *rendererCasella) Refresh() {
	c := r.c
	bordo, testo := tema.BordoCampo, tema.Testo
	if c.segno {
		bordo = tema.Primario
	}
	if c.spenta {
		bordo, testo = tema.Linea, tema.Disattivo
	}
	r.anello.StrokeWidth, r.anello.StrokeColor, r.anello.Hidden = 2, tema.Colore(c, tema.Primario), !c.fuoco
	r.riquadro.StrokeWidth, r.riquadro.StrokeColor = 2, tema.Colore(c, bordo)
	r.riquadro.FillColor = tema.Colore(c, tema.Superficie)
	r.spunta.Hidden = !c.segno
	r.testo.Text, r.testo.TextSize, r.testo.Color = c.testo, c.Theme().Size(theme.SizeNameText), tema.Colore(c, testo)
	r.Layout(c.Size())
	canvas.Refresh(c)
}

func (r *rendererCasella) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererCasella) Destroy()                     {}
