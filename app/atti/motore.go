// Package atti sends a legal act exactly once and finds out what became of it
// when the answer is lost. It exists so that signature, annulment and issue
// share one rule: written down before it is sent, sent once, never repeated by
// the program; if nobody knows the outcome the server is asked, and until it is
// known the same act cannot be started again (spec 4, SG-05, SG-06, FT-30).
package atti

import (
	"context"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Operazioni asks the server for the outcome of an act.
type Operazioni interface {
	// Operazione returns what the server recorded under an Idempotency-Key of
	// this user. A key that never arrived is OperazioneMaiArrivata, not an
	// error. It is a read: it may be repeated, and cancelled at any time.
	Operazione(ctx context.Context, chiave string) (esenpat.Operazione, error)
}

// InSospeso is the durable list of acts without a known outcome.
type InSospeso interface {
	// Annota returns only once a is durable: an act is not sent before. Errors
	// are of Kind Storage.
	Annota(ctx context.Context, a esenpat.AttoInSospeso) error
	// Risolvi forgets an act. Forgetting what is not there is no error.
	Risolvi(ctx context.Context, chiave string) error
	// Elenco returns the acts of one owner, oldest first.
	Elenco(ctx context.Context, proprietario string) ([]esenpat.AttoInSospeso, error)
}

// Sessione says who works here.
type Sessione interface {
	// Corrente never fails; false when nobody is logged in.
	Corrente() (esenpat.Sessione, bool)
}

// Opzioni are the parts a Motore is built from.
type Opzioni struct {
	Operazioni Operazioni
	InSospeso  InSospeso
	Sessione   Sessione                                         // nil: the owner of an act is taken to be who works here
	Bus        *evento.Bus                                      // may be nil
	Chiave     func() string                                    // a new UUID v4 at each call
	Orologio   func() time.Time                                 //
	Attendi    func(ctx context.Context, d time.Duration) error // nil: a timer
}

// Motore is the exactly-once engine. It is safe for concurrent use.
type Motore struct {
	op      Operazioni
	sospesi InSospeso
	chi     Sessione
	bus     *evento.Bus
	chiave  func() string
	ora     func() time.Time
	attendi func(context.Context, time.Duration) error

	mu    sync.Mutex
	corso map[string]bool // resources with an act under way in this program
}

// New returns an engine.
func New(o Opzioni) *Motore {
	m := &Motore{op: o.Operazioni, sospesi: o.InSospeso, chi: o.Sessione, bus: o.Bus, chiave: o.Chiave, ora: o.Orologio, attendi: o.Attendi, corso: map[string]bool{}}
	if m.attendi == nil {
		m.attendi = attendi
	}
	return m
}

// Chiave returns a new Idempotency-Key for what is not an act but must not be
// done twice either (a draft's creation, an OTP request).
func (m *Motore) Chiave() string { return m.chiave() }

// Passi are the two things that an act of a use case is made of.
type Passi[T any] struct {
	// Invia sends the act once, with the given Idempotency-Key. Kind Uncertain
	// means that nobody knows whether it arrived; any other error is a refusal.
	Invia func(ctx context.Context, chiave string) (T, error)
	// Rileggi fetches the result of an act that the server says has succeeded.
	Rileggi func(ctx context.Context, op esenpat.Operazione) (T, error)
}

// Esegui sends the act a once and returns its result. Chiave and InviatoIl of a
// are set here. If an earlier act on the same resource has no known outcome,
// that one is resolved first; one that has succeeded is returned in place of
// sending a second. Errors: those of Invia; "atto.in-corso" (Conflict) when the
// same act is under way in this program; "atto.mai-arrivato" (Offline) when the
// server never saw it, so that it may be tried again; and Kind Uncertain with
// the code of CodiceIncerto: not known, ask again later with Verifica.
func Esegui[T any](ctx context.Context, m *Motore, a esenpat.AttoInSospeso, p Passi[T]) (T, error) {
	var zero T
	if !m.prendi(a.RisorsaID) {
		return zero, esenpat.NewError(esenpat.Conflict, "atto.in-corso", "atti.Esegui")
	}
	defer m.lascia(a.RisorsaID)

	prima, op, err := m.precedente(ctx, a)
	if err != nil {
		return zero, err
	}
	if prima != nil {
		return esito(ctx, m, *prima, op, p.Rileggi)
	}
	a.Chiave, a.InviatoIl = m.chiave(), m.ora()
	if err = m.sospesi.Annota(ctx, a); err != nil {
		return zero, err
	}
	v, err := p.Invia(ctx, a.Chiave)
	if err == nil || esenpat.KindOf(err) != esenpat.Uncertain {
		m.risolto(ctx, a.Chiave)
		return v, err
	}
	m.bus.Pubblica(evento.EsitoInVerifica{Atto: a})
	return risolvi(ctx, m, a, p.Rileggi, true, err)
}

// Verifica asks again for the outcome of the pending act of a's owner, type and
// resource. Errors are those of Esegui, or "atto.nessuno-in-sospeso" (NotFound)
// when none is pending. While somebody else in this program is asking, or the
// act is on its way, nothing is decided: Uncertain, not "atto.in-corso".
func Verifica[T any](ctx context.Context, m *Motore, a esenpat.AttoInSospeso, leggi func(context.Context, esenpat.Operazione) (T, error)) (T, error) {
	var zero T
	if !m.prendi(a.RisorsaID) {
		return zero, incerto(a, esenpat.Operazione{}, nil)
	}
	defer m.lascia(a.RisorsaID)

	pendenti, err := m.sospesi.Elenco(ctx, a.Proprietario)
	if err != nil {
		return zero, err
	}
	for _, p := range pendenti {
		if p.RisorsaID == a.RisorsaID && stessoIntento(p.Tipo, a.Tipo) {
			return risolvi(ctx, m, p, leggi, false, nil)
		}
	}
	return zero, esenpat.NewError(esenpat.NotFound, "atto.nessuno-in-sospeso", "atti.Verifica")
}

// CodiceIncerto returns the code of the error for an act whose outcome is not
// known.
func CodiceIncerto(t esenpat.TipoAtto) string {
	switch t {
	case esenpat.AttoFirma, esenpat.AttoFirmaAnnullamento:
		return "firma.esito-incerto"
	case esenpat.AttoAnnullaRichiesta, esenpat.AttoRinvio:
		return "esenzione.richiesta-incerta"
	case esenpat.AttoRilascio, esenpat.AttoRichiesta:
		return "esenzione.esito-incerto"
	case esenpat.AttoAnnullamento:
		return "certificato.esito-incerto"
	}
	return "certificato.esito-incerto"
}

// stessoIntento reports whether two acts mean the same to the doctor: issuing
// and requesting both turn one certificate into one exemption.
func stessoIntento(a, b esenpat.TipoAtto) bool {
	esenzione := func(t esenpat.TipoAtto) bool { return t == esenpat.AttoRilascio || t == esenpat.AttoRichiesta }
	return a == b || (esenzione(a) && esenzione(b))
}

func (m *Motore) prendi(risorsa string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.corso[risorsa] {
		return false
	}
	m.corso[risorsa] = true
	return true
}

func (m *Motore) lascia(risorsa string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.corso, risorsa)
}

func attendi(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
