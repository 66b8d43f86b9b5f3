package codifica

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// Terms of D.M. 329/1999, art. 7 (historical use only).
const (
	giorniVerifica = 120 // from entry into force
	giorniProroga  = 60  // from the communication of the ASL
)

// PrestazioneRicetta is a service of a prescription and whether it is exempt.
type PrestazioneRicetta struct {
	Codice string
	Esente bool
}

// DividiRicetta splits services into the two prescriptions that art. 3 asks
// for: exempt and other services may not stand on the same one. Both keep the
// order; either may be empty.
func DividiRicetta(p []PrestazioneRicetta) (esenti, altre []PrestazioneRicetta) {
	for _, x := range p {
		if x.Esente {
			esenti = append(esenti, x)
		} else {
			altre = append(altre, x)
		}
	}
	return esenti, altre
}

// CifreRicetta returns what a prescription carries of a D.M. 329 code: its
// first three digits (art. 3).
func CifreRicetta(codice string) string {
	if len(codice) < 3 {
		return codice
	}
	return codice[:3]
}

// Caselle lays a code out in the eight boxes of the SSN prescription, from the
// left (Sicilia, note 41, for D12). It is false for a code that does not fit.
func Caselle(codice string) ([8]string, bool) {
	var out [8]string
	if len(codice) == 0 || len(codice) > len(out) {
		return out, false
	}
	for i := range len(codice) {
		out[i] = codice[i : i+1]
	}
	return out, true
}

// EntrataInVigore329 is the day D.M. 329/1999 came into force. It is not in the
// directive; it comes from the record of the act (normattiva.it).
func EntrataInVigore329() esenpat.Data { return esenpat.NewData(1999, 10, 10) }

// TermineVerifica returns the last day for the check of exemptions issued under
// D.M. 1.2.1991 (art. 7, c. 2).
func TermineVerifica(entrata esenpat.Data) esenpat.Data { return entrata.PiuGiorni(giorniVerifica) }

// TermineProroga returns the last day on which an exemption issued under D.M.
// 1.2.1991 is valid while examinations are under way (art. 7, c. 2).
func TermineProroga(comunicazione esenpat.Data) esenpat.Data {
	return comunicazione.PiuGiorni(giorniProroga)
}
