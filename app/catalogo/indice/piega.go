package indice

import (
	"strings"
	"unicode"
)

// Piega folds s for comparison: lower case, no accents, typographic signs made
// plain. "Città" and "citta" fold alike, so do "1ª" and "1a".
func Piega(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		piegaRuna(&b, r)
	}
	return b.String()
}

func piegaRuna(b *strings.Builder, r rune) {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.WriteByte(byte(r)) // r is ASCII here
	case r >= 0x300 && r <= 0x36f: // combining accents of decomposed text
	case r == 'ß':
		b.WriteString("ss")
	case r == 'æ' || r == 'Æ':
		b.WriteString("ae")
	case r == 'œ' || r == 'Œ':
		b.WriteString("oe")
	default:
		b.WriteRune(senzaAccento(unicode.ToLower(r)))
	}
}

// lettereAccentate lists accented lower-case letters, each group led by the
// plain letter that they fold to.
const lettereAccentate = "aàáâãäåāăąª eèéêëēėęě iìíîïīįı oòóôõöøōőº uùúûüūůű cçćč nñńň sśšș zźżž yýÿ dďđ gğ lłľ rř tťț '’‘ʼ`´ \"“”„«» -–—−‐"

func senzaAccento(r rune) rune {
	i := strings.IndexRune(lettereAccentate, r)
	if i < 0 {
		return r
	}
	start := strings.LastIndexByte(lettereAccentate[:i], ' ') + 1
	if base := lettereAccentate[start]; base < 0x80 {
		return rune(base)
	}
	return r
}
