// Package pratica presents the two acts on a request that was sent to the ASL:
// «Annulla richiesta», while nobody there has touched it, and «Rimanda ad
// Operatore», with the new certificate that the ASL asked for (X02, X09). Each
// is confirmed once, and asks what happened when its answer is lost.
package pratica

import (
	"context"
	"log/slog"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Atti are the acts. Uncertain means that the answer was lost: the act must not
// be sent again, VerificaPratica finds out.
type Atti interface {
	AnnullaRichiesta(ctx context.Context, rif esenpat.RiferimentoEsenzione, motivo string) (esenpat.Esenzione, error)
	RimandaRichiesta(ctx context.Context, r esenpat.RinvioRichiesta) (esenpat.Esenzione, error)
	VerificaPratica(ctx context.Context, tipo esenpat.TipoAtto, rif esenpat.RiferimentoEsenzione) (esenpat.Esenzione, error)
}

// Lettura reads what the question is about; both may be repeated.
type Lettura interface {
	Esenzione(ctx context.Context, assistitoID, id string) (esenpat.Esenzione, error)
	// CertificatiPerRinvio are those that can answer e, the newest first.
	CertificatiPerRinvio(ctx context.Context, e esenpat.Esenzione) ([]esenpat.CertificatoSintesi, error)
}

// Params is what New needs.
type Params struct {
	UI      task.Dispatch
	Testi   avviso.Testi
	Fuso    *time.Location
	Atti    Atti
	Lettura Lettura
}

// Eventi is what happens outside because of it; nil fields are skipped.
type Eventi struct {
	// SessioneScaduta shows the login over the dialog; riprendi goes on after it.
	SessioneScaduta func(riprendi func())
	// Cambiata is called when what is shown of the pratica is out of date.
	Cambiata func()
	// NuovoCertificato begins the certificate that the ASL wants.
	NuovoCertificato func(esenpat.Esenzione)
}

// Fase is where the dialog stands.
type Fase int

// Phases of the dialog.
const (
	FaseChiusa  Fase = iota
	FaseCarica       // the pratica is being read
	FaseDomanda      // the act is confirmed or left
	FaseIncerta      // sent, outcome unknown: only «Verifica»
	FaseFatta        // done
	FaseFerma        // it cannot be done, and why
)

// State is all that the view draws.
type State struct {
	Fase        Fase
	Rinvio      bool // «Rimanda ad Operatore»; else «Annulla richiesta»
	Titolo      string
	Testo       string
	Chiede      []parti.Riga // what the ASL asked for
	Certificati []parti.Opzione
	Scelto      string
	Note        string
	MassimoNote int
	Avviso      avviso.Avviso
	Attesa      string
	Conferma    parti.Bottone
	Verifica    bool // «Verifica» can be pressed
	Nuovo       bool // «Prepara il nuovo certificato» is the way on
	Chiudibile  bool
}

// LogValue implements slog.LogValuer: notes may name a patient.
func (State) LogValue() slog.Value { return slog.StringValue("pratica •••") }
