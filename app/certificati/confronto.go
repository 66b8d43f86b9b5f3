package certificati

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// stessiDati reports whether what the server has is what the draft says. Codes
// and choices must be equal; descriptions are the server's own. A diagnosis
// that is absent and the placeholder «000» are the same thing (spec 1, 3.5).
func stessiDati(a, b esenpat.DatiCertificato) bool {
	diagnosi := a.Diagnosi.CodiceVisibile() == b.Diagnosi.CodiceVisibile()
	return a.Tipologia == b.Tipologia && a.Esenzione.Codice == b.Esenzione.Codice && diagnosi &&
		stessoTesto(a.Patologia, b.Patologia) && a.LeggiSpeciali == b.LeggiSpeciali &&
		a.UnitaProduttiva.Matricola == b.UnitaProduttiva.Matricola && a.Regime == b.Regime &&
		(a.OscuratoGenitore == b.OscuratoGenitore || b.OscuratoGenitore == esenpat.NonScelto)
}

// atteso is what the document of a certificate must say.
type atteso struct {
	dati              esenpat.DatiCertificato
	assistito, medico esenpat.CodiceFiscale // empty: not compared
}

// differenze lists where the CDA of a document says something else than what
// was written. A CDA carries fewer things than a certificate: the two people,
// exemption, diagnosis, the text of the illness and the confidentiality of
// special laws. What it does not state is not a difference, but the text is.
func differenze(letto esenpat.ContenutoCertificato, a atteso) []esenpat.Differenza {
	var out []esenpat.Differenza
	confronta := func(campo, scritto, documento string, detto bool) {
		if detto && !stessoTesto(scritto, documento) {
			out = append(out, esenpat.Differenza{Campo: campo, Scritto: scritto, Documento: documento})
		}
	}
	codice := func(campo string, scritto, documento esenpat.CodiceFiscale) {
		confronta(campo, string(scritto), string(documento), scritto != "" && documento != "")
	}
	d := letto.Dati
	codice("assistito.codice_fiscale", a.assistito, letto.Assistito.CodiceFiscale)
	codice("medico.codice_fiscale", a.medico, letto.Medico.CodiceFiscale)
	confronta("patologia", a.dati.Patologia, d.Patologia, true)
	confronta("codice_esenzione", a.dati.Esenzione.Codice, d.Esenzione.Codice, d.Esenzione.Codice != "")
	confronta("codice_diagnosi", a.dati.Diagnosi.CodiceVisibile(), d.Diagnosi.CodiceVisibile(), d.Diagnosi.Codice != "" || d.Diagnosi.Fittizia)
	confronta("soggetto_leggi_speciali", scelta(a.dati.LeggiSpeciali), scelta(d.LeggiSpeciali), d.LeggiSpeciali != esenpat.NonScelto)
	return out
}

// scelta returns the word of an answer, as drafts write it.
func scelta(s esenpat.Scelta) string {
	switch s {
	case esenpat.Si:
		return "si"
	case esenpat.No:
		return "no"
	case esenpat.NonScelto:
	}
	return ""
}

// stessoTesto compares two texts without regard to spacing, which a document
// may lay out as it must.
func stessoTesto(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}
