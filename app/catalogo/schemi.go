package catalogo

import (
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// daSchemi returns what only a pattern row holds: the code typed (M12, 037,
// RCG010), or the codes of a week («settimana 12»).
func (r *raccoltaCodici) daSchemi(testo string, tieni func(esenpat.Codifica, int) bool) []Risultato {
	n := codifica.Normalizza(testo)
	if len(n) > maxTestoCodice || !strings.ContainsAny(n, cifre) {
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
		if ok && x.Schema() && tieni(k, r.perCod[chiave{k, x.Voce.Codice}]) {
			out = append(out, Risultato{
				Voce: x.Voce, Codifica: k, Codice: x.Codice, Testo: x.Voce.Descrizione, Campo: indice.Codice.String(), Esatto: true, Nome: x.Nome,
			})
		}
	}
	return out
}

// righeRare returns the pattern rows of rare diseases: what a code of that form
// leads to while it is being typed.
func (r *raccoltaCodici) righeRare(cercate []esenpat.Codifica, tieni func(int) bool) []Risultato {
	var out []Risultato
	for _, k := range cercate {
		if i, ok := r.perCod[chiave{k, schemaDi(k, famRare)}]; ok && tieni(i) {
			v := r.Voci[i]
			out = append(out, Risultato{Voce: v, Codifica: k, Codice: v.Codice, Testo: v.Descrizione, Campo: indice.Codice.String()})
		}
	}
	return out
}

const cifre = "0123456789"

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

// inizioRara reports whether n may be the beginning of a code of a rare disease.
func inizioRara(n string) bool {
	const modello = "RCG010"
	return len(n) > 1 && len(n) < len(modello) && formaRara(n+modello[len(n):])
}
