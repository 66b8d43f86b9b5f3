package esenpat

import (
	"log/slog"
	"time"
)

// StatoEsenzione is the state of a pratica (three letters, spec 1.5). Unknown
// values of newer servers are shown raw and allow nothing.
type StatoEsenzione string

// States of a pratica (spec 1, 1.5).
const (
	EsenzioneInviata    StatoEsenzione = "INV"
	EsenzioneDaValidare StatoEsenzione = "DAV"
	EsenzioneValidata   StatoEsenzione = "VAL"
	EsenzioneScaduta    StatoEsenzione = "SCA"
	EsenzioneRevocata   StatoEsenzione = "REV"
	EsenzioneAnnullata  StatoEsenzione = "ANN"
	EsenzioneRespinta   StatoEsenzione = "RES"

	EsenzioneAlMedico           StatoEsenzione = "INM" // the ASL wants a new certificate
	EsenzioneAppuntamento       StatoEsenzione = "RAP"
	EsenzioneInLavorazione      StatoEsenzione = "LAV"
	EsenzioneValidaInScadenza   StatoEsenzione = "VIS"
	EsenzioneInScadenza         StatoEsenzione = "INS"
	EsenzioneRettificaCittadino StatoEsenzione = "REO"
	EsenzioneRettificaDalMedico StatoEsenzione = "REM"
)

// InCorso reports whether the exemption is in force or asked for: no second one
// should be made.
func (s StatoEsenzione) InCorso() bool {
	switch s {
	case EsenzioneInviata, EsenzioneDaValidare, EsenzioneValidata, EsenzioneAlMedico, EsenzioneAppuntamento, EsenzioneInLavorazione,
		EsenzioneValidaInScadenza, EsenzioneInScadenza, EsenzioneRettificaCittadino, EsenzioneRettificaDalMedico:
		return true
	case EsenzioneScaduta, EsenzioneRevocata, EsenzioneAnnullata, EsenzioneRespinta:
	}
	return false
}

// Attiva reports whether the exemption is in force.
func (s StatoEsenzione) Attiva() bool {
	return s == EsenzioneValidata || s == EsenzioneValidaInScadenza || s == EsenzioneInScadenza
}

// Rilasciata reports whether it was issued, now or once: then it has papers
// (spec 2, G07). A state that is not known may have them: the service knows.
func (s StatoEsenzione) Rilasciata() bool {
	switch s {
	case EsenzioneInviata, EsenzioneDaValidare, EsenzioneRespinta, EsenzioneAlMedico, EsenzioneAppuntamento, EsenzioneInLavorazione:
		return false
	case EsenzioneValidata, EsenzioneScaduta, EsenzioneRevocata, EsenzioneAnnullata, EsenzioneValidaInScadenza, EsenzioneInScadenza,
		EsenzioneRettificaCittadino, EsenzioneRettificaDalMedico:
	}
	return true
}

// ModalitaEsenzione is how an exemption comes to be.
type ModalitaEsenzione string

// «Crea e valida esenzione» and «Richiedi esenzione».
const (
	Rilascio  ModalitaEsenzione = "RILASCIO"
	Richiesta ModalitaEsenzione = "RICHIESTA"
)

// PropostaEsenzione is what the server proposes for a signed certificate.
type PropostaEsenzione struct {
	CodiceEsenzione string
	CodiceDiagnosi  string // 000 if absent
	DataInizio      Data
	DataFine        Data // proposed; zero if unlimited or not known
	Durata          Durata
	Rilasciabile    bool
	Richiedibile    bool
	Motivo          Motivo
	AttivaAURA      EsenzioneAURA // zero code if none
	DataMinima      Data
	DataMassima     Data
	AslCompetente   Azienda
	Dichiarazioni   []Motivo // statements to be made, each sent back by its code (rare diseases)
}

// EsenzioneAURA is an exemption registered in AURA.
type EsenzioneAURA struct {
	Codice          string
	Descrizione     string
	CodiceDiagnosi  string
	Diagnosi        string
	DataEmissione   Data
	DataScadenza    Data // zero if unlimited
	DataSospensione Data
	CodiceAttestato string
	Fonte           string
	Attiva          bool
	LeggiSpeciali   bool // of a certificate under special laws
}

// RichiestaEsenzione is the act of issuing or requesting.
type RichiestaEsenzione struct {
	AssistitoID       string
	CertificatoID     string
	Modalita          ModalitaEsenzione
	DataFine          Data
	DurataPredefinita bool // the server sets the end date by its rules
	Note              string
	Dichiarazioni     []string // codes of the statements that were made
}

// LogValue implements slog.LogValuer.
func (r RichiestaEsenzione) LogValue() slog.Value {
	return slog.StringValue("esenzione da certificato " + r.CertificatoID)
}

// EsitoEsenzione is what came of it.
type EsitoEsenzione struct {
	Esito              string // RILASCIATA, RICHIESTA_INVIATA, SCADENZA_AGGIORNATA
	Esenzione          Esenzione
	ScadenzaPrecedente Data
}

// Esenzione is a pratica di esenzione.
type Esenzione struct {
	ID            string
	Numero        string // year + ASL + 8 digits
	Stato         StatoEsenzione
	StatoTesto    string
	Voce          VoceEsenzione
	Diagnosi      VoceDiagnosi
	Beneficiario  Assistito
	Date          DateEsenzione
	CertificatoID string
	Prestazioni   []Prestazione
	Origine       string // ESENPAT or AURA
	AslCompetente Azienda

	LeggiSpeciali    bool   // diagnosis and description are not shown unasked (M77)
	OscuratoGenitore Scelta // of a minor's certificate

	Compilatore     string
	Note            string
	CodiceAttestato string
	Comunicazione   ComunicazioneASL  // zero if the ASL wrote nothing
	Azioni          []AzioneEsenzione // what the server allows now
	ETag            string
	Letta           time.Time // when the copy of this workstation was read; zero: just now
}

// LogValue implements slog.LogValuer.
func (e Esenzione) LogValue() slog.Value { return slog.StringValue("esenzione " + e.ID) }

// DateEsenzione are the dates of an exemption.
type DateEsenzione struct {
	RichiestaIl  time.Time
	Inizio, Fine Data // Fine zero: senza scadenza
}

// EsenzioneSintesi is one card of a list.
type EsenzioneSintesi struct {
	ID            string
	AssistitoID   string
	Numero        string
	Stato         StatoEsenzione
	StatoTesto    string
	Esenzione     Voce
	Diagnosi      VoceDiagnosi
	Beneficiario  AssistitoSintesi
	Compilatore   string
	Asl           string
	Date          DateEsenzione
	CertificatoID string
	LeggiSpeciali bool
}

// LogValue implements slog.LogValuer.
func (e EsenzioneSintesi) LogValue() slog.Value { return slog.StringValue("esenzione " + e.ID) }

// Prestazione is an exempt service of the catalogue.
type Prestazione struct {
	Codice      string
	CodiceDM96  string
	Descrizione string
	Nota        string
}

// FiltroEsenzioni are the filters of the tab «Esenzioni».
type FiltroEsenzioni struct {
	Stati           []StatoEsenzione
	CodiceEsenzione string
	Persona         RicercaAssistito
	ValidaDa        Data
	ValidaA         Data
	Ordinamento     string // field, "-field" for descending
	Pagina          Finestra
}
