// Package verifica presents the verification of a signed document: who signed
// it, whether it is whole, what the record inside says. It needs neither login
// nor network, so it asks nothing of a session.
package verifica

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Verificatore checks the signatures of any bytes at all. Errors are Invalid
// (not a PDF, too large, too many signatures) or Canceled; it may be repeated.
type Verificatore interface {
	Verifica(ctx context.Context, pdf []byte) (esenpat.Verifica, error)
}

// Lettore reads what the CDA inside a document says. Errors are Invalid:
// "pdf.senza-cda" when there is none, others when it cannot be read.
type Lettore interface {
	Fascicolo(ctx context.Context, pdf []byte) ([]esenpat.VoceFascicolo, error)
}

// Immagini knows the pages. Testo returns the text of each; errors are Invalid
// where PDFium cannot read the file, Canceled when ctx ended.
type Immagini interface {
	Testo(ctx context.Context, pdf []byte) ([]string, error)
}

// Rapporti lays the report out as a PDF.
type Rapporti interface {
	RapportoVerifica(ctx context.Context, r esenpat.RapportoVerifica) ([]byte, error)
}

// Uscita asks where and writes; an error of Kind Canceled means that the user
// changed their mind.
type Uscita interface {
	Salva(ctx context.Context, nome string, contenuto []byte) (percorso string, err error)
}

// Appunti is the clipboard. The details name the signer and the checks, never
// the patient.
type Appunti interface{ Copia(testo string) }

// Porte are the outside of the presenter; none may be nil.
type Porte struct {
	Verificatore Verificatore
	Lettore      Lettore
	Immagini     Immagini
	Rapporti     Rapporti
	Uscita       Uscita
	Appunti      Appunti
}

// Params is what New needs.
type Params struct {
	UI     task.Dispatch
	Testi  avviso.Testi
	Adesso func() time.Time // in Europe/Rome: dates are shown in its zone
	Porte  Porte
}
