package kit

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Calendario is one month, Monday first, in Italian. Arrows move by day and
// week, PgUp and PgDn by month, Home and End to its first and last day, Enter
// chooses, Esc leaves.
type Calendario struct {
	widget.BaseWidget
	giorno  time.Time
	scelto  func(time.Time)
	annulla func()
	fuoco   bool
}

// NewCalendario returns the month of giorno with that day under the cursor.
func NewCalendario(giorno time.Time, scelto func(time.Time), annulla func()) *Calendario {
	a, m, g := giorno.Date()
	c := &Calendario{giorno: time.Date(a, m, g, 0, 0, 0, 0, time.UTC), scelto: scelto, annulla: annulla}
	c.ExtendBaseWidget(c)
	return c
}

// Etichetta implements Etichettato.
func (c *Calendario) Etichetta() string { return parola("calendario") }

// FocusGained implements fyne.Focusable.
func (c *Calendario) FocusGained() { c.fuoco = true; c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *Calendario) FocusLost() { c.fuoco = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *Calendario) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Calendario) TypedKey(ev *fyne.KeyEvent) {
	switch string(ev.Name) {
	case tastoLeft:
		c.vai(0, -1)
	case tastoRight:
		c.vai(0, 1)
	case tastoUp:
		c.vai(0, -7)
	case tastoDown:
		c.vai(0, 7)
	case tastoPageUp:
		c.vai(-1, 0)
	case tastoPageDown:
		c.vai(1, 0)
	case tastoHome:
		c.vai(0, 1-c.giorno.Day())
	case tastoEnd:
		c.vai(0, giorniMese(c.giorno)-c.giorno.Day())
	case tastoReturn, tastoEnter, tastoSpace:
		c.scelto(c.giorno)
	case tastoEscape:
		c.annulla()
	}
}

func giorniMese(t time.Time) int {
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// vai moves the cursor; a month step keeps the day if the month has it.
func (c *Calendario) vai(mesi, giorni int) {
	if mesi != 0 {
		primo := time.Date(c.giorno.Year(), c.giorno.Month()+time.Month(mesi), 1, 0, 0, 0, 0, time.UTC)
		c.giorno = primo.AddDate(0, 0, min(c.giorno.Day(), giorniMese(primo))-1)
	}
	c.giorno = c.giorno.AddDate(0, 0, giorni)
	c.Refresh()
}

// Tapped implements fyne.Tappable: a day chooses, the title's sides turn the page.
func (c *Calendario) Tapped(ev *fyne.PointEvent) {
	l := tema.Misura(c, latoGiorno)
	col, rig := int(ev.Position.X/l), int(ev.Position.Y/l)-2
	if rig < -1 {
		switch col {
		case 0:
			c.vai(-1, 0)
		case 6:
			c.vai(1, 0)
		}
		return
	}
	if rig < 0 {
		return
	}
	if n := rig*7 + col - c.scarto() + 1; n >= 1 && n <= giorniMese(c.giorno) {
		c.scelto(time.Date(c.giorno.Year(), c.giorno.Month(), n, 0, 0, 0, 0, time.UTC))
	}
}

// scarto is how many cells come before the 1st.
func (c *Calendario) scarto() int {
	return (int(c.giorno.AddDate(0, 0, 1-c.giorno.Day()).Weekday()) + 6) % 7
}

const latoGiorno float32 = 36

// CreateRenderer implements fyne.Widget.
func (c *Calendario) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererCalendario{
		c: c, cursore: rettangolo(6), titolo: canvas.NewText("", nil),
		prima: newSegno(tema.IconaSinistra, tema.Primario, 20), dopo: newSegno(tema.IconaDestra, tema.Primario, 20),
	}
	r.oggetti = []fyne.CanvasObject{r.cursore, r.titolo, r.prima, r.dopo}
	for range 7 + 42 {
		t := canvas.NewText("", nil)
		t.Alignment = fyne.TextAlignCenter
		r.celle = append(r.celle, t)
		r.oggetti = append(r.oggetti, t)
	}
	r.Refresh()
	return r
}

type rendererCalendario struct {
	c           *Calendario
	cursore     *canvas.Rectangle
	titolo      *canvas.Text
	prima, dopo *Segno
	celle       []*canvas.Text
	oggetti     []fyne.CanvasObject
}

func (r *rendererCalendario) lato() float32 { return tema.Misura(r.c, latoGiorno) }

func (r *rendererCalendario) MinSize() fyne.Size { return fyne.NewSize(7*r.lato(), 8*r.lato()) }

func (r *rendererCalendario) Layout(s fyne.Size) {
	l := r.lato()
	r.titolo.Resize(fyne.NewSize(7*l, l))
	r.titolo.Move(fyne.NewPos(0, 0))
	i := r.prima.MinSize()
	r.prima.Resize(i)
	r.prima.Move(fyne.NewPos((l-i.Width)/2, (l-i.Height)/2))
	r.dopo.Resize(i)
	r.dopo.Move(fyne.NewPos(6*l+(l-i.Width)/2, (l-i.Height)/2))
	for n, t := range r.celle {
		t.Resize(fyne.NewSquareSize(l))
		t.Move(fyne.NewPos(float32(n%7)*l, float32(n/7+1)*l))
	}
	n := r.c.scarto() + r.c.giorno.Day() - 1
	r.cursore.Resize(fyne.NewSquareSize(l - 4))
	r.cursore.Move(fyne.NewPos(float32(n%7)*l+2, float32(n/7+2)*l+2))
}

func (r *rendererCalendario) Refresh() {
	c, size := r.c, r.c.Theme().Size(theme.SizeNameText)
	r.titolo.Text = fmt.Sprintf("%s %d", parola(fmt.Sprintf("mese.%02d", int(c.giorno.Month()))), c.giorno.Year())
	r.titolo.TextStyle, r.titolo.TextSize = fyne.TextStyle{Bold: true}, size
	r.titolo.Alignment, r.titolo.Color = fyne.TextAlignCenter, tema.Colore(c, tema.Testo)
	r.cursore.FillColor = tema.Colore(c, tema.Primario)
	scarto, giorni := c.scarto(), giorniMese(c.giorno)
	for n, t := range r.celle {
		t.TextSize, t.Color = size, tema.Colore(c, tema.Testo)
		switch g := n - 7 - scarto + 1; {
		case n < 7:
			t.Text, t.Color = parola(fmt.Sprintf("giorno.%d", n+1)), tema.Colore(c, tema.Testo2)
		case g >= 1 && g <= giorni:
			t.Text = strconv.Itoa(g)
			if g == c.giorno.Day() {
				t.Color = tema.Colore(c, tema.SuPrimario)
			}
		default:
			t.Text = ""
		}
	}
	r.Layout(c.Size())
	canvas.Refresh(c)
}
func (r *rendererCalendario) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererCalendario) Destroy()                     {}
