package main

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// lettoreCDA reads back what a certificate says, so that the server's document
// can be compared with what the doctor wrote, and its author with the signer.
type lettoreCDA struct{}

// Contenuto returns what a CDA carries of a certificate: identity, patient,
// doctor, codes, illness text and special laws. The error is
// "documento.cda-illeggibile" (Invalid).
func (lettoreCDA) Contenuto(_ context.Context, pdf []byte) (esenpat.ContenutoCertificato, error) {
	xml, err := pdfa.EstraiCDA(pdf)
	if err != nil {
		return esenpat.ContenutoCertificato{}, esenpat.NewError(esenpat.Invalid, "documento.cda-illeggibile", "cmd.lettoreCDA").Because(err)
	}
	c, err := cda.LeggiCampi(xml)
	if err != nil {
		return esenpat.ContenutoCertificato{}, esenpat.NewError(esenpat.Invalid, "documento.cda-illeggibile", "cmd.lettoreCDA").Because(err)
	}
	leggi := esenpat.No
	if c.Documento.Riservatezza == "V" {
		leggi = esenpat.Si
	}
	diagnosi := esenpat.VoceDiagnosi{Codice: c.Diagnosi.Codice, Descrizione: c.Diagnosi.Descrizione}
	diagnosi.Fittizia = diagnosi.Codice == ""
	return esenpat.ContenutoCertificato{
		Identita:  esenpat.IdentitaDocumento{Radice: c.Documento.Radice, ID: c.Documento.ID, SetID: c.Documento.SetID, Versione: c.Documento.Versione},
		Assistito: esenpat.Assistito{CodiceFiscale: esenpat.CodiceFiscale(c.Paziente.CodiceFiscale), Cognome: c.Paziente.Cognome, Nome: c.Paziente.Nome},
		Medico:    esenpat.Utente{CodiceFiscale: esenpat.CodiceFiscale(c.Medico.CodiceFiscale), Cognome: c.Medico.Cognome, Nome: c.Medico.Nome, Titolo: c.Medico.Titolo},
		Dati: esenpat.DatiCertificato{
			Esenzione: esenpat.VoceEsenzione{Codice: c.Esenzione.Codice, Descrizione: c.Esenzione.Descrizione},
			Diagnosi:  diagnosi, Patologia: c.Referto, LeggiSpeciali: leggi,
			UnitaProduttiva: esenpat.UnitaProduttiva{Matricola: c.Incontro.Unita.Codice, Descrizione: c.Incontro.Unita.Nome},
		},
		Emesso: c.Documento.Emesso,
	}, nil
}
