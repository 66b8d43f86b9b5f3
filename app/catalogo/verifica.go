package catalogo

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Domanda asks for the verdict on a code.
type Domanda struct {
	Codice   string
	Codifica esenpat.Codifica
	Al       esenpat.Data // today if empty
	Ruolo    codifica.Ruolo
	Servizio codifica.Servizio
}

// Verifica gives the verdict on a code: grammar, then presence, then date, then
// who may enter it. Motivi begins with the reason of the verdict, the others
// follow. Errors: Invalid "catalogo.codice-vuoto", "catalogo.codifica" (a
// coding is needed).
func (c *Catalogo) Verifica(d Domanda) (RispostaVerifica, error) {
	n := codifica.Normalizza(d.Codice)
	if n == "" {
		return RispostaVerifica{}, esenpat.NewError(esenpat.Invalid, "catalogo.codice-vuoto", "catalogo.Verifica").At("codice")
	}
	if d.Codifica == "" || d.Codifica == CodificaICD {
		return RispostaVerifica{}, esenpat.NewError(esenpat.Invalid, "catalogo.codifica-necessaria", "catalogo.Verifica").At("codifica")
	}
	if _, err := scegli(d.Codifica); err != nil {
		return RispostaVerifica{}, err
	}
	if d.Al.Vuota() {
		d.Al = c.oggi()
	}
	r := c.attuale.Load()
	out := RispostaVerifica{Codifica: d.Codifica, Codice: n, Ammesso: string(codifica.NonIndicato), Motivi: []string{}}
	x, trovato, forma, escluso := r.risolvi(d.Codifica, n)
	if !trovato {
		c.nonTrovato(&out, r, n, forma, escluso)
		return out, nil
	}
	out.Codice = x.Codice
	if x.Voce.Codifica == esenpat.CodificaDM329 {
		out.Ricetta = codifica.CifreRicetta(x.Codice)
		if len(x.Codice) == 4 {
			out.Ricetta = x.Codice
		}
	}
	c.validita(&out, r, x, d.Al)
	a, motivo := c.chi(x, d.Ruolo, d.Servizio)
	out.Ammesso = string(a)
	out.Motivi = append(out.Motivi, motivo...)
	out.Motivi = append(out.Motivi, c.falsoAmico(d.Codifica, x.Codice)...)
	out.Motivi = append(out.Motivi, c.stesseCifre(r, x)...)
	out.Motivi = append(out.Motivi, c.avvisiCroniche(r, x)...)
	out.Motivi = append(out.Motivi, c.avvisiVoce(r, x)...)
	out.Motivi = append(out.Motivi, c.eta(r, x.Voce, d.Al))
	return out, nil
}

// nonTrovato fills the verdict for a code that the coding does not have.
func (c *Catalogo) nonTrovato(out *RispostaVerifica, r *raccoltaCodici, n string, forma, escluso bool) {
	nome := c.testi.T("codici.codifica." + string(out.Codifica))
	switch {
	case forma:
		out.Verdetto = FormaAssente
		out.Motivi = append(out.Motivi, c.testi.T("codici.verdetto.assente", "codice", n, "codifica", nome))
	case escluso:
		out.Verdetto = FormaNonValida
		nuovi := strings.Join(r.Regole.Sottocodici(out.Codifica, n), ", ")
		out.Motivi = append(out.Motivi, c.testi.T("codici.verdetto.escluso", "codice", n, "codifica", nome, "nuovi", nuovi))
	default:
		out.Verdetto = FormaNonValida
		out.Motivi = append(out.Motivi, c.testi.T("codici.verdetto.forma", "codice", n, "codifica", nome))
	}
	if f, ok := r.FalsiAmici[n]; ok {
		out.Motivi = append(out.Motivi, f.Nota)
	}
	altre := c.altrove(n, out.Codifica)
	for _, k := range altre {
		out.AltrOve = append(out.AltrOve, string(k))
	}
	if len(altre) > 0 {
		out.Motivi = append(out.Motivi, c.testi.T("codici.verdetto.altrove", "codice", n, "codifiche", strings.Join(c.nomi(altre), ", ")))
	}
	if z, ok := codifica.ConZero(n); ok {
		out.Motivi = append(out.Motivi, c.testi.T("codici.verdetto.lettera-o", "codice", n, "zero", z))
	}
	if out.Simili = c.Simili(n, out.Codifica); len(out.Simili) > 0 {
		out.Motivi = append(out.Motivi, c.testi.T("codici.verdetto.simili", "simili", strings.Join(out.Simili, ", ")))
	}
}

// validita fills verdict and reasons that depend on the date.
func (c *Catalogo) validita(out *RispostaVerifica, r *raccoltaCodici, x Risolta, al esenpat.Data) {
	s, ok := r.Variazioni[x.Codice]
	sostituito := ok && x.Voce.Codifica == esenpat.CodificaDM329 && s.Sostituito() && s.Dal.Prima(al)
	switch {
	case sostituito:
		out.Verdetto, out.Sostitutivi = VerdettoSostituto, s.Sostitutivi
	case !inVigore(x.Voce.ValidaDa, x.Voce.ValidaFino, al):
		out.Verdetto = NonInVigore
	default:
		out.Verdetto = Valido
		out.Motivi = append(out.Motivi, c.testi.T("codici.verdetto.valido", "codice", x.Codice,
			"codifica", c.testi.T("codici.codifica."+string(x.Voce.Codifica)), "descrizione", x.Voce.Descrizione))
	}
	out.Motivi = append(out.Motivi, c.avvisiData(r, x, al)...)
}

// chi answers who may enter the code, with the sentence that proves it.
func (c *Catalogo) chi(x Risolta, ruolo codifica.Ruolo, serv codifica.Servizio) (codifica.Ammesso, []string) {
	v := &x.Voce
	a := ammesso(v, ruolo, serv)
	switch v.Codifica {
	case esenpat.CodificaNazionale:
		out := []string{c.testi.T("codici.chi.nazionale", "compilatore", v.Compilatore)}
		if serv != "" {
			out = append(out, c.testi.T("codici.chi.servizio-non-distinto"))
		}
		return a, out
	case esenpat.CodificaVeneto:
		return a, c.chiVeneto(v, ruolo, serv)
	case esenpat.CodificaSicilia, esenpat.CodificaDM329, esenpat.CodificaPiemonte:
	}
	return a, []string{c.testi.T("codici.chi.non-indicato", "codifica", c.testi.T("codici.codifica."+string(v.Codifica)))}
}

func (c *Catalogo) chiVeneto(v *Voce, ruolo codifica.Ruolo, serv codifica.Servizio) []string {
	var out []string
	for _, k := range []struct {
		s     codifica.Servizio
		cella string
	}{{codifica.Farmaceutica, *v.Farmaceutica}, {codifica.Specialistica, *v.Specialistica}} {
		if serv != "" && serv != k.s {
			continue
		}
		in := codifica.LeggiIncaricati(k.cella)
		servizio := c.testi.T("codici.servizio." + string(k.s))
		if in.Nessuno() {
			out = append(out, c.testi.T("codici.chi.nessuno", "servizio", servizio))
			continue
		}
		out = append(out, c.testi.T("codici.chi.veneto", "servizio", servizio, "incaricato", k.cella))
		if ruolo == codifica.Specialista && !in.Ammette(ruolo) && in.Riservato() {
			out = append(out, c.testi.T("codici.chi.area", "incaricato", k.cella))
		}
	}
	for _, n := range v.Note {
		if n.Numero == "**" {
			out = append(out, c.testi.T("codici.nota", "numero", n.Numero, "testo", n.Testo))
		}
	}
	return out
}
