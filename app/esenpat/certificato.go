package esenpat

import (
	"log/slog"
	"slices"
	"time"
)

// StatoCertificato is the regional document state, codes 1 to 5. A value not
// listed here comes from a newer server: it is shown raw and allows nothing.
type StatoCertificato string

// States of a certificate as named on the wire.
const (
	DaFirmare          StatoCertificato = "DA_FIRMARE"
	Valido             StatoCertificato = "VALIDO"
	Scaduto            StatoCertificato = "SCADUTO"
	Annullato          StatoCertificato = "ANNULLATO"
	ValidoInAttesa     StatoCertificato = "VALIDO_IN_ATTESA"
	StatoNonConosciuto StatoCertificato = ""
)

// AzioneCertificato is something the server allows on a certificate now.
type AzioneCertificato string

// Actions of azioni_ammesse.
const (
	PuoFirmare   AzioneCertificato = "FIRMA"
	PuoAnnullare AzioneCertificato = "ANNULLA"
	PuoRilascio  AzioneCertificato = "CREA_VALIDA"
	PuoRichiesta AzioneCertificato = "RICHIEDI"
	PuoScaricare AzioneCertificato = "SCARICA"
)

// DatiCertificato is what the doctor decides: the body of a certificate.
type DatiCertificato struct {
	Tipologia           Tipologia
	TipologiaInvalidita TipologiaInvalidita
	Esenzione           VoceEsenzione
	Diagnosi            VoceDiagnosi
	Patologia           string // «E' affetto dalla seguente patologia», 1-4000 characters
	LeggiSpeciali       Scelta
	UnitaProduttiva     UnitaProduttiva
	OscuratoGenitore    Scelta // asked for minors only
	Regime              Regime
	VersioneCatalogo    string
}

// LogValue implements slog.LogValuer.
func (DatiCertificato) LogValue() slog.Value { return slog.StringValue("dati " + masked) }

// Certificato is a Certificato di Condizione o Malattia known to the server.
type Certificato struct {
	ID         string
	Numero     string
	Stato      StatoCertificato
	StatoTesto string // the server's own description of the state
	Assistito  Assistito
	Dati       DatiCertificato
	Redattore  Utente
	Firmatario Utente // zero until signed
	Date       DateCertificato
	Legami     LegamiCertificato
	Azioni     []AzioneCertificato
	PDF        RiferimentoPDF
	ETag       string
	IDClient   string // the client's own id of the draft it came from
	Fascicolo  ConsegnaFascicolo
	Letto      time.Time // when the copy of this workstation was read; zero: just now
}

// DateCertificato are the instants of a certificate's life.
type DateCertificato struct {
	CreatoIl, EmessoIl, FirmatoIl, AnnullatoIl time.Time
}

// ConsegnaFascicolo is how the delivery to the health record (FSE) stands; zero
// where the service does not tell (G20).
type ConsegnaFascicolo struct {
	Esito  string // IN_CORSO, CONSEGNATO, RIFIUTATO, or what a newer service says
	Testo  string // the server's own description
	Motivo string // why the record refused it
	Quando time.Time
}

// LegamiCertificato ties a certificate to what came of it.
type LegamiCertificato struct {
	Utilizzabile  bool
	EsenzioneID   string // the exemption it was used for
	Sostituisce   string // the certificate it was written in place of
	AnnullativoID string
	Annullativo   RiferimentoPDF // the annulling document, when it exists
}

// RiferimentoPDF identifies the bytes of a document.
type RiferimentoPDF struct {
	SHA256     string // lower-case hex
	Dimensione int
	Firmato    bool
}

// Ammette reports whether the server allows a on the certificate.
func (c Certificato) Ammette(a AzioneCertificato) bool { return slices.Contains(c.Azioni, a) }

// LogValue implements slog.LogValuer: id and state only.
func (c Certificato) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", c.ID), slog.String("stato", string(c.Stato)))
}

// CertificatoSintesi is one card of a list.
type CertificatoSintesi struct {
	ID            string
	AssistitoID   string
	Numero        string
	Stato         StatoCertificato
	StatoTesto    string
	Tipologia     Tipologia
	Esenzione     Voce
	Diagnosi      VoceDiagnosi
	Beneficiario  AssistitoSintesi
	Redattore     string
	Utilizzabile  bool
	Date          DateCertificato
	LeggiSpeciali bool
}

// LogValue implements slog.LogValuer.
func (c CertificatoSintesi) LogValue() slog.Value { return slog.StringValue("certificato " + c.ID) }

// FiltroCertificati are the filters of the tab «Certificati»; zero values do
// not filter.
type FiltroCertificati struct {
	Stati           []StatoCertificato
	CodiceEsenzione string
	CodiceDiagnosi  string
	Tipologie       []Tipologia
	Persona         RicercaAssistito
	Dal, Al         Data
	Ordinamento     string // field, "-field" for descending
	Pagina          Finestra
}

// Finestra is a page of a list.
type Finestra struct{ Limit, Offset int }

// Pagina is a page of results with the total of all pages.
type Pagina[T any] struct {
	Elementi []T
	Totale   int
	Letta    time.Time // when the copy of this workstation was read; zero: just now, from the service
}

// NuovoCertificato asks for the creation of a certificate.
type NuovoCertificato struct {
	IDClient    string // UUID of the draft
	AssistitoID string
	Dati        DatiCertificato
	RedattoIl   time.Time
	Sostituisce string // id of the certificate it replaces, if any
}

// LogValue implements slog.LogValuer.
func (n NuovoCertificato) LogValue() slog.Value { return slog.StringValue("nuovo " + n.IDClient) }

// RiferimentoCertificato addresses one certificate in a state-changing call.
type RiferimentoCertificato struct {
	AssistitoID string
	ID          string
	ETag        string
}

// Annullativo is the document that annuls a certificate, to be signed too.
type Annullativo struct {
	ID    string
	Stato StatoCertificato
	PDF   RiferimentoPDF
	ETag  string // of the certificate, for the signature that follows
}

// EventoStorico is one line of the history of a certificate or exemption.
type EventoStorico struct {
	Quando time.Time
	Stato  string
	Utente string
	Nota   string
}
