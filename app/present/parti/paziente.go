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
	testo := []string{a.Cognome + " " + a.Nome}
	if n := a.Anagrafica.DataNascita; !n.Vuota() {
		testo = append(testo, t.T("parti.eta", "anni", strconv.Itoa(n.AnniCompiuti(oggi))))
	}
	testo = append(testo, string(a.CodiceFiscale))
	if asl := a.AslResidenza.Denominazione; asl != "" {
		testo = append(testo, asl)
	}
	return strings.Join(testo, " · ")
}
