// Package carattere knows which characters gofpdf can draw with a TrueType font.
package carattere

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode"
)

// Fonte is one font of a document.
type Fonte struct {
	Nome  string // family name used with gofpdf
	Dati  []byte // TrueType file handed to gofpdf
	glifi map[rune]uint16
}

// Apri reads the character map of a TrueType font.
func Apri(nome string, dati []byte) (*Fonte, error) {
	t, err := tabelle(dati)
	if err != nil {
		return nil, fmt.Errorf("carattere: %s: %w", nome, err)
	}
	g, err := mappa(t["cmap"])
	if err != nil {
		return nil, fmt.Errorf("carattere: %s: %w", nome, err)
	}
	return &Fonte{Nome: nome, Dati: dati, glifi: g}, nil
}

// Ha reports whether the font draws r. gofpdf knows two-byte codes only, and
// what a font puts into the private area means nothing to anybody else.
func (f *Fonte) Ha(r rune) bool {
	return r <= 0xFFFF && !unicode.Is(unicode.Co, r) && f.glifi[r] != 0
}

func tabelle(b []byte) (map[string][]byte, error) {
	if len(b) < 12 {
		return nil, errors.New("truncated font")
	}
	n := int(binary.BigEndian.Uint16(b[4:]))
	if len(b) < 12+16*n {
		return nil, errors.New("truncated font")
	}
	t := make(map[string][]byte, n)
	for i := range n {
		e := b[12+16*i:]
		da, lung := uint64(binary.BigEndian.Uint32(e[8:])), uint64(binary.BigEndian.Uint32(e[12:]))
		if da+lung > uint64(len(b)) {
			return nil, errors.New("truncated font")
		}
		t[string(e[:4])] = b[da : da+lung]
	}
	return t, nil
}
