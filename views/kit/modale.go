package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// modale is the layer under Dialogo and Procedura: a veil over the window, a
// panel in the middle, the focus trapped inside and given back at the end.
// Keys and shortcuts that no control uses come to it.
type modale struct {
	widget.BaseWidget
	pannello  *Riquadro
	preferita fyne.Size
	minima    bool // the panel takes its minimum height, not the preferred one
	tasto     func(*fyne.KeyEvent) bool
	corti     map[string]func()
	ridotta   func(larghezza float32) // told the width before each layout
	corpo     *container.Scroll       // scrolls to what gets the focus, may be nil
	fissi     []*fyne.Container       // what stands outside the scrolling body

	argomento string // chapter of the guide, empty: that of what is under it

	tela     fyne.Canvas
	fuoco    fyne.Focusable
	tastoSup func(*fyne.KeyEvent)
}

func newModale(contenuto fyne.CanvasObject, l, a float32) *modale {
	m := &modale{preferita: fyne.NewSize(l, a), corti: map[string]func(){}}
	m.pannello = newRiquadro(contenuto, tema.Superficie, tema.Linea, 0, 0)
	m.ExtendBaseWidget(m)
	return m
}

// mostra puts the layer on c; primo, if not nil, gets the focus, else the
// first control of the panel.
func (m *modale) mostra(c fyne.Canvas, primo fyne.Focusable) {
	if m.aperto() {
		return
	}
	m.tela, m.fuoco, m.tastoSup = c, c.Focused(), c.OnTypedKey()
	c.Unfocus()
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		switch {
		case ev.Name == fyne.KeyF1: // the guide is the window's, whatever is open
			if m.tastoSup != nil {
				m.tastoSup(ev)
			}
		case !allaCima(c, ev):
			m.tastoDiCima(ev)
		}
	})
	c.Overlays().Add(m)
	m.Resize(c.Size())
	if primo != nil {
		c.Focus(primo)
	} else {
		c.FocusNext()
	}
}

// chiudi takes the layer away and gives the focus back.
func (m *modale) chiudi() {
	if m.tela == nil {
		return
	}
	c := m.tela
	m.tela = nil
	if !slices.Contains(c.Overlays().List(), fyne.CanvasObject(m)) {
		return // it went away with the layer under it, which sees to the rest
	}
	c.Unfocus()
	c.Overlays().Remove(m)
	c.SetOnTypedKey(m.tastoSup)
	if m.fuoco != nil {
		c.Focus(m.fuoco)
	}
}

// aperto reports whether the layer is shown: closing the layer under it closes
// this one too.
func (m *modale) aperto() bool {
	return m.tela != nil && slices.Contains(m.tela.Overlays().List(), fyne.CanvasObject(m))
}

// scorciatoia implements strato.
func (m *modale) scorciatoia(s fyne.Shortcut) bool {
	f, ok := m.corti[s.ShortcutName()]
	if ok {
		f()
	}
	return ok
}

// tastoDiCima implements conTasto.
func (m *modale) tastoDiCima(ev *fyne.KeyEvent) {
	if m.tasto != nil {
		m.tasto(ev)
	}
}

func (m *modale) registra(k fyne.KeyName, mod fyne.KeyModifier, f func()) {
	m.corti[(&desktop.CustomShortcut{KeyName: k, Modifier: mod}).ShortcutName()] = f
}

// Tapped implements fyne.Tappable: clicks beside the panel do nothing.
func (m *modale) Tapped(*fyne.PointEvent) {}

// Scrolled implements fyne.Scrollable: what is under the veil does not move.
func (m *modale) Scrolled(*fyne.ScrollEvent) {}

// CreateRenderer implements fyne.Widget.
func (m *modale) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererModale{m: m, velo: rettangolo(0), ombra: rettangolo(8)}
	r.oggetti = []fyne.CanvasObject{r.velo, r.ombra, m.pannello}
	r.colora()
	return r
}

type rendererModale struct {
	m           *modale
	velo, ombra *canvas.Rectangle
	oggetti     []fyne.CanvasObject
}

func (r *rendererModale) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

func (r *rendererModale) Layout(s fyne.Size) {
	const orlo = 16
	r.velo.Resize(s)
	if r.m.ridotta != nil {
		r.m.ridotta(s.Width)
	}
	w := min(tema.Misura(r.m, r.m.preferita.Width), s.Width-2*orlo)
	h := min(tema.Misura(r.m, r.m.preferita.Height), s.Height-2*orlo)
	if r.m.minima {
		r.m.pannello.Resize(fyne.NewSize(w, h)) // wrapping text needs the width first
		h = min(r.m.pannello.MinSize().Height, s.Height-2*orlo)
	}
	d := fyne.NewSize(w, h)
	p := fyne.NewPos((s.Width-w)/2, (s.Height-h)/2)
	r.m.pannello.Resize(d)
	r.m.pannello.Move(p)
	r.ombra.Resize(d.AddWidthHeight(6, 6))
	r.ombra.Move(p.AddXY(-3, 0))
}

func (r *rendererModale) colora() {
	r.velo.FillColor = tema.Colore(r.m, tema.Velo)
	r.ombra.FillColor = tema.Colore(r.m, tema.Ombra)
}

func (r *rendererModale) Refresh() {
	r.colora()
	r.Layout(r.m.Size())
	r.m.pannello.Refresh()
	canvas.Refresh(r.m)
}
func (r *rendererModale) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererModale) Destroy()                     {}
