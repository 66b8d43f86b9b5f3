package verifica

import (
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// State is all that the view draws.
type State struct {
	Attesa      string // what is being done; empty when idle
	File        string // name and size
	Avviso      avviso.Avviso
	Fatto       string // «Rapporto salvato in …»
	Verdetto    Verdetto
	Firme       []Firma
	Fascicolo   Fascicolo
	PuoSalvare  bool
	Impronta    string // SHA-256 of the file
	SenzaFirme  bool
	DiProva     string // «AMBIENTE DI PROVA», empty for real trust
	Verificato  bool
	InPreparare bool // the report is being made
}

// Verdetto is the state of the whole file in words.
type Verdetto struct {
	Stato       esenpat.StatoVerifica
	Titolo      string
	Spiegazione string
}

// Firma is one signature, ready to be drawn.
type Firma struct {
	Titolo    string // «Firma 1 di 2», empty when there is only one
	Stato     esenpat.StatoVerifica
	Parola    string
	Prova     string // «AMBIENTE DI PROVA», or empty
	Righe     []parti.Riga
	Controlli []Controllo
}

// Controllo is one check.
type Controllo struct {
	Esito  esenpat.EsitoControllo
	Parola string // «Superato»
	Testo  string
	Valore string // raw value, may be empty
}

// Fascicolo is what the CDA inside says.
type Fascicolo struct {
	Presente    bool
	Confrontato bool   // the text of the pages could be read
	Diverso     bool   // the pages do not show all of it
	Frase       string // the comparison in words, or why there is nothing to show
	Voci        []Voce
}

// Voce is one thing that the CDA says.
type Voce struct {
	Nome, Valore string
	Esito        esenpat.EsitoControllo
	Parola       string // «Sulle pagine»
}

// LogValue implements slog.LogValuer: a value may name the patient.
func (v Voce) LogValue() slog.Value { return slog.StringValue(v.Nome + " •••") }
