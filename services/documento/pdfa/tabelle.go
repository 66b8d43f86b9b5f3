package pdfa

import "errors"

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
	var liberi []int
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
			return d, errors.Join(f.ibrida(d), f.libera(liberi))
		}
		primo, okP := l.intero()
		quanti, okQ := l.intero()
		if !okP || !okQ || quanti > len(l.b)/18 {
			return nil, errors.New("bad subsection")
		}
		for n := primo; n < primo+quanti; n++ {
			libero, err := f.rigaClassica(l, n)
			if err != nil {
				return nil, err
			}
			if libero && len(liberi) < maxOggetti {
				liberi = append(liberi, n)
			}
		}
	}
}

// ibrida reads the stream that a classic trailer names for the objects that
// older readers must not see: in the table they are free.
func (f *file) ibrida(trailer diz) error {
	da, ok := trailer["XRefStm"].(int)
	if !ok {
		return nil
	}
	v, err := f.indiretto(da, -1)
	if err != nil {
		return err
	}
	s, ok := v.(flusso)
	if !ok {
		return errors.New("/XRefStm is no stream")
	}
	return f.compressa(s)
}

// libera notes objects that from here on do not exist any more.
func (f *file) libera(numeri []int) error {
	for _, n := range numeri {
		if err := f.metti(n, posto{offset: -1}); err != nil {
			return err
		}
	}
	return nil
}

// rigaClassica reads one entry, "offset generation n|f"; the newest of an
// object counts.
func (f *file) rigaClassica(l *lessico, n int) (libero bool, err error) {
	offset, okO := l.intero()
	_, okG := l.intero()
	l.salta()
	switch tipo := l.prendi(); {
	case okO && okG && tipo == "f":
		return true, nil
	case okO && okG && tipo == "n":
		return false, f.metti(n, posto{offset: offset})
	}
	return false, errors.New("bad entry")
}

// metti notes where object n is, unless a newer table has said it.
func (f *file) metti(n int, p posto) error {
	if _, nota := f.posti[n]; nota {
		return nil
	}
	if len(f.posti) == maxOggetti {
		return errors.New("too many objects")
	}
	f.posti[n] = p
	return nil
}

// compressa reads the entries of a cross-reference stream.
func (f *file) compressa(s flusso) error {
	dati, err := f.espandi(s)
	if err != nil {
		return err
	}
	lung, ok := larghezze(s.diz["W"])
	if !ok {
		return errors.New("bad /W")
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
			if err := f.voce(primo+n, dati[:riga], lung); err != nil {
				return err
			}
			dati = dati[riga:]
		}
	}
	return nil
}

// larghezze reads how many bytes each of the three columns takes.
func larghezze(v any) (out [3]int, ok bool) {
	w, ok := v.([]any)
	if !ok || len(w) != len(out) {
		return out, false
	}
	for i := range out {
		out[i], _ = w[i].(int)
		if out[i] < 0 || out[i] > 8 {
			return out, false
		}
	}
	return out, true
}

func (f *file) voce(n int, riga []byte, lung [3]int) error {
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
	switch v[0] {
	case 1:
		return f.metti(n, posto{offset: v[1]})
	case 2:
		return f.metti(n, posto{raccolta: v[1], indice: v[2]})
	default:
		return f.metti(n, posto{offset: -1})
	}
}
