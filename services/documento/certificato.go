package documento

import (
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/pagina"
)

// disegna lays out a certificate. «Leggi speciali» and «oscurato al genitore»
// are never spelled out on paper (spec 3, section 9).
func (g *Generatore) disegna(c esenpat.ContenutoCertificato, d cda.Certificato) ([]byte, error) {
	f := g.foglio(d.Documento.Titolo, c.Identita.Numero, c.Prova, c.Bozza, d.Documento.Emesso)
	g.intestazione(f, c.Azienda)
	f.Titolo(d.Documento.Titolo, g.numero(c))
	f.Segue(persona(c.Assistito))
	f.Scheda(g.segnaVuote(c.Bozza, g.paziente(c.Assistito)))
	f.Spazio(7)
	if d.Annullativo {
		f.Paragrafo(d.Referto, pagina.Testo())
		f.Spazio(3)
	} else {
		g.corpo(f, c, d)
	}
	g.chiusura(f, c, d)
	return f.Chiudi()
}

// foglio starts a page with the marks that the document carries.
func (g *Generatore) foglio(titolo, numero string, prova, bozza bool, quando time.Time) *pagina.Foglio {
	var marche []string
	if bozza {
		marche = append(marche, g.testi.T("documento.marca.anteprima"))
	}
	if prova {
		marche = append(marche, g.testi.T("documento.marca.prova"))
	}
	piede := titolo
	if numero != "" {
		piede += " · " + g.testi.T("documento.numero", "numero", numero)
	}
	return pagina.Nuovo(g.car, marche, piede, g.pagine, metadata(quando))
}

func (g *Generatore) pagine(n, di int) string {
	return g.testi.T("documento.pagina", "pagina", strconv.Itoa(n), "di", strconv.Itoa(di))
}

// intestazione prints the four lines of the company's letterhead.
func (g *Generatore) intestazione(f *pagina.Foglio, a esenpat.Azienda) {
	f.Intestazione(a.Denominazione,
		g.se("documento.azienda.sede", a.Indirizzo),
		g.se("documento.azienda.telefono", a.Telefono),
		trattino(" · ", g.se("documento.azienda.pec", a.PEC), g.se("documento.azienda.partita_iva", a.PartitaIVA)))
}

func (g *Generatore) numero(c esenpat.ContenutoCertificato) string {
	if c.Identita.Numero == "" {
		return g.testi.T("documento.senza_numero")
	}
	return g.testi.T("documento.numero", "numero", c.Identita.Numero)
}

func (g *Generatore) paziente(a esenpat.Assistito) []pagina.Voce {
	nascita := a.Anagrafica.DataNascita.Italiana()
	if p := luogo(a.Anagrafica.ComuneNascita); p != "" {
		nascita = trattino(" ", nascita, g.testi.T("documento.a", "luogo", p))
	}
	r := a.Anagrafica.Residenza
	voci := []pagina.Voce{
		{Etichetta: g.testi.T("documento.assistito"), Valore: trattino(" ", a.Cognome, a.Nome), Stile: pagina.Forte()},
		{Etichetta: g.testi.T("documento.nascita." + sesso(a.Sesso)), Valore: nascita, Stile: pagina.Testo()},
		{Etichetta: g.testi.T("documento.codice_fiscale"), Valore: string(a.CodiceFiscale), Stile: pagina.Codice()},
	}
	return append(voci, pagina.Voce{
		Etichetta: g.testi.T("documento.residenza"), Valore: trattino(", ", r.Indirizzo, trattino(" ", r.CAP, luogo(r.Comune))),
		Stile: pagina.Testo(), Facoltativa: true,
	})
}

func (g *Generatore) corpo(f *pagina.Foglio, c esenpat.ContenutoCertificato, d cda.Certificato) {
	f.Sezione(g.testi.T("documento.patologia." + sesso(c.Assistito.Sesso)))
	if testo, stile := g.vuota(c.Bozza, d.Referto, pagina.Testo()); testo != "" {
		f.Paragrafo(testo, stile)
	}
	f.Spazio(6)
	diagnosi, descrizione := d.Diagnosi.Codice, d.Diagnosi.Descrizione
	if diagnosi == "" { // a placeholder is printed as a dash, as the Region does
		diagnosi, descrizione = "-", "-"
	}
	esenzione := d.Esenzione.Descrizione
	if d.Esenzione.Codice == "" && c.Bozza {
		esenzione = g.testi.T("documento.da_compilare")
	}
	f.Tabella([]pagina.Colonna{
		{Largo: 32, Stile: pagina.Etichetta()},
		{Titolo: g.testi.T("documento.codice"), Largo: 32, Stile: pagina.Codice()},
		{Titolo: g.testi.T("documento.descrizione"), Stile: pagina.Testo()},
	}, [][]string{
		{g.testi.T("documento.esenzione"), d.Esenzione.Codice, esenzione},
		{g.testi.T("documento.diagnosi"), diagnosi, descrizione},
	})
	f.Spazio(4)
	f.Elenco(g.segnaVuote(c.Bozza, g.condizioni(c)))
}

