package elenco

import (
	"context"
	"encoding/json"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Ricordi remembers harmless choices per doctor. An unknown key reads as "".
type Ricordi interface {
	Leggi(ctx context.Context, chiave string) (string, error)
	Scrivi(ctx context.Context, chiave, valore string) error
}

// ricordo is what is kept of the filters: never the person that was looked for.
type ricordo struct {
	Stato  string       `json:"stato,omitempty"`
	Codice string       `json:"codice,omitempty"`
	Ordine string       `json:"ordine,omitempty"`
	Gruppi bool         `json:"gruppi,omitempty"`
	Dal    esenpat.Data `json:"dal,omitzero"`
	Al     esenpat.Data `json:"al,omitzero"`
}

func (e *Presenter[T]) chiaveRicordo() string { return "elenco." + e.p.Area }

// tieni keeps the filters for the next time.
func (e *Presenter[T]) tieni(f Filtri) {
	if e.p.Ricordi == nil {
		return
	}
	b, err := json.Marshal(ricordo{Stato: f.Stato, Codice: f.Codice, Ordine: f.Ordine, Gruppi: f.Gruppi, Dal: f.Dal, Al: f.Al})
	if err != nil {
		return
	}
	valore := string(b)
	if valore == "{}" {
		valore = "" // nothing to remember
	}
	e.ricorda.Start(e.ctx, func(ctx context.Context) (string, error) {
		return "", e.p.Ricordi.Scrivi(ctx, e.chiaveRicordo(), valore)
	}, func(string, error) {}) // without it the list begins without filters
}

// riprendi takes the filters of the last time and searches.
func (e *Presenter[T]) riprendi() {
	s := e.state
	s.Occupato = true
	e.set(s)
	e.ricorda.Start(e.ctx, func(ctx context.Context) (string, error) {
		return e.p.Ricordi.Leggi(ctx, e.chiaveRicordo())
	}, func(v string, err error) {
		var r ricordo
		if err != nil || v == "" || json.Unmarshal([]byte(v), &r) != nil {
			e.Aggiorna()
			return
		}
		e.state.Versione++
		e.Cerca(Filtri{
			Stato: noto(e.p.Stati, r.Stato), Codice: r.Codice, Ordine: noto(e.p.Ordini, r.Ordine), Gruppi: r.Gruppi, Dal: r.Dal, Al: r.Al,
		})
	})
}

// noto returns codice if it is still one of the choices.
func noto(o []parti.Opzione, codice string) string {
	for _, x := range o {
		if x.Codice == codice {
			return codice
		}
	}
	return ""
}
