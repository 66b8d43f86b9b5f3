package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// VoceScheda is one tab: title, content built once, and a counter shown when
// it is not zero.
type VoceScheda struct {
	ID        string
	Titolo    string
	Contenuto fyne.CanvasObject
	Conta     int
}

// Schede are tabs usable by keyboard: arrows when the bar has the focus,
// Ctrl+Tab and Ctrl+Shift+Tab, Ctrl+1..9 through Scorciatoie (see guscio).
type Schede struct {
	widget.BaseWidget
	// OnScelta is called when another tab is shown.
	OnScelta func(id string)

	voci     []VoceScheda
	scelta   int
	barra    *barraSchede
	pila     *fyne.Container
	tutto    *fyne.Container
	conDeste bool
}

// NewSchede returns the tabs with the first one shown; destra, which may be
// nil, stands at the right end of the bar.
func NewSchede(voci []VoceScheda, destra fyne.CanvasObject) *Schede {
	s := &Schede{voci: voci, conDeste: destra != nil}
	s.barra = newBarraSchede(s)
	s.pila = container.NewStack()
	for i, v := range voci {
		if i > 0 {
			v.Contenuto.Hide()
		}
		s.pila.Add(v.Contenuto)
	}
	testa := NewFascia(Bordo(Spazio16, nil, destra, s.barra), Spazio24, 6)
	s.tutto = Telaio(Colonna(0, testa, NewLinea()), s.pila, nil)
	s.ExtendBaseWidget(s)
	return s
}

// Scelta returns the id of the tab shown.
func (s *Schede) Scelta() string {
	if len(s.voci) == 0 {
		return ""
	}
	return s.voci[s.scelta].ID
}

// Mostra shows the tab of that id.
func (s *Schede) Mostra(id string) {
	for i, v := range s.voci {
		if v.ID == id {
			s.Vai(i)
		}
	}
}

// Vai shows the n-th tab, counting from 0; out of range it does nothing.
func (s *Schede) Vai(n int) {
	if n < 0 || n >= len(s.voci) || n == s.scelta {
		return
	}
	s.voci[s.scelta].Contenuto.Hide()
	s.scelta = n
	s.voci[n].Contenuto.Show()
	s.pila.Refresh()
	s.barra.Refresh()
	if s.OnScelta != nil {
		s.OnScelta(s.voci[n].ID)
	}
}

// Avanti shows the next tab, or the previous one for a negative n, in a circle.
func (s *Schede) Avanti(n int) {
	if k := len(s.voci); k > 0 {
		s.Vai(((s.scelta+n)%k + k) % k)
	}
}

// Conta sets the counter of a tab; zero hides it.
func (s *Schede) Conta(id string, n int) {
	for i := range s.voci {
		if s.voci[i].ID == id && s.voci[i].Conta != n {
			s.voci[i].Conta = n
			s.barra.Refresh()
		}
	}
}

// Focalizza puts the focus on the bar.
func (s *Schede) Focalizza() { Focalizza(s.barra) }

// CreateRenderer implements fyne.Widget.
func (s *Schede) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.tutto) }

// barraSchede draws the titles.
type barraSchede struct {
	widget.BaseWidget
	s     *Schede
	fuoco bool
	sopra int
}

func newBarraSchede(s *Schede) *barraSchede {
	b := &barraSchede{s: s, sopra: -1}
	b.ExtendBaseWidget(b)
	return b
}

// Etichetta implements Etichettato.
func (b *barraSchede) Etichetta() string { return parola("schede") }

// FocusGained implements fyne.Focusable.
func (b *barraSchede) FocusGained() { b.fuoco = true; b.Refresh() }

