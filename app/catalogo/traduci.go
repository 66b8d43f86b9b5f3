package catalogo

import (
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Traduci returns the codes of coding a that stand for a code of coding da. The
// equivalence comes from the column of the pair. «accorpata» and «parziale»
// never go on without the user's confirmation when there is a choice or an
// overlap only; «nessuna» is a proper answer. Errors: as Spiega.
func (c *Catalogo) Traduci(codice string, da, a esenpat.Codifica) (RispostaTraduci, error) {
	out := RispostaTraduci{Da: da, A: a, Equivalenza: Nessuna, Traduzioni: []TraduzioneJSON{}, Note: []string{}}
	for _, k := range []esenpat.Codifica{da, a} {
		if k == "" || k == CodificaICD {
			return out, esenpat.NewError(esenpat.Invalid, "catalogo.codifica-necessaria", "catalogo.Traduci").At("codifica")
		}
		if _, err := scegli(k); err != nil {
			return out, err
		}
	}
	n := codifica.Normalizza(codice)
	r := c.attuale.Load()
	x, ok, _, _ := r.risolvi(da, n)
	if !ok {
		return out, c.assente("catalogo.Traduci", n, da)
	}
	out.Codice = x.Codice
	if da == a {
		out.Equivalenza = Esatta
		out.Traduzioni = append(out.Traduzioni, TraduzioneJSON{Codice: x.Codice, Descrizione: descrizione(x), Equivalenza: Esatta})
		return out, nil
	}
	c.traduci(&out, r, x)
	return out, nil
}

func descrizione(x Risolta) string {
	if x.Nome != "" {
		return x.Nome
	}
	return x.Voce.Descrizione
}

func (c *Catalogo) traduci(out *RispostaTraduci, r *raccoltaCodici, x Risolta) {
	r.destinazioni(out, x)
	if a, b, ok := r.Regole.Separa(x.Codice); ok && out.Da == esenpat.CodificaVeneto {
		out.Note = append(out.Note, c.testi.T("codici.traduci.unico", "codice", x.Codice, "primo", a, "secondo", b))
	}
	da, a := c.testi.T("codici.codifica."+string(out.Da)), c.testi.T("codici.codifica."+string(out.A))
	c.sostituiti(out, r)
	if len(out.Traduzioni) == 0 {
		out.Note = append(out.Note, c.testi.T("codici.traduci.nessuna", "codice", x.Codice, "da", da, "a", a))
		return
	}
	out.Conferma = out.Equivalenza == Parziale || len(out.Traduzioni) > 1
	switch {
	case len(out.Traduzioni) > 1:
		out.Note = append(out.Note, c.testi.T("codici.traduci.scegliere", "codice", x.Codice, "numero", codiciDi(out.Traduzioni)))
	case out.Equivalenza == Accorpata:
		out.Note = append(out.Note, c.direzione(r, *out, x))
	}
	if out.Equivalenza == Parziale {
		out.Note = append(out.Note, c.testi.T("codici.traduci.parziale"))
	}
}

// sostituiti warns on chronic codes that others have replaced, on either side.
func (c *Catalogo) sostituiti(out *RispostaTraduci, r *raccoltaCodici) {
	var codici []string
	if out.Da == esenpat.CodificaDM329 {
		codici = append(codici, out.Codice)
	}
	if out.A == esenpat.CodificaDM329 {
		for _, t := range out.Traduzioni {
			codici = append(codici, t.Codice)
		}
	}
	for _, k := range codici {
		if s, ok := r.Variazioni[k]; ok && s.Sostituito() {
			out.Note = append(out.Note, c.variazione(s))
		}
	}
}

// direzione says which of the two codes is the wider one.
func (c *Catalogo) direzione(r *raccoltaCodici, out RispostaTraduci, x Risolta) string {
	indietro := RispostaTraduci{Da: out.A, A: out.Da}
	da, a := c.testi.T("codici.codifica."+string(out.Da)), c.testi.T("codici.codifica."+string(out.A))
	if y, ok, _, _ := r.risolvi(out.A, out.Traduzioni[0].Codice); ok {
		r.destinazioni(&indietro, y)
	}
	if len(indietro.Traduzioni) > 1 {
		return c.testi.T("codici.traduci.piu-ampio", "codice", x.Codice, "altro", out.Traduzioni[0].Codice, "da", da, "a", a)
	}
	return c.testi.T("codici.traduci.piu-stretto", "codice", x.Codice, "altro", out.Traduzioni[0].Codice, "da", da, "a", a)
}

func codiciDi(t []TraduzioneJSON) string {
	v := make([]string, len(t))
	for i, x := range t {
		v[i] = x.Codice
	}
	return strings.Join(v, ", ")
}

// aggiungi adds a destination, or strengthens the doubts on one already there.
func (o *RispostaTraduci) aggiungi(y Risolta, eq Equivalenza, nota string) {
	o.Equivalenza = piuDebole(o.Equivalenza, eq, len(o.Traduzioni) == 0)
	i := slices.IndexFunc(o.Traduzioni, func(t TraduzioneJSON) bool { return t.Codice == y.Codice })
	if i < 0 {
		i = len(o.Traduzioni)
		o.Traduzioni = append(o.Traduzioni, TraduzioneJSON{Codice: y.Codice, Descrizione: descrizione(y), Equivalenza: eq})
	}
	t := &o.Traduzioni[i]
	t.Equivalenza = piuDebole(t.Equivalenza, eq, false)
	if nota != "" && !slices.Contains(t.Note, nota) {
		t.Note = append(t.Note, nota)
	}
	if nota != "" && !slices.Contains(o.Note, nota) {
		o.Note = append(o.Note, nota)
	}
}

func piuDebole(a, b Equivalenza, prima bool) Equivalenza {
	ordine := []Equivalenza{Esatta, Accorpata, Parziale, Nessuna}
	if prima {
		return b
	}
	return ordine[max(slices.Index(ordine, a), slices.Index(ordine, b))]
}

// regionale is the column of the tables that a coding uses. The chronic list is
// written as the national coding writes it.
func regionale(c esenpat.Codifica) esenpat.Codifica {
	if c == esenpat.CodificaDM329 {
		return esenpat.CodificaNazionale
	}
	return c
}

// righe returns the rows of equivalence of a code: those that name it, else
// those of its pattern. A four-character code of the chronic list is looked up
// where it is written so, in the Sicilian column.
func (r *raccoltaCodici) righe(x Risolta) ([]Corrispondenza, esenpat.Codifica) {
	base := regionale(x.Voce.Codifica)
	if x.Voce.Codifica == esenpat.CodificaDM329 && len(x.Codice) == 4 {
		base = esenpat.CodificaSicilia
	}
	for _, k := range []string{x.Codice, schemaDi(base, famigliaSchema(x))} {
		var out []Corrispondenza
		for _, c := range r.Crosswalk {
			if k != "" && c.Codici[base] == k {
				out = append(out, c)
			}
		}
		if len(out) > 0 {
			return out, base
		}
	}
	return nil, base
}

// famigliaSchema is the family whose pattern a code belongs to; 002 and 031
// have rows of their own and do not follow the pattern of the chronic codes.
func famigliaSchema(x Risolta) string {
	if x.Codice == "002" || x.Codice == "031" {
		return ""
	}
	if x.Voce.Codifica == esenpat.CodificaDM329 && len(x.Codice) == 3 {
		return famCroniche
	}
	return x.Famiglia.ID
}

// destinazioni fills out with the codes that the rows of x lead to.
func (r *raccoltaCodici) destinazioni(out *RispostaTraduci, x Risolta) {
	righe, base := r.righe(x)
	verso := regionale(out.A)
	for _, k := range righe {
		r.quattroCaratteri(out, k, base, x)
		dest, eq := k.Codici[verso], k.Coppia(base, verso)
		if base == verso {
			eq = Esatta
		}
		if dest == "" || eq == "" {
			continue
		}
		if y, ok := r.destinazione(out.A, dest, x); ok {
			out.aggiungi(y, eq, k.Note)
		}
	}
}

// quattroCaratteri adds the four-character code that the chronic list has for
// the row: 002 and 031 alone would be codes since replaced.
func (r *raccoltaCodici) quattroCaratteri(out *RispostaTraduci, k Corrispondenza, base esenpat.Codifica, x Risolta) {
	codice := k.Codici[esenpat.CodificaSicilia]
	if out.A != esenpat.CodificaDM329 || len(codice) != 4 || codice == x.Codice && x.Voce.Codifica == esenpat.CodificaDM329 {
		return
	}
	eq := k.Coppia(base, esenpat.CodificaSicilia)
	if base == esenpat.CodificaSicilia {
		eq = Esatta
	}
	if y, ok, _, _ := r.risolvi(out.A, codice); ok && eq != "" {
		out.aggiungi(y, eq, k.Note)
	}
}

// destinazione finds the code of coding a named by a row, which may be a
// pattern that keeps the digits, the week or the whole code of x.
func (r *raccoltaCodici) destinazione(a esenpat.Codifica, dest string, x Risolta) (Risolta, bool) {
	codice := dest
	switch dest {
	case schemaDi(regionale(a), famCroniche), schemaDi(regionale(a), famRare):
		codice = x.Codice
	case schemaDi(regionale(a), famSettimana):
		s, ok := codifica.CodiceSettimana(a, x.Settimana)
		if !ok {
			return Risolta{}, false
		}
		codice = s
	}
	y, ok, _, _ := r.risolvi(a, codice)
	return y, ok
}
