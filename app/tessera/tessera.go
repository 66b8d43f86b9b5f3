// Package tessera reads what a barcode or magnetic-stripe reader, acting as a
// keyboard, types for an Italian Tessera Sanitaria. It exists so that a scan is
// recognised, checked and never mistaken for typing. Pure text, no I/O.
//
// Formats: the barcode (Code 39) is the bare fiscal code, some readers keep its
// asterisks; track 1 is %CF…^COGNOME  NOME^…?, where the fiscal code comes
// first, with or without one format letter before it; track 2 (;80380…?) has
// only the card's number. An Italian keyboard layout turns the reader's
// American ; ^ ? = into ò & _ ì: both spellings are accepted.
package tessera

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// lunghezzaCF is the length of a fiscal code.
const lunghezzaCF = 16

// Leggi returns the fiscal code of a whole scan: one or more tracks, or a
// barcode, with or without the final Enter. Errors, all Invalid at field
// "codice_fiscale": "tessera.vuota", "tessera.incompleta" (the reading broke
// off: swipe again), "tessera.senza-codice-fiscale" (only the card number was
// read), and those of esenpat.ParseCodiceFiscale.
func Leggi(s string) (esenpat.CodiceFiscale, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", guasto("tessera.vuota")
	}
	if !strings.HasPrefix(s, "%") && !strings.HasPrefix(s, ";") && !strings.HasPrefix(s, "ò") {
		return barcode(s)
	}
	i := strings.IndexByte(s, '%')
	if i < 0 {
		if !completa(s) {
			return "", guasto("tessera.incompleta")
		}
		return "", guasto("tessera.senza-codice-fiscale")
	}
	return traccia1(s[i+1:])
}

// barcode reads the bare code.
func barcode(s string) (esenpat.CodiceFiscale, error) {
	s = strings.Trim(s, "*")
	if len(s) < lunghezzaCF {
		return "", guasto("tessera.incompleta")
	}
	return esenpat.ParseCodiceFiscale(s)
}

// traccia1 reads what follows the %. A track without its end was cut short and
// is refused even if the code is there: the swipe went wrong.
func traccia1(s string) (esenpat.CodiceFiscale, error) {
	fine := strings.IndexAny(s, "?_")
	if fine < 0 {
		return "", guasto("tessera.incompleta")
	}
	s = s[:fine]
	campo := s
	if i := strings.IndexAny(s, "^&"); i >= 0 {
		campo = s[:i]
	}
	for da := 0; da <= 2 && da+lunghezzaCF <= len(campo); da++ {
		if cf, err := esenpat.ParseCodiceFiscale(campo[da : da+lunghezzaCF]); err == nil {
			return cf, nil
		}
	}
	if len(campo) < lunghezzaCF {
		return "", guasto("tessera.senza-codice-fiscale")
	}
	return esenpat.ParseCodiceFiscale(campo[:lunghezzaCF])
}

func completa(s string) bool { return strings.ContainsAny(s, "?_") }

func guasto(codice string) error {
	return esenpat.NewError(esenpat.Invalid, codice, "tessera.Leggi").At("codice_fiscale")
}
