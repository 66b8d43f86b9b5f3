package codici

import (
	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Proposta is a code of another coding that may take the place of the chosen one.
type Proposta struct {
	Codice, Codifica string // as shown
	Dubbia           bool   // taken only after a confirmation
	equivalenza      string // in words
	domanda          string
	a                esenpat.Codifica
}

// Traduci shows the chosen code in coding a, in all the others for "". Nothing
// is taken before Usa.
func (p *Presenter) Traduci(a string) {
	p.verso = esenpat.Codifica(a)
	if p.state.Pannello == Traduzione {
		p.pannello()
	}
	p.disegna()
}

// mostraTraduzioni fills the panel for the chosen code.
func (p *Presenter) mostraTraduzioni() {
	x, ok := p.scelto()
	switch {
	case !ok:
		p.state.Blocchi = []Blocco{{Testi: []string{p.t("codici.vista.scegliere")}}}
		return
	case x.Codifica == catalogo.CodificaICD:
		p.state.Titolo = p.t("codici.vista.titolo", "codice", x.Codice, "codifica", p.breve(x.Codifica))
		p.state.Blocchi = []Blocco{{Testi: []string{p.t("codici.vista.traduci-icd")}}}
		return
	}
	p.state.Titolo = p.t("codici.vista.traduci-titolo", "codice", x.Codice, "codifica", p.breve(x.Codifica))
	for _, a := range codifica.Codifiche() {
		if a == x.Codifica || (p.verso != "" && p.verso != a) {
			continue
		}
		r, err := p.p.Codici.Traduci(x.Codice, x.Codifica, a)
		if err != nil { // a pattern row ("M01-M41") stands for many codes
			p.state.Blocchi = []Blocco{{Testi: []string{p.t("codici.vista.schema")}}}
			return
		}
		p.traduzione(x, r)
	}
	if len(p.state.Blocchi) == 0 { // its own coding was asked for
		p.state.Blocchi = []Blocco{{Testi: []string{p.t("codici.vista.traduci-stessa")}}}
	}
}

func (p *Presenter) traduzione(x catalogo.RisultatoJSON, r catalogo.RispostaTraduci) {
	b := Blocco{
		Titolo: p.breve(r.A) + " · " + p.t("codici.vista.equivalenza."+string(r.Equivalenza)),
		Attesa: r.Conferma, Testi: r.Note,
	}
	for _, t := range r.Traduzioni {
		eq := p.t("codici.vista.equivalenza." + string(t.Equivalenza))
		riga := t.Descrizione
		if t.Equivalenza != r.Equivalenza {
			riga += " (" + eq + ")"
		}
		b.Righe = append(b.Righe, riga2(t.Codice, riga))
		p.state.Proposte = append(p.state.Proposte, Proposta{
			Codice: t.Codice, Codifica: p.breve(r.A), a: r.A, equivalenza: eq, Dubbia: r.Conferma || t.Equivalenza == catalogo.Parziale,
			domanda: p.t("codici.vista.traduci-domanda", "codice", t.Codice, "codifica", p.breve(r.A), "da", x.Codice,
				"codifica-da", p.breve(x.Codifica), "equivalenza", eq),
		})
	}
	p.state.Blocchi = append(p.state.Blocchi, b)
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
	p.state.Filtri = Filtri{Testo: x.Codice, Codifica: string(x.a)}
	p.cerca()
	chiave := "codici.vista.tradotto"
	if x.Dubbia {
		chiave = "codici.vista.tradotto-confermato"
	}
	p.state.Messaggio = p.t(chiave, "da", da.Codice, "codifica-da", p.breve(da.Codifica), "codice", x.Codice,
		"codifica", x.Codifica, "equivalenza", x.equivalenza)
	p.disegna()
}
