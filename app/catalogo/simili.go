package catalogo

import (
	"cmp"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Simili returns codes close to one that was not found, nearest first: the
// reading with zero for the letter O or with a zero more ("M1" for M01), codes
// that begin so, codes that differ by one character. They are offered, never
// applied.
func (c *Catalogo) Simili(codice string, cod ...esenpat.Codifica) []string {
	const massimo = 8
	r := c.attuale.Load()
	if len(cod) == 0 {
		cod = codifica.Codifiche()
	}
	codice = codifica.Normalizza(codice)
	out := r.letture(codice, cod)
	for _, v := range r.Voci {
		if !slices.Contains(cod, v.Codifica) || strings.ContainsAny(v.Codice, "-/") || v.Codice == "0NN" || v.Codice == codice || slices.Contains(out, v.Codice) {
			continue
		}
		if vicini(codice, v.Codice) || (len(codice) > 1 && strings.HasPrefix(v.Codice, codice)) {
			out = append(out, v.Codice)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int {
		return cmp.Compare(differenza(len(a), len(codice)), differenza(len(b), len(codice)))
	})
	return out[:min(len(out), massimo)]
}

// letture returns the codes that exist under another reading of codice.
func (r *raccoltaCodici) letture(codice string, cod []esenpat.Codifica) []string {
	prove := []string{strings.ReplaceAll(codice, " ", "")}
	if z, cambiato := codifica.ConZero(codice); cambiato {
		prove = append(prove, z)
	}
	for i := range min(len(codice), maxCodice) + 1 {
		prove = append(prove, codice[:i]+"0"+codice[i:])
	}
	var out []string
	for _, p := range prove {
		for _, k := range cod {
			if x, ok, _, _ := r.risolvi(k, p); ok && x.Codice != codice && !slices.Contains(out, x.Codice) {
				out = append(out, x.Codice)
			}
		}
	}
	return out
}

// maxCodice is longer than any code: what is longer has no neighbours.
const maxCodice = 12

func differenza(a, b int) int { return max(a-b, b-a) }

// vicini reports whether one substitution, insertion or deletion turns a into b.
func vicini(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(b) > maxCodice {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}
