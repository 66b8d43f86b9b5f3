// Package sessione is the login of a doctor and the working session with a
// role and a workplace. It exists so that one place knows who is working: the
// owner of drafts and acts, the rights, and whether the session has ended.
package sessione

import (
	"context"
	"sync"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Accesso is the login at the service.
type Accesso interface {
	// Autentica exchanges the credentials for a token that stays inside the
	// adapter, in memory. "accesso.credenziali-errate" carries "tentativi"; it
	// is sent once: a repetition could lock the user out.
	Autentica(ctx context.Context, c esenpat.CredenzialiAccesso) error
	// Utente, Ruoli and Collocazioni are reads: they may be repeated.
	Utente(ctx context.Context) (esenpat.Utente, error)
	Ruoli(ctx context.Context) ([]esenpat.Ruolo, error)
	Collocazioni(ctx context.Context, codiceRuolo string) ([]esenpat.Collocazione, error)
}

// Lavoro opens and closes the working session at the service.
type Lavoro interface {
	// ApriSessione may be repeated: a second session replaces the first.
	ApriSessione(ctx context.Context, codiceRuolo, codiceCollocazione string) (esenpat.Sessione, error)
	// ChiudiSessione forgets the token even when the service cannot be told.
	ChiudiSessione(ctx context.Context) error
}

// Ambulatori are what the service knows of the doctor's workplaces.
type Ambulatori interface {
	// UnitaProduttive and Regimi are reads of the open session.
	UnitaProduttive(ctx context.Context) ([]esenpat.UnitaProduttiva, error)
	Regimi(ctx context.Context) ([]esenpat.Voce, error)
}

// Gestore holds the session. It is safe for concurrent use.
type Gestore struct {
	accesso    Accesso
	altri      AltriAccessi
	mezzi      Mezzi
	lavoro     Lavoro
	ambulatori Ambulatori
	bus        *evento.Bus
	rifiutato  func(ctx context.Context, codice string)

	mu       sync.Mutex
	corrente esenpat.Sessione
	aperta   bool
	scaduta  bool
}

// New returns a manager without a session. mezzi may be nil: then there is only
// the login with credentials.
func New(accesso Accesso, altri AltriAccessi, mezzi Mezzi, lavoro Lavoro, ambulatori Ambulatori, bus *evento.Bus) *Gestore {
	return &Gestore{accesso: accesso, altri: altri, mezzi: mezzi, lavoro: lavoro, ambulatori: ambulatori, bus: bus, rifiutato: func(context.Context, string) {}}
}

// SuRifiuto sets who is told of a login that was refused, with its code; nobody
// is named. Call it before the first login.
func (g *Gestore) SuRifiuto(f func(ctx context.Context, codice string)) { g.rifiutato = f }

// Accedi logs in and returns who it is and what can be chosen. A doctor without
// any role or workplace gets "medico.senza-ruolo" (Forbidden); while a session is
// open somebody else gets "rientro.altro-medico" (Forbidden). Whoever gets an
// error is not logged in: the window of one doctor never asks in the name of
// another.
func (g *Gestore) Accedi(ctx context.Context, c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error) {
	if err := completo(c); err != nil {
		return esenpat.ScelteAccesso{}, err
	}
	if err := g.autentica(ctx, c); err != nil {
		if k := esenpat.KindOf(err); k == esenpat.Unauthenticated || k == esenpat.Forbidden || k == esenpat.Rejected {
			g.rifiutato(ctx, esenpat.CodeOf(err))
		}
		return esenpat.ScelteAccesso{}, err
	}
	s, err := g.scelte(ctx)
	if c, aperta := g.Corrente(); err == nil && aperta && c.Utente.CodiceFiscale != s.Utente.CodiceFiscale {
		err = esenpat.NewError(esenpat.Forbidden, "rientro.altro-medico", "sessione.Accedi")
		g.rifiutato(ctx, esenpat.CodeOf(err))
	}
	if err != nil {
		g.rinuncia(ctx, err)
		return esenpat.ScelteAccesso{}, err
	}
	return s, nil
}

// rinuncia forgets the token of a login that came to nothing because of err.
// The service is told, unless it could not be reached just now.
func (g *Gestore) rinuncia(ctx context.Context, err error) {
	ctx, smetti := context.WithCancel(ctx)
	defer smetti()
	if esenpat.KindOf(err) == esenpat.Offline {
		smetti()
	}
	_ = g.lavoro.ChiudiSessione(ctx) // forgets it in any case
}

// scelte asks who has logged in and what can be chosen.
func (g *Gestore) scelte(ctx context.Context) (esenpat.ScelteAccesso, error) {
	utente, err := g.accesso.Utente(ctx)
	if err != nil {
		return esenpat.ScelteAccesso{}, err
	}
	ruoli, err := g.accesso.Ruoli(ctx)
	if err != nil {
		return esenpat.ScelteAccesso{}, err
	}
	scelte := esenpat.ScelteAccesso{Utente: utente}
	for _, r := range ruoli {
		collocazioni, err := g.accesso.Collocazioni(ctx, r.Codice)
		if err != nil {
			return esenpat.ScelteAccesso{}, err
		}
		if len(collocazioni) > 0 {
			scelte.Ruoli = append(scelte.Ruoli, esenpat.RuoloCollocazioni{Ruolo: r, Collocazioni: collocazioni})
		}
	}
	if len(scelte.Ruoli) == 0 {
		return esenpat.ScelteAccesso{}, esenpat.NewError(esenpat.Forbidden, "medico.senza-ruolo", "sessione.Accedi")
	}
	return scelte, nil
}

// Apri opens the working session and makes it the current one. If another
// doctor was working, their session is told closed first.
func (g *Gestore) Apri(ctx context.Context, codiceRuolo, codiceCollocazione string) (esenpat.Sessione, error) {
	s, err := g.lavoro.ApriSessione(ctx, codiceRuolo, codiceCollocazione)
	if err != nil {
		return esenpat.Sessione{}, err
	}
	g.mu.Lock()
	altro := g.aperta && g.corrente.Utente.CodiceFiscale != s.Utente.CodiceFiscale
	g.corrente, g.aperta, g.scaduta = s, true, false
	g.mu.Unlock()
	if altro {
		g.bus.Pubblica(evento.SessioneChiusa{})
	}
	g.bus.Pubblica(evento.SessioneAperta{Sessione: s})
	return s, nil
}

// Corrente returns the session of who works here. It stays after the service
// has ended it (see Scaduta): drafts still have their owner.
func (g *Gestore) Corrente() (esenpat.Sessione, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.corrente, g.aperta
}

// Scaduta reports whether the service has ended the current session.
func (g *Gestore) Scaduta() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.scaduta
}

