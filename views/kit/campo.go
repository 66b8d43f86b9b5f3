package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Campo is a field of a form: label above, the control, then hint, error and
// counter below. It gives its label and its error state to the control.
type Campo struct {
	widget.BaseWidget
	nome         string
	obbligatorio bool
	controllo    fyne.CanvasObject

	etichetta, asterisco *Etichetta
	contatore, aiuto     *Etichetta
	errore               *Etichetta
	rigaErrore           *fyne.Container
	tutto                *fyne.Container
}

// NewCampo returns the field. obbligatorio adds the mark «*».
func NewCampo(etichetta string, obbligatorio bool, controllo fyne.CanvasObject) *Campo {
	c := &Campo{
		nome: etichetta, obbligatorio: obbligatorio, controllo: controllo,
		etichetta: NewEtichetta(etichetta, Piccolo, TonoSecondario),
		asterisco: NewEtichetta("*", PiccoloForte, TonoErrore),
		contatore: NewEtichetta("", Piccolo, TonoSecondario),
		aiuto:     NewTestoLungo("", Piccolo, TonoSecondario),
		errore:    NewTestoLungo("", Piccolo, TonoErrore),
	}
	c.asterisco.Hidden = !obbligatorio
	c.contatore.Hide()
	c.aiuto.Hide()
	c.rigaErrore = Bordo(Spazio4, newSegno(tema.IconaErrore, tema.Errore, 16), nil, c.errore)
	c.rigaErrore.Hide()
	c.tutto = Colonna(Spazio4, Riga(Spazio4, c.etichetta, c.asterisco, Molla(), c.contatore), controllo, c.aiuto, c.rigaErrore)
	if e, ok := controllo.(conEtichetta); ok {
		e.ImpostaEtichetta(etichetta)
	}
	if a, ok := controllo.(*AreaTesto); ok {
		a.contatore = c.Contatore
		a.conta()
	}
	c.ExtendBaseWidget(c)
	return c
}

// Etichetta returns the field's name.
func (c *Campo) Etichetta() string { return c.nome }

// Controllo returns what the field holds.
func (c *Campo) Controllo() fyne.CanvasObject { return c.controllo }

// Errore shows msg under the field with an icon, and marks the control; an
// empty msg takes it away.
func (c *Campo) Errore(msg string) {
	if c.errore.Testo() == msg {
		return
	}
	c.errore.ImpostaTesto(msg)
	c.rigaErrore.Hidden = msg == ""
	if e, ok := c.controllo.(conErrore); ok {
		e.ImpostaErrore(msg != "")
	}
	c.Refresh()
}

// TestoErrore returns the error shown.
func (c *Campo) TestoErrore() string { return c.errore.Testo() }

// Aiuto shows a hint under the field; an empty one takes it away.
func (c *Campo) Aiuto(msg string) {
	c.aiuto.ImpostaTesto(msg)
	if c.aiuto.Hidden != (msg == "") {
		c.aiuto.Hidden = msg == ""
		c.Refresh()
	}
}

// Contatore shows a short text at the right of the label, such as 12/4000.
func (c *Campo) Contatore(s string) {
	c.contatore.ImpostaTesto(s)
	if c.contatore.Hidden != (s == "") {
		c.contatore.Hidden = s == ""
		c.Refresh()
	}
	c.tutto.Objects[0].Refresh()
}

// Focalizza puts the focus in the control.
func (c *Campo) Focalizza() {
	switch f := c.controllo.(type) {
	case interface{ Focalizza() }:
		f.Focalizza()
	case fyne.Focusable:
		Focalizza(f)
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Campo) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.tutto) }
