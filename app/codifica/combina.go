package codifica

import (
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Combina joins two chronic codes into the single code that Veneto allows for
// diabetes with a disease of the circulation or hypertension (note (*)): 013
// comes first whatever the order given. It is optional, and the same for drugs
// and specialist care. Errors, both Conflict: "catalogo.combina-codifica"
// outside Veneto, "catalogo.combina-coppia" with the allowed pairs.
func (r *Regole) Combina(c esenpat.Codifica, a, b string) (string, error) {
	if c != esenpat.CodificaVeneto {
		return "", esenpat.NewError(esenpat.Conflict, "catalogo.combina-codifica", "codifica.Combina").With("codifica", string(c))
	}
	a, b = Normalizza(a), Normalizza(b)
	if !slices.Contains(r.unici.Primo, a) {
		a, b = b, a
	}
	if !slices.Contains(r.unici.Primo, a) || !slices.Contains(r.unici.Secondo, b) {
		return "", esenpat.NewError(esenpat.Conflict, "catalogo.combina-coppia", "codifica.Combina").
			With("primo", a).With("secondo", b).With("coppie", strings.Join(r.Coppie(), ", "))
	}
	return a + b, nil
}

// Coppie returns the pairs that may be joined ("013 + A02").
func (r *Regole) Coppie() []string {
	var out []string
	for _, a := range r.unici.Primo {
		for _, b := range r.unici.Secondo {
			out = append(out, a+" + "+b)
		}
	}
	return out
}

// Separa splits a single Veneto code into its two.
func (r *Regole) Separa(codice string) (a, b string, ok bool) {
	for _, p := range r.unici.Primo {
		if s, taglio := strings.CutPrefix(codice, p); taglio && slices.Contains(r.unici.Secondo, s) {
			return p, s, true
		}
	}
	return "", "", false
}
