package indice

import (
	"slices"
	"sort"
	"strings"
)

// Quality of a match of one term: the word itself, its beginning, its middle.
// A term's cost is field*costoCampo + quality; fields weigh more.
const (
	parolaIntera = 0
	inizioParola = 1
	mezzoParola  = 2
	costoCampo   = 4
	mezzoCodice  = 7      // cost of the middle of a code: after the beginning of words of the description
	fuori        = 0xff   // cost of a term that is not in the document
	maxCosto     = 0x7fff // sum over terms stays below
)

// banco is the scratch space of one search.
type banco struct {
	termine []uint8  // by document: cost of the term being looked at
	totale  []uint16 // by document: sum over terms
	peggio  []uint8  // by document: cost of the worst term
	toccati []int32  // documents that match all terms so far
	altri   []int32
}

// Cerca returns up to limite documents (all if limite is 0) that hold every
// word of testo, best first, and how many there are in all. tieni, if not nil,
// says which documents count. An empty testo returns the documents in order, one
// without anything that is looked for returns none.
//
// The order is: the code itself, the beginning of a code, description, group,
// reference, note; inside the same field whole word, beginning, middle; then
// short descriptions before long ones («Diabete mellito» before what is combined
// with it); then the order given to Costruisci.
func (x *Indice) Cerca(testo string, limite int, tieni func(doc int) bool) ([]Colpo, int) {
	termini := Termini(testo)
	if len(termini) == 0 {
		if strings.TrimSpace(testo) != "" {
			return nil, 0 // nothing that could be looked for was typed
		}
		return x.tutti(limite, tieni)
	}
	b, ok := x.banchi.Get().(*banco)
	if !ok {
		b = &banco{}
	}
	defer x.banchi.Put(b)
	b.prepara(x.docs)
	x.incrocia(b, termini)
	esatti := x.codici[Compatta(testo)]
	if len(esatti) == 0 {
		x.ritenta(b, testo, termini)
	}
	x.aggiungiLeggi(b, testo)
	return b.migliori(limite, tieni, esatti, x.lunghe)
}

// ritenta looks for other readings of what was typed while nothing is found:
// joined words in parts, abbreviations without their dots.
func (x *Indice) ritenta(b *banco, testo string, termini []string) {
	if len(b.toccati) > 0 {
		return
	}
	if parti := spezza(termini); len(parti) > 0 {
		b.prepara(x.docs)
		x.incrocia(b, parti)
	}
	piegato := Piega(testo)
	if unito := unisciSigle(piegato); len(b.toccati) == 0 && unito != piegato {
		b.prepara(x.docs)
		x.incrocia(b, Termini(unito))
	}
}

// Termini splits what was typed into folded words; words joined by "." or "/"
// between digits stay whole.
func Termini(testo string) []string {
	var out []string
	scansiona(Piega(testo), func(p string, intera bool) {
		if intera && !slices.Contains(out, p) {
			out = append(out, p[:min(len(p), maxParola)])
		}
	})
	return out
}

// spezza returns the parts of joined words, or nil when none is joined.
func spezza(termini []string) []string {
	var out []string
	giunti := false
	for _, t := range termini {
		scansiona(t, func(p string, intera bool) {
			composta := strings.ContainsAny(p, "./")
			giunti = giunti || composta
			if !composta && (!intera || p == t) {
				out = append(out, p)
			}
		})
	}
	if !giunti {
		return nil
	}
	return out
}

func (x *Indice) tutti(limite int, tieni func(int) bool) ([]Colpo, int) {
	var out []Colpo
	n := 0
	for d := range x.docs {
		if tieni != nil && !tieni(d) {
			continue
		}
		n++
		if limite == 0 || len(out) < limite {
			out = append(out, Colpo{Doc: d, Campo: NumCampi})
		}
	}
	return out, n
}

func (b *banco) prepara(n int) {
	if len(b.termine) != n {
		b.termine = make([]uint8, n)
		b.totale, b.peggio = make([]uint16, n), make([]uint8, n)
		for i := range b.termine {
			b.termine[i] = fuori
		}
	}
	b.toccati, b.altri = b.toccati[:0], b.altri[:0]
}

// incrocia leaves in b.toccati the documents that hold every term. The longest
// term goes first: it is the rarest as a rule, and the rest only narrows.
func (x *Indice) incrocia(b *banco, termini []string) {
	ordine := slices.Clone(termini)
	slices.SortStableFunc(ordine, func(a, c string) int { return len(c) - len(a) })
	for i, t := range ordine {
		b.altri = b.altri[:0]
		x.visita(b, t)
		if i == 0 {
			b.inizia()
		} else {
			b.restringi()
		}
		for _, d := range b.altri {
			b.termine[d] = fuori
		}
		if len(b.toccati) == 0 {
			return
		}
	}
}

