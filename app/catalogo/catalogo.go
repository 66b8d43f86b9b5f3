package catalogo

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Testi looks up a sentence; see app/testi.
type Testi interface {
	// T never fails: a missing key is returned in brackets.
	T(key string, kv ...string) string
}

// Catalogo answers on all codings. It never blocks and may be used from any
// goroutine; Aggiorna and AggiornaDiagnosi replace what it holds as a whole.
type Catalogo struct {
	testi   Testi
	oggi    func() esenpat.Data
	attuale atomic.Pointer[raccoltaCodici]
}

// raccoltaCodici is one immutable set of codings with its index.
type raccoltaCodici struct {
	*Dati
	icd    []Diagnosi
	indice *indice.Indice // Voci first, then icd
	perCod map[chiave]int
}

// New indexes d. oggi is the day used when a question gives none.
func New(d *Dati, t Testi, oggi func() esenpat.Data) *Catalogo {
	c := &Catalogo{testi: t, oggi: oggi}
	c.attuale.Store(raccogli(d, d.diagnosi))
	return c
}

// Aggiorna replaces the codings and keeps the diagnoses that were imported.
func (c *Catalogo) Aggiorna(d *Dati) {
	c.attuale.Store(raccogli(d, unisci(d.diagnosi, c.attuale.Load().icd)))
}

// AggiornaDiagnosi puts an imported classification beside the entries that the
// program carries; where both have a code the imported text wins.
func (c *Catalogo) AggiornaDiagnosi(icd []Diagnosi) {
	d := c.attuale.Load().Dati
	c.attuale.Store(raccogli(d, unisci(d.diagnosi, icd)))
}

// Versione identifies the codings: version and hash of the files.
func (c *Catalogo) Versione() string { return c.attuale.Load().Dati.Versione }

// Dati returns what the catalogue was built from; it must not be changed.
func (c *Catalogo) Dati() *Dati { return c.attuale.Load().Dati }

// Byte returns an estimate of the memory of the search index.
func (c *Catalogo) Byte() int { return c.attuale.Load().indice.Byte() }

// Len returns how many entries can be found.
func (c *Catalogo) Len() int { return c.attuale.Load().indice.Len() }

// unisci merges classifications by code; later ones win.
func unisci(liste ...[]Diagnosi) []Diagnosi {
	posto := map[string]int{}
	var out []Diagnosi
	for _, l := range liste {
		for _, d := range l {
			k := indice.Compatta(d.Codice)
			if i, gia := posto[k]; gia {
				out[i] = d
				continue
			}
			posto[k] = len(out)
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Diagnosi) int { return strings.Compare(a.Codice, b.Codice) })
	return out
}

func raccogli(d *Dati, icd []Diagnosi) *raccoltaCodici {
	r := &raccoltaCodici{Dati: d, icd: unisci(icd), perCod: make(map[chiave]int, len(d.Voci))}
	docs := make([]indice.Documento, 0, len(d.Voci)+len(r.icd))
	for i, v := range d.Voci {
		k := chiave{v.Codifica, v.Codice}
		if _, gia := r.perCod[k]; !gia {
			r.perCod[k] = i
		}
		docs = append(docs, documento(v))
	}
	for _, x := range r.icd {
		docs = append(docs, indice.Documento{Codici: []string{x.Codice}, Testi: indice.Testi{Descrizione: x.Descrizione}})
	}
	r.indice = indice.Costruisci(docs)
	return r
}

// documento returns what an entry is found by. The printed row number of the
// national and Sicilian tables counts as a word of the notes: it is no key, two
// national rows bear the same one.
func documento(v Voce) indice.Documento {
	var nota strings.Builder
	for _, n := range v.Note {
		nota.WriteString(n.Testo + " ")
	}
	for _, p := range []*string{v.Farmaceutica, v.Specialistica, v.TicketPrestazioni, v.TicketFarmaci} {
		if p != nil {
			nota.WriteString(*p + " ")
		}
	}
	if v.Riga != "" {
		nota.WriteString("riga " + v.Riga)
	}
	return indice.Documento{Codici: []string{v.Codice}, Testi: indice.Testi{
		Descrizione: v.Descrizione, Gruppo: v.Gruppo, Riferimento: v.Riferimento, Nota: nota.String(),
	}}
}

