package regione

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type finestraDTO struct {
	Limit  int `json:"limit,omitempty"`
	Offset int `json:"offset,omitempty"`
}

// personaDTO is the part of a filter that names a person.
type personaDTO struct {
	CodiceFiscale string       `json:"codice_fiscale,omitempty"`
	Cognome       string       `json:"cognome,omitempty"`
	Nome          string       `json:"nome,omitempty"`
	DataNascita   esenpat.Data `json:"data_nascita,omitzero"`
}

func persona(r esenpat.RicercaAssistito) personaDTO {
	return personaDTO{CodiceFiscale: string(r.CodiceFiscale), Cognome: r.Cognome, Nome: r.Nome, DataNascita: r.DataNascita}
}

type ricercaCertificatiDTO struct {
	Stato           []esenpat.StatoCertificato `json:"stato,omitempty"`
	CodiceEsenzione string                     `json:"codice_esenzione,omitempty"`
	CodiceDiagnosi  string                     `json:"codice_diagnosi,omitempty"`
	Tipologia       []esenpat.Tipologia        `json:"tipologia,omitempty"`
	DataDa          esenpat.Data               `json:"data_da,omitzero"`
	DataA           esenpat.Data               `json:"data_a,omitzero"`
	Ordinamento     string                     `json:"ordinamento,omitempty"`
	personaDTO
	finestraDTO
}

type ricercaEsenzioniDTO struct {
	Stato           []esenpat.StatoEsenzione `json:"stato,omitempty"`
	CodiceEsenzione string                   `json:"codice_esenzione,omitempty"`
	ValidaDa        esenpat.Data             `json:"valida_da,omitzero"`
	ValidaA         esenpat.Data             `json:"valida_a,omitzero"`
	Ordinamento     string                   `json:"ordinamento,omitempty"`
	personaDTO
	finestraDTO
}

type nuovoCertificatoDTO struct {
	IDClient            string    `json:"id_client"`
	Tipologia           string    `json:"tipologia"`
	CodiceEsenzione     string    `json:"codice_esenzione"`
	CodiceDiagnosi      string    `json:"codice_diagnosi,omitempty"`
	TipologiaInvalidita string    `json:"tipologia_invalidita,omitempty"`
	Patologia           string    `json:"patologia"`
	LeggiSpeciali       bool      `json:"soggetto_leggi_speciali"`
	UnitaProduttiva     string    `json:"unita_produttiva"`
	Regime              string    `json:"regime_documento"`
	OscuratoGenitore    *bool     `json:"oscurato_genitore,omitempty"`
	RedattoIl           time.Time `json:"redatto_il"`
	VersioneCatalogo    string    `json:"versione_catalogo"`
	Sostituisce         string    `json:"sostituisce,omitempty"`
}

// catalogoNonNoto is sent for a draft that does not say which catalogue it was
// written with: the service then judges the codes themselves.
const catalogoNonNoto = "non-dichiarata"

func nuovoCertificato(n esenpat.NuovoCertificato) nuovoCertificatoDTO {
	d := n.Dati
	return nuovoCertificatoDTO{
		IDClient: n.IDClient, Tipologia: string(d.Tipologia), CodiceEsenzione: d.Esenzione.Codice, CodiceDiagnosi: d.Diagnosi.Codice,
		TipologiaInvalidita: string(d.TipologiaInvalidita), Patologia: d.Patologia, LeggiSpeciali: d.LeggiSpeciali == esenpat.Si,
		UnitaProduttiva: d.UnitaProduttiva.Matricola, Regime: string(d.Regime), OscuratoGenitore: d.OscuratoGenitore.Bool(),
		RedattoIl: n.RedattoIl, VersioneCatalogo: primo(d.VersioneCatalogo, catalogoNonNoto), Sostituisce: n.Sostituisce,
	}
}

type annullamentoDTO struct {
	Motivo string `json:"motivo,omitempty"`
}

type rinvioDTO struct {
	CertificatoID string `json:"certificato_id"`
	Note          string `json:"note,omitempty"`
}

type documentoDaFirmareDTO struct {
	ID     string `json:"id"`
	SHA256 string `json:"sha256"`
}

type richiestaOTPDTO struct {
	Provider  string                  `json:"provider"`
	Alias     string                  `json:"alias"`
	PIN       string                  `json:"pin,omitempty"`
	Modalita  string                  `json:"modalita,omitempty"`
	Documenti []documentoDaFirmareDTO `json:"documenti"`
}

type richiestaFirmaDTO struct {
	Provider string `json:"provider"`
	Alias    string `json:"alias"`
	PIN      string `json:"pin,omitempty"`
	OTP      string `json:"otp,omitempty"`
	SHA256   string `json:"sha256"`

	Altri          []documentoDaFirmareDTO `json:"altri,omitempty"`
	Autorizzazione string                  `json:"autorizzazione,omitempty"`
	SenzaMarca     bool                    `json:"senza_marca,omitempty"`
}

type ricercaCredenzialiDTO struct {
	Provider string `json:"provider,omitempty"`
	Alias    string `json:"alias,omitempty"`
}

type richiestaEsenzioneDTO struct {
	CertificatoID     string        `json:"certificato_id"`
	Modalita          string        `json:"modalita"`
	DataFine          *esenpat.Data `json:"data_fine_validita"`
	DurataPredefinita bool          `json:"usa_durata_predefinita"`
	Note              string        `json:"note,omitempty"`
	Dichiarazioni     []string      `json:"dichiarazioni,omitempty"`
}
