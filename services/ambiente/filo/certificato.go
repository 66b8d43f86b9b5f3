package filo

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// VoceEsenzione is an exemption of the catalogue.
type VoceEsenzione struct {
	Codifica              string  `json:"codifica,omitempty"`
	Codice                string  `json:"codice"`
	Descrizione           string  `json:"descrizione"`
	Tipologia             string  `json:"tipologia"`
	TipologiaAura         string  `json:"tipologia_aura,omitempty"`
	TipologiaInvalidita   string  `json:"tipologia_invalidita,omitempty"`
	RiferimentoNormativo  string  `json:"riferimento_legislativo,omitempty"`
	Durata                *Durata `json:"durata,omitempty"`
	ValidaDal             *Data   `json:"valida_dal,omitempty"`
	ValidaAl              *Data   `json:"valida_al,omitempty"`
	SenzaDiagnosiCodifica bool    `json:"senza_diagnosi_codificata"`
	Dimostrativa          bool    `json:"dimostrativa"`
}

// DiVoceEsenzione maps an exemption.
func DiVoceEsenzione(v esenpat.VoceEsenzione, invalidita esenpat.TipologiaInvalidita) VoceEsenzione {
	return VoceEsenzione{
		string(v.Codifica), v.Codice, v.Descrizione, string(v.Tipologia), v.TipologiaAura, string(invalidita), v.RiferimentoNormativo,
		DiDurata(v.Durata), SeData(v.ValidaDal), SeData(v.ValidaAl), v.SenzaDiagnosiCodifica, v.Dimostrativa,
	}
}

// VoceDiagnosi is a diagnosis of the catalogue.
type VoceDiagnosi struct {
	Codice          string  `json:"codice"`
	Descrizione     string  `json:"descrizione"`
	CodiceEsenzione string  `json:"codice_esenzione"`
	Fittizia        bool    `json:"fittizia"`
	Durata          *Durata `json:"durata,omitempty"`
	ValidaDal       *Data   `json:"valida_dal,omitempty"`
	ValidaAl        *Data   `json:"valida_al,omitempty"`
	Fonte           string  `json:"fonte,omitempty"`
}

// DiVoceDiagnosi maps a diagnosis.
func DiVoceDiagnosi(d esenpat.VoceDiagnosi) VoceDiagnosi {
	return VoceDiagnosi{d.Codice, d.Descrizione, d.CodiceEsenzione, d.Fittizia, DiDurata(d.Durata), SeData(d.ValidaDal), SeData(d.ValidaAl), d.Fonte}
}

// Diagnosi is the diagnosis of a certificate.
type Diagnosi struct {
	Codice      string  `json:"codice"`
	Descrizione string  `json:"descrizione"`
	Fittizia    bool    `json:"fittizia"`
	Durata      *Durata `json:"durata,omitempty"`
}

// DiDiagnosi maps the diagnosis of a certificate.
func DiDiagnosi(d esenpat.VoceDiagnosi) Diagnosi {
	return Diagnosi{d.Codice, d.Descrizione, d.Fittizia, DiDurata(d.Durata)}
}

// Stato is a state of a certificate with its regional number.
type Stato struct {
	Codice      string `json:"codice"`
	Numero      int    `json:"numero"`
	Descrizione string `json:"descrizione"`
}

// DiStato maps a state.
func DiStato(s esenpat.StatoCertificato) Stato {
	n, d := 0, ""
	switch s {
	case esenpat.DaFirmare:
		n, d = 1, "Da firmare"
	case esenpat.Valido:
		n, d = 2, "Valido"
	case esenpat.Scaduto:
		n, d = 3, "Scaduto"
	case esenpat.Annullato:
		n, d = 4, "Annullato"
	case esenpat.ValidoInAttesa:
		n, d = 5, "Valido in attesa"
	case esenpat.StatoNonConosciuto:
	}
	return Stato{string(s), n, d}
}

// NuovoCertificato asks for a certificate. The pointers tell a missing answer
// from «no».
type NuovoCertificato struct {
	IDClient            string    `json:"id_client"`
	Tipologia           string    `json:"tipologia"`
	CodiceEsenzione     string    `json:"codice_esenzione"`
	CodiceDiagnosi      string    `json:"codice_diagnosi"`
	TipologiaInvalidita string    `json:"tipologia_invalidita"`
	Patologia           string    `json:"patologia"`
	LeggiSpeciali       *bool     `json:"soggetto_leggi_speciali"`
	UnitaProduttiva     string    `json:"unita_produttiva"`
	Regime              string    `json:"regime_documento"`
	OscuratoGenitore    *bool     `json:"oscurato_genitore"`
	RedattoIl           time.Time `json:"redatto_il"`
	VersioneCatalogo    string    `json:"versione_catalogo"`
	Sostituisce         string    `json:"sostituisce"`
}

