// Package bozze keeps certificates that are being written. It exists so that
// nothing a doctor has typed is lost, and that a draft has one owner, one order
// and one Idempotency-Key.
package bozze

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Deposito is the encrypted store of drafts, separated by owner. Errors are of
// Kind Storage or Keyring; a missing draft is NotFound for Bozza and no error
// for EliminaBozza.
type Deposito interface {
	// SalvaBozza returns only once b is durable: that return is what «Salvato»
	// on the screen means.
	SalvaBozza(ctx context.Context, proprietario string, b esenpat.Bozza) error
	Bozze(ctx context.Context, proprietario string) ([]esenpat.Bozza, error)
	Bozza(ctx context.Context, proprietario, id string) (esenpat.Bozza, error)
	EliminaBozza(ctx context.Context, proprietario, id string) error
}

// Sessione says who works here.
type Sessione interface {
	// Corrente never fails; false when nobody is logged in.
	Corrente() (esenpat.Sessione, bool)
}

// Archivio is the doctor's own drafts.
type Archivio struct {
	deposito Deposito
	sessione Sessione
	id       func() string
	ora      func() time.Time

	salvando sync.Mutex            // one save after the other: each sees what the one before wrote
	fallite  map[string][]versione // of saves that ended with an error, by draft

	mu        sync.Mutex
	sequenza  int64
	contataDi string // owner whose drafts sequenza was counted from
	contata   bool
}

// New returns an archive; id gives a new UUID v4 at each call.
func New(deposito Deposito, sessione Sessione, id func() string, ora func() time.Time) *Archivio {
	return &Archivio{deposito: deposito, sessione: sessione, id: id, ora: ora, fallite: map[string][]versione{}}
}

// Salva makes b durable and returns it with its id, owner, times and order of
// edit filled in. b.Sequenza says which version was edited: when a newer one is
// stored, nothing is written and the error is "bozza.superata" (Conflict); 0
// replaces whatever is there.
func (a *Archivio) Salva(ctx context.Context, b esenpat.Bozza) (esenpat.Bozza, error) {
	b = a.completa(b)
	// The draft is its doctor's, whoever works here when a late save comes.
	chi := cmp.Or(string(b.Medico.CodiceFiscale), a.proprietario())
	a.salvando.Lock()
	defer a.salvando.Unlock()
	prima, err := a.deposito.Bozza(ctx, chi, b.ID)
	if err == nil {
		if b.Sequenza != 0 && prima.Sequenza > b.Sequenza && !a.mia(prima) {
			return b, esenpat.NewError(esenpat.Conflict, "bozza.superata", "bozze.Salva")
		}
		// A form that was open while the draft was sent must not lose its key.
		b.Chiave = cmp.Or(b.Chiave, prima.Chiave)
		b.CreataIl = primo(b.CreataIl, prima.CreataIl)
	}
	b.ModificataIl, b.AvvisataIl = a.ora(), time.Time{} // what is edited is not forgotten
	b.CreataIl = primo(b.CreataIl, b.ModificataIl)
	n, err := a.prossima(ctx, chi, prima.Sequenza)
	if err != nil {
		return b, err
	}
	b.Sequenza = n
	if b.Stato == esenpat.BozzaInCoda && b.Coda == 0 {
		b.Coda = n // confirmed now: after all that were confirmed before
	}
	if err = a.deposito.SalvaBozza(ctx, chi, b); err != nil {
		a.fallite[b.ID] = append(a.fallite[b.ID], versione{b.Sequenza, b.ModificataIl})
		return b, err
	}
	delete(a.fallite, b.ID)
	return b, nil
}

// completa gives b the id, the owner and the state that it lacks.
func (a *Archivio) completa(b esenpat.Bozza) esenpat.Bozza {
	if b.ID == "" {
		b.ID = a.id()
	}
	if s, ok := a.sessione.Corrente(); ok && b.Medico.CodiceFiscale == "" {
		b.Medico, b.Azienda = s.Utente, s.Azienda
	}
	if b.Stato == "" {
		b.Stato = esenpat.BozzaAperta
	}
	return b
}

// mia reports whether the version that was found is what a save of ours wrote
// that ended with an error: a full disk or a slow key ring may say no when the
// text is already there, or in the memory behind the disk. Nobody else edited
// it. Which of them was written shows only when one ends well.
func (a *Archivio) mia(trovata esenpat.Bozza) bool {
	return slices.ContainsFunc(a.fallite[trovata.ID], func(v versione) bool {
		return v.sequenza == trovata.Sequenza && v.quando.Equal(trovata.ModificataIl)
	})
}

// versione tells a version of a draft from any other.
type versione struct {
	sequenza int64
	quando   time.Time
}

func primo(t, altrimenti time.Time) time.Time {
	if t.IsZero() {
		return altrimenti
	}
	return t
}

// Elenca returns the drafts, the last edited first.
func (a *Archivio) Elenca(ctx context.Context) ([]esenpat.Bozza, error) {
	bozze, err := a.deposito.Bozze(ctx, a.proprietario())
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(bozze, func(x, y esenpat.Bozza) int {
		switch {
		case x.Sequenza > y.Sequenza:
			return -1
		case x.Sequenza < y.Sequenza:
			return 1
		default:
			return 0
		}
	})
	return bozze, nil
}

// Bozza returns one draft, or NotFound.
func (a *Archivio) Bozza(ctx context.Context, id string) (esenpat.Bozza, error) {
	return a.deposito.Bozza(ctx, a.proprietario(), id)
}

// Elimina drops a draft; one that is not there any more is no error.
func (a *Archivio) Elimina(ctx context.Context, id string) error {
	return a.deposito.EliminaBozza(ctx, a.proprietario(), id)
}

// proprietario is the doctor who works here: another doctor on the same PC
// never sees these drafts. Without a login it is the profile's own unnamed
// owner (spec 7).
func (a *Archivio) proprietario() string {
	s, _ := a.sessione.Corrente()
	return string(s.Utente.CodiceFiscale)
}

// prossima numbers the edits: the order of drafts must not depend on a clock
// that may jump (FT-13). dopo is the version that another program on this
// profile may have written meanwhile.
func (a *Archivio) prossima(ctx context.Context, di string, dopo int64) (int64, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.contata || a.contataDi != di {
		bozze, err := a.deposito.Bozze(ctx, di)
		if err != nil {
			return 0, err
		}
		a.sequenza, a.contata, a.contataDi = 0, true, di
		for _, b := range bozze {
			a.sequenza = max(a.sequenza, b.Sequenza)
		}
	}
	a.sequenza = max(a.sequenza, dopo) + 1
	return a.sequenza, nil
}