// Esci ends the session here in any case; the error says only that the service
// could not be told.
func (g *Gestore) Esci(ctx context.Context) error {
	err := g.lavoro.ChiudiSessione(ctx)
	g.mu.Lock()
	era := g.aperta
	g.corrente, g.aperta, g.scaduta = esenpat.Sessione{}, false, false
	g.mu.Unlock()
	if era {
		g.bus.Pubblica(evento.SessioneChiusa{})
	}
	return err
}

// UnitaProduttive returns the units where the doctor may write certificates.
func (g *Gestore) UnitaProduttive(ctx context.Context) ([]esenpat.UnitaProduttiva, error) {
	return g.ambulatori.UnitaProduttive(ctx)
}

// Regimi returns the regimes that the service admits, with their descriptions.
func (g *Gestore) Regimi(ctx context.Context) ([]esenpat.Voce, error) {
	return g.ambulatori.Regimi(ctx)
}

// Osserva is told every failed call and publishes SessioneScaduta once when the
// service no longer knows the session.
func (g *Gestore) Osserva(err error) {
	if err == nil || esenpat.KindOf(err) != esenpat.Unauthenticated {
		return
	}
	g.mu.Lock()
	prima := g.aperta && !g.scaduta
	g.scaduta = g.aperta
	g.mu.Unlock()
	if prima {
		g.bus.Pubblica(evento.SessioneScaduta{})
	}
}
