package cda

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// Contenuto returns what a document says as the content of a certificate: the
// inverse of [Di], without the things that no CDA carries (number, letterhead,
// type, regime, «oscurato al genitore»).
func Contenuto(c Certificato) esenpat.ContenutoCertificato {
	d := c.Documento
	out := esenpat.ContenutoCertificato{
		Identita: esenpat.IdentitaDocumento{
			Radice: d.Radice, ID: d.ID, SetID: d.SetID, Versione: d.Versione, Incontro: c.Incontro.ID,
		},
		Assistito: assistitoDi(c.Paziente),
		Medico: esenpat.Utente{
			CodiceFiscale: esenpat.CodiceFiscale(c.Medico.CodiceFiscale), Cognome: c.Medico.Cognome, Nome: c.Medico.Nome, Titolo: c.Medico.Titolo,
		},
		Azienda: esenpat.Azienda{Codice: c.Azienda.Codice, Denominazione: c.Azienda.Nome},
		Dati: esenpat.DatiCertificato{
			UnitaProduttiva: esenpat.UnitaProduttiva{
				Matricola: c.Incontro.Unita.Codice, Descrizione: c.Incontro.Unita.Nome,
				Struttura: c.Incontro.Struttura.Nome, STS11: c.Incontro.Struttura.Codice,
			},
			LeggiSpeciali: leggiSpecialiDi(d.Riservatezza),
		},
		Emesso: d.Emesso,
	}
	prima := esenpat.RiferimentoDocumento{ID: d.Precedente.ID, SetID: d.SetID, Versione: d.Precedente.Versione}
	switch {
	case c.Annullativo:
		out.Identita.Annulla = prima
		return out
	case prima.ID != "":
		out.Identita.Sostituisce = prima
	}
	out.Dati.Patologia = c.Referto
	out.Dati.Esenzione = esenpat.VoceEsenzione{Codice: c.Esenzione.Codice, Descrizione: c.Esenzione.Descrizione}
	out.Dati.Diagnosi = esenpat.VoceDiagnosi{
		Codice: c.Diagnosi.Codice, Descrizione: c.Diagnosi.Descrizione, CodiceEsenzione: c.Esenzione.Codice, Fittizia: c.Diagnosi.Codice == "",
	}
	return out
}

func leggiSpecialiDi(riservatezza string) esenpat.Scelta {
	switch riservatezza {
	case "V":
		return esenpat.Si
	case "N":
		return esenpat.No
	}
	return esenpat.NonScelto
}

func assistitoDi(p Paziente) esenpat.Assistito {
	return esenpat.Assistito{
		IDAura: p.IDAura, CodiceFiscale: esenpat.CodiceFiscale(p.CodiceFiscale), Cognome: p.Cognome, Nome: p.Nome, Sesso: esenpat.Sesso(p.Sesso),
		Anagrafica: esenpat.Anagrafica{
			DataNascita: p.Nascita, StatoNascita: p.LuogoNascita.Stato,
			ComuneNascita: esenpat.Comune{CodiceIstat: p.LuogoNascita.Istat, Denominazione: p.LuogoNascita.Citta},
			Residenza: esenpat.Residenza{
				Indirizzo: p.Residenza.Indirizzo, CAP: p.Residenza.CAP, Regione: p.Residenza.Regione,
				Comune: esenpat.Comune{CodiceIstat: p.Residenza.Istat, Denominazione: p.Residenza.Citta, Provincia: p.Residenza.Provincia},
			},
		},
	}
}
