package codici

import (
	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Proposta is a code of another coding that may take the place of the chosen one.
type Proposta struct {
	Codice, Descrizione string
	Equivalenza         string // in words
	Dubbia              bool   // taken only after a confirmation
	domanda             string
}

// Traduci shows the chosen code in coding a. Nothing is taken before Usa.
func (p *Presenter) Traduci(a string) {
	x, ok := p.scelto()
	if !ok || a == "" {
		return
	}
	p.pannello()
	r, err := p.p.Codici.Traduci(x.Codice, x.Codifica, esenpat.Codifica(a))
	if p.errore(err) {
		return
	}
	p.traduce = r.A
	b := Blocco{Titolo: p.t("codici.vista.equivalenza." + string(r.Equivalenza))}
	for _, t := range r.Traduzioni {
		eq := p.t("codici.vista.equivalenza." + string(t.Equivalenza))
		riga := t.Descrizione
		if t.Equivalenza != r.Equivalenza {
			riga += " (" + eq + ")"
		}
		b.Righe = append(b.Righe, riga2(t.Codice, riga))
		p.state.Proposte = append(p.state.Proposte, Proposta{
			Codice: t.Codice, Descrizione: t.Descrizione, Equivalenza: eq,
			Dubbia: r.Conferma || t.Equivalenza == catalogo.Parziale,
			domanda: p.t("codici.vista.traduci-domanda", "codice", t.Codice, "codifica", p.breve(r.A), "da", x.Codice,
				"codifica-da", p.breve(x.Codifica), "equivalenza", eq),
		})
	}
	p.state.Blocchi = []Blocco{b}
	if len(r.Note) > 0 {
		p.state.Blocchi = append(p.state.Blocchi, Blocco{Titolo: p.t("codici.vista.note"), Attesa: r.Conferma, Testi: r.Note})
	}
	p.disegna()
}

// Usa takes the n-th proposal: its card is opened and it is what «Copia» and
// the exports are about. A doubtful one is asked about first.
func (p *Presenter) Usa(n int) {
	if n < 0 || n >= len(p.state.Proposte) {
		return
	}
	if x := p.state.Proposte[n]; x.Dubbia {
		p.scelta, p.state.Domanda = n, x.domanda
		p.disegna()
		return
	}
	p.prendi(n)
}

// ConfermaTraduzione takes the doubtful proposal that was asked about.
func (p *Presenter) ConfermaTraduzione() {
	if p.state.Domanda != "" {
		p.prendi(p.scelta)
	}
}

// RifiutaTraduzione leaves the code as it is.
func (p *Presenter) RifiutaTraduzione() {
	p.scelta, p.state.Domanda = -1, ""
	p.disegna()
}

func (p *Presenter) prendi(n int) {
	x := p.state.Proposte[n]
	da, ok := p.scelto()
	if !ok {
		return
	}
	p.state.Pannello = Scheda
	p.state.Filtri = Filtri{Testo: x.Codice, Codifica: string(p.traduce)}
	p.cerca()
	chiave := "codici.vista.tradotto"
	if x.Dubbia {
		chiave = "codici.vista.tradotto-confermato"
	}
	p.state.Messaggio = p.t(chiave, "da", da.Codice, "codifica-da", p.breve(da.Codifica), "codice", x.Codice,
		"codifica", p.breve(p.traduce), "equivalenza", x.Equivalenza)
	p.disegna()
}
