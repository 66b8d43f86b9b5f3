package catalogo

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// The types of this file are the JSON of `esenpat-desktop catalogo …` (spec 7):
// names and meaning of the keys are a contract. A key that a coding does not
// state is absent; an empty text is an answer.

// RispostaCerca answers `catalogo cerca`.
type RispostaCerca struct {
	Risultati        []RisultatoJSON    `json:"risultati"`
	Totale           int                `json:"totale"`
	CodificheCercate []esenpat.Codifica `json:"codifiche_cercate"`
	Regole           []RegolaJSON       `json:"regole,omitempty"`
	Simili           []string           `json:"simili,omitempty"`
	Avvisi           []string           `json:"avvisi,omitempty"`
}

// RegolaJSON is a rule of D.M. 329/1999 with the words of the directive.
type RegolaJSON struct {
	ID       string    `json:"id"`
	Articolo string    `json:"articolo"`
	Tema     string    `json:"tema"`
	Testo    string    `json:"testo"`
	Frase    string    `json:"frase"`
	Fonte    FonteJSON `json:"fonte"`
}

// RisultatoJSON is one entry found.
type RisultatoJSON struct {
	Codifica      esenpat.Codifica `json:"codifica"`
	Codice        string           `json:"codice"`
	Schema        string           `json:"schema,omitempty"`
	Descrizione   string           `json:"descrizione"`
	Denominazione string           `json:"denominazione,omitempty"`
	Gruppo        string           `json:"gruppo,omitempty"`
	Riferimento   string           `json:"riferimento_normativo,omitempty"`
	Campo         string           `json:"campo"`
	InVigore      *bool            `json:"in_vigore,omitempty"`
	Avvisi        []string         `json:"avvisi,omitempty"`
}

// RispostaSpiega answers `catalogo spiega`.
type RispostaSpiega struct {
	Voci []VoceJSON `json:"voci"`
}

// VoceJSON is everything known of a code in one coding.
type VoceJSON struct {
	Codifica          esenpat.Codifica `json:"codifica"`
	Codice            string           `json:"codice"`
	Schema            string           `json:"schema,omitempty"`
	Famiglia          string           `json:"famiglia"`
	Gruppo            string           `json:"gruppo,omitempty"`
	Settimana         int              `json:"settimana,omitempty"`
	Descrizione       string           `json:"descrizione"`
	Denominazione     string           `json:"denominazione,omitempty"`
	Riferimento       string           `json:"riferimento_normativo,omitempty"`
	Note              []string         `json:"note"`
	Compilatore       string           `json:"compilatore,omitempty"`
	Farmaceutica      *string          `json:"farmaceutica_incaricato,omitempty"`
	Specialistica     *string          `json:"specialistica_incaricato,omitempty"`
	TicketPrestazioni *string          `json:"ticket_prestazioni,omitempty"`
	TicketFarmaci     *string          `json:"ticket_farmaci,omitempty"`
	ValidaDa          string           `json:"valida_da,omitempty"`
	ValidaFino        string           `json:"valida_fino,omitempty"`
	Condizioni        []CondizioneJSON `json:"condizioni,omitempty"`
	Sottocodici       []string         `json:"sottocodici,omitempty"`
	CodiceRicetta     string           `json:"codice_ricetta,omitempty"`
	Durata            *DurataJSON      `json:"durata,omitempty"`
	Prestazioni       string           `json:"prestazioni_esenti,omitempty"`
	Verificata        *bool            `json:"verificata,omitempty"` // of entries outside the four documents
	Fonte             FonteJSON        `json:"fonte"`
	Avvisi            []string         `json:"avvisi"`
	Perche            []ProvaJSON      `json:"perche"`
}

// FonteJSON is where an answer comes from.
type FonteJSON struct {
	Documento string `json:"documento"`
	Titolo    string `json:"titolo,omitempty"`
	Riga      string `json:"riga,omitempty"`      // as printed
	Posizione string `json:"posizione,omitempty"` // where it stands, when no row number is printed
	Data      string `json:"data,omitempty"`
}

