package elenco

import (
	"context"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// How many cards a search brings, how many each page after it, and how many
// the service gives in one answer (spec 1, 3.1).
const (
	passoPagina   = 50
	passoAltri    = 200
	massimoPagina = 200
)

// Assistiti finds people by surname. A read; it may be repeated and cancelled.
type Assistiti interface {
	FindAssistiti(ctx context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error)
}

// Params is what New needs.
type Params[T any] struct {
	UI        task.Dispatch
	Testi     avviso.Testi
	Area      string // prefix of the texts that differ: "certificati", "esenzioni"
	Stati     []parti.Opzione
	Assistiti Assistiti
	// Cerca reads one page. A read; an Unauthenticated error means that the
	// session has ended.
	Cerca func(ctx context.Context, r Richiesta) (esenpat.Pagina[T], error)
	Carta func(T) Carta
	// Selezione is the zero value where nothing is done on many at once.
	Selezione Selezione[T]
	// Ordini are the orders to choose from, the first is the one without a
	// choice; PerPersona is the code of the one that keeps a person's together.
	Ordini     []parti.Opzione
	PerPersona string
	// Ambito tells whose elements are looked through; nil: not told.
	Ambito func() string
	// Catalogo suggests exemptions; nil: a code is taken as typed.
	Catalogo Catalogo
	// Ricordi keeps the filters from one day to the next; nil: it does not.
	Ricordi Ricordi
	Adesso  func() time.Time
}

// Presenter holds one list. All methods run on the UI thread.
type Presenter[T any] struct {
	Render func(State)
	// SessioneScaduta asks for the login; riprendi repeats the search after it.
	SessioneScaduta func(riprendi func())

	p       Params[T]
	ctx     context.Context //nolint:containedctx // ends with the window
	cerca   task.Latest[esenpat.Pagina[T]]
	persone task.Latest[[]esenpat.AssistitoSintesi]
	ricorda task.Latest[string]
	chi     []esenpat.AssistitoSintesi
	scelto  int
	ultima  Richiesta // the search that is shown
	sospesa Richiesta // the search that waits for the choice of a person
	voci    []T
	scelti  []string // ids of the chosen cards
	posti   []int    // of each card the place in voci, -1 for the line over a group
	state   State
}

// New returns an empty list; ctx ends with the window.
func New[T any](ctx context.Context, p Params[T]) *Presenter[T] {
	e := &Presenter[T]{
		Render: func(State) {}, SessioneScaduta: func(func()) {}, p: p, ctx: ctx,
		cerca:   task.Latest[esenpat.Pagina[T]]{UI: p.UI},
		persone: task.Latest[[]esenpat.AssistitoSintesi]{UI: p.UI}, ricorda: task.Latest[string]{UI: p.UI},
	}
	e.state = State{Stati: p.Stati, Ordini: p.Ordini}
	return e
}

// State returns what is drawn now.
func (e *Presenter[T]) State() State { return e.state }

// Voce returns the element of the n-th card; false for the line over a group.
func (e *Presenter[T]) Voce(n int) (T, bool) {
	if n < 0 || n >= len(e.posti) || e.posti[n] < 0 {
		var zero T
		return zero, false
	}
	return e.voci[e.posti[n]], true
}

// Cerca searches with f, or says under the fields what is wrong with it.
func (e *Presenter[T]) Cerca(f Filtri) {
	e.persone.Cancel()
	s := e.state
	if f.Gruppi {
		f.Ordine = e.p.PerPersona
	}
	s.Filtri, s.Persone = f, Persone{}
	s.ErrCodice, s.ErrPers, s.ErrDal, s.ErrAl = "", "", "", ""
	r, campo := e.controlla(f, &s)
	if campo != "" {
		s.Fuoco = s.Fuoco.A(campo)
		e.set(s)
		return
	}
	e.set(s)
	e.tieni(f)
	if r.Persona.Cognome != "" {
		e.cercaPersone(r)
		return
	}
	e.avvia(r)
}

// Azzera empties the filters and searches again.
func (e *Presenter[T]) Azzera() {
	e.state.Versione++
	e.Cerca(Filtri{})
}

// Rapido searches for one state only, with one press.
func (e *Presenter[T]) Rapido(stato string) {
	f := e.state.Filtri
	e.state.Versione++
	e.Cerca(Filtri{Stato: stato, Ordine: f.Ordine, Gruppi: f.Gruppi})
}

// ImpostaRapidi shows the filters with one press.
func (e *Presenter[T]) ImpostaRapidi(o []parti.Opzione) {
	s := e.state
	s.Rapidi = o
	e.set(s)
}

// Aggiorna repeats the last search and keeps what is shown meanwhile.
func (e *Presenter[T]) Aggiorna() {
	r := e.ultima
	r.Pagina = esenpat.Finestra{Limit: max(len(e.voci), passoPagina)}
	e.avvia(r)
}

// Mostra searches for the first time the tab is seen, with the filters of the
// last time.
func (e *Presenter[T]) Mostra() {
	if e.state.Cercato || e.state.Occupato {
		return
	}
	if e.p.Ricordi == nil {
		e.Aggiorna()
		return
	}
	e.riprendi()
}

// Altri brings the next page.
func (e *Presenter[T]) Altri() {
	if e.state.Altri == "" || e.state.Occupato {
		return
	}
	r := e.ultima
	r.Pagina = esenpat.Finestra{Limit: passoAltri, Offset: len(e.voci)}
	e.avvia(r)
}

// Interrompi stops what is under way; what was shown stays.
func (e *Presenter[T]) Interrompi() {
	e.cerca.Cancel()
	e.persone.Cancel()
	s := e.state
	s.Occupato = false
	e.set(s)
}

// Svuota forgets everything, when another doctor or role comes.
func (e *Presenter[T]) Svuota() {
	e.cerca.Cancel()
	e.persone.Cancel()
	e.voci, e.posti, e.chi, e.scelti, e.ultima = nil, nil, nil, nil, Richiesta{}
	e.set(State{Stati: e.p.Stati, Ordini: e.p.Ordini, Versione: e.state.Versione + 1})
}

// Wait blocks until background work has ended: at shutdown and in tests.
func (e *Presenter[T]) Wait() { e.cerca.Wait(); e.persone.Wait(); e.ricorda.Wait() }

func (e *Presenter[T]) avvia(r Richiesta) {
	if r.Pagina.Limit == 0 {
		r.Pagina.Limit = passoPagina
	}
	s := e.state
	s.Occupato = true
	e.set(s)
	e.cerca.Start(e.ctx, func(ctx context.Context) (esenpat.Pagina[T], error) {
		return e.leggi(ctx, r)
	}, func(p esenpat.Pagina[T], err error) { e.arrivata(r, p, err) })
}

func (e *Presenter[T]) arrivata(r Richiesta, p esenpat.Pagina[T], err error) {
	s := e.state
	s.Occupato = false
	if err != nil {
		s.Avviso = avviso.Di(e.p.Testi, err)
		e.set(s)
		if esenpat.KindOf(err) == esenpat.Unauthenticated {
			e.SessioneScaduta(func() { e.avvia(r) })
		}
		return
	}
	e.ultima = r
	if r.Pagina.Offset == 0 {
		e.voci = nil
	}
	e.voci = append(slices.Clip(e.voci), p.Elementi...)
	s.Cercato, s.Avviso = true, avviso.Avviso{}
	s.Carte = e.carte(r.Gruppi)
	e.segna(&s, false)
	s.Conto, s.Ambito, s.Letta = e.conto(p.Totale), e.ambito(), e.letta(p.Letta)
	s.Altri = ""
	if n := min(p.Totale-len(e.voci), passoAltri); n > 0 && len(p.Elementi) > 0 {
		s.Altri = e.p.Testi.T("elenco.altri", "n", parti.Numero(e.p.Testi, n))
	}
	s.VuotoT, s.VuotoX = "", ""
	if len(e.voci) == 0 {
		s.VuotoT, s.VuotoX = e.vuoto(r)
	}
	e.set(s)
}

func (e *Presenter[T]) conto(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return e.p.Testi.T("elenco.conto.uno")
	}
	return e.p.Testi.T("elenco.conto", "n", parti.Numero(e.p.Testi, n))
}

// vuoto tells an empty archive from filters that match nothing.
func (e *Presenter[T]) vuoto(r Richiesta) (titolo, testo string) {
	r.Pagina, r.Ordine, r.Gruppi = esenpat.Finestra{}, "", false
	chiave := e.p.Area + ".vuoto.filtri"
	if r == (Richiesta{}) {
		chiave = e.p.Area + ".vuoto.tutto"
	}
	return e.p.Testi.T(chiave + ".titolo"), e.p.Testi.T(chiave + ".testo")
}

func (e *Presenter[T]) set(s State) {
	e.state = s
	e.Render(s)
}
