package nuovocertificato

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// tipiInvalidita are the codes of the regional table, in the order they are
// shown.
func tipiInvalidita() []string { return []string{"C", "K", "L", "G", "S", "N", "V"} }

func (p *Presenter) statoDati() StatoDati {
	t, d := p.par.Testi, p.m.bozza.Dati
	s := StatoDati{
		Titolo:     p.titoloTipologia(),
		Invalidita: p.sceltaInvalidita(),
		Esenzione: Combo{
			Codice: d.Esenzione.Codice, Visibile: d.Esenzione.Codice, Descrizione: d.Esenzione.Descrizione,
			Testo: testoEsenzione(d.Esenzione), Nota: p.notaEsenzione(d.Esenzione),
		},
		Diagnosi:  Combo{Codice: d.Diagnosi.Codice, Testo: p.testoDiagnosi(d.Diagnosi)},
		Patologia: p.statoPatologia(),
		Leggi:     Leggi{Scelta: d.LeggiSpeciali, Aiuto: t.T("nuovocertificato.leggi.aiuto"), Categoria: p.categoria()},
		Unita:     p.sceltaUnita(),
		Oscurato:  SiNo{Visibile: p.minorenne(), Scelta: d.OscuratoGenitore, Aiuto: t.T("nuovocertificato.oscurato.aiuto")},
		Regime:    p.sceltaRegime(),
		Mancano:   p.mancano(),
		Doppione:  p.doppione(),
		Copia:     p.notaCopia(),
		Modelli:   p.statoModelli(),
	}
	s.Diagnosi.Visibile, s.Diagnosi.Descrizione = p.diagnosiVisibile(d.Diagnosi)
	oggi := p.confronto()
	s.Esenzione.Superata, s.Diagnosi.Superata = avvisoEsenzione(p.par.Testi, p.m.bozza.Dati, oggi), avvisoDiagnosi(p.par.Testi, p.m.bozza.Dati, oggi)
	if d := p.m.bozza.Dati.Diagnosi; d.Codice != "" && d.CodiceEsenzione == p.m.rifiutata.CodiceEsenzione && d.Codice == p.m.rifiutata.Codice {
		s.Diagnosi.Superata = p.par.Testi.T("nuovocertificato.superata.diagnosi-rifiutata", "codice", d.CodiceVisibile(), "esenzione", d.CodiceEsenzione)
	}
	if d.Esenzione.Codice != "" && d.Diagnosi.Codice == "" {
		s.Diagnosi.Nota = t.T("nuovocertificato.dati.solo-per", "codice", d.Esenzione.Codice)
	}
	if d.Esenzione.Codice == "" && d.Diagnosi.Codice != "" {
		s.Esenzione.Nota = t.T("nuovocertificato.dati.solo-per-diagnosi", "codice", d.Diagnosi.CodiceVisibile())
	}
	if len(s.Mancano) > 0 {
		nomi := make([]string, len(s.Mancano))
		for i, m := range s.Mancano {
			nomi[i] = m.Nome
		}
		s.MancaTesto = t.T("nuovocertificato.mancano", "elenco", strings.Join(nomi, ", "))
	}
	return s
}

func (p *Presenter) titoloTipologia() string {
	switch p.m.bozza.Dati.Tipologia {
	case esenpat.MalattiaCronica:
		return p.par.Testi.T("nuovocertificato.tipologia.cronica")
	case esenpat.MalattiaRara:
		return p.par.Testi.T("nuovocertificato.tipologia.rara")
	case esenpat.Invalidita:
		return p.par.Testi.T("nuovocertificato.tipologia.invalidita")
	case esenpat.Altra:
	}
	return ""
}

func (p *Presenter) sceltaInvalidita() SceltaUnica {
	d := p.m.bozza.Dati
	s := SceltaUnica{Visibile: d.Tipologia == esenpat.Invalidita, Scelta: string(d.TipologiaInvalidita)}
	if s.Visibile {
		for _, c := range tipiInvalidita() {
			s.Opzioni = append(s.Opzioni, parti.Opzione{Codice: c, Testo: p.par.Testi.T("invalidita." + c)})
		}
	}
	return s
}

