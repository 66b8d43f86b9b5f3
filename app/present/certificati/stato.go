// Package certificati presents the tab «Certificati»: the list with its
// filters and one certificate's detail with exactly the buttons that its state
// and the server allow (manual, M30-M48).
package certificati

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Archivio reads certificates. All are reads: they may be repeated and
// cancelled. Scarica returns the PDF with its hash checked and its signature
// verified; firmato says that it must have one.
type Archivio interface {
	FindCertificati(ctx context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error)
	Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error)
	Storico(ctx context.Context, assistitoID, id string) ([]esenpat.EventoStorico, error)
	Scarica(ctx context.Context, assistitoID, id string, firmato bool) (esenpat.DocumentoScaricato, error)
}

// Uscita hands a document to the user. Salva asks where and returns the path;
// an error of Kind Canceled means that the user changed their mind.
type Uscita interface {
	Salva(ctx context.Context, nome string, pdf []byte) (percorso string, err error)
	Apri(ctx context.Context, nome string, pdf []byte) error
	Stampa(ctx context.Context, nome string, pdf []byte) error
}

// Params is what New needs.
type Params struct {
	UI        task.Dispatch
	Testi     avviso.Testi
	Adesso    func() time.Time // in Europe/Rome
	Archivio  Archivio
	Assistiti elenco.Assistiti
	Uscita    Uscita
	// FirmeInsieme is the most that one act signs; nil or 0: one at a time only.
	FirmeInsieme func() int
	Catalogo     elenco.Catalogo              // may be nil
	Ricordi      elenco.Ricordi               // may be nil
	Svelato      func(assistitoID, id string) // what a law protects was shown; may be nil
	PuoCreare    func() bool                  // the role may write certificates; nil: it may not
}

// Eventi is what happens outside because of the tab; nil fields are skipped.
type Eventi struct {
	// SessioneScaduta shows the login; riprendi goes on after it.
	SessioneScaduta func(riprendi func())
	Firma           func(esenpat.Certificato)
	// FirmaMolti signs the chosen certificates with one PIN and one OTP.
	FirmaMolti func([]esenpat.CertificatoSintesi)
	Annulla    func(esenpat.Certificato)
	Esenzione  func(esenpat.Certificato, esenpat.ModalitaEsenzione)
	// Duplica begins a new certificate with the data of this one; sostituisce
	// makes it take this one's place.
	Duplica func(c esenpat.Certificato, sostituisce bool)
	// VaiEsenzione shows the exemption that came of a certificate.
	VaiEsenzione func(assistitoID, id string)
}

// Azione is a button of the detail: absent, off with its reason, or on.
type Azione = elenco.Azione

// Dettaglio is everything the detail draws.
type Dettaglio struct {
	elenco.Dettaglio
	Certificato  []parti.Riga
	NotaScarica  string // what the download gives, when it is not the signed one
	Scarica      Azione
	Firma        Azione
	Annulla      Azione
	CreaValida   Azione
	Richiedi     Azione
	Duplica      Azione
	Sostituisci  Azione
	VaiEsenzione Azione
	VaiPrima     Azione // to the certificate it was written in place of
}