// Annullativo is the document that annuls a certificate.
type Annullativo struct {
	ID     string `json:"id"`
	Stato  Stato  `json:"stato"`
	PDF    PDF    `json:"pdf"`
	Motivo string `json:"motivo,omitempty"`
	Numero string `json:"numero,omitempty"`
}

// Certificato is a certificate in full.
type Certificato struct {
	ID                  string          `json:"id"`
	IDClient            string          `json:"id_client"`
	Numero              string          `json:"numero"`
	Stato               Stato           `json:"stato"`
	Tipologia           Codifica        `json:"tipologia"`
	TipologiaInvalidita string          `json:"tipologia_invalidita,omitempty"`
	Esenzione           VoceEsenzione   `json:"esenzione"`
	Diagnosi            Diagnosi        `json:"diagnosi"`
	Patologia           string          `json:"patologia"`
	LeggiSpeciali       bool            `json:"soggetto_leggi_speciali"`
	UnitaProduttiva     UnitaProduttiva `json:"unita_produttiva"`
	Regime              Codifica        `json:"regime_documento"`
	OscuratoGenitore    *bool           `json:"oscurato_genitore"`
	VersioneCatalogo    string          `json:"versione_catalogo,omitempty"`
	Assistito           Assistito       `json:"assistito"`
	Redattore           Utente          `json:"redattore"`
	Firmatario          *Utente         `json:"firmatario,omitempty"`
	Azienda             Azienda         `json:"azienda"`
	CreatoIl            *time.Time      `json:"creato_il"`
	EmessoIl            *time.Time      `json:"emesso_il,omitempty"`
	FirmatoIl           *time.Time      `json:"firmato_il,omitempty"`
	AnnullatoIl         *time.Time      `json:"annullato_il,omitempty"`
	Utilizzabile        bool            `json:"utilizzabile"`
	EsenzioneID         string          `json:"esenzione_id,omitempty"`
	AnnullativoID       string          `json:"annullativo_id,omitempty"`
	Annullativo         *Annullativo    `json:"annullativo,omitempty"`
	AzioniAmmesse       []string        `json:"azioni_ammesse"`
	Sostituisce         string          `json:"sostituisce,omitempty"`
	PDF                 PDF             `json:"pdf"`
	Fascicolo           *Consegna       `json:"consegna_fascicolo,omitempty"`
}

// Consegna is how the delivery to the health record stands.
type Consegna struct {
	Esito       string     `json:"esito"`
	Descrizione string     `json:"descrizione,omitempty"`
	Aggiornato  *time.Time `json:"aggiornato_il,omitempty"`
}

// CertificatoSintesi is one card of a list.
type CertificatoSintesi struct {
	ID            string           `json:"id"`
	CitID         string           `json:"cit_id"`
	Numero        string           `json:"numero"`
	Stato         Stato            `json:"stato"`
	Tipologia     Codifica         `json:"tipologia"`
	Esenzione     Codifica         `json:"esenzione"`
	Diagnosi      Diagnosi         `json:"diagnosi"`
	Assistito     AssistitoSintesi `json:"assistito"`
	Redattore     string           `json:"redattore"`
	Utilizzabile  bool             `json:"utilizzabile"`
	EsenzioneID   string           `json:"esenzione_id,omitempty"`
	CreatoIl      *time.Time       `json:"creato_il"`
	EmessoIl      *time.Time       `json:"emesso_il,omitempty"`
	FirmatoIl     *time.Time       `json:"firmato_il,omitempty"`
	AnnullatoIl   *time.Time       `json:"annullato_il,omitempty"`
	LeggiSpeciali bool             `json:"soggetto_leggi_speciali"`
}

// RicercaCertificati are the filters of a list of certificates.
type RicercaCertificati struct {
	Stato           []string     `json:"stato"`
	CodiceEsenzione string       `json:"codice_esenzione"`
	CodiceDiagnosi  string       `json:"codice_diagnosi"`
	Tipologia       []string     `json:"tipologia"`
	CodiceFiscale   string       `json:"codice_fiscale"`
	Cognome         string       `json:"cognome"`
	Nome            string       `json:"nome"`
	DataNascita     esenpat.Data `json:"data_nascita"`
	DataDa          esenpat.Data `json:"data_da"`
	DataA           esenpat.Data `json:"data_a"`
	Utilizzabile    *bool        `json:"utilizzabile"`
	Ordinamento     string       `json:"ordinamento"`
	Limit           int          `json:"limit"`
	Offset          int          `json:"offset"`
}

// Evento is one line of a history.
type Evento struct {
	Stato  string    `json:"stato"`
	Data   time.Time `json:"data"`
	Utente string    `json:"utente"`
	Nota   string    `json:"nota,omitempty"`
}
