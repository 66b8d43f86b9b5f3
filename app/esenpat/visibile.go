package esenpat

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxVisibile is the longest text of somebody else that is shown: no field of
// the contract comes near it, and no window draws more.
const maxVisibile = 20_000

// Visibile returns a text that came from outside as it may be shown: what draws
// nothing or changes the order of what is drawn (controls, ESC, direction
// overrides, zero width) becomes ‹U+…›, as on paper, line ends become one kind,
// and what is too long ends in an ellipsis. Nothing in it is markup.
func Visibile(s string) string {
	if innocuo(s) {
		return s
	}
	var b strings.Builder
	prima, scritti := ' ', 0
	resto := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(strings.ToValidUTF8(taglia(s), "\uFFFD"))
	for i, r := range resto {
		if scritti++; scritti > maxVisibile {
			b.WriteRune('…')
			break
		}
		dopo, _ := utf8.DecodeRuneInString(resto[i+utf8.RuneLen(r):])
		switch {
		case r == '\n' || r == '\t', legante(r) && prima > unicode.MaxASCII && dopo > unicode.MaxASCII:
			b.WriteRune(r)
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			fmt.Fprintf(&b, "‹U+%04X›", r)
		default:
			b.WriteRune(r)
		}
		prima = r
	}
	return b.String()
}

// legante is a character without width that joins or keeps apart two letters of
// some scripts, or the parts of a picture.
func legante(r rune) bool { return r == '\u200C' || r == '\u200D' }

// innocuo reports whether s is short and all plain ASCII, as most texts are.
func innocuo(s string) bool {
	if len(s) > maxVisibile {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c != '\n' && c != '\t' && (c < ' ' || c >= 0x7F) {
			return false
		}
	}
	return true
}

// taglia drops what is certainly over the limit before anything reads it.
func taglia(s string) string {
	if n := (maxVisibile + 1) * utf8.UTFMax; len(s) > n {
		return s[:n]
	}
	return s
}
