package codici

import (
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// pannello fills the panel for the chosen line.
func (p *Presenter) pannello() {
	s := &p.state
	s.Titolo, s.Blocchi, s.Conferma, s.Affianca = "", nil, false, false
	s.Proposte, s.Domanda, p.scelta = nil, "", -1
	s.FalsoAmico = p.falsoAmico()
	switch s.Pannello {
	case Scheda:
		p.scheda(false)
	case Confronto:
		p.scheda(true)
	case Traduzione:
		p.mostraTraduzioni()
	case Gravidanza, Combina:
	case Regole:
		p.mostraRicetta()
		p.regole()
		p.termini()
	case Importa:
		s.Blocchi = []Blocco{{Testi: []string{p.t("codici.vista.importa-aiuto")}}}
	}
}

// scheda shows the chosen code in its coding, or in all of them side by side.
func (p *Presenter) scheda(tutte bool) {
	s := &p.state
	x, ok := p.scelto()
	if !ok {
		s.Blocchi = []Blocco{{Testi: []string{p.t("codici.vista.scegliere")}}}
		return
	}
	codice, cod := x.Codice, x.Codifica
	if tutte {
		cod = ""
	}
	r, err := p.p.Codici.Spiega(codice, cod, s.Filtri.Al)
	if err != nil { // a pattern row ("M01-M41") stands for many codes
		s.Titolo = p.t("codici.vista.titolo", "codice", codice, "codifica", p.breve(x.Codifica))
		s.Blocchi = []Blocco{{Testi: []string{x.Descrizione, x.Riferimento, p.t("codici.vista.schema")}}}
		return
	}
	if len(r.Voci) == 1 {
		s.Titolo = p.t("codici.vista.titolo", "codice", r.Voci[0].Codice, "codifica", p.breve(r.Voci[0].Codifica))
	} else {
		s.Titolo = p.t("codici.vista.confronto-titolo", "codice", codice)
	}
	for _, v := range r.Voci {
		b := p.voce(v, tutte)
		if !tutte {
			b[0].Titolo = "" // the title above says it
		}
		s.Blocchi = append(s.Blocchi, b...)
	}
	s.Affianca = tutte
}

// voce turns an entry into blocks: its data, its warnings, its proofs.
func (p *Presenter) voce(v catalogo.VoceJSON, breve bool) []Blocco {
	b := Blocco{Titolo: p.breve(v.Codifica)}
	riga := func(chiave, valore string) {
		if valore != "" {
			b.Righe = append(b.Righe, parti.Riga{Etichetta: p.t("codici.vista." + chiave), Valore: valore})
		}
	}
	opzionale := func(chiave string, valore *string, vuoto string) {
		if valore == nil {
			return
		}
		if *valore == "" || *valore == catalogo.TicketNessuno {
			riga(chiave, p.t(vuoto))
			return
		}
		riga(chiave, *valore)
	}
	riga("descrizione", v.Descrizione)
	riga("denominazione", v.Denominazione)
	riga("gruppo", v.Gruppo)
	riga("riferimento", v.Riferimento)
	riga("compilatore", v.Compilatore)
	opzionale("farmaceutica-chi", v.Farmaceutica, "codici.vista.nessuno")
	opzionale("specialistica-chi", v.Specialistica, "codici.vista.nessuno")
	opzionale("ticket-prestazioni", v.TicketPrestazioni, "codici.vista.nessuna-previsione")
	opzionale("ticket-farmaci", v.TicketFarmaci, "codici.vista.nessuna-previsione")
	riga("valida-da", italiana(v.ValidaDa))
	riga("valida-fino", italiana(v.ValidaFino))
	riga("sottocodici", strings.Join(v.Sottocodici, ", "))
	riga("ricetta", v.CodiceRicetta)
	if v.Durata != nil {
		riga("durata", p.durata(*v.Durata))
	}
	riga("prestazioni", v.Prestazioni)
	riga("fonte", p.fonte(v.Fonte))
	if breve {
		b.Testi = v.Avvisi
		return []Blocco{b}
	}
	out := []Blocco{b}
	// The false friend stands above the card already.
	avvisi := slices.DeleteFunc(slices.Clone(v.Avvisi), func(a string) bool { return a == p.state.FalsoAmico })
	if len(avvisi) > 0 {
		out = append(out, Blocco{Titolo: p.t("codici.vista.avvisi"), Attesa: true, Testi: avvisi})
	}
	if len(v.Note) > 0 {
		out = append(out, Blocco{Titolo: p.t("codici.vista.note"), Testi: v.Note})
	}
	return append(out, p.prove(v)...)
}

func (p *Presenter) prove(v catalogo.VoceJSON) []Blocco {
	var out []Blocco
	if len(v.Condizioni) > 0 {
		b := Blocco{Titolo: p.t("codici.vista.condizioni")}
		for _, c := range v.Condizioni {
			b.Righe = append(b.Righe, parti.Riga{Etichetta: p.t("codici.condizione." + c.Tipo), Valore: p.t("codici.vista.condizione", "valore", c.Valore, "frase", c.Frase)})
		}
		out = append(out, b)
	}
	if len(v.Perche) == 0 {
		return out
	}
	b := Blocco{Titolo: p.t("codici.vista.perche")}
	for _, x := range v.Perche {
		valore := x.Fonte + ": " + x.Testo
		if x.Tipo == "frase" {
			valore = p.t("codici.vista.frase", "fonte", x.Fonte, "testo", x.Testo)
		}
		b.Righe = append(b.Righe, parti.Riga{Etichetta: p.t("codici.tipo-prova." + x.Tipo), Valore: valore})
	}
	return append(out, b)
}

func (p *Presenter) durata(d catalogo.DurataJSON) string {
	if d.Tipo == "fissa" {
		if d.Valore == 1 {
			return p.t("codici.vista.durata-anno", "fonte", d.Fonte)
		}
		return p.t("codici.vista.durata-anni", "anni", strconv.Itoa(d.Valore), "fonte", d.Fonte)
	}
	return d.Fonte
}

func (p *Presenter) fonte(f catalogo.FonteJSON) string {
	pezzi := []string{f.Documento}
	if f.Titolo != "" {
		pezzi = append(pezzi, f.Titolo)
	}
	if f.Posizione != "" {
		pezzi = append(pezzi, f.Posizione)
	} else if f.Riga != "" {
		pezzi = append(pezzi, p.t("codici.vista.riga", "riga", f.Riga))
	}
	if f.Data != "" {
		pezzi = append(pezzi, f.Data)
	} else {
		pezzi = append(pezzi, p.t("codici.vista.senza-data"))
	}
	return strings.Join(pezzi, " · ")
}

func (p *Presenter) regole() {
	p.state.Titolo = p.t("codici.vista.regole-titolo")
	for _, r := range p.p.Regole {
		b := Blocco{Titolo: p.t("codici.vista.regola", "articolo", catalogo.Luogo(r.Articolo), "tema", r.Tema), Testi: []string{r.Testo}}
		prova := r.Prova(p.p.Testi)
		b.Testi = append(b.Testi, p.t("codici.vista.frase", "fonte", prova.Fonte, "testo", prova.Testo))
		if r.Avvertenza != "" {
			b.Testi = append(b.Testi, r.Avvertenza)
		}
		p.state.Blocchi = append(p.state.Blocchi, b)
	}
}

// ModuloGravidanza is the form of the pregnancy calculator: a week, or a date,
// or a situation.
type ModuloGravidanza struct {
	Modo          string // "settimana", "ultima", "parto", or a codifica.FaseGravidanza
	Settimana     string
	Data, AllaDat esenpat.Data
}

// CalcolaGravidanza shows the code in each coding.
func (p *Presenter) CalcolaGravidanza(m ModuloGravidanza) {
	p.pannello()
	d := catalogo.DomandaGravidanza{Al: m.AllaDat}
	switch m.Modo {
	case "settimana":
		d.Settimana, _ = strconv.Atoi(strings.TrimSpace(m.Settimana)) // what is no number is week 0, which is refused
	case "ultima":
		d.Ultima = m.Data
	case "parto":
		d.Parto = m.Data
	default:
		d.Fase = codifica.FaseGravidanza(m.Modo)
	}
	r, err := p.p.Calcoli.Gravidanza(d)
	if p.errore(err) {
		return
	}
	p.state.Titolo = p.t("codici.vista.gravidanza-titolo")
	b := Blocco{}
	if r.Settimana > 0 {
		b.Titolo = p.t("codici.vista.gravidanza-settimana", "settimana", strconv.Itoa(r.Settimana))
		b.Testi = []string{r.Regola}
	}
	var note []string
	for _, c := range r.Codici {
		valore := c.Rifiuto
		if c.Codice != "" {
			valore = c.Codice + " — " + c.Descrizione
		}
		b.Righe = append(b.Righe, parti.Riga{Etichetta: p.breve(c.Codifica), Valore: valore})
		note = append(note, c.Note...)
	}
	p.state.Blocchi = []Blocco{b}
	if len(note) > 0 {
		p.state.Blocchi = append(p.state.Blocchi, Blocco{Titolo: p.t("codici.vista.note"), Testi: note})
	}
	p.disegna()
}

// Unisci shows the single Veneto code of two.
func (p *Presenter) Unisci(a, b string) {
	p.pannello()
	r, err := p.p.Calcoli.Combina(a, b, esenpat.CodificaVeneto)
	if p.errore(err) {
		return
	}
	p.state.Titolo = p.t("codici.vista.titolo", "codice", r.CodiceUnico, "codifica", p.breve(esenpat.CodificaVeneto))
	p.state.FalsoAmico = ""
	p.state.Blocchi = []Blocco{{Righe: []parti.Riga{{Etichetta: r.CodiceUnico, Valore: r.Descrizione}}}, {Titolo: p.t("codici.vista.note"), Testi: r.Note}}
	p.disegna()
}

// Avvisa shows what went wrong outside the tab, such as a list on the disk that
// cannot be read; nil shows nothing.
func (p *Presenter) Avvisa(err error) {
	if err != nil {
		p.errore(err)
	}
}

// errore shows err and reports whether there was one.
func (p *Presenter) errore(err error) bool {
	p.state.Avviso = avviso.Di(p.p.Testi, err)
	if err == nil {
		return false
	}
	p.disegna()
	return true
}

// falsoAmico is the warning of the chosen line where the panel is about it.
func (p *Presenter) falsoAmico() string {
	x, ok := p.scelto()
	switch p.state.Pannello {
	case Scheda, Confronto, Traduzione:
		if ok && len(x.Avvisi) > 0 {
			return x.Avvisi[0]
		}
	case Gravidanza, Combina, Regole, Importa:
	}
	return ""
}

func italiana(s string) string {
	d, err := esenpat.ParseData(s)
	if err != nil {
		return ""
	}
	return d.Italiana()
}

func numero(n int) string { return strconv.Itoa(n) }

func elenco(k []esenpat.Codifica, nome func(esenpat.Codifica) string) string {
	v := make([]string, len(k))
	for i, x := range k {
		v[i] = nome(x)
	}
	return strings.Join(v, ", ")
}
