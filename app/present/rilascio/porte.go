package rilascio

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Rilasci proposes and issues. PropostaEsenzione is a read and may be repeated;
// RilasciaEsenzione is a legal act: Kind Uncertain means that it left and its
// answer was lost, and it must not be sent again.
type Rilasci interface {
	PropostaEsenzione(ctx context.Context, assistitoID, certificatoID string) (esenpat.PropostaEsenzione, error)
	RilasciaEsenzione(ctx context.Context, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error)
}

// Esiti finds out what became of an issue whose answer was lost. Uncertain:
// still not known; "atto.mai-arrivato" (Offline): it never took place.
type Esiti interface {
	VerificaRilascio(ctx context.Context, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error)
}

// Archivio reads the documents that come with an exemption.
type Archivio interface {
	Promemoria(ctx context.Context, assistitoID, id string) ([]byte, error)
	Attestato(ctx context.Context, assistitoID string) ([]byte, error)
}

// Uscita hands a document to the user. Salva asks where; an error of Kind
// Canceled means that the user changed their mind.
type Uscita interface {
	Salva(ctx context.Context, nome string, pdf []byte) (percorso string, err error)
	Apri(ctx context.Context, nome string, pdf []byte) error
	Stampa(ctx context.Context, nome string, pdf []byte) error
	// StampaInsieme prints several documents with one question and returns what
	// became of each.
	StampaInsieme(ctx context.Context, documenti []esenpat.DaStampare) []error
}

// Sessioni knows who is working.
type Sessioni interface {
	Corrente() (esenpat.Sessione, bool)
}

// Porte are the outside of the presenter.
type Porte struct {
	Rilasci  Rilasci
	Esiti    Esiti
	Archivio Archivio
	Uscita   Uscita
	Sessioni Sessioni
}

// Params is what New needs.
type Params struct {
	UI     task.Dispatch
	Adesso func() time.Time
	Testi  avviso.Testi
	Porte  Porte
	Dopo   task.Later // nil: what the service is at is asked for by hand only
}

// Eventi is what happens outside the form because of it; nil fields are
// skipped, all are called on the UI thread.
type Eventi struct {
	// SessioneScaduta shows the login over the form; riprendi goes on after it.
	SessioneScaduta func(riprendi func())
	// Rilasciata is called once when the exemption or the request exists.
	Rilasciata func(esenpat.EsitoEsenzione)
	// Home closes everything and shows the home page.
	Home func()
}
