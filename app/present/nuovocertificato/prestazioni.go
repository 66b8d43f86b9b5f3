package nuovocertificato

import (
	"context"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Prestazioni are the exempt services of the catalogue (a read); Letto says
// when a copy was read.
type Prestazioni interface {
	Prestazioni(ctx context.Context) (esenpat.CatalogoPrestazioni, error)
}

// caricaPrestazioni reads what the exemption will give, once per summary; without
// it the summary does without.
func (p *Presenter) caricaPrestazioni() {
	if p.par.Porte.Prestazioni == nil {
		return
	}
	p.prestazioni.Start(p.ctx, p.par.Porte.Prestazioni.Prestazioni, func(c esenpat.CatalogoPrestazioni, err error) {
		p.m.esenti = c
		if err == nil {
			p.disegna()
		}
	})
}

// bloccoPrestazioni is the part of the summary with the exempt services (X27).
func (p *Presenter) bloccoPrestazioni() (Blocco, bool) {
	t, d, c := p.par.Testi, p.m.bozza.Dati, p.m.esenti
	if c.Versione == "" {
		return Blocco{}, false
	}
	b := Blocco{Titolo: t.T("nuovocertificato.riepilogo.prestazioni")}
	for _, v := range c.Di(d.Esenzione.Codice, d.Diagnosi.Codice) {
		b.Righe = append(b.Righe, parti.Riga{Valore: strings.TrimSpace(v.CodiceDM96 + "  " + v.Descrizione)})
	}
	if len(b.Righe) == 0 {
		b.Righe = []parti.Riga{{Valore: t.T("nuovocertificato.riepilogo.prestazioni.nessuna")}}
	}
	if !c.Letto.IsZero() {
		b.Righe = append(b.Righe, parti.Riga{Valore: t.T("nuovocertificato.riepilogo.prestazioni.copia", "data", p.giorno(c.Letto))})
	}
	return b, true
}
