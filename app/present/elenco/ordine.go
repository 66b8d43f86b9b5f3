package elenco

import (
	"context"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Ordini are the orders of a list: the newest first without a choice, the field
// of the date ascending, the person's name.
func Ordini(t avviso.Testi, data, persona string) []parti.Opzione {
	return []parti.Opzione{
		{Testo: t.T("elenco.ordine.recenti")}, {Codice: data, Testo: t.T("elenco.ordine.vecchi")}, {Codice: persona, Testo: t.T("elenco.ordine.persona")},
	}
}

// Gruppo names a person over a group of cards.
func Gruppo(a esenpat.AssistitoSintesi) string {
	g := strings.TrimSpace(a.Cognome + " " + a.Nome)
	if a.CodiceFiscale != "" {
		g += " · " + string(a.CodiceFiscale)
	}
	return g
}

// carte draws what was found; grouped, a line with the person's name stands
// over the cards of each person (G19).
func (e *Presenter[T]) carte(gruppi bool) []Carta {
	carte := make([]Carta, 0, len(e.voci))
	e.posti = e.posti[:0:0]
	sopra := ""
	for i, v := range e.voci {
		c := e.p.Carta(v)
		if gruppi && c.Gruppo != sopra {
			sopra = c.Gruppo
			carte = append(carte, Carta{Titolo: sopra, Intestazione: true})
			e.posti = append(e.posti, -1)
		}
		carte = append(carte, c)
		e.posti = append(e.posti, i)
	}
	return carte
}

// leggi reads r in as many answers as the service needs for it.
func (e *Presenter[T]) leggi(ctx context.Context, r Richiesta) (esenpat.Pagina[T], error) {
	var tutte esenpat.Pagina[T]
	for manca := r.Pagina.Limit; manca > 0; {
		r.Pagina.Limit = min(manca, massimoPagina)
		p, err := e.p.Cerca(ctx, r)
		if err != nil {
			return p, err
		}
		tutte.Elementi = append(tutte.Elementi, p.Elementi...)
		tutte.Totale = p.Totale
		if !p.Letta.IsZero() && (tutte.Letta.IsZero() || p.Letta.Before(tutte.Letta)) {
			tutte.Letta = p.Letta
		}
		if len(p.Elementi) < r.Pagina.Limit {
			break
		}
		manca -= len(p.Elementi)
		r.Pagina.Offset += len(p.Elementi)
	}
	return tutte, nil
}

func (e *Presenter[T]) ambito() string {
	if e.p.Ambito == nil {
		return ""
	}
	return e.p.Ambito()
}

// letta says from when a copy is; "" for what the service answered just now.
func (e *Presenter[T]) letta(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return quandoLetta(e.p.Testi, t.In(e.p.Adesso().Location()))
}

// senzaServizio reports whether err only means that the service did not answer.
func senzaServizio(err error) bool {
	k := esenpat.KindOf(err)
	return err != nil && (k == esenpat.Offline || k == esenpat.Unavailable)
}
