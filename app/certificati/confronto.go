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

// documentoConforme reports whether the CDA of a document says what the draft
// says. A CDA carries fewer things than a certificate: exemption, diagnosis,
// the text of the illness and the confidentiality of special laws.
func documentoConforme(cda, bozza esenpat.DatiCertificato) bool {
	return (cda.Esenzione.Codice == "" || cda.Esenzione.Codice == bozza.Esenzione.Codice) &&
		(cda.Diagnosi.Codice == "" || cda.Diagnosi.CodiceVisibile() == bozza.Diagnosi.CodiceVisibile()) &&
		(cda.LeggiSpeciali == esenpat.NonScelto || cda.LeggiSpeciali == bozza.LeggiSpeciali) &&
		stessoTesto(cda.Patologia, bozza.Patologia)
}

// stessoTesto compares two texts without regard to spacing, which a document
// may lay out as it must.
func stessoTesto(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}
