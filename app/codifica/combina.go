package codifica

import (
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Combina joins two chronic codes into the single code that Veneto allows for
// diabetes with a disease of the circulation or hypertension (note (*)): 013
// comes first whatever the order given. It is optional, and the same for drugs
// and specialist care. Errors, all Conflict: "catalogo.combina-codifica"
// outside Veneto, "catalogo.combina-coppia" with the allowed pairs,
// "catalogo.combina-lettera-o" when only a letter O stands in the way.
func (r *Regole) Combina(c esenpat.Codifica, a, b string) (string, error) {
	if c != esenpat.CodificaVeneto {
		return "", esenpat.NewError(esenpat.Conflict, "catalogo.combina-codifica", "codifica.Combina").With("codifica", string(c))
	}
	a, b = Normalizza(a), Normalizza(b)
	if unico, ok := r.unico(a, b); ok {
		return unico, nil
	}
	codice := "catalogo.combina-coppia"
	za, oa := ConZero(a)
	zb, ob := ConZero(b)
	if _, ok := r.unico(za, zb); ok && (oa || ob) {
		codice = "catalogo.combina-lettera-o"
	}
	return "", esenpat.NewError(esenpat.Conflict, codice, "codifica.Combina").
		With("primo", a).With("secondo", b).With("zero", za+" + "+zb).With("coppie", strings.Join(r.Coppie(), ", "))
}

// unico joins two codes in the order of the note.
func (r *Regole) unico(a, b string) (string, bool) {
	if !slices.Contains(r.unici.Primo, a) {
		a, b = b, a
	}
	return a + b, slices.Contains(r.unici.Primo, a) && slices.Contains(r.unici.Secondo, b)
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