// segna records the postings of one word for the term being looked at. A number
// (cifre) is no code by its middle: 002 in the year 2002 is not the code 200.2.
func (b *banco) segna(posti []uint32, qualita uint8, cifre bool) {
	for _, v := range posti {
		doc := v >> bitCampo
		costo := uint8(v&mascCampo)*costoCampo + qualita
		if costo == mezzoParola { // field Codice is 0
			if cifre {
				continue
			}
			costo = mezzoCodice
		}
		if prima := b.termine[doc]; costo < prima {
			b.termine[doc] = costo
			if prima == fuori {
				b.altri = append(b.altri, int32(doc))
			}
		}
	}
}

func (b *banco) inizia() {
	b.toccati = append(b.toccati[:0], b.altri...)
	for _, d := range b.toccati {
		b.totale[d], b.peggio[d] = uint16(b.termine[d]), b.termine[d]
	}
}

func (b *banco) restringi() {
	resta := b.toccati[:0]
	for _, d := range b.toccati {
		c := b.termine[d]
		if c == fuori {
			continue
		}
		b.totale[d] = min(b.totale[d]+uint16(c), maxCosto)
		b.peggio[d] = max(b.peggio[d], c)
		resta = append(resta, d)
	}
	b.toccati = resta
}

// visita marks every document with a word that holds term t.
func (x *Indice) visita(b *banco, t string) {
	// A code is compared without its dots: "174.9" is the word "1749".
	if senza := strings.ReplaceAll(t, ".", ""); senza != t {
		x.prefissi(b, senza)
	}
	x.prefissi(b, t)
	if len(t) < lunghMezzo || (len(t) == lunghMezzo && len(b.altri) >= tantiInizi) {
		return
	}
	testo := func(v uint32) string { return x.parole[v>>bitScarto][v&maxParola:] }
	da := sort.Search(len(x.suffissi), func(i int) bool { return testo(x.suffissi[i]) >= t })
	for _, v := range x.suffissi[da:] {
		if !strings.HasPrefix(testo(v), t) {
			return
		}
		b.segna(x.posti[v>>bitScarto], mezzoParola, cifra(t[0]) && numero(x.parole[v>>bitScarto]))
	}
}

func (x *Indice) prefissi(b *banco, t string) {
	da, _ := slices.BinarySearch(x.parole, t)
	for i := da; i < len(x.parole) && strings.HasPrefix(x.parole[i], t); i++ {
		q := uint8(inizioParola)
		if len(x.parole[i]) == len(t) {
			q = parolaIntera
		}
		b.segna(x.posti[i], q, false)
	}
}

// aggiungiLeggi adds the documents whose legal reference holds the whole query
// when spacing, punctuation and abbreviations do not count.
func (x *Indice) aggiungiLeggi(b *banco, testo string) {
	q := compattaLegge(Piega(testo))
	if len(q) < 4 || !strings.ContainsFunc(q, func(r rune) bool { return r >= '0' && r <= '9' }) || !strings.ContainsAny(testo, " ./") && q[0] < 'a' {
		return
	}
	const costo = uint8(Riferimento)*costoCampo + parolaIntera
	for _, d := range b.toccati {
		b.termine[d] = costo // marks what is already found
	}
	for _, l := range x.leggi {
		if b.termine[l.doc] != fuori || !strings.Contains(l.testo, q) {
			continue
		}
		b.toccati, b.termine[l.doc] = append(b.toccati, l.doc), costo
		b.totale[l.doc], b.peggio[l.doc] = uint16(costo), costo
	}
	for _, d := range b.toccati {
		b.termine[d] = fuori
	}
}

// migliori orders what was found: exact codes, then by cost, length and place.
// Costs are small numbers, so it counts instead of sorting.
func (b *banco) migliori(limite int, tieni func(int) bool, esatti []int32, lunghe []uint8) ([]Colpo, int) {
	var out []Colpo
	n := 0
	aggiungi := func(d int32, c Campo, esatto bool) {
		if limite == 0 || len(out) < limite {
			out = append(out, Colpo{Doc: int(d), Campo: c, Esatto: esatto})
		}
	}
	for _, d := range esatti {
		if tieni == nil || tieni(int(d)) {
			n++
			aggiungi(d, Codice, true)
		}
	}
	resta := b.toccati[:0]
	for _, d := range b.toccati {
		if !slices.Contains(esatti, d) && (tieni == nil || tieni(int(d))) {
			resta = append(resta, d)
		}
	}
	n += len(resta)
	out = slices.Grow(out, quanti(limite, len(resta)))
	lunga := func(d int32) uint8 {
		if campoDi(b.peggio[d]) != Descrizione {
			return 0 // a reference found says nothing of the description
		}
		return lunghe[d]
	}
	for _, d := range primi(resta, limite, b.totale, lunga) {
		aggiungi(d, campoDi(b.peggio[d]), false)
	}
	return out, n
}

// quanti returns how many of n a limit leaves; 0 is no limit.
func quanti(limite, n int) int {
	if limite == 0 {
		return n
	}
	return min(limite, n)
}

// campoDi returns the field that a cost stands for.
func campoDi(costo uint8) Campo {
	if costo == mezzoCodice {
		return Codice
	}
	return Campo(costo / costoCampo)
}
