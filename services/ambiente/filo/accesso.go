package filo

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Ways to log in.
const (
	MetodoCredenziali = "CREDENZIALI" // the default: name, password, PIN
	MetodoCertificato = "CERTIFICATO" // the certificate of the TLS connection
	MetodoOIDC        = "OIDC"        // a code of the identity provider, with its PKCE verifier
)

// Credenziali is the login; which fields are there depends on Metodo.
type Credenziali struct {
	Metodo       string `json:"metodo,omitempty"`
	NomeUtente   string `json:"nome_utente,omitempty"`
	Password     string `json:"password,omitempty"`
	PIN          string `json:"pin,omitempty"`
	CodiceOIDC   string `json:"codice_oidc,omitempty"`
	Verificatore string `json:"verificatore,omitempty"`
	URIRitorno   string `json:"uri_ritorno,omitempty"`
}

// Accessi are the ways to log in that the service offers beside credentials.
type Accessi struct {
	Certificato bool         `json:"certificato"`
	OIDC        *AccessoOIDC `json:"oidc,omitempty"`
}

// AccessoOIDC says where the browser goes (RFC 6749, 4.1; RFC 7636).
type AccessoOIDC struct {
	IndirizzoAutorizzazione string `json:"indirizzo_autorizzazione"`
	IDClient                string `json:"id_client"`
	Ambito                  string `json:"ambito"`
}

// Token is an open access.
type Token struct {
	AccessToken string    `json:"access_token"`
	TipoToken   string    `json:"tipo_token"`
	ScadeIl     time.Time `json:"scade_il"`
}

// Servizio is the state of the service.
type Servizio struct {
	Nome              string    `json:"nome"`
	Descrizione       string    `json:"descrizione"`
	Data              time.Time `json:"data"`
	ServizioAttivo    bool      `json:"servizio_attivo"`
	VersioneContratto string    `json:"versione_contratto"`
	Ambiente          string    `json:"ambiente"`
	OraServer         time.Time `json:"ora_server"`
	Accessi           *Accessi  `json:"accessi,omitempty"`
}

// Utente is a doctor.
type Utente struct {
	CodiceFiscale string     `json:"codice_fiscale"`
	Cognome       string     `json:"cognome"`
	Nome          string     `json:"nome"`
	Titolo        string     `json:"titolo,omitempty"`
	UltimoAccesso *time.Time `json:"ultimo_accesso,omitempty"`
}

// DiUtente maps a doctor.
func DiUtente(u esenpat.Utente, loc *time.Location) Utente {
	return Utente{string(u.CodiceFiscale), u.Cognome, u.Nome, u.Titolo, SeIstante(u.UltimoAccesso, loc)}
}

// Collocazione is a workplace.
type Collocazione struct {
	Codice             string `json:"codice_collocazione"`
	Descrizione        string `json:"descrizione_collocazione"`
	CodiceAzienda      string `json:"codice_azienda"`
	DescrizioneAzienda string `json:"descrizione_azienda"`
}

// SceltaSessione is the role and the workplace chosen.
type SceltaSessione struct {
	CodiceRuolo        string `json:"codice_ruolo"`
	CodiceCollocazione string `json:"codice_collocazione"`
}

// Parametri is what the service states about itself.
type Parametri struct {
	OraServer          time.Time `json:"ora_server"`
	MaxPDF             int       `json:"dimensione_massima_pdf"`
	MaxPatologia       int       `json:"lunghezza_massima_patologia"`
	SoloProprie        bool      `json:"solo_proprie_esenzioni"`
	RadiceDocumenti    string    `json:"radice_documenti"`
	FirmaMassivaLimite int       `json:"firma_massiva_limite"`
	ScadenzaCertFirma  *Data     `json:"scadenza_certificato_firma,omitempty"`
	FirmaPerScartare   bool      `json:"firma_annullamento_da_firmare"`
}

// Sessione is an open working session.
type Sessione struct {
	ID           string           `json:"id_sessione"`
	ScadeIl      time.Time        `json:"scade_il"`
	Utente       Utente           `json:"utente"`
	Ruolo        Codifica         `json:"ruolo"`
	Collocazione Collocazione     `json:"collocazione"`
	Azienda      Azienda          `json:"azienda"`
	Azioni       []esenpat.Azione `json:"azioni"`
	TutteLeASL   bool             `json:"tutte_le_asl"`
	Ambiente     string           `json:"ambiente"`
	Parametri    Parametri        `json:"parametri"`
}

// UnitaProduttiva is where a certificate is made.
type UnitaProduttiva struct {
	Matricola   string `json:"matricola"`
	Descrizione string `json:"descrizione"`
	Struttura   string `json:"struttura,omitempty"`
	STS11       string `json:"sts11,omitempty"`
	Indirizzo   string `json:"indirizzo,omitempty"`
	Predefinita bool   `json:"predefinita"`
	ValidaAl    *Data  `json:"valida_al,omitempty"`
}

// DiUnita maps a unit.
func DiUnita(u esenpat.UnitaProduttiva) UnitaProduttiva {
	return UnitaProduttiva{u.Matricola, u.Descrizione, u.Struttura, u.STS11, u.Indirizzo, u.Predefinita, SeData(u.ValidaAl)}
}
