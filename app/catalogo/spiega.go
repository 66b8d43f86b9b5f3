package catalogo

import (
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Spiega returns everything known of a code, in one coding or, when cod is
// empty, in every coding that has it, side by side. al is the day for validity,
// today if empty. Errors: NotFound "catalogo.codice-assente" (with the codings
// that have it and the codes close to it), Invalid "catalogo.codice-vuoto" and
// "catalogo.codifica".
func (c *Catalogo) Spiega(codice string, cod esenpat.Codifica, al esenpat.Data) (RispostaSpiega, error) {
	n := codifica.Normalizza(codice)
	if n == "" {
		return RispostaSpiega{}, esenpat.NewError(esenpat.Invalid, "catalogo.codice-vuoto", "catalogo.Spiega").At("codice")
	}
	codifiche, err := scegli(cod)
	if err != nil {
		return RispostaSpiega{}, err
	}
	if al.Vuota() {
		al = c.oggi()
	}
	r := c.attuale.Load()
	var out RispostaSpiega
	for _, k := range codifiche {
		x, ok, _, _ := r.risolvi(k, n)
		if !ok {
			x, ok = r.schema(k, n)
		}
		if ok {
			out.Voci = append(out.Voci, c.voceJSON(r, x, al))
		}
	}
	if cod == "" || cod == CodificaICD {
		out.Voci = append(out.Voci, c.diagnosiJSON(r, n)...)
	}
	if len(out.Voci) == 0 {
		return out, c.assente("catalogo.Spiega", n, cod)
	}
	return out, nil
}

// schema finds a row that bears no code by its own name: a pattern ("M01-M41",
// "0NN") or a disease of table B.
func (r *raccoltaCodici) schema(cod esenpat.Codifica, n string) (Risolta, bool) {
	for _, id := range []string{famCroniche, famRare, famSettimana} {
		if s := schemaDi(cod, id); strings.EqualFold(s, n) {
			if i, ok := r.perCod[chiave{cod, s}]; ok {
				return Risolta{Voce: r.Voci[i], Codice: s, Famiglia: codifica.Famiglia{ID: id}}, true
			}
		}
	}
	for _, v := range r.Voci {
		if v.Codifica == cod && v.Tabelle == TabellaB && strings.EqualFold(v.Codice, n) {
			return Risolta{Voce: v, Codice: v.Codice, Famiglia: codifica.Famiglia{ID: "tabella_b"}}, true
		}
	}
	return Risolta{}, false
}

func scegli(cod esenpat.Codifica) ([]esenpat.Codifica, error) {
	switch cod {
	case "":
		return codifica.Codifiche(), nil
	case esenpat.CodificaNazionale, esenpat.CodificaDM329, esenpat.CodificaVeneto, esenpat.CodificaSicilia:
		return []esenpat.Codifica{cod}, nil
	case CodificaICD:
		return nil, nil
	case esenpat.CodificaPiemonte:
	}
	return nil, esenpat.NewError(esenpat.Invalid, "catalogo.codifica", "catalogo.scegli").At("codifica").With("valore", string(cod))
}

// LeggiCodifica checks the name of a coding; empty is allowed and means all.
// The error has code "catalogo.codifica".
func LeggiCodifica(s string) (esenpat.Codifica, error) {
	k := esenpat.Codifica(strings.ToLower(strings.TrimSpace(s)))
	_, err := scegli(k)
	return k, err
}

// assente builds the error for a code that a coding does not have: which
// codings have it, which codes are close. Nothing is corrected.
func (c *Catalogo) assente(op, codice string, cod esenpat.Codifica) error {
	altrove := strings.Join(c.nomi(c.altrove(codice, cod)), ", ")
	simili := strings.Join(c.Simili(codice, solo(cod)...), ", ")
	nome := c.testi.T("codici.tutte")
	if cod != "" {
		nome = c.testi.T("codici.codifica." + string(cod))
	}
	chiave := "catalogo.codice-assente"
	if altrove != "" {
		chiave = "catalogo.codice-altrove"
	}
	if simili == "" {
		simili = c.testi.T("codici.nessuno")
	}
	return esenpat.NewError(esenpat.NotFound, chiave, op).At("codice").
		With("codice", codice).With("codifica", nome).With("altrove", altrove).With("simili", simili)
}

func solo(cod esenpat.Codifica) []esenpat.Codifica {
	if cod == "" || cod == CodificaICD {
		return nil
	}
	return []esenpat.Codifica{cod}
}

// altrove returns the other codings that have the code.
func (c *Catalogo) altrove(codice string, cod esenpat.Codifica) []esenpat.Codifica {
	r := c.attuale.Load()
	var out []esenpat.Codifica
	for _, k := range codifica.Codifiche() {
		if _, ok, _, _ := r.risolvi(k, codice); ok && k != cod {
			out = append(out, k)
		}
	}
	return out
}

func (c *Catalogo) nomi(k []esenpat.Codifica) []string {
	out := make([]string, len(k))
	for i, x := range k {
		out[i] = c.testi.T("codici.codifica." + string(x))
	}
	return out
}

func (c *Catalogo) voceJSON(r *raccoltaCodici, x Risolta, al esenpat.Data) VoceJSON {
	v := x.Voce
	j := VoceJSON{
		Codifica: v.Codifica, Codice: x.Codice, Famiglia: x.Famiglia.ID, Gruppo: v.Gruppo, Settimana: x.Settimana,
		Descrizione: v.Descrizione, Denominazione: x.Nome, Riferimento: v.Riferimento, Compilatore: v.Compilatore,
		Farmaceutica: v.Farmaceutica, Specialistica: v.Specialistica, TicketPrestazioni: v.TicketPrestazioni, TicketFarmaci: v.TicketFarmaci,
		ValidaDa: v.ValidaDa.String(), ValidaFino: v.ValidaFino.String(), Note: []string{}, Avvisi: c.avvisi(r, x, al), Perche: c.perche(r, x),
		Fonte: r.fonte(v),
	}
	if x.Schema() {
		j.Schema = v.Codice
	}
	for _, n := range v.Note {
		t := n.Testo
		if n.Numero != "" {
			t = c.testi.T("codici.nota", "numero", n.Numero, "testo", n.Testo)
		}
		j.Note = append(j.Note, t)
	}
	for _, k := range v.Condizioni {
		j.Condizioni = append(j.Condizioni, CondizioneJSON(k))
	}
	if s := r.Regole.Sottocodici(v.Codifica, x.Codice); len(s) > 1 {
		j.Sottocodici = s
	}
	if v.Fonte != "" {
		j.Verificata = &v.Verificata
	}
	if v.Codifica == esenpat.CodificaDM329 && v.Tabelle != TabellaB {
		j.CodiceRicetta, j.Prestazioni, j.Durata = x.Codice, c.prestazioni(r, v), c.durata(x.Codice)
	}
	return j
}

// fonte returns the document of an entry; a later source replaces it.
func (r *raccoltaCodici) fonte(v Voce) FonteJSON {
	k := chiaveTesto(v)
	if v.Fonte != "" && k.codifica == v.Codifica {
		return FonteJSON{Documento: v.Fonte, Titolo: v.Riferimento}
	}
	f := r.Regole.Fonte(k.codifica)
	return FonteJSON{Documento: f.Seme, Titolo: f.Titolo, Riga: v.Riga, Posizione: r.testi[k].posizione, Data: f.Data}
}

// chiaveTesto is where the sentence of an entry is kept. The four-character
// codes of the chronic list are words of the Sicilian note.
func chiaveTesto(v Voce) chiave {
	if v.quattroCaratteri() {
		return chiave{esenpat.CodificaSicilia, v.Codice}
	}
	return chiave{v.Codifica, v.Codice}
}

// quattroCaratteri reports whether the entry is a sub-code of the chronic list
// (0A02), which the text of 1999 does not have.
func (v Voce) quattroCaratteri() bool {
	return v.Codifica == esenpat.CodificaDM329 && len(v.Codice) == 4
}

// durata says how long an exemption of the chronic list lasts. Only 048 has a
// stated duration; for the rest the service proposes the date.
func (c *Catalogo) durata(codice string) *DurataJSON {
	if codice != "048" {
		return &DurataJSON{Tipo: "non_nota", Fonte: c.testi.T("codici.durata.non-nota")}
	}
	return &DurataJSON{Tipo: "fissa", Valore: 5, Unita: string(esenpat.DurataAnni), Fonte: c.testi.T("codici.durata.048")}
}

// prestazioni says what the text states on exempt services of a condition.
func (c *Catalogo) prestazioni(r *raccoltaCodici, v Voce) string {
	switch {
	case v.Fonte != "":
		return c.testi.T("codici.prestazioni.senza-fonte")
	case v.Codice == "049":
		return r.regola("DM329-16")
	case strings.Contains(v.Tabelle, "D"):
		return r.regola("DM329-15")
	default:
		return c.testi.T("codici.prestazioni.non-elencate")
	}
}

func (r *raccoltaCodici) regola(id string) string {
	for _, x := range r.Regole329 {
		if x.ID == id {
			return x.Testo
		}
	}
	return ""
}

// diagnosiJSON explains a code of the diagnosis classification. A code written
// without its dot is looked for only when no code is written just so: 410 is
// the infarct and never the procedure 41.0.
func (c *Catalogo) diagnosiJSON(r *raccoltaCodici, codice string) []VoceJSON {
	scritto := func(d Diagnosi) bool { return d.Codice == codice }
	if !slices.ContainsFunc(r.icd, scritto) {
		scritto = func(d Diagnosi) bool { return strings.ReplaceAll(d.Codice, ".", "") == codice }
	}
	var out []VoceJSON
	for _, d := range r.icd {
		if !scritto(d) {
			continue
		}
		f := FonteJSON{Documento: d.Fonte, Data: d.Data}
		out = append(out, VoceJSON{
			Codifica: CodificaICD, Codice: d.Codice, Famiglia: "diagnosi", Descrizione: d.Descrizione, Note: []string{},
			Avvisi: []string{c.testi.T("codici.avviso.icd")}, Perche: []ProvaJSON{}, Fonte: f,
		})
	}
	return out
}
