package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
)

// Times of a reader that acts as a keyboard: it types faster than people, and
// sends its second track right after the first.
const (
	passoLettore = 60 * time.Millisecond
	codaLettore  = 250 * time.Millisecond
)

// Lettore watches the entries of a window for a card or barcode reader acting
// as a keyboard. From the first character of a magnetic track (% or ;) on,
// nothing reaches the entry that has the focus, not even Enter and Tab; when
// the reader has been silent for a quarter of a second the whole reading goes
// to OnLettura, from whichever field it was typed into. A lone % or ; typed by
// a person is given back to the field.
type Lettore struct {
	// OnLettura receives the raw reading; see app/tessera for its meaning.
	OnLettura func(grezzo string)

	tempo   Tempo
	testo   strings.Builder
	campo   *Testo
	ultimo  time.Time
	annulla func()
}

// NewLettore returns a guard; call UsaLettore on each entry of the window.
func NewLettore(t Tempo) *Lettore { return &Lettore{tempo: t} }

// attivo reports whether a reading is under way.
func (l *Lettore) attivo() bool { return l.campo != nil }

// runa takes r if it belongs to a reading.
func (l *Lettore) runa(t *Testo, r rune) bool {
	if !l.attivo() {
		if r != '%' && r != ';' {
			return false
		}
		l.campo = t
		l.testo.Reset()
	}
	l.scrivi(r)
	return true
}

// tasto takes Enter and Tab during a reading.
func (l *Lettore) tasto(ev *fyne.KeyEvent) bool {
	if !l.attivo() {
		return false
	}
	switch string(ev.Name) {
	case tastoReturn, tastoEnter:
		l.scrivi('\n')
		return true
	case tastoTab:
		return true
	default:
		l.chiudi() // a person pressed something else: give the characters back first
		return false
	}
}

func (l *Lettore) scrivi(r rune) {
	l.testo.WriteRune(r)
	l.ultimo = l.tempo.Adesso()
	if l.annulla != nil {
		l.annulla()
	}
	attesa := codaLettore
	if l.testo.Len() <= 2 {
		attesa = passoLettore // a lone character comes from a person: give it back at once
	}
	l.annulla = l.tempo.Dopo(attesa, l.chiudi)
}

// chiudi ends the reading.
func (l *Lettore) chiudi() {
	if !l.attivo() {
		return
	}
	if l.annulla != nil {
		l.annulla()
	}
	campo, grezzo := l.campo, l.testo.String()
	l.campo, l.annulla = nil, nil
	l.testo.Reset()
	if len(grezzo) <= 2 {
		for _, r := range strings.TrimSpace(grezzo) {
			campo.Entry.TypedRune(r)
			campo.filtra()
		}
		return
	}
	if l.OnLettura != nil {
		l.OnLettura(grezzo)
	}
}
