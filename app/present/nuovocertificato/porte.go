package nuovocertificato

import (
	"context"
	"image"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Registro finds the patient; both are reads and may be repeated.
type Registro interface {
	FindAssistiti(ctx context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error)
	Scheda(ctx context.Context, assistitoID string) (esenpat.SchedaAssistito, error)
}

// Catalogo searches in memory and answers at once.
type Catalogo interface {
	CercaEsenzioni(r esenpat.RicercaVoce) []esenpat.EsenzioneTrovata
	CercaDiagnosi(r esenpat.RicercaVoce) []esenpat.DiagnosiTrovata
	Versione() string
	// ConfrontaBozza says how what a draft carries stands on the day al.
	ConfrontaBozza(d esenpat.DatiCertificato, al esenpat.Data) esenpat.ConfrontoVoci
}

// Redazione draws a draft and makes it a certificate. Crea is exactly once per
// draft: after Uncertain or a lost connection it may be called again with the
// same draft and never makes a second certificate.
type Redazione interface {
	Anteprima(ctx context.Context, b esenpat.Bozza) (esenpat.DocumentoCertificato, error)
	Crea(ctx context.Context, b esenpat.Bozza) (esenpat.Certificato, error)
}

// Bozze keeps what is being written. Salva returns once the draft is durable.
type Bozze interface {
	Salva(ctx context.Context, b esenpat.Bozza) (esenpat.Bozza, error)
	Elenca(ctx context.Context) ([]esenpat.Bozza, error)
	Bozza(ctx context.Context, id string) (esenpat.Bozza, error)
	Elimina(ctx context.Context, id string) error
}

// Ambulatori are the units where the doctor may write certificates (a read).
type Ambulatori interface {
	UnitaProduttive(ctx context.Context) ([]esenpat.UnitaProduttiva, error)
}

// Immagini draws the pages of exactly these bytes.
type Immagini interface {
	Pagine(ctx context.Context, pdf []byte, dpi int) ([]image.Image, error)
}

// Preferenze remembers harmless choices (unit, regime) per doctor. An unknown
// key reads as "".
type Preferenze interface {
	Leggi(ctx context.Context, chiave string) (string, error)
	Scrivi(ctx context.Context, chiave, valore string) error
}

// Sessioni knows who is working.
type Sessioni interface {
	Corrente() (esenpat.Sessione, bool)
}

// Porte are the outside of the presenter.
type Porte struct {
	Registro   Registro
	Catalogo   Catalogo
	Redazione  Redazione
	Bozze      Bozze
	Ambulatori Ambulatori
	Immagini   Immagini
	Preferenze Preferenze
	Sessioni   Sessioni

	Modelli     Modelli     // may be nil
	Certificati Certificati // may be nil
	Prestazioni Prestazioni // may be nil
	Coda        Coda        // nil: nothing waits for the network
}

// ChiaveInCorso is the preference that holds the id of the draft that is open:
// if it is still there at a login, the work was cut short.
const ChiaveInCorso = "bozze.in-corso"

// Params is what New needs. Firma and Rilascio are the presenters of steps 5
// and 6; the wizard opens them and sets their Eventi.
type Params struct {
	UI       task.Dispatch
	Dopo     task.Later
	Adesso   func() time.Time // in Europe/Rome
	NuovoID  func() string    // a new UUID v4 at each call
	Testi    avviso.Testi
	Porte    Porte
	Firma    *firma.Presenter
	Rilascio *rilascio.Presenter

	// InLinea tells the connection as last seen; nil: always there.
	InLinea func() bool

	// NonStampabili returns the characters of a text that paper shows only as
	// their code, each once; at most a millisecond. Nil: nobody is told.
	NonStampabili func(testo string) []rune
}

// Eventi is what happens outside the wizard because of it; nil fields are
// skipped, all are called on the UI thread.
type Eventi struct {
	Bozze func() // what the list of drafts shows is out of date
	// SessioneScaduta shows the login over the wizard; riprendi goes on after it.
	SessioneScaduta func(riprendi func())
	// Rimanda goes on, after the signature, to send a request back to the ASL.
	Rimanda func(assistitoID, praticaID, certificatoID string)
	// Chiuso is called when the wizard has nothing more to show.
	Chiuso func()
	// Cambiato is called when a certificate or an exemption came to be, so that
	// lists can be read again.
	Cambiato func()
}
