package contesto

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Risolutore exchanges a token for the patient.
type Risolutore interface {
	// RisolviContesto may be repeated by the same session. Errors:
	// "contesto.non-trovato", "contesto.scaduto", "contesto.altro-medico".
	RisolviContesto(ctx context.Context, gettone esenpat.Secret) (esenpat.CodiceFiscale, error)
}

// Ingombro is what stands where the patient would be opened.
type Ingombro int

// What may stand there.
const (
	Libero   Ingombro = iota // nothing is open
	Occupato                 // something is open; what is written in it stays
	Fermo                    // an act is under way or its outcome unknown
)

// Scena is the window, asked on the UI thread.
type Scena interface {
	// Corrente returns who works here; false when nobody is logged in.
	Corrente() (esenpat.Sessione, bool)
	Bloccata() bool
	Ingombro() Ingombro
	// Apri starts a certificate for the patient; what is open keeps what was
	// written in it.
	Apri(cf esenpat.CodiceFiscale)
}

// Params is what New needs.
type Params struct {
	UI     task.Dispatch
	Testi  avviso.Testi
	Adesso func() time.Time
	Scena  Scena
	// Servizio returns the exchange of tokens and the host it is of; nil while
	// there is no service yet.
	Servizio func() (Risolutore, string)
	// Annota tells the audit how a call ended; it returns at once.
	Annota func(esito string)
}

// State is what the view draws.
type State struct {
	Nota    string  // on the login page: somebody asked
	Banda   string  // over the tabs: a call waits for the doctor
	Domanda Domanda // the question, when something is open
	Avviso  avviso.Avviso
	Ripeti  bool // asking again can help
	Attesa  string
}

// Domanda asks whether to leave what is open; empty when there is nothing to ask.
type Domanda struct {
	Testo string
	Apri  bool // it may be left
}
