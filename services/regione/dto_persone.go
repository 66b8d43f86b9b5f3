package regione

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// The DTOs are named and spelled as in the contract. Values of an enumeration
// that this version does not know are kept as they are.

type codificaDTO struct {
	Codice      string `json:"codice"`
	Descrizione string `json:"descrizione"`
}

func (d codificaDTO) manca() string { return vuoto("codice", d.Codice) }

func (d codificaDTO) voce() esenpat.Voce {
	return esenpat.Voce{Codice: d.Codice, Descrizione: d.Descrizione}
}

type motivoDTO struct {
	Codice string `json:"codice"`
	Testo  string `json:"testo"`
}

func (d motivoDTO) motivo() esenpat.Motivo { return esenpat.Motivo{Codice: d.Codice, Testo: d.Testo} }

type utenteDTO struct {
	CodiceFiscale string    `json:"codice_fiscale"`
	Cognome       string    `json:"cognome"`
	Nome          string    `json:"nome"`
	Titolo        string    `json:"titolo"`
	UltimoAccesso time.Time `json:"ultimo_accesso"`
}

func (d utenteDTO) manca() string {
	return vuoto("codice_fiscale", d.CodiceFiscale, "cognome", d.Cognome, "nome", d.Nome)
}

func (d utenteDTO) utente() esenpat.Utente {
	return esenpat.Utente{
		CodiceFiscale: esenpat.CodiceFiscale(d.CodiceFiscale), Cognome: d.Cognome, Nome: d.Nome,
		Titolo: d.Titolo, UltimoAccesso: d.UltimoAccesso,
	}
}

type aziendaDTO struct {
	IDAzienda     string `json:"id_azienda"`
	Denominazione string `json:"denominazione"`
	Indirizzo     string `json:"indirizzo"`
	Recapiti      string `json:"recapiti"`
	PEC           string `json:"pec"`
	PartitaIVA    string `json:"partita_iva"`
}

func (d aziendaDTO) azienda() esenpat.Azienda {
	return esenpat.Azienda{
		Codice: d.IDAzienda, Denominazione: d.Denominazione, Indirizzo: d.Indirizzo,
		Telefono: d.Recapiti, PEC: d.PEC, PartitaIVA: d.PartitaIVA,
	}
}

type comuneDTO struct {
	CodiceIstat     string `json:"codice_istat"`
	CodiceCatastale string `json:"codice_catastale"`
	Denominazione   string `json:"denominazione"`
	Provincia       string `json:"provincia"`
}

func (d comuneDTO) comune() esenpat.Comune { return esenpat.Comune(d) }

type residenzaDTO struct {
	Indirizzo     string    `json:"indirizzo"`
	CAP           string    `json:"cap"`
	Comune        comuneDTO `json:"comune"`
	CodiceRegione string    `json:"codice_regione"`
}

type competenzaDTO struct {
	PuoCertificare bool      `json:"puo_certificare"`
	PuoRilasciare  bool      `json:"puo_rilasciare"`
	Motivo         motivoDTO `json:"motivo"`
}

type assistitoSintesiDTO struct {
	ID            string       `json:"id"`
	CodiceFiscale string       `json:"codice_fiscale"`
	Cognome       string       `json:"cognome"`
	Nome          string       `json:"nome"`
	Sesso         string       `json:"sesso"`
	DataNascita   esenpat.Data `json:"data_nascita"`
	ComuneNascita string       `json:"comune_nascita"`
}

func (d assistitoSintesiDTO) manca() string {
	return vuoto("id", d.ID, "codice_fiscale", d.CodiceFiscale, "cognome", d.Cognome, "nome", d.Nome)
}

func (d assistitoSintesiDTO) sintesi() esenpat.AssistitoSintesi {
	return esenpat.AssistitoSintesi{
		ID: d.ID, CodiceFiscale: esenpat.CodiceFiscale(d.CodiceFiscale), Cognome: d.Cognome, Nome: d.Nome,
		Sesso: esenpat.Sesso(d.Sesso), DataNascita: d.DataNascita, ComuneNascita: d.ComuneNascita,
	}
}

type assistitoDTO struct {
	ID               string         `json:"id"`
	CodiceFiscale    string         `json:"codice_fiscale"`
	IDAura           string         `json:"id_aura"`
	Cognome          string         `json:"cognome"`
	Nome             string         `json:"nome"`
	Sesso            string         `json:"sesso"`
	DataNascita      esenpat.Data   `json:"data_nascita"`
	ComuneNascita    comuneDTO      `json:"comune_nascita"`
	StatoNascita     codificaDTO    `json:"stato_nascita"`
	Residenza        residenzaDTO   `json:"residenza"`
	AslResidenza     aziendaDTO     `json:"asl_residenza"`
	TesseraRegionale string         `json:"tessera_regionale"`
	DataDecesso      esenpat.Data   `json:"data_decesso"`
	FineSSN          esenpat.Data   `json:"fine_ssn"`
	Piemontese       bool           `json:"piemontese"`
	Competenza       *competenzaDTO `json:"competenza"`
	VersioneAnagrafe string         `json:"versione_anagrafe"`
}

func (d assistitoDTO) manca() string {
	switch {
	case d.Competenza == nil:
		return "competenza"
	case d.DataNascita.Vuota():
		return "data_nascita"
	}
	return vuoto("id", d.ID, "codice_fiscale", d.CodiceFiscale, "cognome", d.Cognome, "nome", d.Nome)
}

func (d assistitoDTO) assistito() esenpat.Assistito {
	a := esenpat.Assistito{
		ID: d.ID, IDAura: d.IDAura, CodiceFiscale: esenpat.CodiceFiscale(d.CodiceFiscale), Cognome: d.Cognome, Nome: d.Nome,
		Sesso: esenpat.Sesso(d.Sesso), TesseraRegionale: d.TesseraRegionale, AslResidenza: d.AslResidenza.azienda(),
		VersioneAnagrafe: d.VersioneAnagrafe,
		Anagrafica: esenpat.Anagrafica{
			DataNascita: d.DataNascita, ComuneNascita: d.ComuneNascita.comune(), StatoNascita: d.StatoNascita.Codice,
			Residenza: esenpat.Residenza{
				Indirizzo: d.Residenza.Indirizzo, CAP: d.Residenza.CAP, Comune: d.Residenza.Comune.comune(), Regione: d.Residenza.CodiceRegione,
			},
			DataDecesso: d.DataDecesso, FineSSN: d.FineSSN, Piemontese: d.Piemontese,
		},
	}
	if c := d.Competenza; c != nil {
		a.Competenza = esenpat.Competenza{PuoCertificare: c.PuoCertificare, PuoRilasciare: c.PuoRilasciare, Motivo: c.Motivo.motivo()}
	}
	return a
}

// vuoto returns the name of the first empty value among pairs of name and value.
func vuoto(coppie ...string) string {
	for i := 0; i+1 < len(coppie); i += 2 {
		if coppie[i+1] == "" {
			return coppie[i]
		}
	}
	return ""
}
