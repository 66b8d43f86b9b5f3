package esenpat

import "time"

// ProviderFirma describes a signing provider; the form adapts to it and
// nothing about a provider is hard-wired (spec 1, 3.2).
type ProviderFirma struct {
	Codice             string
	Descrizione        string
	CATipo             string // family of the authority: ARUBA, INFOCERT, ALTRO
	RegolaPIN          RegolaCodice
	RegolaOTP          RegolaCodice
	OTP                RichiestoOTP
	ModalitaOTP        []Modalita
	PINPerRichiestaOTP bool
	MassimoFirme       int    // documents that one PIN and OTP may sign; 0: one
	Aiuto              string // how to unblock PIN or token, the provider's words
}

// RegolaCodice says how a PIN or OTP must look.
type RegolaCodice struct {
	Obbligatorio bool
	Espressione  string // RE2
	Descrizione  string // for the user: "8 cifre"
}

// RichiestoOTP says when an OTP is needed.
type RichiestoOTP string

// Values of otp.richiesto.
const (
	OTPSempre             RichiestoOTP = "sempre"
	OTPMai                RichiestoOTP = "mai"
	OTPSecondoCertificato RichiestoOTP = "secondo_certificato"
)

// Modalita is a way the OTP reaches the doctor (SMS, voice call, app, token).
type Modalita struct {
	Codice, Descrizione string
	Inviata             bool // somebody sends it when asked; false: the doctor's own device makes it
}

// CredenzialiFirma identify the doctor at a provider. PIN and OTP are never
// stored and never logged.
type CredenzialiFirma struct {
	Provider string
	Alias    string
	PIN      Secret
	OTP      Secret
}

// DocumentoDaFirmare binds a signature to the bytes that were shown.
type DocumentoDaFirmare struct {
	ID     string
	SHA256 string
}

// RichiestaOTP asks the provider to send a code.
type RichiestaOTP struct {
	Credenziali CredenzialiFirma
	Modalita    string
	Documenti   []DocumentoDaFirmare
}

// OTPInviato is the provider's answer. ScadeIl is zero when it states none.
type OTPInviato struct {
	InviatoIl    time.Time
	ScadeIl      time.Time
	RiprovaDal   time.Time // before this a new code is refused
	Modalita     string
	Destinazione string // masked, as the provider shows it
}

// RichiestaFirma is the act of signing.
type RichiestaFirma struct {
	Riferimento RiferimentoCertificato
	Credenziali CredenzialiFirma
	SHA256      string // of the PDF that was shown

	// Altri are further documents that the same PIN and OTP are to sign; the
	// outcome then has an Autorizzazione for them.
	Altri []DocumentoDaFirmare
	// Autorizzazione stands in for PIN and OTP; empty for the first document.
	Autorizzazione Secret
	// SenzaMarca gives up the time stamp, where the service allows it.
	SenzaMarca bool
}

// AutorizzazioneFirma lets the doctor go on signing the documents that were
// named with PIN and OTP. The zero value authorises nothing.
type AutorizzazioneFirma struct {
	Gettone Secret
	ScadeIl time.Time
	Firme   int
}

// CredenzialeFirma is how a signing credential of the doctor stands and what it
// asks for: rules of one certificate, where ProviderFirma has those of all.
type CredenzialeFirma struct {
	Provider     string
	Stato        StatoCredenziale
	ScadeIl      Data
	Bloccata     bool
	OTPRichiesto bool
	ModalitaOTP  []Modalita
	MassimoFirme int
}

// StatoCredenziale is the state of a signing certificate.
type StatoCredenziale string

// States of a signing certificate.
const (
	CertFirmaValido          StatoCredenziale = "VALIDO"
	CertFirmaScaduto         StatoCredenziale = "SCADUTO"
	CertFirmaRevocato        StatoCredenziale = "REVOCATO"
	CertFirmaSospeso         StatoCredenziale = "SOSPESO"
	CertFirmaNonAncoraValido StatoCredenziale = "NON_ANCORA_VALIDO"
)

// EsitoFirma is what the server says after a signature.
type EsitoFirma struct {
	Certificato  Certificato
	IDOperazione string
	TipoFirma    string // "PADES"
	FirmatoIl    time.Time
	OraServer    time.Time

	Autorizzazione AutorizzazioneFirma
}

// StatoOperazione is the outcome of an act known by its Idempotency-Key.
type StatoOperazione string

// Outcomes of /operazioni/{chiave}. OperazioneMaiArrivata is the 404.
const (
	OperazioneInCorso     StatoOperazione = "IN_CORSO"
	OperazioneRiuscita    StatoOperazione = "RIUSCITA"
	OperazioneFallita     StatoOperazione = "FALLITA"
	OperazioneMaiArrivata StatoOperazione = "MAI_ARRIVATA"
)

// Operazione is the server's record of one act.
type Operazione struct {
	Stato     StatoOperazione
	Tipo      string
	RisorsaID string
	Errore    *Error // for OperazioneFallita
}