// FocusLost implements fyne.Focusable.
func (b *barraSchede) FocusLost() { b.fuoco = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (b *barraSchede) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *barraSchede) TypedKey(ev *fyne.KeyEvent) {
	switch string(ev.Name) {
	case tastoLeft:
		b.s.Avanti(-1)
	case tastoRight:
		b.s.Avanti(1)
	case tastoHome:
		b.s.Vai(0)
	case tastoEnd:
		b.s.Vai(len(b.s.voci) - 1)
	default:
		propaga(b, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (b *barraSchede) TypedShortcut(s fyne.Shortcut) { propagaScorciatoia(b, s) }

// Tapped implements fyne.Tappable.
func (b *barraSchede) Tapped(ev *fyne.PointEvent) { b.s.Vai(b.a(ev.Position.X)) }

// MouseIn implements desktop.Hoverable.
func (b *barraSchede) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (b *barraSchede) MouseMoved(ev *desktop.MouseEvent) {
	if n := b.a(ev.Position.X); n != b.sopra {
		b.sopra = n
		b.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (b *barraSchede) MouseOut() { b.sopra = -1; b.Refresh() }

// Cursor implements desktop.Cursorable.
func (b *barraSchede) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (b *barraSchede) titolo(i int) string {
	v := b.s.voci[i]
	if v.Conta == 0 {
		return v.Titolo
	}
	return v.Titolo + " (" + strconv.Itoa(v.Conta) + ")"
}

// larghezze returns the width of each title with its margins.
func (b *barraSchede) larghezze() []float32 {
	w := make([]float32, len(b.s.voci))
	for i := range b.s.voci {
		w[i] = fyne.MeasureText(b.titolo(i), b.Theme().Size(theme.SizeNameText), fyne.TextStyle{Bold: true}).Width + tema.Misura(b, 28)
	}
	return w
}

func (b *barraSchede) a(x float32) int {
	for i, w := range b.larghezze() {
		if x < w {
			return i
		}
		x -= w + 4
	}
	return -1
}

// CreateRenderer implements fyne.Widget.
func (b *barraSchede) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererBarra{b: b, sottolinea: rettangolo(2), anello: rettangolo(6), sopra: rettangolo(6)}
	r.oggetti = []fyne.CanvasObject{r.sopra, r.sottolinea, r.anello}
	for range b.s.voci {
		t := canvas.NewText("", nil)
		t.Alignment = fyne.TextAlignCenter
		r.testi = append(r.testi, t)
		r.oggetti = append(r.oggetti, t)
	}
	r.Refresh()
	return r
}

type rendererBarra struct {
	b                         *barraSchede
	sottolinea, anello, sopra *canvas.Rectangle
	testi                     []*canvas.Text
	oggetti                   []fyne.CanvasObject
}

func (r *rendererBarra) MinSize() fyne.Size {
	var w float32
	for _, x := range r.b.larghezze() {
		w += x + 4
	}
	return fyne.NewSize(w, tema.Misura(r.b, 40))
}

func (r *rendererBarra) Layout(s fyne.Size) {
	var x float32
	for i, w := range r.b.larghezze() {
		t := r.testi[i]
		h := t.MinSize().Height
		t.Resize(fyne.NewSize(w, h))
		t.Move(fyne.NewPos(x, (s.Height-h)/2))
		if i == r.b.s.scelta {
			r.sottolinea.Move(fyne.NewPos(x+10, s.Height-4))
			r.sottolinea.Resize(fyne.NewSize(w-20, 3))
			r.anello.Move(fyne.NewPos(x, 0))
			r.anello.Resize(fyne.NewSize(w, s.Height))
		}
		if i == r.b.sopra {
			r.sopra.Move(fyne.NewPos(x, 2))
			r.sopra.Resize(fyne.NewSize(w, s.Height-4))
		}
		x += w + 4
	}
}

func (r *rendererBarra) Refresh() {
	b := r.b
	r.sottolinea.FillColor = tema.Colore(b, tema.Primario)
	r.anello.StrokeColor, r.anello.StrokeWidth, r.anello.Hidden = tema.Colore(b, tema.Primario), 2, !b.fuoco
	r.sopra.FillColor, r.sopra.Hidden = tema.Colore(b, tema.Selezionato), b.sopra < 0
	for i, t := range r.testi {
		t.Text, t.TextSize = b.titolo(i), b.Theme().Size(theme.SizeNameText)
		t.TextStyle, t.Color = fyne.TextStyle{Bold: true}, tema.Colore(b, tema.Testo2)
		if i == b.s.scelta {
			t.Color = tema.Colore(b, tema.Primario)
		}
	}
	r.Layout(b.Size())
	canvas.Refresh(b)
}
func (r *rendererBarra) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererBarra) Destroy()                     {}
