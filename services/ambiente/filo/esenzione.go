package filo

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Limiti are the days between which the end may lie.
type Limiti struct {
	DataMinima  Data  `json:"data_minima"`
	DataMassima *Data `json:"data_massima,omitempty"`
}

// Proposta is what the service proposes for a signed certificate.
type Proposta struct {
	CodiceEsenzione string         `json:"codice_esenzione"`
	CodiceDiagnosi  string         `json:"codice_diagnosi"`
	DataInizio      Data           `json:"data_inizio"`
	DataFine        Data           `json:"data_fine_proposta"`
	Durata          *Durata        `json:"durata,omitempty"`
	Illimitata      bool           `json:"illimitata"`
	Rilasciabile    bool           `json:"rilasciabile"`
	Richiedibile    bool           `json:"richiedibile"`
	Motivo          *Motivo        `json:"motivo,omitempty"`
	AttivaAURA      *EsenzioneAURA `json:"esenzione_attiva_aura,omitempty"`
	Limiti          Limiti         `json:"limiti"`
	AslCompetente   Azienda        `json:"asl_competente"`
	Dichiarazioni   []Motivo       `json:"dichiarazioni,omitempty"`
}

// RichiestaEsenzione is the act of issuing or requesting.
type RichiestaEsenzione struct {
	CertificatoID string       `json:"certificato_id"`
	Modalita      string       `json:"modalita"`
	DataFine      esenpat.Data `json:"data_fine_validita"`
	Predefinita   bool         `json:"usa_durata_predefinita"`
	Note          string       `json:"note"`
	Dichiarazioni []string     `json:"dichiarazioni"`
}

// Prestazione is an exempt service.
type Prestazione struct {
	Codice      string `json:"codice"`
	CodiceDM96  string `json:"codice_dm96,omitempty"`
	Descrizione string `json:"descrizione"`
	Ciclica     bool   `json:"ciclica"`
	Nota        string `json:"nota,omitempty"`
}

// LegamePrestazione says which diagnosis gives which exempt service.
type LegamePrestazione struct {
	Esenzione   string `json:"codice_esenzione"`
	Diagnosi    string `json:"codice_diagnosi"`
	Prestazione string `json:"codice_prestazione"`
}

// Esenzione is a pratica in full.
type Esenzione struct {
	ID              string        `json:"id"`
	Numero          string        `json:"numero_pratica"`
	Stato           Codifica      `json:"stato"`
	Tipologia       Codifica      `json:"tipologia"`
	Esenzione       VoceEsenzione `json:"esenzione"`
	Diagnosi        Diagnosi      `json:"diagnosi"`
	Assistito       Assistito     `json:"assistito"`
	Compilatore     string        `json:"compilatore,omitempty"`
	DataRichiesta   time.Time     `json:"data_richiesta"`
	Inizio          Data          `json:"data_inizio_validita"`
	Fine            Data          `json:"data_fine_validita"`
	Archiviata      bool          `json:"archiviata"`
	CertificatoID   string        `json:"certificato_id,omitempty"`
	AslCompetente   Azienda       `json:"asl_competente"`
	Origine         string        `json:"origine"`
	Durata          *Durata       `json:"durata,omitempty"`
	Prestazioni     []Prestazione `json:"prestazioni"`
	Note            string        `json:"note,omitempty"`
	LeggiSpeciali   bool          `json:"soggetto_leggi_speciali"`
	Oscurato        *bool         `json:"oscurato_genitore,omitempty"`
	CodiceAttestato string        `json:"codice_attestato,omitempty"`

	Comunicazione *Comunicazione `json:"comunicazione_asl,omitempty"`
	AzioniAmmesse []string       `json:"azioni_ammesse"`
}

// Comunicazione is what the ASL wrote to the doctor about a request.
type Comunicazione struct {
	Motivo Codifica  `json:"motivo"`
	Note   string    `json:"note,omitempty"`
	Data   time.Time `json:"data"`
}

// Rinvio is «Rimanda ad Operatore».
type Rinvio struct {
	CertificatoID string `json:"certificato_id"`
	Note          string `json:"note"`
}

