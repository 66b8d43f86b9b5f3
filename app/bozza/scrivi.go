package bozza

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// dto returns the known keys of the file.
func dto(f File) dtoBozza {
	b, d := f.Bozza, f.Bozza.Dati
	m := dtoMedico{
		CodiceFiscale: string(b.Medico.CodiceFiscale), Cognome: b.Medico.Cognome, Nome: b.Medico.Nome, Titolo: b.Medico.Titolo,
		Telefono: f.TelefonoMedico, Azienda: dtoAzienda(b.Azienda),
	}
	u := d.UnitaProduttiva
	out := dtoBozza{
		Versione: 1, ID: b.ID, Assistito: dtoDi(b.Assistito), Medico: m,
		Tipologia: string(d.Tipologia), TipologiaInvalidita: string(d.TipologiaInvalidita), Codifica: string(d.Esenzione.Codifica),
		CodiceEsenzione: d.Esenzione.Codice, DescrEsenzione: d.Esenzione.Descrizione,
		CodiceDiagnosi: d.Diagnosi.Codice, DescrDiagnosi: d.Diagnosi.Descrizione, Patologia: d.Patologia,
		LeggiSpeciali: d.LeggiSpeciali.Bool(), Oscurato: d.OscuratoGenitore.Bool(),
		Unita:  dtoUnita{u.Matricola, u.Descrizione, u.STS11, u.Struttura},
		Regime: string(d.Regime), Data: f.Data.String(), Ora: f.Ora, VersioneCatalogo: d.VersioneCatalogo,
		Sostituisce: riferimentoDi(b.Sostituisce), Annulla: riferimentoDi(f.Annulla),
	}
	if d.Diagnosi.Fittizia {
		out.CodiceDiagnosi = esenpat.CodiceNessunaDiagnosi
	}
	return out
}

func dtoDi(a esenpat.Assistito) dtoAssistito {
	n, r := a.Anagrafica, a.Anagrafica.Residenza
	return dtoAssistito{
		ID: a.ID, IDAura: a.IDAura, CodiceFiscale: string(a.CodiceFiscale), Cognome: a.Cognome, Nome: a.Nome,
		DataNascita: n.DataNascita.String(), Sesso: string(a.Sesso), StatoNascita: n.StatoNascita, ComuneNascita: dtoComune(n.ComuneNascita),
		Residenza:    dtoResidenza{r.Indirizzo, r.CAP, r.Regione, dtoComune(r.Comune)},
		AslResidenza: dtoAzienda(a.AslResidenza),
	}
}

func riferimentoDi(r esenpat.RiferimentoDocumento) dtoRiferimento {
	out := dtoRiferimento{ID: r.ID, SetID: r.SetID, Versione: r.Versione, Numero: r.Numero, Motivo: r.Motivo}
	if !r.Data.IsZero() {
		out.Data = esenpat.DataDi(r.Data.In(roma())).String()
	}
	return out
}
