package esenpat

import (
	"log/slog"
	"time"
)

// Sesso is the administrative gender of the registry, F or M.
type Sesso string

// Genders of the registry.
const (
	Femmina Sesso = "F"
	Maschio Sesso = "M"
)

// Comune is an Italian municipality, or a foreign state when born abroad
// (CodiceIstat "999" + state).
type Comune struct {
	CodiceIstat     string // ISTAT, 6 digits
	CodiceCatastale string // Belfiore, letter + 3 digits
	Denominazione   string
	Provincia       string // two letters, "EE" abroad
}

// Residenza is where the assistito lives.
type Residenza struct {
	Indirizzo string
	CAP       string
	Comune    Comune
	Regione   string // ISTAT code, 3 digits ("010" Piemonte)
}

// Assistito is a citizen assisted by the health service of the Region, as
// AURA (Archivio Unico Regionale Assistiti) knows it.
type Assistito struct {
	ID               string // opaque id for URLs; never the fiscal code
	IDAura           string
	CodiceFiscale    CodiceFiscale
	Cognome          string
	Nome             string
	Sesso            Sesso
	Anagrafica       Anagrafica
	TesseraRegionale string
	AslResidenza     Azienda
	Competenza       Competenza
	DaVerificare     bool // written offline, by hand or from a copy: to be checked in AURA
	VersioneAnagrafe string
}

// Anagrafica holds birth, residence and the end of assistance.
type Anagrafica struct {
	DataNascita   Data
	ComuneNascita Comune
	StatoNascita  string // ISTAT state, "100" Italy
	Residenza     Residenza
	DataDecesso   Data // zero if alive
	FineSSN       Data // end of assistance, zero if none
	Piemontese    bool // assisted in Piemonte
}

// Competenza is the server's answer on what this doctor may do for this
// assistito. The client never computes it from codes (spec 2, C21).
type Competenza struct {
	PuoCertificare bool
	PuoRilasciare  bool
	Motivo         Motivo // why not; empty when both are allowed
}

// Motivo is a reason with a stable code and the server's sentence.
type Motivo struct{ Codice, Testo string }

// AMano reports whether the patient was typed by hand: nothing of the registry
// is known.
func (a Assistito) AMano() bool { return a.DaVerificare && a.ID == "" }

// Minorenne reports whether the assistito is under 18 on the given day.
func (a Assistito) Minorenne(al Data) bool {
	return !a.Anagrafica.DataNascita.Vuota() && a.Anagrafica.DataNascita.AnniCompiuti(al) < 18
}

// LogValue implements slog.LogValuer: nothing of a patient reaches a log.
func (Assistito) LogValue() slog.Value { return slog.StringValue("assistito " + masked) }

// AssistitoSintesi is one row of a patient search.
type AssistitoSintesi struct {
	ID            string
	CodiceFiscale CodiceFiscale
	Cognome       string
	Nome          string
	Sesso         Sesso
	DataNascita   Data
	ComuneNascita string
	Letto         time.Time // when this row is of a copy: the instant of the reading
}

// LogValue implements slog.LogValuer.
func (AssistitoSintesi) LogValue() slog.Value { return slog.StringValue("assistito " + masked) }

// RicercaAssistito is what a patient is searched by: the fiscal code, or
// surname with optional name and birth date.
type RicercaAssistito struct {
	CodiceFiscale CodiceFiscale
	Cognome       string
	Nome          string
	DataNascita   Data
}

// LogValue implements slog.LogValuer.
func (RicercaAssistito) LogValue() slog.Value { return slog.StringValue("ricerca " + masked) }
