package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Voce is one entry that a Combo offers.
type Voce struct {
	Codice      string // shown first, monospaced; may be empty
	Descrizione string
	Perche      string // why it matched, shown small; may be empty
	Valore      any    // the caller's own value
}

// String returns «codice  descrizione».
func (v Voce) String() string {
	if v.Codice == "" {
		return v.Descrizione
	}
	return v.Codice + "  " + v.Descrizione
}

// Combo is an entry that filters while typing. Matches open in a list under
// the field, inside the form: the toolkit's pop-ups take the focus away. Arrows
// move, Enter chooses, Esc closes, × clears the choice.
type Combo struct {
	widget.BaseWidget
	// OnSearch returns the entries for what was typed, best first; "" asks for
	// all of them. It must answer at once: the presenter searches in memory.
	OnSearch func(testo string) []Voce
	OnChosen func(Voce)
	// OnCleared is called when the × or the keyboard takes the choice away.
	OnCleared func()
	// Poi, if set, goes on to the next field after Enter has chosen, or on a
	// choice that stands.
	Poi func()
	// NessunRisultato is shown when OnSearch finds nothing.
	NessunRisultato string

	entrata *Testo
	azzera  *premibile
	lista   *listaVoci
	corpo   *fyne.Container
	scelta  *Voce
	muto    bool // the text is changing by itself, do not search
}

// NewCombo returns an empty combo.
func NewCombo(segnaposto string) *Combo {
	c := &Combo{entrata: NewTesto(segnaposto), NessunRisultato: parola("combo.nessuno")}
	c.lista = newListaVoci(c.scegli)
	c.lista.Hide()
	c.azzera = newPremibile(tema.IconaGiu, Discreto, c.premutaIcona)
	c.entrata.ActionItem = c.azzera
	c.entrata.OnChanged = c.digitato
	c.entrata.OnTasto = c.tasto
	c.entrata.OnFuoco = c.fuoco
	c.corpo = Colonna(0, senzaBarra(c.entrata), c.lista)
	c.ExtendBaseWidget(c)
	return c
}

// ImpostaEtichetta names the control; Campo does it.
func (c *Combo) ImpostaEtichetta(s string) { c.entrata.ImpostaEtichetta(s) }

// ImpostaErrore marks the control; Campo does it.
func (c *Combo) ImpostaErrore(si bool) { c.entrata.ImpostaErrore(si) }

// UsaLettore lets the window's card reader guard watch this entry.
func (c *Combo) UsaLettore(l *Lettore) { c.entrata.UsaLettore(l) }

// Focalizza puts the focus in the entry.
func (c *Combo) Focalizza() { Focalizza(c.entrata) }

// Entrata returns the entry, for tests and focus.
func (c *Combo) Entrata() *Testo { return c.entrata }

// Abilita turns the combo on or off.
func (c *Combo) Abilita(si bool) {
	if si {
		c.entrata.Enable()
	} else {
		c.chiudi()
		c.entrata.Disable()
	}
}

// Scelta returns what is chosen.
func (c *Combo) Scelta() (Voce, bool) {
	if c.scelta == nil {
		return Voce{}, false
	}
	return *c.scelta, true
}

// Imposta shows v as chosen without calling OnChosen.
func (c *Combo) Imposta(v Voce) {
	c.scelta = &v
	c.scrivi(v.String())
	c.chiudi()
}

// Azzera empties the combo without calling OnCleared.
func (c *Combo) Azzera() {
	c.scelta = nil
	c.scrivi("")
	c.chiudi()
}

// Aperta reports whether the list is open.
func (c *Combo) Aperta() bool { return c.lista.Visible() }

// Aggiorna searches again with what is typed, if the list is open: the
// presenter calls it when the other combo changed the filter.
func (c *Combo) Aggiorna() {
	if c.Aperta() {
		c.cerca(c.testoCercato())
	}
}

