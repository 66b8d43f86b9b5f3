package nuovocertificato

import (
	"image"
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Passo is a step of the wizard, 1 to 6.
type Passo int

// Steps of the wizard.
const (
	PassoAssistito Passo = iota + 1
	PassoTipologia
	PassoDati
	PassoRiepilogo
	PassoFirma
	PassoEsenzione
)

// Fields that the wizard can be asked to focus. They are the JSON names of the
// contract, so that a refusal of the server finds its field.
const (
	CampoCF          = "codice_fiscale"
	CampoCognome     = "cognome"
	CampoScelta      = "scelta"
	CampoConferma    = "conferma"
	CampoTipologia   = "tipologia"
	CampoInvalidita  = "tipologia_invalidita"
	CampoEsenzione   = "codice_esenzione"
	CampoDiagnosi    = "codice_diagnosi"
	CampoPatologia   = "patologia"
	CampoLeggi       = "soggetto_leggi_speciali"
	CampoUnita       = "unita_produttiva"
	CampoOscurato    = "oscurato_genitore"
	CampoRegime      = "regime_documento"
	CampoFirmaCertif = "firma"
)

// State is all that the view draws.
type State struct {
	Passo           Passo
	Passi           []PassoVisto
	Paziente        string // title bar, from step 2 on
	Salvataggio     Salvataggio
	Avviso          avviso.Avviso
	Attesa          string
	Fuoco           parti.Fuoco
	Navigazione     Navigazione
	Assistito       StatoAssistito
	Scheda          *Scheda
	Lavoro          Lavoro
	SessioneScaduta bool
	Conflitto       Conflitto
	Bozza           string // id of the draft in hand, empty before there is one
}

// LogValue implements slog.LogValuer: the state is full of patient data.
func (State) LogValue() slog.Value { return slog.StringValue("stato •••") }

// Lavoro is what steps 2 to 4 draw.
type Lavoro struct {
	Tipologie []Tipologia
	Dati      StatoDati
	Riepilogo StatoRiepilogo
	Anteprima StatoAnteprima
}

// StatoAnteprima is the draft drawn as the document that it would become,
// beside steps 3 and 4.
type StatoAnteprima struct {
	Pagine []image.Image
	Testo  string // what is being waited for, or why there is none
}

// PassoVisto is one line of the list of steps.
type PassoVisto struct {
	Titolo   string
	Corrente bool
	Fatto    bool
	Apribile bool // a click goes there
}

// Salvataggio is «Salvato alle 10:42:07» or «Non salvato» with the reason.
type Salvataggio struct {
	Testo  string
	Errore bool
}

// Navigazione are the buttons at the foot.
type Navigazione struct {
	Indietro   bool
	Primario   string // label of the primary button; empty when there is none
	Attivo     bool
	Verifica   bool // the outcome of the creation is unknown: only «Verifica»
	SoloChiudi bool // the draft is in the queue: there is nothing else to do
	Chiudibil  bool // false while the creation is being sent
}

// StatoAssistito is step 1.
type StatoAssistito struct {
	CodiceFiscale string
	ErroreCF      string
	Persona       RicercaPersona
	Trovati       []Persona
	Scelto        string // id of the chosen row
	Bozze         []RigaBozza
	Nota          string // GDPR: accesses are traced
	Cercando      bool
	Interrompi    bool   // «Interrompi» in place of «Cerca»
	Copie         string // why Trovati are only those known on this workstation
	AMano         bool   // the registry does not answer: «Continua senza anagrafe»
}

// RicercaPersona is the search by surname, online only.
type RicercaPersona struct {
	Cognome, Nome, DataNascita string
	Errore                     string
}

// Persona is one row of the choice table.
type Persona struct {
	ID, Cognome, Nome, CodiceFiscale, Sesso, DataNascita, Comune string
}

// RigaBozza is a draft that can be taken up again.
type RigaBozza struct {
	ID    string
	Testo string // time, step and exemption code: no name
}

// Scheda is the patient with what is already there.
type Scheda struct {
	Righe       []parti.Riga
	Letta       string // of a copy: from when it is
	Certificati []RigaCertificato
	Esenzioni   []RigaEsenzione
	Duplica     bool // a certificate of the list can be duplicated
	Aura        []RigaEsenzione
	Rifiuto     string // why no certificate can be written for this patient
	Avviso      string
}

// RigaCertificato is an existing certificate of the patient.
type RigaCertificato struct{ Diagnosi, Esenzione, Data, Medico, Stato string }

// RigaEsenzione is an existing exemption of the patient.
type RigaEsenzione struct {
	Numero, Asl, Compilatore, Codice, Stato, Richiesta, Dal, Scadenza string

	Diagnosi string // of AURA: which of the same code it is
}

// Tipologia is one of the three buttons of step 2.
type Tipologia struct {
	Codice    esenpat.Tipologia
	Etichetta string
	Spiega    string
	Bottone   parti.Bottone
	Scelta    bool
}

// StatoDati is step 3.
type StatoDati struct {
	Titolo     string
	Invalidita SceltaUnica // zero unless the type is invalidità
	Esenzione  Combo
	Diagnosi   Combo
	Patologia  Testo
	Leggi      Leggi
	Unita      SceltaUnica
	Oscurato   SiNo
	Regime     SceltaUnica
	Mancano    []Mancante
	MancaTesto string // «Mancano: leggi speciali, regime»
	Copia      string // where the data come from
	Modelli    StatoModelli
	Doppione   string // warning about an open certificate or an active exemption
}

// SceltaUnica is a combo or radio group without text search.
type SceltaUnica struct {
	Visibile bool
	Opzioni  []parti.Opzione
	Scelta   string // code, empty when nothing is chosen
	Avviso   string
}

// Combo is a filter-as-you-type combo; its entries come from CercaEsenzioni and
// CercaDiagnosi.
type Combo struct {
	Codice      string // empty when nothing is chosen
	Visibile    string // code as drawn, may be empty
	Descrizione string
	Testo       string // code and description
	Nota        string // normative reference, or why the list is short
	Superata    string // why what is chosen is to be looked at again
}

// Testo is the illness text.
type Testo struct {
	Valore    string
	Contatore string // «120/4000»
	Errore    string
	Aiuto     string // characters that paper cannot show, or that were refused
	Massimo   int
}

// Leggi is the question about special laws, with its help.
type Leggi struct {
	Scelta    esenpat.Scelta
	Aiuto     string
	Categoria string // the category that the chosen exemption points to; presets nothing
}

// SiNo is a question without a default.
type SiNo struct {
	Visibile bool
	Scelta   esenpat.Scelta
	Aiuto    string
}

// Mancante is something that keeps «Conferma» off.
type Mancante struct{ Campo, Nome string }

// StatoRiepilogo is step 4.
type StatoRiepilogo struct {
	Blocchi  []Blocco
	Avvisi   []string
	No       ConfermaNo
	InCoda   string // «In coda: si crea da solo …»
	Creato   string // «È stato creato un nuovo certificato con n. N»
	Bloccato bool   // created or under way: no pencil
}

// Blocco is a part of the summary with its pencil.
type Blocco struct {
	Titolo string
	Righe  []parti.Riga
	Campo  string // where the pencil goes; empty: no pencil
}
