// Package copie keeps what was read from the service last, sealed on this
// workstation, and answers from it when the service does not: always with the
// instant of the reading, never with anything that could be acted upon. It
// exists so that a doctor without a network still sees the lists.
package copie

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	versione     = 1
	massimoRighe = 1000                // rows of one list
	durata       = 90 * 24 * time.Hour // older copies are not shown
	cassetto     = "copie"
)

// Deposito keeps small sealed things; see esenpat.Conservato. Conservato is
// NotFound for what was never kept.
type Deposito interface {
	Conserva(ctx context.Context, proprietario string, c esenpat.Conservato) error
	Conservato(ctx context.Context, proprietario, cassetto, chiave string) (esenpat.Conservato, error)
	Conservati(ctx context.Context, proprietario, cassetto string) ([]esenpat.Conservato, error)
	// TogliConservato overwrites what it removes; what is not there is no error.
	TogliConservato(ctx context.Context, proprietario, cassetto, chiave string) error
}

// Sessione knows who is working.
type Sessione interface {
	Corrente() (esenpat.Sessione, bool)
}

// Copie are those of whoever works. It is safe for concurrent use.
type Copie struct {
	deposito Deposito
	sessione Sessione
	ora      func() time.Time
	mu       sync.Mutex // one writer of a list at a time
	uso      uso
}

// New returns the copies kept in d; ora is in Europe/Rome.
func New(d Deposito, s Sessione, ora func() time.Time) *Copie {
	return &Copie{deposito: d, sessione: s, ora: ora}
}

// serve reports whether err only means that the service did not answer: then a
// copy is better than nothing.
func serve(err error) bool {
	k := esenpat.KindOf(err)
	return err != nil && (k == esenpat.Offline || k == esenpat.Unavailable)
}

func (c *Copie) chi() string {
	s, _ := c.sessione.Corrente()
	return string(s.Utente.CodiceFiscale)
}

// proprie are the copies of who works here when a question is put. When the
// answer comes somebody else may work here: then nothing is kept of it, nothing
// is taken for it, and who asked gets nothing (spec 4, FT-33).
type proprie struct {
	*Copie
	medico string
}

func (c *Copie) proprie() proprie { return proprie{c, c.chi()} }

// ancora reports whether who asked still works here.
func (c proprie) ancora() bool { return c.medico == c.chi() }

func cambiato() error {
	return esenpat.NewError(esenpat.Canceled, "operazione.annullata", "copie")
}

func (c proprie) leggi(ctx context.Context, chiave string, v any) (time.Time, bool) {
	if c.medico == "" || !c.ancora() {
		return time.Time{}, false
	}
	c.usa(ctx, c.medico)
	x, err := c.deposito.Conservato(ctx, c.medico, cassetto, chiave)
	if err != nil || c.ora().Sub(x.Quando) > durata || json.Unmarshal(x.Contenuto, v) != nil {
		return time.Time{}, false
	}
	return x.Quando, true
}

// scrivi keeps v; without a place for it there is simply no copy.
func (c proprie) scrivi(ctx context.Context, chiave string, v any) {
	b, err := json.Marshal(v)
	if err != nil || c.medico == "" || !c.ancora() {
		return
	}
	c.usa(ctx, c.medico)
	_ = c.deposito.Conserva(context.WithoutCancel(ctx), c.medico, esenpat.Conservato{Cassetto: cassetto, Chiave: chiave, Quando: c.ora(), Contenuto: b})
}

// riga is a row with the instant it was read.
type riga[T any] struct {
	Letta time.Time
	Voce  T
}

// blocco is a list as it is kept: every row that was seen, by its id.
type blocco[T any] struct {
	Versione int
	Righe    map[string]riga[T]
}

// domanda is a search of a list that may be answered from the copy.
type domanda[T any] struct {
	nome      string
	leggi     func() (esenpat.Pagina[T], error)
	id        func(T) string
	passa     func(T) bool
	confronta func(a, b T) int
	tieni     func(T) T // what of a row is kept
	finestra  esenpat.Finestra
}

// elenco asks the service and keeps what it answers; without an answer it looks
// through what was kept.
func elenco[T any](ctx context.Context, copie *Copie, d domanda[T]) (esenpat.Pagina[T], error) {
	c := copie.proprie()
	p, err := d.leggi()
	switch {
	case !c.ancora():
		return esenpat.Pagina[T]{}, cambiato()
	case err == nil:
		tieniRighe(ctx, c, d, p.Elementi)
		return p, nil
	case !serve(err):
		return p, err
	}
	var b blocco[T]
	if _, ok := c.leggi(ctx, "elenco/"+d.nome, &b); !ok || b.Versione != versione {
		return p, err
	}
	var righe []riga[T]
	for _, r := range b.Righe {
		if d.passa(r.Voce) {
			righe = append(righe, r)
		}
	}
	slices.SortStableFunc(righe, func(x, y riga[T]) int { return d.confronta(x.Voce, y.Voce) })
	p = esenpat.Pagina[T]{Totale: len(righe), Letta: piuVecchia(b.Righe)}
	da := min(d.finestra.Offset, len(righe))
	for _, r := range righe[da:min(da+d.finestra.Limit, len(righe))] {
		p.Elementi = append(p.Elementi, r.Voce)
	}
	return p, nil
}

// piuVecchia is the instant that a whole list can be said to be from.
func piuVecchia[T any](righe map[string]riga[T]) time.Time {
	var t time.Time
	for _, r := range righe {
		if t.IsZero() || r.Letta.Before(t) {
			t = r.Letta
		}
	}
	return t
}

func tieniRighe[T any](ctx context.Context, c proprie, d domanda[T], righe []T) {
	if len(righe) == 0 || d.finestra.Limit == 1 { // 1: only the total was wanted
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var b blocco[T]
	if _, ok := c.leggi(ctx, "elenco/"+d.nome, &b); !ok || b.Versione != versione || b.Righe == nil {
		b = blocco[T]{Versione: versione, Righe: map[string]riga[T]{}}
	}
	ora := c.ora()
	for _, r := range righe {
		b.Righe[d.id(r)] = riga[T]{ora, d.tieni(r)}
	}
	for len(b.Righe) > massimoRighe {
		togliVecchia(b.Righe)
	}
	c.scrivi(ctx, "elenco/"+d.nome, b)
}

func togliVecchia[T any](righe map[string]riga[T]) {
	vecchia, quando := "", time.Time{}
	for id, r := range righe {
		if vecchia == "" || r.Letta.Before(quando) || r.Letta.Equal(quando) && id < vecchia {
			vecchia, quando = id, r.Letta
		}
	}
	delete(righe, vecchia)
}

// uno asks the service for one thing and keeps it, if tieni; without an answer
// it returns the copy and the instant it was read.
func uno[T any](ctx context.Context, copie *Copie, chiave string, leggi func() (T, error), tieni func(T) bool) (T, time.Time, error) {
	c := copie.proprie()
	v, err := leggi()
	switch {
	case !c.ancora():
		var nulla T
		return nulla, time.Time{}, cambiato()
	case err == nil:
		if tieni(v) {
			c.scrivi(ctx, chiave, v)
		}
		return v, time.Time{}, nil
	case !serve(err):
		return v, time.Time{}, err
	}
	var copia T
	if quando, ok := c.leggi(ctx, chiave, &copia); ok {
		return copia, quando, nil
	}
	return v, time.Time{}, err
}
