package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// virtuale draws only the rows in sight of any number of rows of one height,
// with a keyboard cursor. Lista and Tabella are made of it.
type virtuale struct {
	widget.BaseWidget
	nome     string
	altezza  float32 // of a row, at normal text size
	spazio   float32 // between rows
	nuova    func() fyne.CanvasObject
	aggiorna func(riga int, o fyne.CanvasObject)
	aperta   func(riga int)
	spazioSu func(riga int) bool // the space bar: reports whether it did something
	mossa    func(riga int)
	salta    func(riga int) bool // headings: the cursor passes over them; may be nil

	righe   int
	cursore int
	fuoco   bool
	scorre  *container.Scroll
	corpo   *corpoVirtuale
}

func newVirtuale(altezza, spazio float32, nuova func() fyne.CanvasObject, aggiorna func(int, fyne.CanvasObject)) *virtuale {
	v := &virtuale{altezza: altezza, spazio: spazio, nuova: nuova, aggiorna: aggiorna, cursore: -1}
	v.corpo = &corpoVirtuale{v: v}
	v.corpo.ExtendBaseWidget(v.corpo)
	v.scorre = container.NewVScroll(v.corpo)
	v.scorre.OnScrolled = func(fyne.Position) { v.corpo.Refresh() }
	v.ExtendBaseWidget(v)
	return v
}

func (v *virtuale) imposta(righe int) {
	v.righe = righe
	v.cursore = min(v.cursore, righe-1)
	v.corpo.Refresh()
	v.scorre.Refresh()
}

func (v *virtuale) passo() float32 { return tema.Misura(v.corpo, v.altezza+v.spazio) }

// Etichetta implements Etichettato.
func (v *virtuale) Etichetta() string { return v.nome }

// FocusGained implements fyne.Focusable.
func (v *virtuale) FocusGained() {
	v.fuoco = true
	if v.cursore < 0 && v.righe > 0 {
		v.vai(0)
	}
	v.corpo.Refresh()
}

// FocusLost implements fyne.Focusable.
func (v *virtuale) FocusLost() { v.fuoco = false; v.corpo.Refresh() }

// TypedRune implements fyne.Focusable.
func (v *virtuale) TypedRune(rune) {}

// TypedShortcut implements fyne.Shortcutable.
func (v *virtuale) TypedShortcut(s fyne.Shortcut) { propagaScorciatoia(v, s) }

// TypedKey implements fyne.Focusable.
func (v *virtuale) TypedKey(ev *fyne.KeyEvent) {
	pagina := max(int(v.scorre.Size().Height/v.passo()), 1)
	switch string(ev.Name) {
	case tastoDown:
		v.vai(v.cursore + 1)
	case tastoUp:
		v.vai(v.cursore - 1)
	case tastoPageDown:
		v.vai(v.cursore + pagina)
	case tastoPageUp:
		v.vai(v.cursore - pagina)
	case tastoHome:
		v.vai(0)
	case tastoEnd:
		v.vai(v.righe - 1)
	case tastoReturn, tastoEnter, tastoSpace:
		v.premuta(string(ev.Name))
	default:
		propaga(v, ev)
	}
}

// premuta opens the row under the cursor; the space bar may choose it instead.
func (v *virtuale) premuta(tasto string) {
	if v.cursore < 0 || tasto == tastoSpace && v.spazioSu != nil && v.spazioSu(v.cursore) {
		return
	}
	if v.aperta != nil {
		v.aperta(v.cursore)
	}
}

func (v *virtuale) vai(n int) {
	if n = v.fermata(max(min(n, v.righe-1), 0)); n < 0 {
		return
	}
	v.cursore = n
	y := float32(v.cursore) * v.passo()
	alto := v.scorre.Size().Height
	off := v.scorre.Offset.Y
	if y < off {
		off = y
		if v.salta != nil && v.cursore > 0 && v.salta(v.cursore-1) {
			off -= v.passo() // its heading comes into sight with it
		}
	}
	if y+v.passo() > off+alto {
		off = y + v.passo() - alto
	}
	if off != v.scorre.Offset.Y {
		v.scorre.ScrollToOffset(fyne.NewPos(0, max(off, 0)))
	}
	v.corpo.Refresh()
	if v.mossa != nil {
		v.mossa(v.cursore)
	}
}

