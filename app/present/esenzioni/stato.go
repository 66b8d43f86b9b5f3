// Package esenzioni presents the tab «Esenzioni»: the list with its filters and
// one exemption's detail with its documents (manual, M17-M29).
package esenzioni

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Archivio reads exemptions. All are reads: they may be repeated and cancelled.
type Archivio interface {
	FindEsenzioni(ctx context.Context, f esenpat.FiltroEsenzioni) (esenpat.Pagina[esenpat.EsenzioneSintesi], error)
	Esenzione(ctx context.Context, assistitoID, id string) (esenpat.Esenzione, error)
	Storico(ctx context.Context, assistitoID, id string) ([]esenpat.EventoStorico, error)
}

// Documenti reads the papers of an exemption; all are reads.
type Documenti interface {
	Promemoria(ctx context.Context, assistitoID, id string) ([]byte, error)
	Attestato(ctx context.Context, assistitoID string) ([]byte, error)
}

// Certificati reads the certificate an exemption came from, its signature
// verified; a read.
type Certificati interface {
	Scarica(ctx context.Context, assistitoID, id string, firmato bool) (esenpat.DocumentoScaricato, error)
}

// Aura reads what the registry knows of a patient; a read.
type Aura interface {
	EsenzioniAURA(ctx context.Context, assistitoID string) ([]esenpat.EsenzioneAURA, error)
}

// Uscita hands a document to the user. Salva asks where and returns the path;
// an error of Kind Canceled means that the user changed their mind.
type Uscita interface {
	Salva(ctx context.Context, nome string, pdf []byte) (percorso string, err error)
	Stampa(ctx context.Context, nome string, pdf []byte) error
	// StampaInsieme prints several documents with one question and returns what
	// became of each.
	StampaInsieme(ctx context.Context, documenti []esenpat.DaStampare) []error
}

// Params is what New needs.
type Params struct {
	UI          task.Dispatch
	Testi       avviso.Testi
	Adesso      func() time.Time // in Europe/Rome
	Archivio    Archivio
	Documenti   Documenti
	Certificati Certificati
	Assistiti   elenco.Assistiti
	Uscita      Uscita
	Catalogo    elenco.Catalogo              // may be nil
	Ricordi     elenco.Ricordi               // may be nil
	Aura        Aura                         // nil: what AURA knows is not shown
	Svelato     func(assistitoID, id string) // what a law protects was shown; may be nil
	SoloProprie func() bool                  // the service shows only the doctor's own; nil: it does
}

// Eventi is what happens outside because of the tab; nil fields are skipped.
type Eventi struct {
	// SessioneScaduta shows the login; riprendi goes on after it.
	SessioneScaduta func(riprendi func())
	// VaiCertificato shows the certificate an exemption came from.
	VaiCertificato func(assistitoID, id string)
	// AnnullaRichiesta asks whether the request is to be taken back.
	AnnullaRichiesta func(esenpat.Esenzione)
	// Rimanda gives a request that came back to the ASL again.
	Rimanda func(esenpat.Esenzione)
	// NuovoCertificato begins the certificate that the ASL wants.
	NuovoCertificato func(esenpat.Esenzione)
	// Rinnova begins the certificate of a renewal.
	Rinnova func(esenpat.Esenzione)
	// Contate tells how many requests came back and wait for the doctor.
	Contate func(daCompletare int)
}

// Azione is a button of the detail: absent, off with its reason, or on.
type Azione = elenco.Azione

// Dettaglio is everything the detail draws.
type Dettaglio struct {
	elenco.Dettaglio
	Esenzione   []parti.Riga
	Prestazioni []string // exempt services, those in sight
	Piu         string   // «Mostra tutte (n)» or «Mostra meno», empty when there is nothing to fold
	tutte       bool     // all exempt services are shown

	ScaricaCertificato Azione
	Promemoria         Azione
	Attestato          Azione
	Assistito          Azione // «Stampa per l'assistito»: promemoria and attestato
	VaiCertificato     Azione

	Comunicazione    []parti.Riga // what the ASL wrote
	Aura             []parti.Riga // what AURA has of the same person
	NotaAura         string       // in place of Aura, when it is empty
	AnnullaRichiesta Azione
	Rimanda          Azione
	NuovoCertificato Azione
	Rinnova          Azione
}
