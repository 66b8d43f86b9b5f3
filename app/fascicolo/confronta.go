// Package fascicolo compares what the CDA inside a document says with what its
// pages show, and writes the report of a verification. The two halves of a
// certificate are made from one value, but a file that arrives from elsewhere
// may say one thing to the reader and another to the health record.
package fascicolo

import (
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// pezzoMinimo is the shortest piece, in bytes, with which a text may break
// off at the end of a page: less than half a printed line.
const pezzoMinimo = 24

// maxLettura bounds the bytes looked through for one document: a hostile file
// may repeat the same letter over all its pages and in its CDA. A certificate
// takes less than a hundredth of it.
const maxLettura = 256 << 20

// Confronta looks for each voce in the text of the pages, without regard to
// spacing, which the layout decides. A text may go on over the next pages.
func Confronta(voci []esenpat.VoceFascicolo, pagine []string) []esenpat.RigaFascicolo {
	testi := make([]string, len(pagine))
	for i, p := range pagine {
		testi[i] = stretto(p)
	}
	l := lettura{pagine: testi, resta: maxLettura}
	out := make([]esenpat.RigaFascicolo, 0, len(voci))
	for _, v := range voci {
		r := esenpat.RigaFascicolo{VoceFascicolo: v, Esito: esenpat.ControlloOK}
		if len(v.SuCarta) == 0 || len(pagine) == 0 {
			r.Esito = esenpat.ControlloND
		}
		for _, s := range v.SuCarta {
			if r.Esito == esenpat.ControlloOK && !l.siLegge(stretto(s)) {
				r.Esito = esenpat.ControlloKO
			}
		}
		out = append(out, r)
	}
	return out
}

// Diversi counts the things that the pages do not show as the CDA says them.
func Diversi(righe []esenpat.RigaFascicolo) int {
	n := 0
	for _, r := range righe {
		if r.Esito == esenpat.ControlloKO {
			n++
		}
	}
	return n
}

// stretto takes blanks and invisible characters out and composes letters with
// their marks, as extraction from pages neither keeps the ones nor the others.
func stretto(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == 0x00AD || (r >= 0x200B && r <= 0x200D) || r == 0xFEFF || (r >= 0xFE00 && r <= 0xFE0F) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}

// lettura looks for texts on pages until its allowance is spent; then nothing
// is found any more.
type lettura struct {
	pagine []string
	resta  int
}

// siLegge reports whether s stands on one page, or begins on one and goes on
// over those that follow.
func (l *lettura) siLegge(s string) bool {
	for i := range l.pagine {
		resto := s
		for _, p := range l.pagine[i:] {
			if l.contiene(p, resto) {
				return true
			}
			n := l.prefisso(resto, p)
			if n < pezzoMinimo {
				break
			}
			resto = resto[n:]
		}
	}
	return false
}

// prefisso returns the length of the longest beginning of s that stands in p:
// if one stands there, so does every shorter one.
func (l *lettura) prefisso(s, p string) int {
	if !l.contiene(p, s[:min(pezzoMinimo, len(s))]) {
		return 0
	}
	return sort.Search(len(s), func(n int) bool { return !l.contiene(p, s[:n+1]) })
}

func (l *lettura) contiene(p, s string) bool {
	l.resta -= len(p) + len(s)
	return l.resta > 0 && strings.Contains(p, s)
}