// Risolta is a code found in a coding.
type Risolta struct {
	Voce      Voce
	Codice    string // as asked, canonical: "M12"; Voce.Codice may be its pattern
	Famiglia  codifica.Famiglia
	Settimana int
	Nome      string // name of the chronic condition in D.M. 329, when Voce is a pattern
	Completo  string // full D.M. 329 code, when that was asked
}

// Schema reports whether the code was found through a pattern row.
func (r Risolta) Schema() bool { return r.Voce.Codice != r.Codice }

// risolvi finds a normalised code in one coding. formaGiusta tells whether the
// grammar admits it, escluso whether the coding excludes just this code.
func (r *raccoltaCodici) risolvi(c esenpat.Codifica, codice string) (x Risolta, trovato, formaGiusta, escluso bool) {
	f, ok, escl := r.Regole.Forma(c, codice)
	if !ok {
		return Risolta{}, false, false, escl
	}
	x = Risolta{Codice: f.Codice, Famiglia: f.Famiglia, Settimana: f.Settimana, Completo: f.Completo}
	i, esatta := r.perCod[chiave{c, f.Codice}]
	if !esatta {
		i, esatta = r.perCod[chiave{c, schemaDi(c, f.Famiglia.ID)}]
	}
	if !esatta {
		return x, false, true, false
	}
	x.Voce = r.Voci[i]
	if f.Famiglia.ID != famCroniche {
		return x, true, true, false
	}
	// A chronic code of another coding bears the name that D.M. 329 gives it;
	// beyond 056 only what a later source lists exists.
	j, noto := r.perCod[chiave{esenpat.CodificaDM329, f.Codice}]
	if !noto {
		return x, false, true, false
	}
	if x.Schema() {
		x.Nome = r.Voci[j].Descrizione
	}
	return x, true, true, false
}

// Families with a pattern row.
const (
	famCroniche  = "croniche"
	famRare      = "rare"
	famSettimana = "maternita_settimana"
)

func schemaDi(c esenpat.Codifica, famiglia string) string {
	veneto := c == esenpat.CodificaVeneto
	switch famiglia {
	case famCroniche:
		if veneto {
			return "001-056"
		}
		return "0NN"
	case famRare:
		if veneto {
			return "RAnnnn-RQnnnn"
		}
		return "RAannn-RQannn"
	case famSettimana:
		if veneto {
			return "401-441"
		}
		return "M01-M41"
	}
	return ""
}

// Simili returns codes close to one that was not found, nearest first: the
// reading with zero for the letter O, then those that differ by one character.
// They are offered, never applied.
func (c *Catalogo) Simili(codice string, cod ...esenpat.Codifica) []string {
	r := c.attuale.Load()
	if len(cod) == 0 {
		cod = codifica.Codifiche()
	}
	codice = codifica.Normalizza(codice)
	var out []string
	aggiungi := func(s string) {
		if s != codice && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	prova := func(s string) {
		for _, k := range cod {
			if x, ok, _, _ := r.risolvi(k, s); ok {
				aggiungi(x.Codice)
			}
		}
	}
	if z, cambiato := codifica.ConZero(codice); cambiato {
		prova(z)
	}
	prova(strings.ReplaceAll(codice, " ", ""))
	for i := range min(len(codice), maxCodice) + 1 {
		prova(codice[:i] + "0" + codice[i:]) // "M1" for M01
	}
	for _, v := range r.Voci {
		inizia := len(codice) > 1 && strings.HasPrefix(v.Codice, codice)
		if slices.Contains(cod, v.Codifica) && !strings.Contains(v.Codice, "-") && v.Codice != "0NN" && (inizia || vicini(codice, v.Codice)) {
			aggiungi(v.Codice)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int {
		return cmp.Compare(differenza(len(a), len(codice)), differenza(len(b), len(codice)))
	})
	const massimo = 8
	return out[:min(len(out), massimo)]
}

// maxCodice is longer than any code: what is longer has no neighbours.
const maxCodice = 12

func differenza(a, b int) int { return max(a-b, b-a) }

// vicini reports whether one substitution, insertion or deletion turns a into b.
func vicini(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(b) > maxCodice {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}
