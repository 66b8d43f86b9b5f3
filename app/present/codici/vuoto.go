package codici

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
)

// vuoto says that nothing was found, where it was looked for, and what the text
// may have meant: other readings, close codes, rules that hold the words.
func (p *Presenter) vuoto(testo string) string {
	r := p.trovati
	out := []string{p.t("codici.vista.vuoto", "testo", testo, "codifiche", elenco(r.CodificheCercate, p.breve))}
	out = append(out, r.Avvisi...)
	if len(r.Simili) > 0 {
		out = append(out, p.t("codici.verdetto.simili", "simili", strings.Join(r.Simili, ", ")))
	}
	if len(r.Regole) > 0 {
		temi := make([]string, len(r.Regole))
		for i, k := range r.Regole {
			temi[i] = p.t("codici.vista.regola", "articolo", catalogo.Luogo(k.Articolo), "tema", k.Tema)
		}
		out = append(out, p.t("codici.vista.vuoto-regole", "regole", strings.Join(temi, "; ")))
	}
	return strings.Join(out, " ")
}
