// Package bozze presents the tab «Bozze»: what was written and is not a
// certificate yet, where each draft stands, and what waits for the network. It
// also offers, at the login, the draft that was being written when the program
// ended: explicitly, never by itself.
package bozze

import (
	"context"
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/coda"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Archivio are the doctor's own drafts.
type Archivio interface {
	Elenca(ctx context.Context) ([]esenpat.Bozza, error)
	// Duplica returns the new draft, durable.
	Duplica(ctx context.Context, id string) (esenpat.Bozza, error)
	// Elimina of a draft that is gone is no error.
	Elimina(ctx context.Context, id string) error
}

// Conservazione is how long drafts stay, and where they come from.
type Conservazione interface {
	SegnaAvvisate(ctx context.Context, viste []esenpat.Bozza) error
	Sfoltisci(ctx context.Context) (int, error)
	// Accogli returns how many of the drafts are new here.
	Accogli(ctx context.Context, portate []esenpat.Bozza) (int, error)
}

// Coda tells where queued drafts stand; all three answer at once.
type Coda interface {
	Voce(id string) coda.Voce
	Inviate() []coda.Inviata
	InPausa() bool
}

// ComandiCoda change the queue; Riprova and Pausa answer at once.
type ComandiCoda interface {
	Riprova(id string)
	Togli(ctx context.Context, id string) error
	Pausa(si bool)
}

// Catalogo compares what a draft carries with the catalogue of the day al; the
// draft stays as it is.
type Catalogo interface {
	ConfrontaBozza(d esenpat.DatiCertificato, al esenpat.Data) esenpat.ConfrontoVoci
}

// Trasporto carries drafts between workstations, always sealed. Kind Canceled
// when the user gave up.
type Trasporto interface {
	Esporta(ctx context.Context, b []esenpat.Bozza, passphrase esenpat.Secret) (percorso string, err error)
	Scegli(ctx context.Context) ([]byte, error)
	Apri(ctx context.Context, file []byte, passphrase esenpat.Secret) ([]esenpat.Bozza, error)
}

// Preferenze remembers which draft was being written, per doctor.
type Preferenze interface {
	Leggi(ctx context.Context, chiave string) (string, error)
	Scrivi(ctx context.Context, chiave, valore string) error
}

// Tono is what the colour of a state means.
type Tono int

// Meanings.
const (
	Neutro Tono = iota
	Buono
	Attesa
	Cattivo
)

// Riga is one draft, with ready strings.
type Riga struct {
	ID         string
	Modificata string
	Paziente   string
	Codice     string
	Stato      string
	Tono       Tono
	Nota       string // why it waits, when it will be removed, what to do

	Apri, Riprova, Togli, Elimina, Duplica bool
}

// LogValue implements slog.LogValuer: a row names a patient.
func (r Riga) LogValue() slog.Value { return slog.StringValue("bozza " + r.ID) }

// State is everything the tab draws.
type State struct {
	Righe     []Riga
	Conto     string
	Cercato   string
	VuotoT    string
	VuotoX    string
	Avviso    avviso.Avviso
	Vecchie   string // «2 bozze non si modificano da 30 giorni …», empty if none
	Coda      string // «3 in coda», empty when nothing waits
	InPausa   bool
	Occupato  bool
	Esporta   bool // there is something to export
	Recupero  Recupero
	Passphr   Passphrase
	Fatto     string
	NFatto    int
	Selezione int // row under the cursor
}

// Recupero is the question at the login: Testo names time, step and code, never
// the patient.
type Recupero struct {
	Aperto bool
	Testo  string
}

// Passphrase is the form that an export or import needs.
type Passphrase struct {
	Aperta  bool
	Doppia  bool // to be typed twice: it will seal
	Testo   string
	Errore  string
	NErrore int
}

// Eventi is what happens outside the tab because of it; nil fields are left
// out.
type Eventi struct {
	Apri      func(id string) // opens the wizard on a draft
	Eliminata func(id string)
	Cambiato  func() // counters are out of date
}
