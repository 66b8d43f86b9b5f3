// Package carattere knows which characters a TrueType font can draw, splits a
// text over the fonts that can, and makes characters beyond U+FFFF reachable
// for gofpdf, which knows only two-byte codes.
package carattere

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Fonte is one font of a document.
type Fonte struct {
	Nome  string // family name used with gofpdf
	Dati  []byte // TrueType file handed to gofpdf
	glifi map[rune]uint16
	// alias gives the two-byte code under which gofpdf reaches a character
	// beyond U+FFFF; nil for fonts without such characters.
	alias map[rune]rune
}

// Area privata: codes without meaning of their own, U+E000 to U+F8FF.
const (
	primoAlias  = 0xE000
	ultimoAlias = 0xF8FF
)

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

// ApriAstrale is Apri for a font of characters beyond U+FFFF (emoji): its
// character map is rewritten so that each of them has a code of the private
// area. [Fonte.Codice] gives that code and [Fonte.Testo] takes it back, so the
// text in the PDF stays the true one.
func ApriAstrale(nome string, dati []byte) (*Fonte, error) {
	f, err := Apri(nome, dati)
	if err != nil {
		return nil, err
	}
	f.alias = map[rune]rune{}
	nuova := map[rune]uint16{}
	prossimo := rune(primoAlias)
	for _, r := range slices.Sorted(maps.Keys(f.glifi)) {
		switch {
		case r < primoAlias:
			nuova[r] = f.glifi[r]
		case r > 0xFFFF && prossimo <= ultimoAlias:
			f.alias[r] = prossimo
			nuova[prossimo] = f.glifi[r]
			prossimo++
		}
	}
	if f.Dati, err = conMappa(dati, nuova); err != nil {
		return nil, fmt.Errorf("carattere: %s: %w", nome, err)
	}
	return f, nil
}

// Ha reports whether the font draws r.
func (f *Fonte) Ha(r rune) bool {
	if r > 0xFFFF {
		_, ok := f.alias[r]
		return ok
	}
	return f.glifi[r] != 0 && (f.alias == nil || r < primoAlias)
}

// Codice returns the code that gofpdf is to draw for r.
func (f *Fonte) Codice(r rune) rune {
	if c, ok := f.alias[r]; ok {
		return c
	}
	return r
}

// Alias returns code -> character for every character that has a code of its
// own, for the PDF's ToUnicode map; nil if there is none.
func (f *Fonte) Alias() map[rune]rune {
	if f.alias == nil {
		return nil
	}
	m := make(map[rune]rune, len(f.alias))
	for r, c := range f.alias {
		m[c] = r
	}
	return m
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
