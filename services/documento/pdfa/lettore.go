package pdfa

import (
	"bytes"
	"errors"
	"fmt"
)

// file is a PDF opened for reading: where each object is, newest first.
type file struct {
	b       []byte
	posti   map[int]posto
	trailer diz
	aperti  map[int]bool // objects being resolved, against reference loops
	letti   int          // bytes parsed and expanded so far, see maxLetti
}

// spendi counts n bytes of work: a hostile file can refer to one large object
// a million times.
func (f *file) spendi(n int) error {
	f.letti += n
	if f.letti > maxLetti {
		return errors.New("too much to read")
	}
	return nil
}

// posto is a byte offset, or a place inside an object stream.
type posto struct {
	offset   int
	raccolta int // number of the object stream, 0 if none
	indice   int
}

// apri follows the chain of cross-reference sections from the last startxref.
func apri(b []byte) (*file, error) {
	if !bytes.HasPrefix(b, []byte("%PDF-")) {
		return nil, errors.New("pdfa: not a PDF")
	}
	i := bytes.LastIndex(b, []byte("startxref"))
	if i < 0 {
		return nil, errors.New("pdfa: no startxref")
	}
	l := lessico{b: b, i: i + len("startxref")}
	v, err := l.oggetto()
	da, ok := v.(int)
	if err != nil || !ok {
		return nil, errors.New("pdfa: startxref without offset")
	}
	f := &file{b: b, posti: map[int]posto{}, aperti: map[int]bool{}}
	visti := map[int]bool{}
	for len(visti) < maxRevisioni && da > 0 && da < len(b) && !visti[da] {
		visti[da] = true
		t, err := f.sezione(da)
		if err != nil {
			return nil, fmt.Errorf("pdfa: cross-reference: %w", err)
		}
		if f.trailer == nil {
			f.trailer = t
		}
		da, _ = t["Prev"].(int)
	}
	if f.trailer == nil {
		return nil, errors.New("pdfa: no cross-reference")
	}
	return f, nil
}

// indiretto reads "n g obj …" at an offset; n < 0 accepts any number.
func (f *file) indiretto(da, n int) (v any, err error) {
	if da < 0 || da >= len(f.b) {
		return nil, errors.New("offset outside of the file")
	}
	l := lessico{b: f.b, i: da}
	// What was looked at counts, also where it leads to nothing: a table may
	// send a million references to one place full of blanks.
	defer func() {
		if caro := f.spendi(1 + l.i - da + costoElemento*l.elementi); caro != nil {
			v, err = nil, caro
		}
	}()
	if err = f.spendi(0); err != nil {
		return nil, err
	}
	if k, ok := l.testa(); !ok || (n >= 0 && k != n) {
		return nil, fmt.Errorf("object %d is not at its offset", n)
	}
	if v, err = l.oggetto(); err != nil {
		return nil, err
	}
	d, ok := v.(diz)
	if !ok {
		return v, nil
	}
	l.salta()
	if !l.prossimo("stream") {
		return d, nil
	}
	return f.corpo(&l, d)
}

// corpo reads the bytes of a stream whose dictionary is d.
func (f *file) corpo(l *lessico, d diz) (any, error) {
	l.i += len("stream")
	if l.prossimo("\r") {
		l.i++
	}
	if l.prossimo("\n") {
		l.i++
	}
	lung, ok := f.risolvi(d["Length"]).(int)
	if !ok || lung < 0 || lung > len(f.b)-l.i {
		return nil, errors.New("stream without length")
	}
	return flusso{d, f.b[l.i : l.i+lung]}, nil
}

// risolvi follows references; what cannot be read is null.
func (f *file) risolvi(v any) any {
	for range maxLivelli {
		r, ok := v.(rif)
		if !ok {
			return v
		}
		p, ok := f.posti[r.n]
		if !ok || f.aperti[r.n] {
			return nil
		}
		f.aperti[r.n] = true
		var err error
		if p.raccolta > 0 {
			v, err = f.daRaccolta(p)
		} else {
			v, err = f.indiretto(p.offset, r.n)
		}
		delete(f.aperti, r.n)
		if err != nil {
			return nil
		}
	}
	return nil
}
