package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// VoceLista is one card of a Lista, with ready strings.
type VoceLista struct {
	Codice  string // first, monospaced
	Titolo  string
	Seconda string // second line
	Stato   string // badge; empty for none
	Icona   tema.Icona
	Tono    Tono
	Azione  string // word of the button, usually «Gestisci»; empty for none
	Gruppo  string // small line above the title, such as the patient; may be empty

	Selezionabile bool // it has a check
	Selezionata   bool
	// Intestazione is a line over the cards that follow: only its Titolo shows,
	// and it opens nothing.
	Intestazione bool
}

// Lista is a virtual list of cards. Arrows, PgUp, PgDn, Home and End move the
// cursor; Enter, the card's button or a double click open the card.
type Lista struct {
	widget.BaseWidget
	// OnAperta is called with the number of the card to open.
	OnAperta func(n int)
	// OnSelezionata is called when the check of a card is pressed, or the space
	// bar on it; the owner draws the new state. Nil: no card has a check.
	OnSelezionata func(n int)

	v    *virtuale
	voci []VoceLista
}

// NewLista returns an empty list; etichetta names it for the keyboard user.
func NewLista(etichetta string, aperta func(n int)) *Lista {
	l := &Lista{OnAperta: aperta}
	l.v = newVirtuale(68, 8, func() fyne.CanvasObject { return newCartaLista(l) }, func(n int, o fyne.CanvasObject) {
		if c, ok := o.(*cartaLista); ok && n < len(l.voci) {
			c.imposta(n, l.voci[n])
		}
	})
	l.v.nome = etichetta
	l.v.aperta = l.apri
	l.v.spazioSu = func(n int) bool {
		si := l.OnSelezionata != nil && n < len(l.voci) && l.voci[n].Selezionabile
		if si {
			l.OnSelezionata(n)
		}
		return si
	}
	l.ExtendBaseWidget(l)
	return l
}

// Imposta replaces the cards; the place in the list stays.
func (l *Lista) Imposta(voci []VoceLista) {
	l.voci = voci
	l.v.imposta(len(voci))
}

// Cursore returns the card under the cursor, -1 if none.
func (l *Lista) Cursore() int { return l.v.cursore }

// Vai moves the cursor and scrolls to it.
func (l *Lista) Vai(n int) { l.v.vai(n) }

// Focalizza puts the focus on the list.
func (l *Lista) Focalizza() { Focalizza(l.v) }

func (l *Lista) apri(n int) {
	if l.OnAperta != nil && n < len(l.voci) && !l.voci[n].Intestazione {
		l.OnAperta(n)
	}
}

// CreateRenderer implements fyne.Widget.
func (l *Lista) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.v) }

// cartaLista is a reused card.
type cartaLista struct {
	widget.BaseWidget
	n               int
	codice          *Etichetta
	titolo, seconda *Etichetta
	badge           *Badge
	azione          *premibile
	riquadro        *Riquadro
	scelta          *spunta
	gruppo          *Etichetta // of an Intestazione
	tutto           *fyne.Container
}

func newCartaLista(l *Lista) *cartaLista {
	c := &cartaLista{
		codice: NewEtichetta("", Codice, TonoPrimario), titolo: NewRiga("", Forte, Neutro),
		seconda: NewRiga("", Piccolo, TonoSecondario), badge: NewBadge("", tema.IconaNessuna, Neutro),
	}
	c.azione = newPremibile(tema.IconaNessuna, Secondario, func() { l.v.vai(c.n); l.apri(c.n) })
	c.scelta = newSpunta(func() { l.v.vai(c.n); l.v.spazioSu(c.n) })
	testi := Colonna(Spazio4, Bordo(Spazio8, c.codice, nil, c.titolo), c.seconda)
	c.riquadro = newRiquadro(Bordo(Spazio12, c.scelta, Riga(Spazio12, c.badge, c.azione), testi), tema.Superficie, tema.Linea, Spazio16, Spazio8)
	c.gruppo = NewRiga("", Sezione, TonoPrimario)
	c.tutto = container.NewStack(c.riquadro, Colonna(0, Molla(), NewMargine(c.gruppo, Spazio4, Spazio8)))
	c.ExtendBaseWidget(c)
	return c
}

func (c *cartaLista) imposta(n int, v VoceLista) {
	c.n = n
	Mostra(c.riquadro, !v.Intestazione)
	c.gruppo.Hidden = !v.Intestazione
	if v.Intestazione {
		c.gruppo.ImpostaTesto(v.Titolo)
		c.tutto.Refresh()
		return
	}
	c.codice.ImpostaTesto(v.Codice)
	c.codice.Hidden = v.Codice == ""
	c.titolo.ImpostaTesto(v.Titolo)
	s := v.Seconda
	if v.Gruppo != "" {
		s = v.Gruppo + " · " + s
	}
	c.seconda.ImpostaTesto(s)
	c.badge.Imposta(v.Stato, v.Icona, v.Tono)
	c.azione.imposta(v.Azione, tema.IconaNessuna)
	c.azione.Hidden = v.Azione == ""
	c.scelta.Hidden = !v.Selezionabile
	c.scelta.imposta(v.Selezionata)
	c.riquadro.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *cartaLista) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(c.tutto)
}
