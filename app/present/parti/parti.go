// Package parti holds the small values that the states of several presenters
// are made of: everything in them is text that a view draws as it stands.
package parti

import "log/slog"

// Opzione is one entry of a combo or of a choice.
type Opzione struct {
	Codice    string // what is handed back to the presenter
	Visibile  string // code drawn before the text, may be empty
	Testo     string // what is drawn
	Dettaglio string // second line or reason of the match, may be empty
}

// Riga is a labelled value of a summary.
type Riga struct{ Etichetta, Valore string }

// Bottone says whether a button is offered, and why not.
type Bottone struct {
	Attivo bool
	Motivo string // sentence beside a button that is off; empty when on
}

// Fuoco asks the view to move the focus: N grows with each request, so that
// the same field can be asked for twice.
type Fuoco struct {
	Campo string
	N     int
}

// A returns the request that follows f.
func (f Fuoco) A(campo string) Fuoco { return Fuoco{campo, f.N + 1} }

// LogValue implements slog.LogValuer: a summary line may name a patient.
func (Riga) LogValue() slog.Value { return slog.StringValue("riga •••") }
