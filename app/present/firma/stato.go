package firma

import (
	"image"
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Fase is where the signature stands.
type Fase int

// Phases of the form.
const (
	FaseChiusa  Fase = iota // nothing to sign
	FaseModulo              // document and form
	FaseIncerta             // sent, outcome unknown: only «Verifica»
	FaseFirmata             // signed and verified
)

// Fields that the form can be asked to focus.
const (
	CampoProvider = "provider"
	CampoAlias    = "alias"
	CampoPIN      = "pin"
	CampoModalita = "modalita"
	CampoRichiedi = "richiedi"
	CampoOTP      = "otp"
	CampoFirma    = "firma"
)

// State is all that the view draws.
type State struct {
	Fase            Fase
	Titolo          string
	Paziente        string
	Documento       StatoDocumento
	Lotto           StatoLotto
	Modulo          StatoModulo
	OTP             StatoOTP
	Esito           StatoEsito
	Avviso          avviso.Avviso
	Attesa          string // what is being waited for; empty when idle
	Fuoco           parti.Fuoco
	SessioneScaduta bool
	SenzaMarca      bool // «Firma senza marca» is offered
	Rete            bool // «Impostazioni di connessione» is offered with the notice
}

// StatoDocumento is the document on the right.
type StatoDocumento struct {
	Pagine     []image.Image
	Attesa     string // «Carico il documento…»
	Impronta   string // SHA-256 of what is shown
	Avviso     avviso.Avviso
	Rete       bool // «Impostazioni di connessione» is offered with the notice
	PuoAprire  bool // it can be opened with the system's viewer
	SenzaVista bool // no picture: «Ho letto il documento» stands in for it
	Letto      bool
}

// StatoLotto is the list of documents that are signed together.
type StatoLotto struct {
	Aperto     bool
	Voci       []RigaLotto
	Qui        int
	Firma      string   // text of the button: «Firma documenti (4)»
	Limite     string   // the provider signs fewer at once than were chosen
	NonLetti   []string // numbers of the unread documents, when they are to be named
	Frase      string   // «Firmati 3 di 5.»
	PuoFermare bool
}

// RigaLotto is one of them.
type RigaLotto struct {
	Numero, Titolo, Testo, Motivo string
	Esito                         EsitoVoce
}

// LogValue implements slog.LogValuer: a row names a patient.
func (r RigaLotto) LogValue() slog.Value { return slog.StringValue("documento " + r.Numero) }

// StatoModulo is the form without its OTP part.
type StatoModulo struct {
	Provider       []parti.Opzione
	ProviderScelto string
	Alias          string
	RicordaAlias   bool
	AliasSpento    string   // why the alias cannot be kept here; empty when it can
	AltriAlias     []string // remembered at this provider, besides the one in the field
	AliasNoto      bool     // the one in the field is remembered: it can be forgotten
	NotaAlias      string   // the key ring does not answer
	NotaCert       string   // the signing certificate ends soon, or is not good
	RegolaPIN      string   // «8 cifre»
	Disabilitato   bool     // locked: nothing can be typed
	Aiuto          string   // the provider's own words on unblocking
	PuoFirmare     bool
	Mancano        string // «Mancano: Pin»
	AzzeraPIN      int    // grows when the view must empty the field
	AzzeraOTP      int
}

// StatoOTP is the OTP part of the form.
type StatoOTP struct {
	Visibile       bool
	Obbligatorio   bool
	Regola         string
	Nota           string // where the code comes from, when nobody sends it
	PuoChiedere    bool   // the provider can send codes: the check is shown
	Richiedi       bool   // «Richiedi OTP» is checked
	Modalita       []parti.Opzione
	ModalitaScelta string
	BottoneAttivo  bool
	BottoneTesto   string // «Richiedi OTP», or with the seconds to wait
	Inviato        string // «Codice inviato via SMS a …»
	Scadenza       string // «Il codice scade tra 4:32»
}

// StatoEsito is what the form becomes once the document is signed.
type StatoEsito struct {
	Frase      string // «Il certificato n. 12 è stato firmato.»
	Firma      string // «Firma valida»
	Valida     bool   // the local verification passed: documents may be handed out
	Firmatario string
	Identico   string // «Contenuto identico all'anteprima»
	NotaAlias  string // the key ring could not keep the alias
	Fatto      string // «Salvato in …»
	CreaValida parti.Bottone
	Richiedi   parti.Bottone
	Rapporto   bool // the verification failed, and its report can be saved
	Rimanda    bool // the certificate answers a request of the ASL: «Rimanda ad Operatore» comes next
	Esenzione  bool // the two buttons make sense here (not after an annulment)
}