// CondizioneJSON is what the text asks of the person, with its sentence.
type CondizioneJSON struct {
	Tipo   string `json:"tipo"`
	Valore string `json:"valore"`
	Frase  string `json:"frase"`
}

// DurataJSON is the default duration of an exemption.
type DurataJSON struct {
	Tipo   string `json:"tipo"` // fissa, illimitata, non_nota
	Valore int    `json:"valore,omitempty"`
	Unita  string `json:"unita,omitempty"`
	Fonte  string `json:"fonte,omitempty"`
}

// ProvaJSON is one proof of an answer.
type ProvaJSON struct {
	Tipo  string `json:"tipo"` // frase, anomalia, corrispondenza, regola, variazione
	Fonte string `json:"fonte"`
	Testo string `json:"testo"`
}

// Verdetto is the verdict on a code.
type Verdetto string

// Verdicts of `catalogo verifica`.
const (
	Valido            Verdetto = "valido"
	FormaAssente      Verdetto = "forma_valida_assente"
	FormaNonValida    Verdetto = "forma_non_valida"
	NonInVigore       Verdetto = "non_in_vigore"
	VerdettoSostituto Verdetto = "sostituito"
)

// RispostaVerifica answers `catalogo verifica`.
type RispostaVerifica struct {
	Codifica    esenpat.Codifica `json:"codifica"`
	Codice      string           `json:"codice"`
	Verdetto    Verdetto         `json:"verdetto"`
	Ammesso     string           `json:"ammesso"`
	Motivi      []string         `json:"motivi"`
	Sostitutivi []string         `json:"sostitutivi,omitempty"`
	Simili      []string         `json:"simili,omitempty"`
	AltrOve     []string         `json:"altre_codifiche,omitempty"`
	Ricetta     string           `json:"codice_ricetta,omitempty"`
}

// RispostaTraduci answers `catalogo traduci`.
type RispostaTraduci struct {
	Da          esenpat.Codifica `json:"da"`
	Codice      string           `json:"codice"`
	A           esenpat.Codifica `json:"a"`
	Traduzioni  []TraduzioneJSON `json:"traduzioni"`
	Equivalenza Equivalenza      `json:"equivalenza"`
	Conferma    bool             `json:"conferma_richiesta"`
	Note        []string         `json:"note"`
}

// TraduzioneJSON is one code of the other coding.
type TraduzioneJSON struct {
	Codice      string      `json:"codice"`
	Descrizione string      `json:"descrizione"`
	Equivalenza Equivalenza `json:"equivalenza"`
	Note        []string    `json:"note,omitempty"`
}

// RispostaGravidanza answers `catalogo gravidanza`.
type RispostaGravidanza struct {
	Settimana int              `json:"settimana,omitempty"`
	Regola    string           `json:"regola,omitempty"`
	Codici    []GravidanzaJSON `json:"codici"`
}

// GravidanzaJSON is the code in one coding, or why there is none.
type GravidanzaJSON struct {
	Codifica    esenpat.Codifica `json:"codifica"`
	Codice      string           `json:"codice,omitempty"`
	Descrizione string           `json:"descrizione,omitempty"`
	Rifiuto     string           `json:"rifiuto,omitempty"`
	Note        []string         `json:"note,omitempty"`
}

// RispostaCombina answers `catalogo combina`.
type RispostaCombina struct {
	CodiceUnico string   `json:"codice_unico"`
	Descrizione string   `json:"descrizione"`
	Note        []string `json:"note"`
}

// RispostaImporta answers `catalogo importa`.
type RispostaImporta struct {
	Tipo       string     `json:"tipo"`
	File       string     `json:"file"`
	Versione   string     `json:"versione"`
	Aggiunti   []string   `json:"aggiunti"`
	Modificati []string   `json:"modificati"`
	Modifiche  []Modifica `json:"modifiche,omitempty"`
	Rimossi    []string   `json:"rimossi"`
	Doppi      []Doppio   `json:"doppi,omitempty"`
	Invariati  int        `json:"invariati"`
	Totale     int        `json:"totale"`
	Applicato  bool       `json:"applicato"`
}
