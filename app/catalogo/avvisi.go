package catalogo

import (
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// avvisi gathers the warnings of an entry, the gravest first.
func (c *Catalogo) avvisi(r *raccoltaCodici, x Risolta, al esenpat.Data) []string {
	out := append([]string{}, c.falsoAmico(x.Voce.Codifica, x.Codice)...)
	out = append(out, c.stesseCifre(r, x)...)
	out = append(out, c.avvisiData(r, x, al)...)
	out = append(out, c.avvisiCroniche(r, x)...)
	out = append(out, c.avvisiVoce(r, x)...)
	return append(out, c.eta(r, x.Voce, al))
}

// stesseCifre warns on a code that is spelled like a diagnosis, or like a single
// Veneto code when it is read as a full code of the decree.
func (c *Catalogo) stesseCifre(r *raccoltaCodici, x Risolta) []string {
	var out []string
	if a, b, ok := r.Regole.Separa(x.Completo); ok {
		out = append(out, c.testi.T("codici.avviso.completo-o-unico", "completo", x.Completo, "primo", a, "secondo", b))
	}
	i, ok := slices.BinarySearchFunc(r.icd, x.Codice, func(d Diagnosi, codice string) int { return strings.Compare(d.Codice, codice) })
	if ok {
		out = append(out, c.testi.T("codici.avviso.anche-diagnosi", "codice", x.Codice, "nome", r.icd[i].Descrizione))
	}
	return out
}

// avvisiData warns on validity: the whole code, part of it, or a period that
// the text names without a date.
func (c *Catalogo) avvisiData(r *raccoltaCodici, x Risolta, al esenpat.Data) []string {
	var out []string
	v := x.Voce
	if !inVigore(v.ValidaDa, v.ValidaFino, al) {
		out = append(out, c.fuoriData(v, al))
	}
	for _, l := range v.Limiti {
		switch {
		case !l.Intero:
			out = append(out, c.testi.T("codici.avviso.limite-parziale", "ambito", l.Ambito, "frase", l.Frase))
		case strings.Contains(l.Ambito, "README"):
			out = append(out, c.testi.T("codici.avviso.data-forse-parziale", "frase", l.Frase))
		}
	}
	if v.Codifica == esenpat.CodificaVeneto && v.Codice == "301" {
		out = append(out, c.testi.T("codici.avviso.servizio-civile"))
	}
	if s, ok := r.Variazioni[x.Codice]; ok && v.Codifica == esenpat.CodificaDM329 {
		out = append(out, c.variazione(s))
	}
	return out
}

func (c *Catalogo) fuoriData(v Voce, al esenpat.Data) string {
	if !v.ValidaDa.Vuota() && al.Prima(v.ValidaDa) {
		return c.testi.T("codici.avviso.non-ancora", "data", v.ValidaDa.Italiana())
	}
	return c.testi.T("codici.avviso.scaduto", "data", v.ValidaFino.Italiana())
}

func (c *Catalogo) variazione(s Variazione) string {
	chiave := "codici.avviso.variazione"
	switch {
	case s.Sostituito():
		chiave = "codici.avviso.sostituito"
	case !s.Verificata:
		chiave = "codici.avviso.variazione-non-verificata"
	}
	return c.testi.T(chiave, "codice", s.Codice, "tipo", s.Tipo, "nuovi", strings.Join(s.Sostitutivi, ", "), "fonte", s.Fonte, "nota", s.Nota)
}

// avvisiCroniche warns on chronic codes: outside the 1999 list, 002 and 031,
// the tables of the directive, the part of a full code that is not checked.
func (c *Catalogo) avvisiCroniche(r *raccoltaCodici, x Risolta) []string {
	var out []string
	cronica := x.Famiglia.ID == famCroniche || x.Voce.Codifica == esenpat.CodificaDM329
	if cronica && x.Codice > "055" && len(x.Codice) == 3 {
		if i, ok := r.perCod[chiave{esenpat.CodificaDM329, x.Codice}]; ok {
			out = append(out, c.fuori1999(r.Voci[i]))
		}
	}
	out = append(out, c.raccoglie(r, x)...)
	if s, ok := r.Variazioni[x.Codice]; ok && x.Schema() && x.Voce.Codifica != esenpat.CodificaDM329 {
		out = append(out, c.variazione(s))
	}
	if x.Voce.Codifica == esenpat.CodificaDM329 {
		out = append(out, c.avvisiTabelle(r, x)...)
	}
	return out
}

// raccoglie warns on 002 and 031, which other codings split.
func (c *Catalogo) raccoglie(r *raccoltaCodici, x Risolta) []string {
	switch {
	case len(r.Regole.Sottocodici(esenpat.CodificaVeneto, x.Codice)) == 0:
	case x.Voce.Codifica == esenpat.CodificaNazionale:
		sicilia := strings.Join(r.Regole.Sottocodici(esenpat.CodificaSicilia, x.Codice), ", ")
		return []string{c.testi.T("codici.avviso.raccoglie", "codice", x.Codice, "sicilia", sicilia)}
	case x.Voce.Codifica == esenpat.CodificaVeneto && x.Codice == "002":
		return []string{c.testi.T("codici.avviso.veneto-002")}
	}
	return nil
}

func (c *Catalogo) fuori1999(v Voce) string {
	esito := "codici.verificata"
	if !v.Verificata {
		esito = "codici.non-verificata"
	}
	nota := ""
	if len(v.Note) > 0 {
		nota = v.Note[0].Testo
	}
	return c.testi.T("codici.avviso.fuori-1999", "codice", v.Codice, "nome", v.Descrizione, "fonte", v.Riferimento, "esito", c.testi.T(esito), "nota", nota)
}

func (c *Catalogo) avvisiTabelle(r *raccoltaCodici, x Risolta) []string {
	var out []string
	if x.Voce.Tabelle == TabellaB {
		i := slices.IndexFunc(r.TabellaB, func(m MalattiaB) bool { return m.Nome == x.Voce.Descrizione })
		return append(out, c.testi.T("codici.avviso.tabella-b", "regola", r.regola("DM329-14"), "atto", r.TabellaB[i].Atto))
	}
	if strings.Contains(x.Voce.Tabelle, "C") {
		out = append(out, c.testi.T("codici.avviso.tabella-c"))
	}
	if strings.Contains(x.Voce.Tabelle, "D") {
		out = append(out, c.testi.T("codici.avviso.tabella-d"))
	}
	if x.Codice == "049" {
		out = append(out, c.testi.T("codici.avviso.049"))
	}
	if x.Completo != "" {
		out = append(out, c.testi.T("codici.avviso.codice-completo", "completo", x.Completo, "codice", x.Codice))
	}
	if x.Voce.Fonte == "" {
		out = append(out, c.testi.T("codici.avviso.quota-fissa", "regola", r.regola("DM329-17")))
	}
	return out
}

// avvisiVoce warns on single entries and families.
func (c *Catalogo) avvisiVoce(r *raccoltaCodici, x Risolta) []string {
	var out []string
	v := x.Voce
	switch {
	case x.Famiglia.ID == famRare && formaRara(x.Codice):
		out = append(out, c.testi.T("codici.avviso.rara", "codice", x.Codice))
	case x.Settimana > 0:
		out = append(out, c.testi.T("codici.avviso.settimana", "settimana", strconv.Itoa(x.Settimana)))
	default:
		if s := c.avvisoSingolo(r, v); s != "" {
			out = append(out, s)
		}
	}
	if a, b, ok := r.Regole.Separa(x.Codice); ok && v.Codifica == esenpat.CodificaVeneto {
		out = append(out, c.testi.T("codici.avviso.unico", "primo", a, "secondo", b))
	}
	if v.TicketFarmaci == nil && v.Codifica == esenpat.CodificaSicilia {
		out = append(out, c.testi.T("codici.avviso.cella-assente"))
	}
	return out
}

// avvisoSingolo is what one entry alone needs said.
func (c *Catalogo) avvisoSingolo(r *raccoltaCodici, v Voce) string {
	switch (chiave{v.Codifica, v.Codice}) {
	case chiave{esenpat.CodificaNazionale, "M99"}:
		return c.testi.T("codici.avviso.m99")
	case chiave{esenpat.CodificaVeneto, "6A1"}, chiave{esenpat.CodificaVeneto, "5N1"}:
		return c.letturaRuoli(r, v.Codice)
	case chiave{esenpat.CodificaSicilia, "PML284"}:
		return c.testi.T("codici.avviso.pml")
	case chiave{esenpat.CodificaSicilia, "D12"}:
		b, _ := codifica.Caselle(v.Codice)
		return c.testi.T("codici.avviso.caselle", "caselle", "|"+strings.Join(b[:], "|")+"|")
	}
	return ""
}

// letturaRuoli warns that the cell of roles can be read in more than one way.
func (c *Catalogo) letturaRuoli(r *raccoltaCodici, codice string) string {
	for _, a := range r.Anomalie {
		if a.File == fileVeneto && a.Chiave == codice && a.Campo == "specialistica_incaricato" {
			return c.testi.T("codici.avviso.lettura-ruoli", "testo", a.Testo, "motivo", a.Motivo)
		}
	}
	return ""
}

// eta says which text the answer comes from and how old it is: all the
// catalogues are historical, and the national table carries no date.
func (c *Catalogo) eta(r *raccoltaCodici, v Voce, al esenpat.Data) string {
	f := r.Regole.Fonte(v.Codifica)
	if v.quattroCaratteri() {
		return c.testi.T("codici.avviso.quattro-caratteri", "codice", v.Codice, "fonte", v.Riferimento)
	}
	if v.Fonte != "" {
		return c.testi.T("codici.avviso.fonte-successiva", "fonte", v.Fonte)
	}
	if len(f.Data) < 4 {
		return c.testi.T("codici.avviso.senza-data")
	}
	anno, err := strconv.Atoi(f.Data[:4])
	if err != nil {
		return c.testi.T("codici.avviso.senza-data")
	}
	chiave := "codici.avviso.eta"
	switch al.Anno - anno {
	case 0:
		chiave += "-stesso"
	case 1:
		chiave += "-uno"
	default:
		if al.Anno < anno {
			chiave += "-dopo"
		}
	}
	return c.testi.T(chiave, "anno", f.Data[:4], "anni", strconv.Itoa(al.Anno-anno))
}
