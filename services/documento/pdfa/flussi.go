package pdfa

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
)

// daRaccolta reads an object out of an object stream.
func (f *file) daRaccolta(p posto) (any, error) {
	s, ok := f.risolvi(rif{n: p.raccolta}).(flusso)
	if !ok {
		return nil, errors.New("no object stream")
	}
	dati, err := f.espandi(s)
	if err != nil {
		return nil, err
	}
	primo, _ := s.diz["First"].(int)
	l := lessico{b: dati}
	for i := 0; ; i++ {
		_, okN := l.intero()
		offset, okO := l.intero()
		if !okN || !okO || i > p.indice || primo < 0 || primo+offset > len(dati) {
			return nil, errors.New("bad object stream")
		}
		if i == p.indice {
			return (&lessico{b: dati, i: primo + offset}).oggetto()
		}
	}
}

// espandi counts what it expands.
func (f *file) espandi(s flusso) ([]byte, error) {
	if err := f.spendi(1); err != nil {
		return nil, err
	}
	b, err := espandi(s)
	return b, errors.Join(err, f.spendi(len(b)+len(s.dati)))
}

// espandi returns the bytes of a stream without filter or with FlateDecode and
// its PNG predictor, at most 8 MB.
func espandi(s flusso) ([]byte, error) {
	filtro := s.diz["Filter"]
	if a, ok := filtro.([]any); ok && len(a) == 1 {
		filtro = a[0]
	}
	if filtro == nil {
		return s.dati, nil
	}
	if filtro != nome("FlateDecode") {
		return nil, errors.New("unknown filter")
	}
	z, err := zlib.NewReader(bytes.NewReader(s.dati))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, maxEspanso+1))
	if err != nil {
		return nil, err
	}
	if len(out) > maxEspanso {
		return nil, errors.New("stream too large")
	}
	parametri, ok := s.diz["DecodeParms"].(diz)
	if !ok {
		return out, nil
	}
	return senzaPredittore(out, parametri)
}

// senzaPredittore undoes the PNG predictor that cross-reference streams use:
// filters None and Up, one byte a component.
func senzaPredittore(b []byte, p diz) ([]byte, error) {
	if k, _ := p["Predictor"].(int); k < 10 {
		return b, nil
	}
	colonne, _ := p["Columns"].(int)
	if colonne < 1 || colonne > 1024 || len(b)%(colonne+1) != 0 {
		return nil, errors.New("bad predictor")
	}
	out := make([]byte, 0, len(b))
	prima := make([]byte, colonne)
	for len(b) > 0 {
		riga := bytes.Clone(b[1 : colonne+1])
		switch b[0] {
		case 0:
		case 2:
			for i := range riga {
				riga[i] += prima[i]
			}
		default:
			return nil, errors.New("unknown predictor")
		}
		out, prima, b = append(out, riga...), riga, b[colonne+1:]
	}
	return out, nil
}