// EsenzioneSintesi is one card of a list.
type EsenzioneSintesi struct {
	ID            string           `json:"id"`
	CitID         string           `json:"cit_id"`
	Numero        string           `json:"numero_pratica"`
	Stato         Codifica         `json:"stato"`
	Tipologia     Codifica         `json:"tipologia"`
	Esenzione     Codifica         `json:"esenzione"`
	Diagnosi      Diagnosi         `json:"diagnosi"`
	Assistito     AssistitoSintesi `json:"assistito"`
	Compilatore   string           `json:"compilatore,omitempty"`
	DataRichiesta time.Time        `json:"data_richiesta"`
	Inizio        Data             `json:"data_inizio_validita"`
	Fine          Data             `json:"data_fine_validita"`
	Archiviata    bool             `json:"archiviata"`
	CertificatoID string           `json:"certificato_id,omitempty"`
	Asl           string           `json:"asl,omitempty"`
	LeggiSpeciali bool             `json:"soggetto_leggi_speciali"`
	Origine       string           `json:"origine"`
}

// EsitoEsenzione is what came of an issue. ScadenzaPrecedente is stated only
// when an expiry was moved.
type EsitoEsenzione struct {
	Esito              string    `json:"esito"`
	Esenzione          Esenzione `json:"esenzione"`
	ScadenzaPrecedente *Data     `json:"scadenza_precedente,omitempty"`
}

// RicercaEsenzioni are the filters of a list of exemptions.
type RicercaEsenzioni struct {
	Stato           []string     `json:"stato"`
	CodiceEsenzione string       `json:"codice_esenzione"`
	CodiceFiscale   string       `json:"codice_fiscale"`
	Cognome         string       `json:"cognome"`
	Nome            string       `json:"nome"`
	DataNascita     esenpat.Data `json:"data_nascita"`
	ValidaDa        esenpat.Data `json:"valida_da"`
	ValidaA         esenpat.Data `json:"valida_a"`
	Ordinamento     string       `json:"ordinamento"`
	Limit           int          `json:"limit"`
	Offset          int          `json:"offset"`
}

// descritta returns a code with its words, or with itself if it has none.
func descritta[T ~string](codice T, parole map[T]string) Codifica {
	if d, ok := parole[codice]; ok {
		return Codifica{string(codice), d}
	}
	return Codifica{string(codice), string(codice)}
}

// DiStatoEsenzione maps the state of a pratica.
func DiStatoEsenzione(s esenpat.StatoEsenzione) Codifica {
	return descritta(s, map[esenpat.StatoEsenzione]string{
		esenpat.EsenzioneInviata: "Inviata alla ASL", esenpat.EsenzioneDaValidare: "Da validare", esenpat.EsenzioneValidata: "Validata",
		esenpat.EsenzioneScaduta: "Scaduta", esenpat.EsenzioneRevocata: "Revocata", esenpat.EsenzioneAnnullata: "Annullata",
		esenpat.EsenzioneRespinta: "Respinta", esenpat.EsenzioneAlMedico: "Inviata al medico", esenpat.EsenzioneAppuntamento: "Richiesta appuntamento",
		esenpat.EsenzioneInLavorazione: "In lavorazione", esenpat.EsenzioneValidaInScadenza: "Validata in scadenza", esenpat.EsenzioneInScadenza: "In scadenza",
		esenpat.EsenzioneRettificaCittadino: "Rettifica chiesta al cittadino", esenpat.EsenzioneRettificaDalMedico: "Rettifica chiesta dal medico",
	})
}

// DiTipologia maps a type of certificate.
func DiTipologia(t esenpat.Tipologia) Codifica {
	return descritta(t, map[esenpat.Tipologia]string{
		esenpat.MalattiaCronica: "Malattia cronica", esenpat.MalattiaRara: "Malattia rara", esenpat.Invalidita: "Invalidità", esenpat.Altra: "Altra",
	})
}

// DiRegime maps a regime.
func DiRegime(r esenpat.Regime) Codifica {
	return descritta(r, map[esenpat.Regime]string{
		esenpat.RegimeSSN: "Regime SSN: documento prodotto in regime SSN (ricetta SSN o screening)",
		esenpat.RegimeSSR: "Regime SSR: documento prodotto in regime SSR (progetti regionali)",
	})
}

// EventoAudit is something that happened on a workstation.
type EventoAudit struct {
	ID      string    `json:"id"`
	Quando  time.Time `json:"quando"`
	Azione  string    `json:"azione"`
	Oggetto string    `json:"oggetto"`
	CitID   string    `json:"cit_id"`
	Esito   string    `json:"esito"`
}
