package catalogo

import (
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// daSchemi returns what only a pattern row holds: the code typed (M12, 037,
// RCG010), the codes of a week («settimana 12»), the rows of rare diseases while
// such a code is being typed (RCG0).
func (r *raccoltaCodici) daSchemi(testo string, tieni func(esenpat.Codifica, int) bool) []Risultato {
	n := codifica.Normalizza(testo)
	if len(n) > maxTestoCodice || !strings.ContainsAny(n, "0123456789") {
		return nil // words: no pattern holds them
	}
	var out []Risultato
	settimana := settimanaScritta(n)
	for _, k := range codifica.Codifiche() {
		codice := n
		if s, ok := codifica.CodiceSettimana(k, settimana); ok {
			codice = s
		}
		x, ok, _, _ := r.risolvi(k, codice)
		if !ok && inizioRara(n) {
			x, ok = r.schema(k, schemaDi(k, famRare))
		}
		if i := r.perCod[chiave{k, x.Voce.Codice}]; ok && (x.Schema() || x.Famiglia.ID == famRare) && x.Voce.Codice != codice && tieni(k, i) {
			out = append(out, Risultato{
				Voce: x.Voce, Codifica: k, Codice: x.Codice, Testo: x.Voce.Descrizione, Campo: indice.Codice.String(),
				Esatto: x.Codice == codice, Nome: x.Nome,
			})
		}
	}
	return out
}

// maxTestoCodice is longer than anything read as a code or a week.
const maxTestoCodice = 16

// settimanaScritta reads «SETTIMANA 12» as 12, anything else as 0.
func settimanaScritta(n string) int {
	resto, ok := strings.CutPrefix(n, "SETTIMANA ")
	if !ok {
		return 0
	}
	s, err := strconv.Atoi(resto)
	if err != nil {
		return 0
	}
	return s
}

// inizioRara reports whether n is the beginning of a code of a rare disease, at
// least up to its first digit.
func inizioRara(n string) bool {
	const modello = "RCG010"
	return len(n) < len(modello) && strings.ContainsAny(n, "0123456789") && formaRara(n+modello[len(n):])
}
