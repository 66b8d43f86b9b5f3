package esenpat

import "time"

// ProviderFirma describes a signing provider; the form adapts to it and
// nothing about a provider is hard-wired (spec 1, 3.2).
type ProviderFirma struct {
	Codice             string
	Descrizione        string
	RegolaPIN          RegolaCodice
	RegolaOTP          RegolaCodice
	OTP                RichiestoOTP
	ModalitaOTP        []Modalita
	PINPerRichiestaOTP bool
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
type Modalita struct{ Codice, Descrizione string }

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
}

// EsitoFirma is what the server says after a signature.
type EsitoFirma struct {
	Certificato  Certificato
	IDOperazione string
	TipoFirma    string // "PADES"
	FirmatoIl    time.Time
	OraServer    time.Time
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
