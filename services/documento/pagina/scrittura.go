// Package pagina is the one layout module of all printed documents: letterhead,
// title, blocks of labelled values, running text, tables and page feet on A4,
// drawn with gofpdf. It knows nothing of certificates.
package pagina

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/esenpat/esenpat-desktop/services/documento/carattere"
)

// Caratteri are the fonts of a document, opened once: Testo and Forte (its
// heavier weight) for everything, Mono for codes, Riserve for the characters
// that the first three do not have, in order.
type Caratteri struct {
	Testo, Forte, Mono *carattere.Fonte
	Riserve            []*carattere.Fonte
}

// brano is a piece of text drawn with one font.
type brano struct {
	fonte *carattere.Fonte
	testo string
}

// Sostituto is what is printed for a character that no font can draw.
func Sostituto(r rune) string { return fmt.Sprintf("‹U+%04X›", r) }

// Stampabile reports whether r is printed as itself by some font.
func (c Caratteri) Stampabile(r rune) bool {
	if muto(r) {
		return true
	}
	_, ok := c.fonteDi(r, c.Testo)
	return ok
}

// muto reports characters that only steer the drawing of others: joiners,
// variation selectors, soft hyphen. They leave no mark on paper.
func muto(r rune) bool {
	switch r {
	case 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return r >= 0xFE00 && r <= 0xFE0F
}

// girato reports the invisible characters that turn the direction of writing:
// they can make a line read differently from what it says, so they are printed
// as what they are, although some fonts have an empty glyph for them.
func girato(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || (r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069)
}

// fonteDi returns the first font that draws r, the wanted one before all.
func (c Caratteri) fonteDi(r rune, voluta *carattere.Fonte) (*carattere.Fonte, bool) {
	if girato(r) {
		return nil, false
	}
	if voluta.Ha(r) {
		return voluta, true
	}
	for _, f := range c.Riserve {
		if f.Ha(r) {
			return f, true
		}
	}
	return nil, false
}

// brani splits s, already without line breaks, into pieces of one font each.
// A combining mark is drawn by a font that has its base too, so that the two
// are made for each other; composed characters are preferred to both.
func (c Caratteri) brani(s string, voluta *carattere.Fonte) []brano {
	var out []brano
	aggiungi := func(f *carattere.Fonte, t string) {
		if n := len(out); n > 0 && out[n-1].fonte == f {
			out[n-1].testo += t
		} else {
			out = append(out, brano{f, t})
		}
	}
	gruppi(pulito(s), func(gruppo []rune) {
		if f, ok := c.perGruppo(gruppo, voluta); ok {
			aggiungi(f, string(gruppo))
			return
		}
		for _, r := range gruppo {
			if f, ok := c.fonteDi(r, voluta); ok {
				aggiungi(f, string(r))
			} else {
				aggiungi(voluta, Sostituto(r))
			}
		}
	})
	return out
}

// perGruppo returns a font that draws base and marks together.
func (c Caratteri) perGruppo(gruppo []rune, voluta *carattere.Fonte) (*carattere.Fonte, bool) {
	fonti := append([]*carattere.Fonte{voluta}, c.Riserve...)
	if len(gruppo) > 1 { // the fallback faces place marks better than the text face
		fonti = append(append([]*carattere.Fonte{}, c.Riserve...), voluta)
	}
	for _, f := range fonti {
		tutti := true
		for _, r := range gruppo {
			tutti = tutti && f.Ha(r) && !girato(r)
		}
		if tutti {
			return f, true
		}
	}
	return nil, false
}

// pulito composes letters with their marks, drops silent characters and makes
// odd blanks plain; a no-break space stays one.
func pulito(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case muto(r):
			return -1
		case unicode.IsSpace(r) && r != '\u00A0':
			return ' '
		}
		return r
	}, s))
}

// gruppi calls f for every character with the marks that follow it.
func gruppi(s string, f func([]rune)) {
	var g []rune
	for _, r := range s {
		if !unicode.Is(unicode.M, r) && len(g) > 0 {
			f(g)
			g = nil
		}
		g = append(g, r)
	}
	if len(g) > 0 {
		f(g)
	}
}

// Stampato returns s as a reader of the page sees it.
func (c Caratteri) Stampato(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case muto(r):
		case r == '\n' || c.Stampabile(r):
			b.WriteRune(r)
		default:
			b.WriteString(Sostituto(r))
		}
	}
	return b.String()
}