// vuota marks, in a draft, what is still to be written.
func (g *Generatore) vuota(bozza bool, valore string, st pagina.Stile) (string, pagina.Stile) {
	if bozza && strings.TrimSpace(valore) == "" {
		return g.testi.T("documento.da_compilare"), pagina.DaCompilare()
	}
	return valore, st
}

// segnaVuote marks the empty values of a draft and drops those of a document.
func (g *Generatore) segnaVuote(bozza bool, voci []pagina.Voce) []pagina.Voce {
	out := voci[:0]
	for _, v := range voci {
		if v.Valore == "" && (!bozza || v.Facoltativa) {
			continue
		}
		v.Valore, v.Stile = g.vuota(bozza, v.Valore, v.Stile)
		out = append(out, v)
	}
	return out
}

func (g *Generatore) condizioni(c esenpat.ContenutoCertificato) []pagina.Voce {
	voce := func(chiave, valore string, facoltativa bool) pagina.Voce {
		return pagina.Voce{Etichetta: g.testi.T(chiave), Valore: valore, Stile: pagina.Testo(), Facoltativa: facoltativa}
	}
	u, s := c.Dati.UnitaProduttiva, c.Identita.Sostituisce
	sostituito := s.Numero
	if sostituito == "" {
		sostituito = s.ID
	}
	invalidita := ""
	if c.Dati.Tipologia == esenpat.Invalidita {
		invalidita = g.scelto("documento.invalidita.", string(c.Dati.TipologiaInvalidita))
	}
	return []pagina.Voce{
		voce("documento.tipologia", g.scelto("documento.tipologia.", string(c.Dati.Tipologia)), false),
		voce("documento.invalidita", invalidita, true),
		voce("documento.regime", g.scelto("documento.regime.", string(c.Dati.Regime)), false),
		voce("documento.unita", trattino(" - ", u.Descrizione, u.Struttura), false),
		voce("documento.sostituisce", sostituito, true),
	}
}

func (g *Generatore) chiusura(f *pagina.Foglio, c esenpat.ContenutoCertificato, d cda.Certificato) {
	giorno := ""
	if !d.Documento.Emesso.IsZero() {
		giorno = esenpat.DataDi(d.Documento.Emesso).Italiana()
	}
	giorno, _ = g.vuota(c.Bozza, giorno, pagina.Testo())
	data := []string{g.testi.T("documento.data"), giorno}
	if l := d.Incontro.Struttura.Nome; l != "" {
		data = append(data, l)
	}
	nome, _ := g.vuota(c.Bozza, trattino(" ", c.Medico.Titolo, c.Medico.Nome, c.Medico.Cognome), pagina.Testo())
	medico := []string{g.testi.T("documento.medico"), nome}
	if c.Medico.CodiceFiscale != "" {
		medico = append(medico, g.testi.T("documento.cf", "codice", string(c.Medico.CodiceFiscale)))
	}
	nota := "documento.nota"
	if c.Bozza {
		nota = "documento.nota.bozza"
	}
	f.Chiusura(data, medico, g.testi.T(nota))
}

// se returns the sentence of key around valore, or nothing without a value.
func (g *Generatore) se(chiave, valore string) string {
	if strings.TrimSpace(valore) == "" {
		return ""
	}
	return g.testi.T(chiave, "valore", valore)
}

// scelto returns the sentence for a code of a closed list; a code without one
// is printed as it is.
func (g *Generatore) scelto(prefisso, codice string) string {
	if codice == "" {
		return ""
	}
	if s := g.testi.T(prefisso + codice); !strings.HasPrefix(s, "⟦") {
		return s
	}
	return codice
}

func sesso(s esenpat.Sesso) string {
	switch s {
	case esenpat.Femmina:
		return "f"
	case esenpat.Maschio:
		return "m"
	}
	return "n"
}

func luogo(c esenpat.Comune) string {
	if c.Denominazione == "" || c.Provincia == "" {
		return c.Denominazione
	}
	return c.Denominazione + " (" + c.Provincia + ")"
}

// trattino joins the texts that are there.
func trattino(tra string, testi ...string) string {
	var pieni []string
	for _, t := range testi {
		if strings.TrimSpace(t) != "" {
			pieni = append(pieni, strings.TrimSpace(t))
		}
	}
	return strings.Join(pieni, tra)
}

// metadata returns the instant that the file's metadata carry: a draft without
// a date still needs one, and the clock must not leak into the bytes.
func metadata(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return t
}

// persona names an assistito on the sheets after the first.
func persona(a esenpat.Assistito) string {
	return trattino(" · ", trattino(" ", a.Cognome, a.Nome), string(a.CodiceFiscale))
}
