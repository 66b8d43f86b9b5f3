package esenpat

import (
	"slices"
	"time"
)

// CatalogoPrestazioni are the exempt services and what gives them (X27).
type CatalogoPrestazioni struct {
	Versione string
	Voci     []Prestazione
	Legami   []LegamePrestazione
	Letto    time.Time // when the copy of this workstation was read; zero: just now
}

// LegamePrestazione says which diagnosis gives which service.
type LegamePrestazione struct{ Esenzione, Diagnosi, Prestazione string }

// Di returns the services of a diagnosis, in the order of the catalogue. A link
// without a diagnosis is of the whole exemption.
func (c CatalogoPrestazioni) Di(esenzione, diagnosi string) []Prestazione {
	var r []Prestazione
	for _, v := range c.Voci {
		if slices.ContainsFunc(c.Legami, func(l LegamePrestazione) bool {
			return l.Prestazione == v.Codice && l.Esenzione == esenzione && (l.Diagnosi == "" || l.Diagnosi == diagnosi)
		}) {
			r = append(r, v)
		}
	}
	return r
}
