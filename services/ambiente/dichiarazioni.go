package ambiente

import (
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// dichiarazioni are the statements that an exemption for a rare disease needs
// (spec 2, G11: two required boxes in the regional form; spec 1, 2.2 n. 2 and 3).
// The texts of the Region are in its database and not published: these are ours.
func dichiarazioni(d esenpat.DatiCertificato) []filo.Motivo {
	if d.Tipologia != esenpat.MalattiaRara {
		return nil
	}
	return []filo.Motivo{
		{
			Codice: "TRATTAMENTO_DATI",
			Testo:  "L'assistito (o chi ne fa le veci) è stato informato sul trattamento dei dati personali e sanitari relativi alla malattia rara e vi acconsente.",
		},
		{
			Codice: "REGISTRO_MALATTIE_RARE",
			Testo:  "L'assistito (o chi ne fa le veci) è informato dell'iscrizione al Registro interregionale delle malattie rare e vi acconsente.",
		},
	}
}

// dichiarato refuses a request without one of the statements.
func (s *server) dichiarato(d esenpat.DatiCertificato, v filo.RichiestaEsenzione) error {
	for _, x := range dichiarazioni(d) {
		if !slices.Contains(v.Dichiarazioni, x.Codice) {
			return s.nega("DICHIARAZIONI_MANCANTI").Al("dichiarazioni").Con("dichiarazione", x.Codice)
		}
	}
	return nil
}
