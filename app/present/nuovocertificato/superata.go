package nuovocertificato

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// confronto says how what the draft carries stands in the catalogue of today.
// Nothing is changed by it: what was chosen stays until the doctor chooses
// again, and the service has the last word.
func (p *Presenter) confronto() esenpat.ConfrontoVoci {
	return p.par.Porte.Catalogo.ConfrontaBozza(p.m.bozza.Dati, p.oggi())
}

// avvisoEsenzione is the warning about the exemption of a draft, empty while it
// is in force and worded as it was when chosen.
func avvisoEsenzione(t avviso.Testi, d esenpat.DatiCertificato, c esenpat.ConfrontoVoci) string {
	codice := d.Esenzione.Codice
	switch c.Esenzione {
	case esenpat.VoceTerminata:
		if len(c.SostituitaDa) > 0 {
			return t.T("nuovocertificato.superata.sostituita", "codice", codice, "nuovi", strings.Join(c.SostituitaDa, ", "))
		}
		return t.T("nuovocertificato.superata.terminata", "codice", codice)
	case esenpat.VoceRimossa:
		return t.T("nuovocertificato.superata.rimossa", "codice", codice)
	case esenpat.VoceModificata:
		return t.T("nuovocertificato.superata.modificata", "codice", codice, "descrizione", c.NuovaDescrizione)
	case esenpat.VoceAttuale:
	}
	return ""
}

// avvisoDiagnosi is avvisoEsenzione for the diagnosis.
func avvisoDiagnosi(t avviso.Testi, d esenpat.DatiCertificato, c esenpat.ConfrontoVoci) string {
	codice := d.Diagnosi.CodiceVisibile()
	switch c.Diagnosi {
	case esenpat.VoceTerminata:
		return t.T("nuovocertificato.superata.diagnosi-terminata", "codice", codice)
	case esenpat.VoceRimossa:
		return t.T("nuovocertificato.superata.diagnosi-rimossa", "codice", codice)
	case esenpat.VoceModificata:
		return t.T("nuovocertificato.superata.diagnosi-modificata", "codice", codice)
	case esenpat.VoceAttuale:
	}
	return ""
}

// AvvisiVoci are the warnings about exemption and diagnosis that a draft
// carries, as they compare with the catalogue of today: for the summary and for
// the list of the drafts.
func AvvisiVoci(t avviso.Testi, d esenpat.DatiCertificato, c esenpat.ConfrontoVoci) []string {
	var out []string
	for _, a := range []string{avvisoEsenzione(t, d, c), avvisoDiagnosi(t, d, c)} {
		if a != "" {
			out = append(out, a)
		}
	}
	return out
}

// daRivedere reports whether a draft of the list carries something that may no
// longer be used.
func (p *Presenter) daRivedere(b esenpat.Bozza) bool {
	return p.par.Porte.Catalogo.ConfrontaBozza(b.Dati, p.oggi()).DaRivedere()
}
