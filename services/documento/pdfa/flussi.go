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
	parametri := s.diz["DecodeParms"]
	if a, ok := parametri.([]any); ok && len(a) == 1 {
		parametri = a[0]
	}
	d, ok := parametri.(diz)
	if !ok {
		return out, nil
	}
	return senzaPredittore(out, d)
}

// senzaPredittore undoes the PNG predictors that cross-reference streams use,
// one byte a component.
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
	for ; len(b) > 0; b = b[colonne+1:] {
		if b[0] > 4 {
			return nil, errors.New("unknown predictor")
		}
		da := len(out)
		out = append(out, b[1:colonne+1]...)
		riga := out[da:]
		for i := range riga {
			riga[i] += predetto(b[0], riga, prima, i)
		}
		prima = riga
	}
	return out, nil
}

// predetto is what the PNG filter tipo expects at place i: left, above, their
// mean, or the nearest of three (PNG, 9.2).
func predetto(tipo byte, riga, prima []byte, i int) byte {
	var sinistra, sopra, angolo int
	sopra = int(prima[i])
	if i > 0 {
		sinistra, angolo = int(riga[i-1]), int(prima[i-1])
	}
	switch tipo {
	case 1:
		return byte(sinistra)
	case 2:
		return byte(sopra)
	case 3:
		return byte((sinistra + sopra) / 2)
	case 4:
		return byte(paeth(sinistra, sopra, angolo))
	}
	return 0
}

func paeth(a, b, c int) int {
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }
