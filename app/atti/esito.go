package atti

import (
	"context"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// attese are the pauses before each question (spec 4, SG-06).
func attese() []time.Duration {
	return []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 15 * time.Second}
}

// Cerca asks for the outcome of chiave until it is known, and reports whether
// it is. With prima false the first question is put at once. A key that never
// arrived must be missing twice in a row: a request may still be on its way
// when the connection that carried it is already broken. The service answers
// for the keys of who is logged in: if that is not the owner of the act any
// more, or nobody, nothing is concluded.
func (m *Motore) Cerca(ctx context.Context, proprietario, chiave string, prima bool) (esenpat.Operazione, bool) {
	pause := attese()
	if !prima {
		pause[0] = 0
	}
	assenti, ultima := 0, esenpat.Operazione{}
	for _, d := range pause {
		if d > 0 && m.attendi(ctx, d) != nil {
			break
		}
		op, err := m.op.Operazione(ctx, chiave)
		if !m.presente(proprietario) || esenpat.CodeOf(err) == "sessione.scaduta" {
			break
		}
		if err != nil {
			assenti = 0
			continue
		}
		ultima = op
		switch op.Stato {
		case esenpat.OperazioneRiuscita, esenpat.OperazioneFallita:
			return op, true
		case esenpat.OperazioneMaiArrivata:
			if assenti++; assenti == 2 {
				return op, true
			}
		case esenpat.OperazioneInCorso:
			assenti = 0
		}
	}
	return ultima, false // what is under way is said so
}

// presente reports whether the owner of an act is who works here now.
func (m *Motore) presente(proprietario string) bool {
	if m.chi == nil {
		return true
	}
	s, ok := m.chi.Corrente()
	return ok && string(s.Utente.CodiceFiscale) == proprietario
}

// precedente resolves what is pending on a's resource. It returns the act and
// its operation when that was the same act and has succeeded: that one is still
// pending, its result must be read first.
func (m *Motore) precedente(ctx context.Context, a esenpat.AttoInSospeso) (*esenpat.AttoInSospeso, esenpat.Operazione, error) {
	pendenti, err := m.sospesi.Elenco(ctx, a.Proprietario)
	if err != nil {
		return nil, esenpat.Operazione{}, err
	}
	for _, p := range pendenti {
		if p.RisorsaID != a.RisorsaID {
			continue
		}
		op, noto := m.Cerca(ctx, p.Proprietario, p.Chiave, false)
		if !noto {
			return nil, op, incerto(p, op, nil)
		}
		if op.Stato == esenpat.OperazioneRiuscita && stessoIntento(p.Tipo, a.Tipo) {
			return &p, op, nil
		}
		m.concludi(ctx, p, op)
	}
	return nil, esenpat.Operazione{}, nil
}

// risolvi finds out what became of a, which has been sent.
func risolvi[T any](ctx context.Context, m *Motore, a esenpat.AttoInSospeso, leggi func(context.Context, esenpat.Operazione) (T, error), prima bool, causa error) (T, error) {
	op, noto := m.Cerca(ctx, a.Proprietario, a.Chiave, prima)
	if !noto {
		var zero T
		return zero, incerto(a, op, causa)
	}
	return esito(ctx, m, a, op, leggi)
}

// esito turns a known operation into the act's own result or error.
func esito[T any](ctx context.Context, m *Motore, a esenpat.AttoInSospeso, op esenpat.Operazione, leggi func(context.Context, esenpat.Operazione) (T, error)) (T, error) {
	var zero T
	if op.Stato != esenpat.OperazioneRiuscita {
		m.concludi(ctx, a, op)
		return zero, rifiuto(op)
	}
	v, err := leggi(ctx, op)
	if err != nil {
		// The act stays pending until its result was read: were it forgotten
		// now, a second press could send it again.
		return zero, incerto(a, op, err)
	}
	m.concludi(ctx, a, op)
	return v, nil
}

func (m *Motore) concludi(ctx context.Context, a esenpat.AttoInSospeso, op esenpat.Operazione) {
	m.risolto(ctx, a.Chiave)
	m.bus.Pubblica(evento.EsitoRisolto{Atto: a, Esito: op.Stato})
}

// InSospeso reports whether an act of a's owner, type and resource has no known
// outcome; it asks nobody. Errors are of Kind Storage.
func (m *Motore) InSospeso(ctx context.Context, a esenpat.AttoInSospeso) (bool, error) {
	pendenti, err := m.sospesi.Elenco(ctx, a.Proprietario)
	return slices.ContainsFunc(pendenti, func(p esenpat.AttoInSospeso) bool {
		return p.RisorsaID == a.RisorsaID && stessoIntento(p.Tipo, a.Tipo)
	}), err
}

// VerificaTutti asks once more for everything pending of an owner; it is called
// at login and when the connection comes back. Each outcome found is published
// as an EsitoRisolto. It returns how many acts are still without one.
func (m *Motore) VerificaTutti(ctx context.Context, proprietario string) (int, error) {
	pendenti, err := m.sospesi.Elenco(ctx, proprietario)
	if err != nil {
		return 0, err
	}
	restano := 0
	for _, a := range pendenti {
		if !m.prendi(a.RisorsaID) {
			restano++ // somebody is already asking
			continue
		}
		op, noto := m.Cerca(ctx, a.Proprietario, a.Chiave, false)
		if noto {
			m.concludi(ctx, a, op)
		} else {
			restano++
		}
		m.lascia(a.RisorsaID)
	}
	return restano, nil
}

// risolto forgets a known outcome even if the caller's context has ended. A
// failure is harmless: the act is looked up again at the next occasion.
func (m *Motore) risolto(ctx context.Context, chiave string) {
	_ = m.sospesi.Risolvi(context.WithoutCancel(ctx), chiave)
}

func incerto(a esenpat.AttoInSospeso, op esenpat.Operazione, causa error) error {
	codice := CodiceIncerto(a.Tipo)
	if op.Stato == esenpat.OperazioneInCorso && stessoIntento(a.Tipo, esenpat.AttoRilascio) {
		codice = "esenzione.in-lavorazione"
	}
	e := esenpat.NewError(esenpat.Uncertain, codice, "atti."+string(a.Tipo))
	if causa == nil {
		return e
	}
	e.RequestID = esenpat.AsError(causa).RequestID
	return e.Because(causa)
}

// rifiuto is the error of an act that did not take place.
func rifiuto(op esenpat.Operazione) error {
	if op.Stato == esenpat.OperazioneMaiArrivata {
		return MaiArrivato()
	}
	if op.Errore != nil {
		return op.Errore
	}
	return esenpat.NewError(esenpat.Rejected, "atto.fallito", "atti.Operazione")
}

// MaiArrivato is the error for an act that the server never saw.
func MaiArrivato() error {
	return esenpat.NewError(esenpat.Offline, "atto.mai-arrivato", "atti.Operazione")
}
