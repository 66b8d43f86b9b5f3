package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// lunghezzaCF is the length of a fiscal code.
const lunghezzaCF = 16

// CampoCF is the entry of a fiscal code: monospaced, upper case, blanks from a
// paste dropped. A card reader is recognised by its burst (see Lettore) and
// goes to OnScan instead of into any field; a barcode is the bare code and
// Enter, which is OnInvio like for typing. Who listens checks the code.
type CampoCF struct {
	Testo
	// OnScan receives a raw reading of the card.
	OnScan func(grezzo string)
}

// NewCampoCF returns the entry. The guard may be shared with other entries of
// the window: then a swipe is caught in whichever field the cursor stands.
func NewCampoCF(segnaposto string, l *Lettore) *CampoCF {
	c := &CampoCF{}
	c.TextStyle = fyne.TextStyle{Monospace: true}
	c.prepara(c, segnaposto)
	c.Filtro = func(s string) string {
		s = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToUpper(r)
			}
			return -1
		}, s)
		if r := []rune(s); len(r) > lunghezzaCF {
			return string(r[:lunghezzaCF])
		}
		return s
	}
	if l != nil {
		c.UsaLettore(l)
		if l.OnLettura == nil {
			l.OnLettura = func(g string) {
				if c.OnScan != nil {
					c.OnScan(g)
				}
			}
		}
	}
	return c
}
