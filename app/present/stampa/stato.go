// Package stampa presents the print dialog: which printer, how many copies, one
// side or both. It exists so that every «Stampa» of the program asks the same
// way, says what went wrong in its own place, and can be given up at any time.
package stampa

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Preferences of the workstation.
const (
	ChiaveStampante   = "stampa.stampante"
	ChiaveFronteRetro = "stampa.fronte_retro" // "si", "no"
)

// Fields that the dialog can be asked to focus.
const (
	CampoStampante = "stampante"
	CampoCopie     = "copie"
)

// Stampanti is the print system. The first two are reads, bounded in time, that
// may be repeated and cancelled; no printers is no error.
type Stampanti interface {
	Stampanti(ctx context.Context) ([]esenpat.Stampante, error)
	FronteRetro(ctx context.Context, nome string) (bool, error)
	// Stampa hands a document over once. Kind Uncertain: it may be in the queue.
	// When ctx ends it may be there too.
	Stampa(ctx context.Context, d esenpat.DaStampare, o esenpat.OpzioniStampa) error
}

// Visore opens a document with the system's viewer, which may be able to print
// when we are not.
type Visore interface {
	Apri(ctx context.Context, nome string, pdf []byte) error
}

// Preferenze remembers the printer for this workstation. An unknown key reads as "".
type Preferenze interface {
	Leggi(ctx context.Context, chiave string) (string, error)
	Scrivi(ctx context.Context, chiave, valore string) error
}

// Params is what New needs.
type Params struct {
	UI         task.Dispatch
	Testi      avviso.Testi
	Stampanti  Stampanti
	Visore     Visore
	Preferenze Preferenze
}

// State is everything the dialog draws.
type State struct {
	Aperto    bool
	Titolo    string
	Documenti []parti.Riga // what is printed, and what became of it
	Attesa    string       // what is waited for; empty: nothing

	Stampanti      []parti.Opzione
	Scelta         string
	Nota           string // what is to be known of that printer, or of one that is gone
	Copie          string
	ErroreCopie    string
	FronteRetro    bool
	PuoFronteRetro bool
	Lati           string // why there is no choice of sides

	PuoStampare bool
	PuoAprire   bool // the viewer is offered in place of the printer
	Avviso      avviso.Avviso
	Fuoco       parti.Fuoco
}
