package kit

import (
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// Times of a reader that acts as a keyboard: it types faster than people, and
// sends its second track right after the first.
const (
	passoLettore = 60 * time.Millisecond // at most between characters, on average
	codaLettore  = 250 * time.Millisecond
)

// Lettore watches the entries of a window for a card or barcode reader acting
// as a keyboard. From the first character of a magnetic track (% or ;) on,
// nothing reaches the entry that has the focus, not even Enter and Tab; when
// the reader has been silent for a quarter of a second the whole reading goes
// to OnLettura, from whichever field it was typed into. What a person typed is
// known by its pace and given back to the field.
type Lettore struct {
	// OnLettura receives the raw reading; see app/tessera for its meaning.
	OnLettura func(grezzo string)

	tempo   Tempo
	testo   strings.Builder
	campo   *Testo
	primo   time.Time
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
		l.campo, l.primo = t, l.tempo.Adesso()
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
	case tastoEscape, tastoBackspace, tastoDelete, tastoLeft, tastoRight, tastoUp, tastoDown, tastoHome, tastoEnd:
		l.chiudi() // no reader sends these: give the characters back first
		return false
	default:
		return true // the key of a character: the window sends it beside its rune
	}
}

func (l *Lettore) scrivi(r rune) {
	l.testo.WriteRune(r)
	l.ultimo = l.tempo.Adesso()
	if l.annulla != nil {
		l.annulla()
	}
	l.annulla = l.tempo.Dopo(codaLettore, l.chiudi)
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
	n := utf8.RuneCountInString(grezzo)
	umano := !traccia(grezzo) && (n <= 2 || l.ultimo.Sub(l.primo) > time.Duration(n-1)*passoLettore)
	l.campo, l.annulla = nil, nil
	l.testo.Reset()
	switch {
	case umano:
		restituisci(campo, grezzo)
	case l.OnLettura != nil:
		l.OnLettura(grezzo)
	}
}

// minimoTraccia is shorter than any whole track of a card.
const minimoTraccia = 12

// traccia reports whether s has the shape of a whole track: then it is one, at
// whatever pace a busy machine delivered it.
func traccia(s string) bool {
	return len(s) >= minimoTraccia && strings.ContainsAny(s, "?_")
}

// restituisci types into the field what turned out to be a person's.
func restituisci(t *Testo, s string) {
	for _, r := range s {
		if r == '\n' {
			t.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			continue
		}
		t.Entry.TypedRune(r)
		t.filtra()
	}
}
