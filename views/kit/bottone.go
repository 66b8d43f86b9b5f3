package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Aspetto is how much a button asks for attention. One Primario per screen.
type Aspetto int

// Looks of a button.
const (
	Secondario Aspetto = iota // outlined
	Primario                  // filled, the one main action
	Legame                    // plain text, a link
	Pericolo                  // filled in the error colour, for annulment
	Discreto                  // icon or text without border, for tool bars
)

// Bottone is a push button: mouse, Space and Enter. While busy it shows
// «Attendere…» and ignores presses; while off it says why under itself.
type Bottone struct {
	widget.BaseWidget
	OnPremuto func()

	statoBottone
}

// statoBottone is all that the picture of a button depends on.
type statoBottone struct {
	aspetto          Aspetto
	testo            string
	nome             string // label when there is only an icon
	icona            tema.Icona
	spento, occupato bool
	motivo           string
	sopra, fuoco     bool
	titolo           bool // a column's title: small, icon after the word
	taglia           bool // a long text is cut with an ellipsis to the room there is
}

// NewBottone returns a button; icona may be tema.IconaNessuna.
func NewBottone(a Aspetto, testo string, icona tema.Icona, premuto func()) *Bottone {
	b := &Bottone{OnPremuto: premuto, statoBottone: statoBottone{aspetto: a, testo: testo, icona: icona}}
	b.ExtendBaseWidget(b)
	return b
}

// NewBottoneIcona returns a button with only an icon; nome is its label.
func NewBottoneIcona(icona tema.Icona, nome string, premuto func()) *Bottone {
	b := NewBottone(Discreto, "", icona, premuto)
	b.nome = nome
	return b
}

// newTitoloColonna returns the title of a column that sorts.
func newTitoloColonna(testo string, premuto func()) *Bottone {
	b := NewBottone(Discreto, testo, tema.IconaNessuna, premuto)
	b.titolo = true
	return b
}

// Etichetta implements Etichettato.
func (b *Bottone) Etichetta() string {
	if b.nome != "" {
		return b.nome
	}
	return b.testo
}

// ImpostaNome gives the button a label of its own, where the words on it are
// not enough to tell it from its neighbours.
func (b *Bottone) ImpostaNome(s string) { b.nome = s }

// AccessibilityLabel implements fyne.Accessible.
func (b *Bottone) AccessibilityLabel() string { return b.Etichetta() }

// AccessibilityRole implements fyne.Accessible.
func (b *Bottone) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// ImpostaTesto changes the words on the button.
func (b *Bottone) ImpostaTesto(s string) { b.muta(func() { b.testo = s }) }

// ImpostaIcona changes the icon.
func (b *Bottone) ImpostaIcona(i tema.Icona) { b.muta(func() { b.icona = i }) }

// ImpostaAspetto changes the look.
func (b *Bottone) ImpostaAspetto(a Aspetto) { b.muta(func() { b.aspetto = a }) }

// Abilita turns the button on.
func (b *Bottone) Abilita() { b.muta(func() { b.spento, b.motivo = false, "" }) }

// Disabilita turns the button off; motivo, if not empty, is shown under it.
func (b *Bottone) Disabilita(motivo string) { b.muta(func() { b.spento, b.motivo = true, motivo }) }

// Imposta turns the button on or off; motivo is shown when off.
func (b *Bottone) Imposta(acceso bool, motivo string) {
	if acceso {
		b.Abilita()
		return
	}
	b.Disabilita(motivo)
}

// Motivo returns why the button is off.
func (b *Bottone) Motivo() string { return b.motivo }

// Occupa shows that the action is under way; presses are ignored meanwhile.
func (b *Bottone) Occupa(si bool) { b.muta(func() { b.occupato = si }) }

// Occupato reports whether the action is under way.
func (b *Bottone) Occupato() bool { return b.occupato }

// Disable implements fyne.Disableable.
func (b *Bottone) Disable() { b.Disabilita("") }

// Enable implements fyne.Disableable.
func (b *Bottone) Enable() { b.Abilita() }

// Disabled implements fyne.Disableable. A busy button keeps the focus.
func (b *Bottone) Disabled() bool { return b.spento }

func (b *Bottone) muta(f func()) {
	prima := b.statoBottone
	f()
	if prima != b.statoBottone {
		b.Refresh()
	}
}

// Premi does what a click does.
func (b *Bottone) Premi() {
	if b.spento || b.occupato || b.OnPremuto == nil {
		return
	}
	b.OnPremuto()
}

// Tapped implements fyne.Tappable.
func (b *Bottone) Tapped(*fyne.PointEvent) { b.Premi() }

// FocusGained implements fyne.Focusable.
func (b *Bottone) FocusGained() { b.muta(func() { b.fuoco = true }); inVista(b) }

// FocusLost implements fyne.Focusable.
func (b *Bottone) FocusLost() { b.muta(func() { b.fuoco = false }) }

// TypedRune implements fyne.Focusable.
func (b *Bottone) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *Bottone) TypedKey(ev *fyne.KeyEvent) {
	switch string(ev.Name) {
	case tastoSpace, tastoReturn, tastoEnter:
		b.Premi()
	default:
		propaga(b, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (b *Bottone) TypedShortcut(s fyne.Shortcut) { propagaScorciatoia(b, s) }

// MouseIn implements desktop.Hoverable.
func (b *Bottone) MouseIn(*desktop.MouseEvent) { b.muta(func() { b.sopra = true }) }

// MouseMoved implements desktop.Hoverable.
func (b *Bottone) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *Bottone) MouseOut() { b.muta(func() { b.sopra = false }) }

// Cursor implements desktop.Cursorable.
func (b *Bottone) Cursor() desktop.Cursor {
	if b.spento {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}
