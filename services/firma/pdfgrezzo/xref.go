package pdfgrezzo

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// maxSezioni bounds the chain of /Prev: one section per revision.
const maxSezioni = 1024

// Xref is what the chain of classic cross-reference tables says.
type Xref struct {
	Inizio  int         // where the newest table starts
	Oggetti map[int]int // object number -> offset of its newest definition
	Tutti   []int       // offsets of all definitions, of all revisions
	Coda    Dizionario  // newest trailer
}

// ErrNonClassica is returned by [LeggiXref] for a cross-reference stream.
type ErrNonClassica struct{ Posizione int }

// Error implements error.
func (e ErrNonClassica) Error() string {
	return fmt.Sprintf("pdfgrezzo: no classic cross-reference table at %d", e.Posizione)
}

// LeggiXref follows the tables from the last startxref back to the first.
func LeggiXref(b []byte) (Xref, error) {
	i := bytes.LastIndex(b, []byte("startxref"))
	if i < 0 {
		return Xref{}, errors.New("pdfgrezzo: no startxref")
	}
	inizio, _, err := numero(b, i+len("startxref"))
	if err != nil {
		return Xref{}, err
	}
	x := Xref{Inizio: inizio, Oggetti: map[int]int{}}
	visti := map[int]bool{}
	for pos, prima := inizio, true; ; prima = false {
		if visti[pos] || len(visti) == maxSezioni {
			return Xref{}, errors.New("pdfgrezzo: cross-reference tables form a loop")
		}
		visti[pos] = true
		coda, err := x.sezione(b, pos)
		if err != nil {
			return Xref{}, err
		}
		if prima {
			x.Coda = coda
		}
		prev := coda.Valore(b, "Prev")
		if prev == nil {
			return x, nil
		}
		if pos, err = strconv.Atoi(string(prev)); err != nil {
			return Xref{}, fmt.Errorf("pdfgrezzo: /Prev: %w", err)
		}
	}
}

// sezione reads one table and its trailer.
func (x *Xref) sezione(b []byte, pos int) (Dizionario, error) {
	if pos < 0 || pos > len(b)-4 || string(b[pos:pos+4]) != "xref" {
		return Dizionario{}, ErrNonClassica{pos}
	}
	p := pos + 4
	for {
		p = SaltaBianchi(b, p, len(b))
		if bytes.HasPrefix(b[p:], []byte("trailer")) {
			return LeggiDizionario(b, p+len("trailer"), len(b))
		}
		primo, q, err := numero(b, p)
		if err != nil {
			return Dizionario{}, err
		}
		quanti, q, err := numero(b, q)
		if err != nil {
			return Dizionario{}, err
		}
		if p, err = x.righe(b, SaltaBianchi(b, q, len(b)), primo, quanti); err != nil {
			return Dizionario{}, err
		}
	}
}

// righe reads the entries of one subsection, exactly 20 bytes each.
func (x *Xref) righe(b []byte, p, primo, quanti int) (int, error) {
	if quanti > (len(b)-p)/20 {
		return 0, errors.New("pdfgrezzo: cross-reference table longer than the file")
	}
	for i := range quanti {
		riga := b[p+20*i : p+20*i+20]
		off, err := strconv.Atoi(string(riga[:10]))
		if err != nil || riga[10] != ' ' || riga[16] != ' ' || (riga[17] != 'n' && riga[17] != 'f') {
			return 0, fmt.Errorf("pdfgrezzo: bad cross-reference entry at %d", p+20*i)
		}
		if riga[17] == 'f' {
			continue
		}
		if off <= 0 || off >= len(b) {
			return 0, errors.New("pdfgrezzo: object outside the file")
		}
		x.Tutti = append(x.Tutti, off)
		if _, nuovo := x.Oggetti[primo+i]; !nuovo {
			x.Oggetti[primo+i] = off
		}
	}
	return p + 20*quanti, nil
}

// Corpo returns the position after "n g obj" at off, the number n too.
func Corpo(b []byte, off int) (n, corpo int, err error) {
	n, p, err := numero(b, off)
	if err != nil {
		return 0, 0, err
	}
	_, p, err = numero(b, p)
	if err != nil {
		return 0, 0, err
	}
	p = SaltaBianchi(b, p, len(b))
	if !bytes.HasPrefix(b[p:], []byte("obj")) {
		return 0, 0, fmt.Errorf("pdfgrezzo: no object at %d", off)
	}
	return n, p + 3, nil
}

// Oggetto returns the span of the value of object n: a dictionary (its stream,
// if any, left out), an array, a number.
func (x Xref) Oggetto(b []byte, n int) (inizio, fine int, err error) {
	off, ok := x.Oggetti[n]
	if !ok {
		return 0, 0, fmt.Errorf("pdfgrezzo: object %d not found", n)
	}
	m, p, err := Corpo(b, off)
	if err != nil {
		return 0, 0, err
	}
	if m != n {
		return 0, 0, fmt.Errorf("pdfgrezzo: object %d is not where the table says", n)
	}
	inizio = SaltaBianchi(b, p, len(b))
	if inizio == len(b) {
		return 0, 0, errors.New("pdfgrezzo: empty object")
	}
	fine, err = fineValore(b, inizio, len(b))
	return inizio, fine, err
}

// numero reads a non-negative integer of at most 10 digits after white space.
func numero(b []byte, p int) (n, fine int, err error) {
	if p < 0 || p > len(b) {
		return 0, 0, errors.New("pdfgrezzo: outside the file")
	}
	p = SaltaBianchi(b, p, len(b))
	q := p
	for q < len(b) && q < p+11 && b[q] >= '0' && b[q] <= '9' {
		n = 10*n + int(b[q]-'0')
		q++
	}
	if q == p || q == p+11 {
		return 0, 0, fmt.Errorf("pdfgrezzo: no number at %d", p)
	}
	return n, q, nil
}