func (c *Combo) scrivi(s string) {
	c.muto = true
	if c.entrata.SelectedText() != "" { // the toolkit keeps a selection over another text
		c.entrata.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
	c.entrata.SetText(s)
	c.entrata.CursorColumn = 0
	c.muto = false
	c.icona()
}

func (c *Combo) icona() {
	i := tema.IconaGiu
	if c.entrata.Text != "" {
		i = tema.IconaChiudi
	}
	c.azzera.imposta("", i)
}

// testoCercato is what is typed, or nothing when the text is a choice.
func (c *Combo) testoCercato() string {
	if c.scelta != nil {
		return ""
	}
	return c.entrata.Text
}

func (c *Combo) digitato(s string) {
	if c.muto {
		return
	}
	c.icona()
	if c.scelta != nil {
		c.scelta = nil
		if c.OnCleared != nil {
			c.OnCleared()
		}
	}
	c.cerca(s)
}

func (c *Combo) cerca(s string) {
	if c.OnSearch == nil {
		return
	}
	c.lista.imposta(c.OnSearch(s), s, c.NessunRisultato)
	if !c.lista.Visible() {
		c.lista.Show()
	}
	c.ridisponi()
}

func (c *Combo) chiudi() {
	c.lista.sopra = false // a hidden list gets no MouseOut
	if c.lista.Visible() {
		c.lista.Hide()
		c.ridisponi()
	}
}

// ridisponi makes room for the list, or gives it back.
func (c *Combo) ridisponi() { c.Refresh() }

func (c *Combo) scegli(v Voce) {
	c.Imposta(v)
	if c.OnChosen != nil {
		c.OnChosen(v)
	}
	c.Focalizza()
	c.evidenzia()
}

// evidenzia selects the text of a choice: what is typed next takes its place.
func (c *Combo) evidenzia() {
	if c.scelta != nil && !c.entrata.Disabled() {
		c.entrata.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// premutaIcona clears when there is text, else opens the whole list.
func (c *Combo) premutaIcona() {
	if c.entrata.Disabled() {
		return
	}
	c.Focalizza()
	switch {
	case c.entrata.Text != "":
		aveva := c.scelta != nil
		c.Azzera()
		if aveva && c.OnCleared != nil {
			c.OnCleared()
		}
	case c.Aperta():
		c.chiudi()
	default:
		c.cerca("")
	}
}

// fuoco selects the text on arrival, so that typing replaces a choice, and
// closes the list on leaving, giving back the choice's text.
func (c *Combo) fuoco(preso bool) {
	if preso {
		c.evidenzia()
		return
	}
	if c.lista.sopra {
		return // the mouse is choosing in the list
	}
	c.chiudi()
	if c.scelta == nil && c.entrata.Text != "" {
		if v, ok := c.unica(); ok {
			c.Imposta(v)
			if c.OnChosen != nil {
				c.OnChosen(v)
			}
		}
	}
}

// unica returns the entry whose code is exactly what was typed: leaving the
// field after typing 048 chooses 048.
func (c *Combo) unica() (Voce, bool) {
	if c.OnSearch == nil {
		return Voce{}, false
	}
	for _, v := range c.OnSearch(c.entrata.Text) {
		if v.Codice != "" && v.Codice == c.entrata.Text {
			return v, true
		}
	}
	return Voce{}, false
}

func (c *Combo) tasto(ev *fyne.KeyEvent) bool {
	aperta := c.Aperta()
	switch string(ev.Name) {
	case tastoDown, tastoUp, tastoPageDown, tastoPageUp:
		if !aperta {
			c.cerca(c.testoCercato())
			return true
		}
		c.lista.tasto(ev.Name)
		return true
	case tastoReturn, tastoEnter:
		if aperta {
			c.lista.conferma()
		}
		if c.scelta != nil && c.Poi != nil {
			c.Poi()
			return true
		}
		return aperta
	case tastoEscape:
		c.chiudi()
		return aperta
	case tastoBackspace, tastoDelete:
		if c.scelta != nil { // a choice goes as a whole
			c.Azzera()
			if c.OnCleared != nil {
				c.OnCleared()
			}
			return true
		}
	}
	return false
}

// CreateRenderer implements fyne.Widget.
func (c *Combo) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.corpo) }
