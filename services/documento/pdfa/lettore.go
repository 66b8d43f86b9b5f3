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

// sezione reads one cross-reference section, classic or stream.
func (f *file) sezione(da int) (diz, error) {
	l := lessico{b: f.b, i: da}
	l.salta()
	if l.prossimo("xref") {
		l.i += len("xref")
		return f.classica(&l)
	}
	v, err := f.indiretto(da, -1)
	if err != nil {
		return nil, err
	}
	s, ok := v.(flusso)
	if !ok {
		return nil, errors.New("neither table nor stream")
	}
	return s.diz, f.compressa(s)
}

func (f *file) classica(l *lessico) (diz, error) {
	for {
		l.salta()
		if l.prossimo("trailer") {
			l.i += len("trailer")
			v, err := l.oggetto()
			if err != nil {
				return nil, err
			}
			d, ok := v.(diz)
			if !ok {
				return nil, errors.New("trailer is no dictionary")
			}
			return d, nil
		}
		primo, okP := l.intero()
		quanti, okQ := l.intero()
		if !okP || !okQ || quanti > len(l.b)/18 {
			return nil, errors.New("bad subsection")
		}
		for n := range quanti {
			if err := f.rigaClassica(l, primo+n); err != nil {
				return nil, err
			}
		}
	}
}

// rigaClassica reads one entry, "offset generation n|f"; the newest of an
// object counts, and a freed object has none.
func (f *file) rigaClassica(l *lessico, n int) error {
	offset, okO := l.intero()
	_, okG := l.intero()
	l.salta()
	tipo := l.prendi()
	if !okO || !okG || (tipo != "n" && tipo != "f") {
		return errors.New("bad entry")
	}
	if _, nota := f.posti[n]; nota || n == 0 {
		return nil
	}
	if tipo == "f" {
		offset = -1
	}
	f.posti[n] = posto{offset: offset}
	return nil
}

// compressa reads the entries of a cross-reference stream.
func (f *file) compressa(s flusso) error {
	dati, err := f.espandi(s)
	if err != nil {
		return err
	}
	w, ok := s.diz["W"].([]any)
	if !ok || len(w) != 3 {
		return errors.New("bad /W")
	}
	var lung [3]int
	for i := range lung {
		lung[i], _ = w[i].(int)
		if lung[i] < 0 || lung[i] > 8 {
			return errors.New("bad /W")
		}
	}
	size, _ := s.diz["Size"].(int)
	indice, ok := s.diz["Index"].([]any)
	if !ok {
		indice = []any{0, size}
	}
	riga := lung[0] + lung[1] + lung[2]
	for i := 0; i+1 < len(indice); i += 2 {
		primo, _ := indice[i].(int)
		quanti, _ := indice[i+1].(int)
		for n := 0; n < quanti && riga > 0 && len(dati) >= riga; n++ {
			f.voce(primo+n, dati[:riga], lung)
			dati = dati[riga:]
		}
	}
	return nil
}

func (f *file) voce(n int, riga []byte, lung [3]int) {
	var v [3]int
	v[0] = 1
	for i, k := range lung {
		if k > 0 {
			v[i] = 0
		}
		for _, c := range riga[:k] {
			v[i] = v[i]<<8 | int(c)
		}
		riga = riga[k:]
	}
	if _, nuovo := f.posti[n]; nuovo {
		return
	}
	switch v[0] {
	case 1:
		f.posti[n] = posto{offset: v[1]}
	case 2:
		f.posti[n] = posto{raccolta: v[1], indice: v[2]}
	default:
		f.posti[n] = posto{offset: -1}
	}
}

// indiretto reads "n g obj …" at an offset; n < 0 accepts any number.
func (f *file) indiretto(da, n int) (any, error) {
	if da < 0 || da >= len(f.b) {
		return nil, errors.New("offset outside of the file")
	}
	if err := f.spendi(1); err != nil {
		return nil, err
	}
	l := lessico{b: f.b, i: da}
	k, okN := l.intero()
	_, okG := l.intero()
	l.salta()
	if !okN || !okG || (n >= 0 && k != n) || l.prendi() != "obj" {
		return nil, fmt.Errorf("object %d is not at its offset", n)
	}
	v, err := l.oggetto()
	if err = errors.Join(err, f.spendi(l.i-da)); err != nil {
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
