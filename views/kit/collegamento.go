package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Collegamento is a small inline link, underlined; Enter and Space follow it.
type Collegamento struct {
	widget.BaseWidget
	testo   string
	premuto func()
	fuoco   bool
}

func newCollegamento(testo string, premuto func()) *Collegamento {
	c := &Collegamento{testo: testo, premuto: premuto}
	c.ExtendBaseWidget(c)
	return c
}

// NewCollegamento returns an inline link.
func NewCollegamento(testo string, premuto func()) *Collegamento {
	return newCollegamento(testo, premuto)
}

// Etichetta implements Etichettato.
func (c *Collegamento) Etichetta() string { return c.testo }

// Tapped implements fyne.Tappable.
func (c *Collegamento) Tapped(*fyne.PointEvent) { c.premuto() }

// Cursor implements desktop.Cursorable.
func (c *Collegamento) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (c *Collegamento) FocusGained() { c.fuoco = true; c.Refresh(); inVista(c) }

// FocusLost implements fyne.Focusable.
func (c *Collegamento) FocusLost() { c.fuoco = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *Collegamento) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Collegamento) TypedKey(ev *fyne.KeyEvent) {
	switch string(ev.Name) {
	case tastoSpace, tastoReturn, tastoEnter:
		c.premuto()
	default:
		propaga(c, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (c *Collegamento) TypedShortcut(s fyne.Shortcut) { propagaScorciatoia(c, s) }

// CreateRenderer implements fyne.Widget.
func (c *Collegamento) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererCollegamento{c: c, testo: canvas.NewText(c.testo, nil), riga: rettangolo(0), anello: rettangolo(4)}
	r.Refresh()
	return r
}

type rendererCollegamento struct {
	c            *Collegamento
	testo        *canvas.Text
	riga, anello *canvas.Rectangle
}

func (r *rendererCollegamento) MinSize() fyne.Size {
	return r.testo.MinSize().AddWidthHeight(8, 8)
}

func (r *rendererCollegamento) Layout(s fyne.Size) {
	m := r.testo.MinSize()
	r.testo.Move(fyne.NewPos(4, (s.Height-m.Height)/2))
	r.testo.Resize(m)
	r.riga.Move(fyne.NewPos(4, (s.Height+m.Height)/2-3))
	r.riga.Resize(fyne.NewSize(m.Width, 1))
	r.anello.Resize(s)
}

func (r *rendererCollegamento) Refresh() {
	p := tema.Colore(r.c, tema.Primario)
	r.testo.Text, r.testo.Color, r.testo.TextSize = r.c.testo, p, r.c.Theme().Size(theme.SizeNameCaptionText)
	r.riga.FillColor = p
	r.anello.StrokeColor, r.anello.StrokeWidth, r.anello.Hidden = p, 2, !r.c.fuoco
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *rendererCollegamento) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.anello, r.testo, r.riga}
}
func (r *rendererCollegamento) Destroy() {}
