package filo

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// RicercaAssistito is a patient search.
type RicercaAssistito struct {
	CodiceFiscale string       `json:"codice_fiscale"`
	Cognome       string       `json:"cognome"`
	Nome          string       `json:"nome"`
	DataNascita   esenpat.Data `json:"data_nascita"`
	Limit         int          `json:"limit"`
	Offset        int          `json:"offset"`
}

// AssistitoSintesi is one row of a search.
type AssistitoSintesi struct {
	ID            string `json:"id"`
	CodiceFiscale string `json:"codice_fiscale"`
	Cognome       string `json:"cognome"`
	Nome          string `json:"nome"`
	Sesso         string `json:"sesso"`
	DataNascita   Data   `json:"data_nascita"`
	ComuneNascita string `json:"comune_nascita"`
}

// DiAssistitoSintesi maps a patient to one row.
func DiAssistitoSintesi(a esenpat.Assistito) AssistitoSintesi {
	return AssistitoSintesi{
		a.ID, string(a.CodiceFiscale), a.Cognome, a.Nome, string(a.Sesso),
		Data{a.Anagrafica.DataNascita},
		a.Anagrafica.ComuneNascita.Denominazione,
	}
}

// Residenza is where a patient lives.
type Residenza struct {
	Indirizzo     string `json:"indirizzo"`
	CAP           string `json:"cap"`
	Comune        Comune `json:"comune"`
	CodiceRegione string `json:"codice_regione"`
}

// Competenza is what the doctor may do.
type Competenza struct {
	PuoCertificare bool    `json:"puo_certificare"`
	PuoRilasciare  bool    `json:"puo_rilasciare"`
	Motivo         *Motivo `json:"motivo,omitempty"`
}

// Assistito is the registry data of a patient.
type Assistito struct {
	ID               string     `json:"id"`
	CodiceFiscale    string     `json:"codice_fiscale"`
	IDAura           string     `json:"id_aura"`
	Cognome          string     `json:"cognome"`
	Nome             string     `json:"nome"`
	Sesso            string     `json:"sesso"`
	DataNascita      Data       `json:"data_nascita"`
	ComuneNascita    Comune     `json:"comune_nascita"`
	StatoNascita     Codifica   `json:"stato_nascita"`
	Residenza        Residenza  `json:"residenza"`
	AslResidenza     Azienda    `json:"asl_residenza"`
	TesseraRegionale string     `json:"tessera_regionale,omitempty"`
	DataDecesso      *Data      `json:"data_decesso,omitempty"`
	FineSSN          *Data      `json:"fine_ssn,omitempty"`
	Minorenne        bool       `json:"minorenne"`
	Piemontese       bool       `json:"piemontese"`
	Competenza       Competenza `json:"competenza"`
	VersioneAnagrafe string     `json:"versione_anagrafe,omitempty"`
}

// DiAssistito maps a patient as of the given day.
func DiAssistito(a esenpat.Assistito, oggi esenpat.Data) Assistito {
	an := a.Anagrafica
	stato := "Italia"
	if an.ComuneNascita.Provincia == "EE" {
		stato = an.ComuneNascita.Denominazione
	}
	r := Assistito{
		ID: a.ID, CodiceFiscale: string(a.CodiceFiscale), IDAura: a.IDAura, Cognome: a.Cognome, Nome: a.Nome, Sesso: string(a.Sesso),
		DataNascita: Data{an.DataNascita}, ComuneNascita: DiComune(an.ComuneNascita), StatoNascita: Codifica{an.StatoNascita, stato},
		Residenza:    Residenza{an.Residenza.Indirizzo, an.Residenza.CAP, DiComune(an.Residenza.Comune), an.Residenza.Regione},
		AslResidenza: DiAzienda(a.AslResidenza), TesseraRegionale: a.TesseraRegionale,
		DataDecesso: SeData(an.DataDecesso), FineSSN: SeData(an.FineSSN),
		Minorenne: a.Minorenne(oggi), Piemontese: an.Piemontese, VersioneAnagrafe: a.VersioneAnagrafe,
		Competenza: Competenza{PuoCertificare: a.Competenza.PuoCertificare, PuoRilasciare: a.Competenza.PuoRilasciare},
	}
	if m := a.Competenza.Motivo; m.Codice != "" {
		r.Competenza.Motivo = &Motivo{m.Codice, m.Testo}
	}
	return r
}

// EsenzioneAURA is an exemption registered in AURA.
type EsenzioneAURA struct {
	Codice          string `json:"codice"`
	Descrizione     string `json:"descrizione"`
	CodiceDiagnosi  string `json:"codice_diagnosi"`
	Diagnosi        string `json:"diagnosi,omitempty"`
	DataEmissione   Data   `json:"data_emissione"`
	DataScadenza    Data   `json:"data_scadenza"`
	DataSospensione *Data  `json:"data_sospensione,omitempty"`
	CodiceAttestato string `json:"codice_attestato,omitempty"`
	Fonte           string `json:"fonte"`
	Attiva          bool   `json:"attiva"`
	LeggiSpeciali   bool   `json:"soggetto_leggi_speciali,omitempty"`
}

// DiAURA maps an entry of AURA.
func DiAURA(e esenpat.EsenzioneAURA) EsenzioneAURA {
	return EsenzioneAURA{
		e.Codice, e.Descrizione, e.CodiceDiagnosi, e.Diagnosi,
		Data{e.DataEmissione},
		Data{e.DataScadenza},
		SeData(e.DataSospensione), e.CodiceAttestato, e.Fonte, e.Attiva, e.LeggiSpeciali,
	}
}
