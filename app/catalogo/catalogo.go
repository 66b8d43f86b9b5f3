package catalogo

import (
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
	regole *indice.Indice // Regole329
	perCod map[chiave]int
}

// New indexes d. oggi is the day used when a question gives none.
func New(d *Dati, t Testi, oggi func() esenpat.Data) *Catalogo {
	c := &Catalogo{testi: t, oggi: oggi}
	c.attuale.Store(raccogli(d, d.diagnosi))
	return c
}

// Aggiorna replaces the codings and keeps the diagnoses in use.
func (c *Catalogo) Aggiorna(d *Dati) { c.attuale.Store(raccogli(d, c.attuale.Load().icd)) }

// AggiornaDiagnosi puts an imported classification in the place of the entries
// that the program carries.
func (c *Catalogo) AggiornaDiagnosi(icd []Diagnosi) {
	c.attuale.Store(raccogli(c.attuale.Load().Dati, icd))
}

// Versione identifies the codings: version and hash of the files.
func (c *Catalogo) Versione() string { return c.attuale.Load().Versione }

// Dati returns what the catalogue was built from; it must not be changed.
func (c *Catalogo) Dati() *Dati { return c.attuale.Load().Dati }

// Byte returns an estimate of the memory of the search index.
func (c *Catalogo) Byte() int { return c.attuale.Load().indice.Byte() }

// Len returns how many entries can be found.
func (c *Catalogo) Len() int { return c.attuale.Load().indice.Len() }

// inOrdine returns the classification by code, each entry once: the same
// diagnosis may go with several exemptions.
func inOrdine(lista []Diagnosi) []Diagnosi {
	visti := make(map[string]bool, len(lista))
	out := make([]Diagnosi, 0, len(lista))
	for _, d := range lista {
		if k := d.Codice + "\x00" + d.Descrizione; !visti[k] {
			visti[k] = true
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Diagnosi) int { return strings.Compare(a.Codice, b.Codice) })
	return out
}

func raccogli(d *Dati, icd []Diagnosi) *raccoltaCodici {
	r := &raccoltaCodici{Dati: d, icd: inOrdine(icd), perCod: make(map[chiave]int, len(d.Voci))}
	docs := make([]indice.Documento, 0, len(d.Voci)+len(r.icd))
	citati := nuoviRinvii()
	for i, v := range d.Voci {
		k := chiave{v.Codifica, v.Codice}
		if _, gia := r.perCod[k]; !gia {
			r.perCod[k] = i
		}
		docs = append(docs, documento(v, citati))
	}
	for _, x := range r.icd {
		docs = append(docs, indice.Documento{Codici: []string{x.Codice}, Testi: indice.Testi{Descrizione: x.Descrizione}})
	}
	r.indice, r.regole = indice.Costruisci(docs), indiceRegole(d.Regole329)
	return r
}

func indiceRegole(regole []Regola329) *indice.Indice {
	docs := make([]indice.Documento, len(regole))
	for i, k := range regole {
		docs[i] = indice.Documento{Codici: []string{k.ID}, Testi: indice.Testi{
			Descrizione: k.Tema + " " + k.Testo, Riferimento: "art. " + k.Articolo, Nota: k.Frase + " " + k.Avvertenza,
		}}
	}
	return indice.Costruisci(docs)
}

// documento returns what an entry is found by. The printed row number of the
// national and Sicilian tables counts as a word of the notes: it is no key, two
// national rows bear the same one.
func documento(v Voce, citati rinvii) indice.Documento {
	var nota strings.Builder
	for _, n := range v.Note {
		if n.Numero != "" {
			nota.WriteString("nota (" + n.Numero + ") ")
		}
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
		Descrizione: v.Descrizione, Gruppo: v.Gruppo, Nota: nota.String() + " " + citati.forme(nota.String()),
		Riferimento: strings.TrimSpace(v.Riferimento + " " + citati.forme(v.Riferimento)),
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
