package catalogo

import (
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// perche returns the proofs of an entry: the whole sentence of its document,
// what was faulty or chosen in reading it, how the other codings stand to it,
// and the rules of the decree that concern it.
func (c *Catalogo) perche(r *raccoltaCodici, x Risolta) []ProvaJSON {
	out := []ProvaJSON{}
	v := x.Voce
	f := r.fonte(v)
	if t, ok := r.testi[chiaveTesto(v)]; ok {
		out = append(out, ProvaJSON{"frase", c.luogo(f), t.testo})
	} else {
		out = append(out, ProvaJSON{"frase", f.Documento, v.Descrizione})
	}
	for _, l := range v.Limiti {
		out = append(out, ProvaJSON{"frase", c.luogo(f), l.Frase})
	}
	for _, a := range r.Anomalie {
		if a.riguarda(v) {
			out = append(out, ProvaJSON{"anomalia", a.ID, c.lettura(a)})
		}
	}
	for _, k := range r.Crosswalk {
		if k.Note != "" && slices.Contains(strings.Split(k.Codici[v.Codifica], "|"), x.codiceNativo()) {
			out = append(out, ProvaJSON{"corrispondenza", k.Concetto, k.Note})
		}
	}
	if v.Codifica == esenpat.CodificaDM329 {
		out = append(out, c.percheDM329(r, x)...)
	}
	return out
}

// luogo says where in its document a sentence stands.
func (c *Catalogo) luogo(f FonteJSON) string {
	switch {
	case f.Posizione != "":
		return f.Documento + ", " + f.Posizione
	case f.Riga != "":
		return c.testi.T("codici.prova.riga", "file", f.Documento, "riga", f.Riga)
	}
	return f.Documento
}

// lettura tells what was put right in reading a document, or what was kept
// although it looks wrong.
func (c *Catalogo) lettura(a Anomalia) string {
	k := "codici.prova.anomalia-mantenuta"
	if a.Applicata {
		k = "codici.prova.anomalia"
	}
	return c.testi.T(k, "campo", a.Campo, "seme", a.Testo, "valore", a.Valore, "motivo", a.Motivo)
}

// codiceNativo is the spelling that the tables of equivalence use: the exact
// code, or the pattern it was found through.
func (x Risolta) codiceNativo() string { return x.Voce.Codice }

func (c *Catalogo) percheDM329(r *raccoltaCodici, x Risolta) []ProvaJSON {
	var out []ProvaJSON
	if s, ok := r.Variazioni[x.Codice]; ok {
		out = append(out, ProvaJSON{"variazione", s.Fonte, s.Nota})
	}
	for _, k := range r.Regole329 {
		if k.riguarda(x) {
			out = append(out, k.Prova(c.testi))
		}
	}
	return out
}

// Prova is the sentence of a rule with the lines of the directive it stands on.
func (k Regola329) Prova(t Testi) ProvaJSON {
	return ProvaJSON{"regola", t.T("codici.prova.regola", "id", k.ID, "articolo", Luogo(k.Articolo), "da", riga(k, 0), "a", riga(k, 1)), k.Frase}
}

// Luogo says where a rule stands in the directive: an article of the decree or
// one of the points that follow.
func Luogo(articolo string) string {
	if strings.HasPrefix(articolo, "Punto") {
		return articolo
	}
	return "Art. " + articolo
}

// riguarda reports whether the rule concerns the entry: some concern all
// chronic codes, some those of 1999 only, some those of one table.
func (k Regola329) riguarda(x Risolta) bool {
	if x.Voce.Tabelle == TabellaB {
		return k.ID == "DM329-14"
	}
	switch k.ID {
	case "DM329-04", "DM329-08":
		return true
	case "DM329-01", "DM329-03", "DM329-17", "DM329-19":
		return x.Voce.Fonte == ""
	case "DM329-12", "DM329-20":
		return strings.Contains(x.Voce.Tabelle, "C")
	case "DM329-15":
		return strings.Contains(x.Voce.Tabelle, "D")
	case "DM329-16":
		return x.Codice == "049"
	}
	return false
}

func riga(k Regola329, i int) string {
	if i >= len(k.RigheSeme) {
		return "?"
	}
	return strconv.Itoa(k.RigheSeme[i])
}

// riguarda reports whether the anomaly is about the entry or one of its notes.
func (a Anomalia) riguarda(v Voce) bool {
	file := map[esenpat.Codifica]string{
		esenpat.CodificaNazionale: fileNazionale, esenpat.CodificaVeneto: fileVeneto,
		esenpat.CodificaSicilia: fileSicilia, esenpat.CodificaDM329: fileCondizioni,
	}
	note := map[esenpat.Codifica]string{esenpat.CodificaVeneto: fileVenetoNote, esenpat.CodificaSicilia: fileSiciliaNote}
	switch a.File {
	case file[v.Codifica]:
		return a.Chiave == v.Codice || slices.ContainsFunc(strings.FieldsFunc(a.Chiave, separa), func(k string) bool { return copre(k, v.Codice) })
	case note[v.Codifica]:
		return slices.ContainsFunc(v.Note, func(n Nota) bool {
			return n.Numero != "" && slices.Contains(strings.Split(a.Chiave, ","), n.Numero)
		})
	}
	return false
}

func separa(r rune) bool { return r == '/' || r == ',' || r == ' ' }

// copre reports whether a key of the list of anomalies, a code or a range, is
// about codice. "*" stands for a whole file and says nothing on one entry.
func copre(k, codice string) bool {
	da, fino, intervallo := strings.Cut(k, "-")
	return k == codice || (intervallo && len(da) == len(codice) && da <= codice && codice <= fino)
}
