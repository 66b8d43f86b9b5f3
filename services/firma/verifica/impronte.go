package verifica

import (
	"crypto"
	"hash"
)

// impronte hashes the ranges of many signatures without reading the beginning
// of the file again for each: signatures come in the order of the file. Beyond
// its allowance it gives up, so that 200 overlapping ranges stay cheap.
type impronte struct {
	pdf     []byte
	residuo int
	stato   map[crypto.Hash]*prefisso
}

type prefisso struct {
	h    hash.Cloner
	fino int
}

func nuoveImpronte(pdf []byte) *impronte {
	return &impronte{pdf: pdf, residuo: 8*len(pdf) + 16<<20, stato: map[crypto.Hash]*prefisso{}}
}

// digest returns the hash of pdf[:a] and pdf[b:b+c]; not ok when the allowance
// is spent.
func (i *impronte) digest(h crypto.Hash, a, b, c int) ([]byte, bool) {
	p, ok := i.stato[h]
	if !ok || p.fino > a {
		nuovo, clonabile := h.New().(hash.Cloner)
		if !clonabile {
			return nil, false
		}
		p = &prefisso{h: nuovo}
		i.stato[h] = p
	}
	if i.residuo -= a - p.fino + c; i.residuo < 0 {
		return nil, false
	}
	p.h.Write(i.pdf[p.fino:a])
	p.fino = a
	w, err := p.h.Clone()
	if err != nil {
		return nil, false
	}
	w.Write(i.pdf[b : b+c])
	return w.Sum(nil), true
}
