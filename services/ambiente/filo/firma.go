package filo

import (
	"regexp"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// RegolaCodice says how a PIN must look.
type RegolaCodice struct {
	Obbligatorio bool   `json:"obbligatorio"`
	Espressione  string `json:"espressione_regolare"`
	Descrizione  string `json:"descrizione"`
}

// RegolaOTP says when an OTP is needed.
type RegolaOTP struct {
	Richiesto   string `json:"richiesto"`
	Lunghezze   []int  `json:"lunghezze"`
	Espressione string `json:"espressione_regolare,omitempty"`
	Descrizione string `json:"descrizione,omitempty"`
}

// ProviderFirma is a signing provider.
type ProviderFirma struct {
	Codice             string       `json:"codice"`
	Descrizione        string       `json:"descrizione"`
	CATipo             string       `json:"ca_tipo"`
	PIN                RegolaCodice `json:"pin"`
	OTP                RegolaOTP    `json:"otp"`
	ModalitaOTP        []Modalita   `json:"modalita_otp"`
	PINPerRichiestaOTP bool         `json:"pin_per_richiesta_otp"`
	MassimoFirme       int          `json:"massimo_firme"`
	Aiuto              string       `json:"aiuto,omitempty"`
}

// Modalita is a way an OTP reaches the doctor; Inviata: somebody sends it when
// asked, otherwise the doctor's own device makes it.
type Modalita struct {
	Codice      string `json:"codice"`
	Descrizione string `json:"descrizione"`
	Inviata     bool   `json:"inviata"`
}

// DiModalita maps the ways of a provider or of a credential.
func DiModalita(mm []esenpat.Modalita) []Modalita {
	out := []Modalita{}
	for _, m := range mm {
		out = append(out, Modalita(m))
	}
	return out
}

// DiProvider maps a provider.
func DiProvider(p esenpat.ProviderFirma) ProviderFirma {
	r := ProviderFirma{
		Codice: p.Codice, Descrizione: p.Descrizione, CATipo: p.CATipo,
		PIN:         RegolaCodice{p.RegolaPIN.Obbligatorio, p.RegolaPIN.Espressione, p.RegolaPIN.Descrizione},
		OTP:         RegolaOTP{Richiesto: string(p.OTP), Lunghezze: lunghezze(p.RegolaOTP.Espressione), Espressione: p.RegolaOTP.Espressione, Descrizione: p.RegolaOTP.Descrizione},
		ModalitaOTP: DiModalita(p.ModalitaOTP), PINPerRichiestaOTP: p.PINPerRichiestaOTP, MassimoFirme: max(p.MassimoFirme, 1), Aiuto: p.Aiuto,
	}
	return r
}

// lunghezze returns how many digits a code of that form may have.
func lunghezze(espressione string) []int {
	si := []int{}
	forma, err := regexp.Compile(espressione)
	if err != nil {
		return si
	}
	for n := 4; n <= 12; n++ {
		if forma.MatchString(strings.Repeat("0", n)) {
			si = append(si, n)
		}
	}
	return si
}

// RichiestaOTP asks for a code.
type RichiestaOTP struct {
	Provider  string               `json:"provider"`
	Alias     string               `json:"alias"`
	PIN       string               `json:"pin"`
	Modalita  string               `json:"modalita"`
	Documenti []DocumentoDaFirmare `json:"documenti"`
}

// OTPInviato says that a code left; the code is never here.
type OTPInviato struct {
	InviatoIl    time.Time  `json:"inviato_il"`
	ScadeIl      *time.Time `json:"scade_il,omitempty"`
	RiprovaDal   *time.Time `json:"riprova_dal,omitempty"`
	Modalita     string     `json:"modalita"`
	Destinazione string     `json:"destinazione_mascherata,omitempty"`
}

// RichiestaFirma is the act of signing.
type RichiestaFirma struct {
	Provider string `json:"provider"`
	Alias    string `json:"alias"`
	PIN      string `json:"pin"`
	OTP      string `json:"otp"`
	SHA256   string `json:"sha256"`

	// Altri are further documents that the same PIN and OTP are to sign; the
	// answer then has an Autorizzazione, which stands in for both.
	Altri          []DocumentoDaFirmare `json:"altri"`
	Autorizzazione string               `json:"autorizzazione"`
	SenzaMarca     bool                 `json:"senza_marca"`
}

// DocumentoDaFirmare binds a signature to the bytes that were shown.
type DocumentoDaFirmare struct {
	ID     string `json:"id"`
	SHA256 string `json:"sha256"`
}

// Autorizzazione lets its bearer sign the documents it was given for.
type Autorizzazione struct {
	Gettone string    `json:"gettone"`
	ScadeIl time.Time `json:"scade_il"`
	Firme   int       `json:"firme"`
}

// RicercaCredenziali asks how one credential, or every one of the doctor, stands.
type RicercaCredenziali struct {
	Provider string `json:"provider"`
	Alias    string `json:"alias"`
}

// CredenzialeFirma is how a credential stands and what it asks for.
type CredenzialeFirma struct {
	Provider      string     `json:"provider"`
	Stato         string     `json:"stato"`
	ScadeIl       Data       `json:"scade_il"`
	Bloccata      bool       `json:"bloccata"`
	OTPRichiesto  bool       `json:"otp_richiesto"`
	ModalitaOTP   []Modalita `json:"modalita_otp"`
	MassimoFirme  int        `json:"massimo_firme"`
	TentativiResi *int       `json:"tentativi_residui,omitempty"`
}

// EsitoFirma is a signature that was made.
type EsitoFirma struct {
	Certificato  Certificato  `json:"certificato"`
	IDOperazione string       `json:"id_operazione"`
	TipoFirma    string       `json:"tipo_firma"`
	FirmatoIl    time.Time    `json:"firmato_il"`
	OraServer    time.Time    `json:"ora_server"`
	Annullativo  *Annullativo `json:"annullativo,omitempty"`

	Autorizzazione *Autorizzazione `json:"autorizzazione,omitempty"`
}

// Operazione is the outcome of an act.
type Operazione struct {
	Stato     string  `json:"stato"`
	Tipo      string  `json:"tipo"`
	RisorsaID string  `json:"risorsa_id,omitempty"`
	Errore    *Errore `json:"errore,omitempty"`
}
