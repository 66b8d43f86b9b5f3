package esenpat

import (
	"slices"
	"time"
)

// Azienda is a health company (ASL or hospital). Its five contact fields are
// the letterhead of the certificate.
type Azienda struct {
	Codice        string // region 3 + company 3, for example "010301"
	Denominazione string
	Indirizzo     string
	Telefono      string
	PEC           string
	PartitaIVA    string
}

// Utente is the authenticated doctor.
type Utente struct {
	CodiceFiscale CodiceFiscale
	Cognome       string
	Nome          string
	Titolo        string // "Dott." or "Dott.ssa", as the service gives it
	UltimoAccesso time.Time
}

// Ruolo is a role of the user ("Medico specialista ASL").
type Ruolo struct{ Codice, Descrizione string }

// Collocazione is a workplace of the user under a role.
type Collocazione struct {
	Codice             string
	Descrizione        string
	CodiceAzienda      string
	DescrizioneAzienda string
}

// Azione is a right of the back office (spec 1.2): rights, not roles, switch
// every tab and button.
type Azione int

// Rights used by the client.
const (
	AzioneNuovoCertificato   Azione = 3
	AzioneRicercaCertificati Azione = 4
	AzioneScaricaCertificato Azione = 5
	AzioneRicercaEsenzioni   Azione = 6
	AzioneScaricaAttestato   Azione = 7
	AzioneRichiediEsenzione  Azione = 17
	AzioneMalattiaCronica    Azione = 18
	AzioneMalattiaRara       Azione = 19
	AzioneInvalidita         Azione = 20
	// AzioneRichiestaCertificati answers a request that the ASL gave back.
	AzioneRichiestaCertificati Azione = 26
	AzioneCreaValida           Azione = 27
)

// Sessione is an open working session: who, as what, where, with which rights.
type Sessione struct {
	ID           string
	ScadeIl      time.Time
	Utente       Utente
	Ruolo        Ruolo
	Collocazione Collocazione
	Azienda      Azienda
	Azioni       []Azione
	TutteLeASL   bool // CAS doctors are not limited to one ASL
	Parametri    Parametri
	Prova        bool // the service is a test environment: mark everything
}

// Puo reports whether the session has the right a.
func (s Sessione) Puo(a Azione) bool { return slices.Contains(s.Azioni, a) }

// Parametri are facts the server states about itself.
type Parametri struct {
	OraServer          time.Time
	MaxPDF             int    // bytes
	MaxPatologia       int    // characters of the illness text
	SoloProprie        bool   // exemption lists show only the doctor's own
	RadiceDocumenti    string // OID root of document ids (spec 3, section 5)
	FirmaMassivaLimite int
	ScadenzaCertFirma  Data // end of the doctor's signing certificate, zero if unknown
}

// Servizio is the answer of /servizio-attivo.
type Servizio struct {
	Nome        string
	Descrizione string
	Attivo      bool
	Contratto   string // contract version
	Ambiente    string // "prova" marks a test environment
	OraServer   time.Time
	Accessi     AccessiAmmessi
}

// UnitaProduttiva is the ambulatory where the certificate is made (ARPE).
type UnitaProduttiva struct {
	Matricola   string
	Descrizione string
	Struttura   string // name of the structure it belongs to
	STS11       string // national structure code, region+ASL+6 digits; may be empty
	Indirizzo   string
	Predefinita bool
	ValidaAl    Data
}

// MetodoAccesso is how a doctor proves who he is.
type MetodoAccesso string

// Ways to log in. The zero value is by credentials.
const (
	AccessoCredenziali MetodoAccesso = ""
	AccessoCarta       MetodoAccesso = "carta"   // smart card: PIN is the card's
	AccessoFile        MetodoAccesso = "file"    // PKCS#12 file: Password is the file's
	AccessoBrowser     MetodoAccesso = "browser" // identity provider: nothing is typed here
)

// CredenzialiAccesso are the login of PA-Piemonte: name, password and the
// login PIN, which is not the signing PIN (spec 2, M02); or one of the other
// ways, with what that way needs.
type CredenzialiAccesso struct {
	Metodo     MetodoAccesso
	NomeUtente string
	Password   Secret
	PIN        Secret
	File       string
}

// Segreto is what was typed to prove who it is; empty for a login in the browser.
func (c CredenzialiAccesso) Segreto() Secret {
	switch c.Metodo {
	case AccessoCarta:
		return c.PIN
	case AccessoCredenziali, AccessoFile:
		return c.Password
	case AccessoBrowser:
	}
	return Secret{}
}
