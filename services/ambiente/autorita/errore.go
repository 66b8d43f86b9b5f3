package autorita

import (
	"errors"
	"time"
)

// Codice is a stable code of the contract (spec 1, 3.5).
type Codice string

// Codes that this package answers with.
const (
	PINErrato           Codice = "PIN_ERRATO"
	PINBloccato         Codice = "PIN_BLOCCATO"
	OTPMancante         Codice = "OTP_MANCANTE"
	OTPErrato           Codice = "OTP_ERRATO"
	OTPScaduto          Codice = "OTP_SCADUTO"
	OTPUsato            Codice = "OTP_USATO"
	OTPDesincronizzato  Codice = "OTP_DESINCRONIZZATO"
	OTPTroppoPresto     Codice = "OTP_TROPPO_PRESTO"
	TroppeRichieste     Codice = "TROPPE_RICHIESTE"
	OTPNonInviato       Codice = "OTP_NON_INVIATO"
	CanaleNonDisp       Codice = "CANALE_NON_DISPONIBILE"
	ModalitaObbl        Codice = "MODALITA_OBBLIGATORIA"
	AliasSconosciuto    Codice = "ALIAS_SCONOSCIUTO"
	AliasAltrui         Codice = "ALIAS_ALTRUI"
	CertScaduto         Codice = "CERTIFICATO_FIRMA_SCADUTO"
	CertRevocato        Codice = "CERTIFICATO_FIRMA_REVOCATO"
	CertSospeso         Codice = "CERTIFICATO_FIRMA_SOSPESO"
	CertNonAncoraValido Codice = "CERTIFICATO_FIRMA_NON_ANCORA_VALIDO"
	ProviderGiu         Codice = "PROVIDER_NON_RAGGIUNGIBILE"
	TSAGiu              Codice = "TSA_NON_RAGGIUNGIBILE"
	ContenutoCambiato   Codice = "CONTENUTO_CAMBIATO"

	AutorizzazioneScaduta Codice = "AUTORIZZAZIONE_SCADUTA"
	NonAutorizzato        Codice = "DOCUMENTO_NON_AUTORIZZATO"
	TroppiDocumenti       Codice = "TROPPI_DOCUMENTI"
)

// SenzaTentativi is Errore.Tentativi when the refusal does not count attempts.
const SenzaTentativi = -1

// Errore is a refusal, see the package comment for what the caller must do
// with its transaction. It never carries PIN or OTP.
type Errore struct {
	Codice     Codice
	Tentativi  int           // attempts left, SenzaTentativi when not counted
	RiprovaTra time.Duration // wait before asking again, 0 when it does not help
	Data       time.Time     // expiry or start of the certificate, zero otherwise
	Provider   string        // code of the provider

	Intestatario string // AliasAltrui: whose the certificate is
	Campo        string // JSON name of the field at fault: "pin", "otp", "alias", "modalita"
}

// Error implements error.
func (e *Errore) Error() string { return "autorita: " + string(e.Codice) }

// CodiceDi returns the code of a refusal, "" for any other error.
func CodiceDi(err error) Codice {
	if e, ok := errors.AsType[*Errore](err); ok {
		return e.Codice
	}
	return ""
}

func rifiuto(c Codice, campo string) *Errore {
	return &Errore{Codice: c, Tentativi: SenzaTentativi, Campo: campo}
}

func (e *Errore) conTentativi(n int) *Errore {
	e.Tentativi = n
	return e
}
