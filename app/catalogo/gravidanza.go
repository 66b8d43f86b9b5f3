package catalogo

import (
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// DomandaGravidanza asks for the code of a pregnancy: a week, or one of two
// dates with the day of the prescription, or a situation without week.
type DomandaGravidanza struct {
	Fase      codifica.FaseGravidanza
	Settimana int
	Ultima    esenpat.Data // first day of the last period
	Parto     esenpat.Data // expected birth
	Al        esenpat.Data // day of the prescription
}

// Gravidanza returns the code in each coding, or why a coding has none. Errors,
// all Invalid: "catalogo.settimana" outside 1-41, "catalogo.settimana-date" when
// the dates lead there (with the rule they were counted by), "catalogo.gravidanza-date"
// when the dates do not make a pregnancy.
func (c *Catalogo) Gravidanza(d DomandaGravidanza) (RispostaGravidanza, error) {
	var out RispostaGravidanza
	if d.Fase == "" || d.Fase == codifica.Ordinaria {
		n, regola, err := c.settimana(d)
		if err != nil {
			return out, err
		}
		if err = codifica.VerificaSettimana(n); err != nil {
			if !d.Ultima.Vuota() || !d.Parto.Vuota() {
				err = esenpat.NewError(esenpat.Invalid, "catalogo.settimana-date", "catalogo.Gravidanza").At("settimana").
					With("settimana", strconv.Itoa(n)).With("regola", regola)
			}
			return out, err
		}
		out.Settimana, out.Regola, d.Fase = n, regola, codifica.Ordinaria
	}
	r := c.attuale.Load()
	for _, k := range regionali() {
		out.Codici = append(out.Codici, c.codiceGravidanza(r, k, d.Fase, out.Settimana))
	}
	return out, nil
}

// settimana returns the week asked for and the rule it was counted with.
func (c *Catalogo) settimana(d DomandaGravidanza) (int, string, error) {
	ultima := d.Ultima
	switch {
	case ultima.Vuota() && d.Parto.Vuota():
		return d.Settimana, c.testi.T("codici.gravidanza.regola-settimana"), nil
	case ultima.Vuota():
		ultima = codifica.UltimaMestruazione(d.Parto)
	}
	al := d.Al
	if al.Vuota() {
		al = c.oggi()
	}
	n := codifica.SettimanaCompiuta(ultima, al)
	if n < 0 {
		return 0, "", esenpat.NewError(esenpat.Invalid, "catalogo.gravidanza-date", "catalogo.settimana").At("data")
	}
	chiave := "codici.gravidanza.regola-ultima"
	if d.Ultima.Vuota() {
		chiave = "codici.gravidanza.regola-parto"
	}
	return n, c.testi.T(chiave, "data", ultima.Italiana(), "al", al.Italiana(), "settimana", strconv.Itoa(n)), nil
}

func (c *Catalogo) codiceGravidanza(r *raccoltaCodici, k esenpat.Codifica, f codifica.FaseGravidanza, n int) GravidanzaJSON {
	out := GravidanzaJSON{Codifica: k}
	codice, ok := codifica.CodiceFase(k, f)
	if f == codifica.Ordinaria {
		codice, ok = codifica.CodiceSettimana(k, n)
	}
	if !ok {
		out.Rifiuto = c.testi.T("codici.gravidanza.senza-settimana", "codifica", c.testi.T("codici.codifica."+string(k)))
		return out
	}
	out.Codice = codice
	x, trovato, _, _ := r.risolvi(k, codice)
	if !trovato {
		return out
	}
	out.Descrizione = x.Voce.Descrizione
	for _, n := range x.Voce.Note {
		if n.Numero != "" {
			out.Note = append(out.Note, c.testi.T("codici.nota", "numero", n.Numero, "testo", n.Testo))
		}
	}
	if k == esenpat.CodificaVeneto {
		out.Note = append(out.Note, c.testi.T("codici.chi.veneto", "servizio", c.testi.T("codici.servizio.specialistica"), "incaricato", *x.Voce.Specialistica))
	}
	if k == esenpat.CodificaNazionale && codice == "M99" {
		out.Note = append(out.Note, c.testi.T("codici.avviso.m99"))
	}
	return out
}

// Combina joins two chronic codes into the single code of Veneto. Errors as
// codifica.Regole.Combina.
func (c *Catalogo) Combina(a, b string, cod esenpat.Codifica) (RispostaCombina, error) {
	r := c.attuale.Load()
	unico, err := r.Regole.Combina(cod, a, b)
	if err != nil {
		return RispostaCombina{}, err
	}
	out := RispostaCombina{CodiceUnico: unico, Note: []string{c.testi.T("codici.combina.facoltativo")}}
	if x, ok, _, _ := r.risolvi(cod, unico); ok {
		out.Descrizione = x.Voce.Descrizione
		for _, n := range x.Voce.Note {
			if n.Numero != "" {
				out.Note = append(out.Note, c.testi.T("codici.nota", "numero", n.Numero, "testo", n.Testo))
			}
		}
	}
	return out, nil
}

// Separa splits a single Veneto code; it is false for any other code.
func (c *Catalogo) Separa(codice string) (a, b string, ok bool) {
	return c.attuale.Load().Regole.Separa(codifica.Normalizza(codice))
}

// Coppie returns the pairs that Combina accepts.
func (c *Catalogo) Coppie() []string { return c.attuale.Load().Regole.Coppie() }
