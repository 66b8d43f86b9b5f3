// Package evento carries the few facts that more than one part of the program
// must hear about: the session ended, the connection came or went, a
// certificate changed, the outcome of an act is being looked for or was found.
// It exists so that use cases need not know each other.
package evento

import (
	"slices"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Evento is one of the types of this package and nothing else.
type Evento interface{ evento() }

// SessioneAperta says that a doctor works with a role and a workplace.
type SessioneAperta struct{ Sessione esenpat.Sessione }

// SessioneScaduta says that the service no longer knows the session: log in
// again, over whatever form is open; nothing typed is lost.
type SessioneScaduta struct{}

// SessioneChiusa says that the doctor left.
type SessioneChiusa struct{}

// InLinea says that the service answers, since when.
type InLinea struct {
	Dal      time.Time
	Servizio esenpat.Servizio
}

// NonInLinea says that the service cannot be reached or used, since when, and
// why: the three texts of Codice.
type NonInLinea struct {
	Dal    time.Time
	Codice string
}

// CertificatoCambiato says that what is shown of a certificate is out of date.
type CertificatoCambiato struct{ AssistitoID, ID string }

// EsitoInVerifica says that the answer to an act was lost and its outcome is
// being asked for.
type EsitoInVerifica struct{ Atto esenpat.AttoInSospeso }

// EsitoRisolto says how a lost act ended.
type EsitoRisolto struct {
	Atto  esenpat.AttoInSospeso
	Esito esenpat.StatoOperazione
}

// BozzeCambiate says that the list of drafts, or what the queue tells of one,
// is out of date.
type BozzeCambiate struct{}

func (BozzeCambiate) evento() {}

// CatalogoAggiornato says that the service delivered a newer catalogue, of the
// day Del.
type CatalogoAggiornato struct{ Del string }

func (CatalogoAggiornato) evento()  {}
func (SessioneAperta) evento()      {}
func (SessioneScaduta) evento()     {}
func (SessioneChiusa) evento()      {}
func (InLinea) evento()             {}
func (NonInLinea) evento()          {}
func (CertificatoCambiato) evento() {}
func (EsitoInVerifica) evento()     {}
func (EsitoRisolto) evento()        {}

// Bus hands every event to every listener. The zero value is ready.
type Bus struct {
	mu    sync.Mutex
	prox  int
	ascol []ascoltatore
}

type ascoltatore struct {
	id int
	f  func(Evento)
}

// Ascolta calls f for every later event, on the goroutine that publishes it:
// f must be quick and, for the UI, only hand the event to a task.Dispatch.
// The returned func ends it.
func (b *Bus) Ascolta(f func(Evento)) (smetti func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.prox++
	id := b.prox
	b.ascol = append(slices.Clone(b.ascol), ascoltatore{id, f})
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.ascol = slices.DeleteFunc(slices.Clone(b.ascol), func(a ascoltatore) bool { return a.id == id })
	}
}

// Pubblica hands e to the listeners in the order they came. A nil bus has none.
func (b *Bus) Pubblica(e Evento) {
	if b == nil {
		return
	}
	b.mu.Lock()
	ascol := b.ascol
	b.mu.Unlock()
	for _, a := range ascol {
		a.f(e)
	}
}
