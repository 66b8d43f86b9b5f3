package parti

import (
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// Paziente is the line that names the patient over a form: name, age, fiscal
// code, ASL. It belongs inside the window, never in the window's own title.
func Paziente(t Testi, a esenpat.Assistito, oggi esenpat.Data) string {
	if a.ID == "" {
		return ""
	}
	testo := []string{NomeBreve(a.Cognome, a.Nome)}
	if n := a.Anagrafica.DataNascita; !n.Vuota() {
		testo = append(testo, t.T("parti.eta", "anni", strconv.Itoa(n.AnniCompiuti(oggi))))
	}
	testo = append(testo, string(a.CodiceFiscale))
	if asl := a.AslResidenza.Denominazione; asl != "" {
		testo = append(testo, asl)
	}
	return strings.Join(testo, " · ")
}

// nomeMassimo is how many characters of a name fit in a line that also says
// who it is beyond doubt: the longest names of the registry have 120.
const nomeMassimo = 48

// NomeBreve is surname and name for one line of a list or a heading. A longer
// one is cut, so that the fiscal code, the date or the number that follow it
// are never the part that falls off the edge.
func NomeBreve(cognome, nome string) string {
	intero := []rune(cognome + " " + nome)
	if len(intero) <= nomeMassimo {
		return string(intero)
	}
	return strings.TrimRight(string(intero[:nomeMassimo-1]), " ") + "…"
}