func (p *Presenter) sceltaUnita() SceltaUnica {
	s := SceltaUnica{Visibile: true, Scelta: p.m.bozza.Dati.UnitaProduttiva.Matricola, Avviso: p.m.errUnit.Titolo}
	for _, u := range p.m.unita {
		s.Opzioni = append(s.Opzioni, parti.Opzione{Codice: u.Matricola, Testo: testoUnita(u), Dettaglio: u.Indirizzo})
	}
	if len(s.Opzioni) == 0 && s.Scelta != "" { // offline: the draft's own unit
		s.Opzioni = []parti.Opzione{{Codice: s.Scelta, Testo: testoUnita(p.m.bozza.Dati.UnitaProduttiva)}}
	}
	return s
}

func testoUnita(u esenpat.UnitaProduttiva) string {
	if u.Struttura == "" || u.Struttura == u.Descrizione {
		return u.Descrizione
	}
	return u.Descrizione + " - " + u.Struttura
}

func (p *Presenter) sceltaRegime() SceltaUnica {
	t := p.par.Testi
	return SceltaUnica{Visibile: true, Scelta: string(p.m.bozza.Dati.Regime), Opzioni: []parti.Opzione{
		{Codice: string(esenpat.RegimeSSN), Testo: t.T("nuovocertificato.regime.ssn")},
		{Codice: string(esenpat.RegimeSSR), Testo: t.T("nuovocertificato.regime.ssr")},
	}}
}

// maxSegni is how many characters that cannot be printed are named.
const maxSegni = 8

func (p *Presenter) statoPatologia() Testo {
	v, n := p.m.bozza.Dati.Patologia, p.massimoPatologia()
	lunga := utf8.RuneCountInString(strings.TrimSpace(v))
	s := Testo{Valore: v, Massimo: n, Contatore: strconv.Itoa(lunga) + "/" + strconv.Itoa(n)}
	switch {
	case lunga > n:
		s.Errore = p.par.Testi.T("nuovocertificato.patologia.lunga", "di", strconv.Itoa(lunga-n))
	case lunga == 0 && v != "":
		s.Errore = p.par.Testi.T("nuovocertificato.patologia.vuota")
	}
	s.Aiuto = p.aiutoPatologia(v)
	return s
}

// aiutoPatologia tells which characters were refused and which ones paper shows
// only as their code (the CDA keeps them).
func (p *Presenter) aiutoPatologia(v string) string {
	var frasi []string
	if p.m.tagliata {
		frasi = append(frasi, p.par.Testi.T("nuovocertificato.patologia.tagliata", "n", strconv.Itoa(maxTesto)))
	}
	if p.m.rifiutati {
		frasi = append(frasi, p.par.Testi.T("nuovocertificato.patologia.rifiutati"))
	}
	if p.par.NonStampabili != nil {
		var segni []string
		for _, r := range p.par.NonStampabili(v) {
			segni = append(segni, segno(r))
		}
		if len(segni) > maxSegni {
			segni = append(segni[:maxSegni], "…")
		}
		if len(segni) > 0 {
			frasi = append(frasi, p.par.Testi.T("nuovocertificato.patologia.non-stampabili", "caratteri", strings.Join(segni, ", ")))
		}
	}
	return strings.Join(frasi, " ")
}

// segno shows a character beside the code that is printed for it. One that only
// steers the writing has nothing to show, and would turn the sentence around.
func segno(r rune) string {
	codice := fmt.Sprintf("‹U+%04X›", r)
	if unicode.IsGraphic(r) {
		return string(r) + " " + codice
	}
	return codice
}

// categoria is the protected category that an exemption code points to. It is
// shown beside the question and presets nothing: the doctor decides.
func (p *Presenter) categoria() string {
	switch p.m.bozza.Dati.Esenzione.Codice {
	case "020":
		return p.par.Testi.T("nuovocertificato.leggi.categoria.hiv")
	case "014":
		return p.par.Testi.T("nuovocertificato.leggi.categoria.dipendenze")
	}
	return ""
}

