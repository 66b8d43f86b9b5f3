package bozza

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// MaxPatologia is the length of the illness text when the service states none
// (contract: 1 to 4000 characters).
const MaxPatologia = 4000

// NormalizzaPatologia returns the illness text as it is stored, sent, printed
// and written into the CDA: composed (NFC), lines separated by \n, TAB made a
// blank, no blanks at the ends. massimo is the service's limit in characters,
// 0 for [MaxPatologia].
//
// Errors, all Invalid at "patologia": "patologia.vuota";
// "patologia.troppo-lunga" (Params: caratteri, massimo);
// "patologia.caratteri-non-ammessi" (Params: codici, for example "U+0007").
func NormalizzaPatologia(s string, massimo int) (string, error) {
	const op = "bozza.NormalizzaPatologia"
	if massimo <= 0 {
		massimo = MaxPatologia
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(s)
	if codici := nonAmmessi(s); codici != "" {
		return "", esenpat.NewError(esenpat.Invalid, "patologia.caratteri-non-ammessi", op).At("patologia").With("codici", codici)
	}
	s = strings.TrimSpace(norm.NFC.String(s))
	n := utf8.RuneCountInString(s)
	switch {
	case n == 0:
		return "", esenpat.NewError(esenpat.Invalid, "patologia.vuota", op).At("patologia")
	case n > massimo:
		return "", esenpat.NewError(esenpat.Invalid, "patologia.troppo-lunga", op).At("patologia").
			With("caratteri", strconv.Itoa(n)).With("massimo", strconv.Itoa(massimo))
	}
	return s, nil
}

// nonAmmessi lists, each once, the characters that neither XML nor paper can
// carry: control characters other than the line break, and what is not a
// character at all.
func nonAmmessi(s string) string {
	var codici []string
	visti := map[rune]bool{}
	for i, r := range s {
		_, lung := utf8.DecodeRuneInString(s[i:])
		invalido := r == utf8.RuneError && lung == 1
		if r == '\n' || visti[r] || (!invalido && !unicode.IsControl(r) && r&0xFFFE != 0xFFFE) {
			continue
		}
		visti[r] = true
		codici = append(codici, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(codici, ", ")
}

// riga returns a one-line text: no line breaks, no blanks at the ends or in a
// row.
func riga(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }
