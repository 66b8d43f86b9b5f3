// Package elenco presents a list with filters, as both tabs of the home page
// have: search, page after page, the choice among people with one surname, and
// the sentences for an empty or a failed search. It exists so that the two tabs
// behave alike.
package elenco

import (
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Filtri is what the doctor put in the fields; zero values do not filter.
type Filtri struct {
	Stato   string // code of one entry of State.Stati, "" for all
	Codice  string // exemption code
	Persona string // fiscal code, or surname of at least three letters
	Dal, Al esenpat.Data
	Ordine  string // code of one entry of State.Ordini, "" for the newest first
	Gruppi  bool   // grouped by beneficiary
	DalErr  bool   // the field holds half a date, or one that does not exist
	AlErr   bool
}

// LogValue implements slog.LogValuer: a filter may name a patient.
func (Filtri) LogValue() slog.Value { return slog.StringValue("filtri •••") }

// Richiesta is a checked search.
type Richiesta struct {
	Stato   string
	Codice  string
	Persona esenpat.RicercaAssistito
	Dal, Al esenpat.Data
	Ordine  string
	Gruppi  bool
	Pagina  esenpat.Finestra
}

// LogValue implements slog.LogValuer.
func (Richiesta) LogValue() slog.Value { return slog.StringValue("ricerca •••") }

// Tono is what the colour of a state means.
type Tono int

// Meanings.
const (
	Neutro Tono = iota
	Buono
	Attesa
	Cattivo
)

// Carta is one card, with ready strings.
type Carta struct {
	ID      string
	Codice  string
	Titolo  string
	Seconda string
	Stato   string
	Tono    Tono

	Selezionabile bool // it may be chosen for an act on many
	Selezionata   bool
	Gruppo        string // who it belongs to, the title of its group
	// Intestazione is the line over a group: it has a Titolo and opens nothing.
	Intestazione bool
}

// LogValue implements slog.LogValuer: a card names a patient.
func (c Carta) LogValue() slog.Value { return slog.StringValue("scheda " + c.ID) }

// State is everything a list draws.
type State struct {
	Stati     []parti.Opzione
	Ordini    []parti.Opzione
	Filtri    Filtri
	Codice    parti.Opzione // the exemption of the filter with its name
	Versione  int           // grows when the fields must show Filtri again (reset)
	Occupato  bool
	Cercato   bool // a search was made
	Carte     []Carta
	Conto     string // «24 risultati»
	Ambito    string // whose elements are looked through (C02)
	Letta     string // when offline: from when these are
	Altri     string // «Mostra altri 50», empty when all are there
	Avviso    avviso.Avviso
	VuotoT    string // empty state: title and text, when there is nothing
	VuotoX    string
	ErrCodice string // sentences under the fields
	ErrPers   string
	ErrDal    string
	ErrAl     string
	Fuoco     parti.Fuoco
	Persone   Persone
	Selezione StatoSelezione
	Rapidi    []parti.Opzione // filters with one press: the state and «In scadenza (3)»
}

// Persone is the choice among several people with the searched surname.
type Persone struct {
	Aperta   bool
	Righe    [][]string // Cognome, Nome, Codice fiscale, Sesso, Data di nascita, Comune
	Conferma parti.Bottone
}

// LogValue implements slog.LogValuer.
func (Persone) LogValue() slog.Value { return slog.StringValue("persone •••") }

// LogValue implements slog.LogValuer.
func (State) LogValue() slog.Value { return slog.StringValue("elenco •••") }
