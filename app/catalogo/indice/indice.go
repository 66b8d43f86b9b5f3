package indice

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Limits of the packed forms below.
const (
	bitScarto  = 6 // offset of a suffix inside its word: words are cut at 63 bytes
	maxParola  = 1<<bitScarto - 1
	bitCampo   = 3
	mascCampo  = 1<<bitCampo - 1
	lunghMezzo = 2   // shortest term that is also looked for inside words
	tantiInizi = 200 // a term of that length that so many entries begin with is not
)

// Indice finds documents by words. It does not change after Costruisci and is
// safe for concurrent use.
type Indice struct {
	parole   []string   // distinct folded words, in order
	posti    [][]uint32 // by word: doc<<bitCampo | field, in order
	suffissi []uint32   // word<<bitScarto | offset, ordered by the suffix text
	codici   map[string][]int32
	leggi    []legge
	lunghe   []uint8 // by document: how long its description is, in steps
	docs     int
	banchi   sync.Pool // *banco, scratch space of one search
}

type legge struct {
	doc   int32
	testo string
}

// Costruisci indexes docs. The order of docs breaks ties between equal hits.
func Costruisci(docs []Documento) *Indice {
	x := &Indice{codici: make(map[string][]int32, len(docs)), docs: len(docs), lunghe: make([]uint8, len(docs))}
	r := raccolta{numeri: map[string]uint32{}}
	for i, d := range docs {
		x.aggiungiCodici(&r, i, d.Codici)
		x.lunghe[i] = lunga(d.Testi.Descrizione)
		r.testo(i, Descrizione, d.Testi.Descrizione)
		r.testo(i, Gruppo, d.Testi.Gruppo)
		r.testo(i, Riferimento, d.Testi.Riferimento)
		r.testo(i, Nota, d.Testi.Nota)
		if d.Testi.Riferimento != "" {
			x.leggi = append(x.leggi, legge{int32(i), compattaLegge(Piega(d.Testi.Riferimento))})
		}
	}
	x.parole, x.posti = r.ordina()
	x.suffissi = suffissi(x.parole, x.posti)
	x.banchi.New = func() any { return &banco{} }
	return x
}

// lunga tells a name from a sentence: 0 up to three words, 1 up to six, 2 up to
// ten, 3 beyond. Fewer steps than words keep the given order among equals.
func lunga(descrizione string) uint8 {
	n := len(strings.Fields(descrizione))
	switch {
	case n <= 3:
		return 0
	case n <= 6:
		return 1
	case n <= 10:
		return 2
	}
	return 3
}

// Len returns the number of documents.
func (x *Indice) Len() int { return x.docs }

// Byte returns an estimate of the memory the index holds, for benchmarks.
func (x *Indice) Byte() int {
	n := 4*len(x.suffissi) + len(x.lunghe)
	for i, p := range x.parole {
		n += len(p) + 16 + 24 + 4*len(x.posti[i])
	}
	for c := range x.codici {
		n += len(c) + 48
	}
	for _, l := range x.leggi {
		n += len(l.testo) + 24
	}
	return n
}

func (x *Indice) aggiungiCodici(r *raccolta, doc int, codici []string) {
	for _, c := range codici {
		k := Compatta(c)
		if k == "" {
			continue
		}
		if v := x.codici[k]; len(v) == 0 || v[len(v)-1] != int32(doc) {
			x.codici[k] = append(v, int32(doc))
		}
		parola := strings.ToLower(k)
		r.parola(doc, Codice, parola)
		if corta := strings.TrimLeft(parola, "0"); corta != parola && corta != "" {
			r.parola(doc, Codice, corta) // "48" finds 048
		}
	}
}

// raccolta gathers words while documents are read.
type raccolta struct {
	numeri map[string]uint32
	parole []string
	posti  [][]uint32
}

func (r *raccolta) testo(doc int, campo Campo, testo string) {
	if testo == "" {
		return
	}
	testo = Piega(testo)
	scansiona(testo, func(p string, _ bool) { r.parola(doc, campo, p) })
	sigle(testo, func(p string) { r.parola(doc, campo, p) })
}

func (r *raccolta) parola(doc int, campo Campo, p string) {
	if len(p) > maxParola {
		p = p[:maxParola]
	}
	n, ok := r.numeri[p]
	if !ok {
		p = strings.Clone(p)
		n = uint32(len(r.parole))
		r.numeri[p] = n
		r.parole = append(r.parole, p)
		r.posti = append(r.posti, nil)
	}
	v := uint32(doc)<<bitCampo | uint32(campo)
	if l := r.posti[n]; len(l) == 0 || l[len(l)-1] != v {
		r.posti[n] = append(l, v)
	}
}

// ordina returns the words in order with their postings.
func (r *raccolta) ordina() ([]string, [][]uint32) {
	ordine := make([]int, len(r.parole))
	for i := range ordine {
		ordine[i] = i
	}
	slices.SortFunc(ordine, func(a, b int) int { return strings.Compare(r.parole[a], r.parole[b]) })
	parole, posti := make([]string, len(ordine)), make([][]uint32, len(ordine))
	for i, n := range ordine {
		parole[i], posti[i] = r.parole[n], slices.Clip(r.posti[n])
	}
	return parole, posti
}

// suffissi lists every suffix of every word that stands in a text or is a code
// with a letter ("A31"). Codes of digits only are found by their beginning: the
// middle of 20,000 diagnosis codes would answer every number.
func suffissi(parole []string, posti [][]uint32) []uint32 {
	var out []uint32
	for i, p := range parole {
		if numero(p) && !slices.ContainsFunc(posti[i], func(v uint32) bool { return Campo(v&mascCampo) != Codice }) {
			continue
		}
		for o := 1; o+lunghMezzo <= len(p); o++ {
			if p[o]&0xc0 != 0x80 {
				out = append(out, uint32(i)<<bitScarto|uint32(o))
			}
		}
	}
	testo := func(v uint32) string { return parole[v>>bitScarto][v&maxParola:] }
	slices.SortFunc(out, func(a, b uint32) int { return cmp.Or(strings.Compare(testo(a), testo(b)), cmp.Compare(a, b)) })
	return out
}