func (p *Presenter) statoRiepilogo() StatoRiepilogo {
	t := p.par.Testi
	s := StatoRiepilogo{Blocchi: p.blocchi(), Bloccato: p.bloccato(), Avvisi: AvvisiVoci(p.par.Testi, p.m.bozza.Dati, p.confronto())}
	if d := p.doppione(); d != "" {
		s.Avvisi = append(s.Avvisi, d)
	}
	if p.m.bozza.Sostituisce.ID != "" && p.m.creato.ID == "" {
		s.Avvisi = append(s.Avvisi, p.notaCopia())
	}
	s.No = p.confermaNo()
	if p.m.creato.ID != "" {
		s.Creato = t.T("nuovocertificato.creato", "numero", p.m.creato.Numero)
	}
	if p.inAttesa() {
		s.InCoda = t.T("nuovocertificato.in-coda")
	}
	return s
}

func (p *Presenter) statoAnteprima() StatoAnteprima {
	t, s := p.par.Testi, StatoAnteprima{Pagine: p.m.vista.pagine}
	switch {
	case !p.m.vista.errore.Vuoto():
		s.Testo = p.m.vista.errore.Titolo + " " + t.T("nuovocertificato.anteprima.si-prosegue")
	case p.m.vista.attesa:
		s.Testo = t.T("nuovocertificato.anteprima.attesa")
	}
	return s
}

func (p *Presenter) blocchi() []Blocco {
	t, d := p.par.Testi, p.m.bozza.Dati
	riga := func(chiave, valore string) parti.Riga {
		return parti.Riga{Etichetta: t.T("nuovocertificato.riepilogo." + chiave), Valore: valore}
	}
	codici := []parti.Riga{riga("tipologia", p.titoloTipologia())}
	if d.Tipologia == esenpat.Invalidita {
		codici = append(codici, riga("invalidita", t.T("invalidita."+string(d.TipologiaInvalidita))))
	}
	codici = append(codici, riga("esenzione", testoEsenzione(d.Esenzione)), riga("diagnosi", p.testoDiagnosi(d.Diagnosi)))
	scelte := []parti.Riga{riga("leggi", p.siNo(d.LeggiSpeciali)), riga("unita", testoUnita(d.UnitaProduttiva))}
	if p.minorenne() {
		scelte = append(scelte, riga("oscurato", p.siNo(d.OscuratoGenitore)))
	}
	scelte = append(scelte, riga("regime", p.testoRegime(d.Regime)))
	blocchi := []Blocco{
		{Titolo: t.T("nuovocertificato.riepilogo.assistito"), Righe: []parti.Riga{
			riga("nome", p.m.bozza.Assistito.Cognome+" "+p.m.bozza.Assistito.Nome),
			riga("cf", string(p.m.bozza.Assistito.CodiceFiscale)),
			riga("nascita", p.nascita(p.m.bozza.Assistito)),
		}},
		{Titolo: t.T("nuovocertificato.riepilogo.codici"), Righe: codici, Campo: CampoEsenzione},
		{Titolo: t.T("nuovocertificato.riepilogo.patologia"), Righe: []parti.Riga{{Valore: strings.TrimSpace(d.Patologia)}}, Campo: CampoPatologia},
		{Titolo: t.T("nuovocertificato.riepilogo.scelte"), Righe: scelte, Campo: CampoLeggi},
	}
	if b, ci := p.bloccoPrestazioni(); ci {
		blocchi = append(blocchi, b)
	}
	return blocchi
}

func (p *Presenter) siNo(s esenpat.Scelta) string {
	switch s {
	case esenpat.Si:
		return p.par.Testi.T("nuovocertificato.si")
	case esenpat.No:
		return p.par.Testi.T("nuovocertificato.no")
	case esenpat.NonScelto:
	}
	return ""
}

func (p *Presenter) testoRegime(r esenpat.Regime) string {
	switch r {
	case esenpat.RegimeSSN:
		return p.par.Testi.T("nuovocertificato.regime.ssn")
	case esenpat.RegimeSSR:
		return p.par.Testi.T("nuovocertificato.regime.ssr")
	}
	return ""
}
