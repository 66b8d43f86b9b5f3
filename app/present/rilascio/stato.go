package rilascio

import (
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Fase is where the issue stands.
type Fase int

// Phases of the form.
const (
	FaseChiusa  Fase = iota
	FaseCarica       // the proposal is being read
	FaseModulo       // the date form
	FaseIncerta      // sent, outcome unknown: only «Verifica»
	FaseFatta        // issued or requested
)

// Fields that the form can be asked to focus.
const (
	CampoData     = "data_fine_validita"
	CampoAura     = "aura"
	CampoDichiara = "dichiarazioni"
	CampoConferma = "conferma"
)

// State is all that the view draws.
type State struct {
	Fase            Fase
	Titolo          string
	Paziente        string
	Modulo          StatoModulo
	Esito           StatoEsito
	Avviso          avviso.Avviso
	Attesa          string
	Incerta         string // heading while the outcome is unknown, or the service still at it
	Fuoco           parti.Fuoco
	SessioneScaduta bool
}

// StatoModulo is the date form of «Crea e valida esenzione».
type StatoModulo struct {
	Righe      []parti.Riga // exemption and diagnosis, read only
	DataFine   string       // as typed, gg/mm/aaaa
	AiutoData  string       // what an empty or untouched date means
	ErroreData string
	AvvisoData string // beyond the default: allowed, but told
	Dichiara   []Dichiarazione
	Aura       string // «già attiva in AURA: la scadenza passa da … a …»; empty if not
	AuraLetto  bool   // that sentence was confirmed
	Modalita   StatoModalita
	PuoConferm bool
	Mancano    string
}

// Dichiarazione is a statement that must be made before the act.
type Dichiarazione struct {
	Codice, Testo string
	Resa          bool
}

// StatoModalita is the choice between issuing and requesting.
type StatoModalita struct {
	Scelta   string // RILASCIO or RICHIESTA
	Rilascia parti.Bottone
	Richiedi parti.Bottone
	Spiega   string // what «Conferma» will do, and which ASL it goes to
}

// StatoEsito is the summary of what exists now.
type StatoEsito struct {
	Frase      string
	Righe      []parti.Riga
	Promemoria bool // «Scarica promemoria esenzione» is offered
	Attestato  bool
	Assistito  bool   // «Stampa per l'assistito»: both on paper
	Fatto      string // «Salvato in …»
}
