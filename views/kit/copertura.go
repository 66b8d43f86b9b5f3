package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Copertura hides everything under it: the page of a locked workstation. No
// key, click or shortcut gets through, and what opens meanwhile opens under
// it. What was open stays as it was.
type Copertura struct {
	widget.BaseWidget
	// OnInvio is called by Enter when no control used it.
	OnInvio func()

	tutto fyne.CanvasObject
	tela  fyne.Canvas
	fuoco fyne.Focusable
}

// NewCopertura returns a cover with a card in its middle.
func NewCopertura(contenuto fyne.CanvasObject, larghezza float32) *Copertura {
	k := &Copertura{tutto: container.NewStack(NewFondo(tema.Sfondo), container.NewCenter(LarghezzaFissa(larghezza, NewScheda(contenuto))))}
	k.ExtendBaseWidget(k)
	return k
}

// Mostra covers c and gives the focus to primo.
func (k *Copertura) Mostra(c fyne.Canvas, primo fyne.Focusable) {
	if k.tela != nil {
		return
	}
	k.tela, k.fuoco = c, c.Focused()
	c.Unfocus()
	c.Overlays().Add(k)
	k.Resize(c.Size())
	c.Focus(primo)
}

// InCima puts the cover back above what opened or closed meanwhile. Call it
// after everything that may have changed the layers, before they are drawn.
func (k *Copertura) InCima() {
	if k.tela == nil {
		return
	}
	strati := k.tela.Overlays()
	if strati.Top() == fyne.CanvasObject(k) {
		return
	}
	var sopra []fyne.CanvasObject
	if i := slices.Index(strati.List(), fyne.CanvasObject(k)); i >= 0 {
		sopra = slices.Clone(strati.List()[i+1:])
		strati.Remove(k) // and all above it
	}
	fuoco := k.tela.Focused()
	if fuoco != nil {
		k.fuoco = fuoco
	}
	k.tela.Unfocus()
	for _, o := range sopra {
		strati.Add(o)
	}
	strati.Add(k)
	k.Resize(k.tela.Size())
	k.tela.Unfocus()
	k.tela.FocusNext()
}

// Togli uncovers what was there and gives the focus back.
func (k *Copertura) Togli() {
	if k.tela == nil {
		return
	}
	c := k.tela
	k.InCima()
	k.tela = nil
	c.Unfocus()
	c.Overlays().Remove(k)
	if k.fuoco != nil {
		c.Focus(k.fuoco)
	}
	k.fuoco = nil
}

// Aperta reports whether the cover is up.
func (k *Copertura) Aperta() bool { return k.tela != nil }

// scorciatoia implements strato: none gets through.
func (k *Copertura) scorciatoia(fyne.Shortcut) bool { return true }

// tastoDiCima implements conTasto.
func (k *Copertura) tastoDiCima(ev *fyne.KeyEvent) {
	if (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && k.OnInvio != nil {
		k.OnInvio()
	}
}

// Tapped implements fyne.Tappable: clicks stay here.
func (k *Copertura) Tapped(*fyne.PointEvent) {}

// TappedSecondary implements fyne.SecondaryTappable: clicks stay here.
func (k *Copertura) TappedSecondary(*fyne.PointEvent) {}

// Scrolled implements fyne.Scrollable: what is under does not move.
func (k *Copertura) Scrolled(*fyne.ScrollEvent) {}

// CreateRenderer implements fyne.Widget.
func (k *Copertura) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(k.tutto) }