// fermata returns where the cursor rests on its way to row n: the nearest row
// that is no heading, onwards first; -1 if there is none.
func (v *virtuale) fermata(n int) int {
	if v.salta == nil || v.righe == 0 {
		return min(n, v.righe-1)
	}
	passo := 1
	if n < v.cursore {
		passo = -1
	}
	for _, p := range []int{passo, -passo} {
		for i := n; i >= 0 && i < v.righe; i += p {
			if !v.salta(i) {
				return i
			}
		}
	}
	return -1
}

// CreateRenderer implements fyne.Widget.
func (v *virtuale) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.scorre) }

// corpoVirtuale is as tall as all rows and draws those in sight.
type corpoVirtuale struct {
	widget.BaseWidget
	v *virtuale
}

func (v *virtuale) toccabile(n int) bool { return n < v.righe && (v.salta == nil || !v.salta(n)) }

// Tapped implements fyne.Tappable: one click moves the cursor.
func (c *corpoVirtuale) Tapped(ev *fyne.PointEvent) {
	Focalizza(c.v)
	if n := int(ev.Position.Y / c.v.passo()); c.v.toccabile(n) {
		c.v.vai(n)
	}
}

// DoubleTapped implements fyne.DoubleTappable: two open the row.
func (c *corpoVirtuale) DoubleTapped(ev *fyne.PointEvent) {
	if n := int(ev.Position.Y / c.v.passo()); c.v.toccabile(n) && c.v.aperta != nil {
		c.v.vai(n)
		c.v.aperta(n)
	}
}

// Cursor implements desktop.Cursorable.
func (c *corpoVirtuale) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// CreateRenderer implements fyne.Widget.
func (c *corpoVirtuale) CreateRenderer() fyne.WidgetRenderer {
	return &rendererVirtuale{c: c, anello: rettangolo(6)}
}

type rendererVirtuale struct {
	c      *corpoVirtuale
	righe  []fyne.CanvasObject
	quali  []int
	anello *canvas.Rectangle
}

func (r *rendererVirtuale) MinSize() fyne.Size {
	return fyne.NewSize(0, float32(r.c.v.righe)*r.c.v.passo()+2*orloRighe)
}

func (r *rendererVirtuale) Layout(fyne.Size) { r.disponi(false) }

// orloRighe keeps the focus ring of the rows inside the scrolled area.
const orloRighe float32 = 3

// disponi gives each row in sight an object of the pool.
func (r *rendererVirtuale) disponi(tutte bool) {
	v := r.c.v
	passo, w := v.passo(), r.c.Size().Width
	w -= 2*orloRighe + tema.Misura(r.c, 10) // room for the ring and for the scroll bar
	prima := max(int(v.scorre.Offset.Y/passo), 0)
	n := min(int(v.scorre.Size().Height/passo)+2, v.righe-prima)
	for len(r.righe) < n {
		r.righe = append(r.righe, v.nuova())
		r.quali = append(r.quali, -1)
	}
	h := tema.Misura(r.c, v.altezza)
	for i, o := range r.righe {
		if i >= n {
			o.Hide()
			r.quali[i] = -1
			continue
		}
		riga := prima + i
		if tutte || r.quali[i] != riga {
			v.aggiorna(riga, o)
			r.quali[i] = riga
		}
		o.Show()
		o.Move(fyne.NewPos(orloRighe, orloRighe+float32(riga)*passo))
		o.Resize(fyne.NewSize(w, h))
	}
	r.anello.Hidden = !v.fuoco || v.cursore < 0
	r.anello.StrokeWidth, r.anello.StrokeColor = 2, tema.Colore(r.c, tema.Primario)
	r.anello.Move(fyne.NewPos(orloRighe, orloRighe+float32(v.cursore)*passo))
	r.anello.Resize(fyne.NewSize(w, h))
}

func (r *rendererVirtuale) Refresh() {
	r.disponi(true)
	canvas.Refresh(r.c)
}

func (r *rendererVirtuale) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.righe...), r.anello)
}
func (r *rendererVirtuale) Destroy() {}
