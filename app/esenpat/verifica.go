package esenpat

import (
	"log/slog"
	"time"
)

// StatoVerifica is the verdict on a signed PDF (spec 4, VF-08; spec 7).
type StatoVerifica string

// Verdicts.
const (
	VerificaValida          StatoVerifica = "valida"
	VerificaValidaAvvisi    StatoVerifica = "valida_con_avvisi"
	VerificaNonVerificabile StatoVerifica = "non_verificabile"
	VerificaNonValida       StatoVerifica = "non_valida"
	VerificaNonFirmato      StatoVerifica = "non_firmato"
	VerificaModificato      StatoVerifica = "modificato_dopo_la_firma"
)

// Verifica is the report on one PDF.
type Verifica struct {
	Stato StatoVerifica
	Prova bool // some signature comes from a test environment
	Firme []FirmaVerificata
}

// DocumentoScaricato is a document of the service with what its verification
// on this computer found.
type DocumentoScaricato struct {
	PDF      []byte
	Verifica Verifica
}

// LogValue implements slog.LogValuer: the document names the patient.
func (d DocumentoScaricato) LogValue() slog.Value { return slog.StringValue(string(d.Verifica.Stato)) }

// FirmaVerificata is one signature of the file, oldest first.
type FirmaVerificata struct {
	Stato         StatoVerifica
	Firmatario    string
	CodiceFiscale string // after TINIT-; empty if the certificate has none
	Emittente     string
	Data          time.Time // declared by the signer unless DataGarantita
	DataGarantita bool
	Livello       string // "di prova", "qualificata", "non qualificata"
	Prova         bool
	Controlli     []Controllo
}

// EsitoControllo is ok, ko or not determined.
type EsitoControllo string

// Outcomes of one check.
const (
	ControlloOK     EsitoControllo = "ok"
	ControlloKO     EsitoControllo = "ko"
	ControlloAvviso EsitoControllo = "avviso"
	ControlloND     EsitoControllo = "nd"
)

// Controllo is one check of a signature, with its Italian sentence's key.
type Controllo struct {
	ID     string // stable: "integrita", "copertura", "certificato", "catena", "revoca", …
	Esito  EsitoControllo
	Testo  string // key of the sentence in assets/locale, "verifica.controllo.<id>.<esito>"
	Valore string // raw value for the detail panel
}
