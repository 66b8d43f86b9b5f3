// Package pdfa turns the PDF that gofpdf writes into a PDF/A-3b with the CDA
// attached, and takes the CDA out of a PDF again. It reads any PDF with hard
// limits: bytes that come from outside end in an error, never in a panic.
package pdfa

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Nome is a PDF name without its slash; Rif an indirect reference; Diz a
// dictionary; Flusso a stream with its raw bytes. Strings are []byte, arrays
// []any, numbers int or float64.
type (
	nome string
	rif  struct{ n, g int }
	diz  map[string]any
)

type flusso struct {
	diz  diz
	dati []byte
}

const (
	maxLivelli   = 64
	maxElementi  = 200_000
	maxEspanso   = 8 << 20
	maxRevisioni = 256
	maxLetti     = 24 << 20
	maxOggetti   = 300_000
	maxParola    = 128
	// costoElemento is what one object costs beside its text: memory.
	costoElemento = 16
)

// lessico reads PDF objects from b at position i.
type lessico struct {
	b        []byte
	i        int
	livelli  int
	elementi int
}

func spazio(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimitatore(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lessico) salta() {
	for l.i < len(l.b) {
		switch c := l.b[l.i]; {
		case spazio(c):
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

func (l *lessico) prossimo(s string) bool {
	return bytes.HasPrefix(l.b[min(l.i, len(l.b)):], []byte(s))
}

// oggetto reads the next object.
func (l *lessico) oggetto() (any, error) {
	l.elementi++
	if l.livelli > maxLivelli || l.elementi > maxElementi {
		return nil, errors.New("objects too deep or too many")
	}
	l.salta()
	if l.i >= len(l.b) {
		return nil, errors.New("unexpected end")
	}
	switch c := l.b[l.i]; {
	case l.prossimo("<<"):
		return l.dizionario()
	case c == '<':
		return l.esadecimale()
	case c == '(':
		return l.stringa()
	case c == '[':
		return l.lista()
	case c == '/':
		return l.nome(), nil
	default:
		return l.parola()
	}
}

func (l *lessico) dizionario() (any, error) {
	l.i += 2
	l.livelli++
	defer func() { l.livelli-- }()
	d := diz{}
	for {
		l.salta()
		if l.prossimo(">>") {
			l.i += 2
			return d, nil
		}
		if l.i >= len(l.b) || l.b[l.i] != '/' {
			return nil, fmt.Errorf("dictionary key expected at %d", l.i)
		}
		k := l.nome()
		v, err := l.oggetto()
		if err != nil {
			return nil, err
		}
		d[string(k)] = v
	}
}

func (l *lessico) lista() (any, error) {
	l.i++
	l.livelli++
	defer func() { l.livelli-- }()
	a := []any{}
	for {
		l.salta()
		if l.prossimo("]") {
			l.i++
			return a, nil
		}
		v, err := l.oggetto()
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
}

func (l *lessico) nome() nome {
	l.i++
	var n []byte
	for l.i < len(l.b) && !spazio(l.b[l.i]) && !delimitatore(l.b[l.i]) {
		c := l.b[l.i]
		if c == '#' && l.i+2 < len(l.b) {
			if v, err := strconv.ParseUint(string(l.b[l.i+1:l.i+3]), 16, 8); err == nil {
				c = byte(v)
				l.i += 2
			}
		}
		n = append(n, c)
		l.i++
	}
	return nome(n)
}

func (l *lessico) esadecimale() (any, error) {
	fine := bytes.IndexByte(l.b[l.i:], '>')
	if fine < 0 {
		return nil, errors.New("hex string without end")
	}
	var s []byte
	var meta byte
	cifre := 0
	for _, c := range l.b[l.i+1 : l.i+fine] {
		if spazio(c) {
			continue
		}
		v, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil {
			return nil, errors.New("hex string with other characters")
		}
		meta = meta<<4 | byte(v)
		if cifre++; cifre%2 == 0 {
			s = append(s, meta)
			meta = 0
		}
	}
	if cifre%2 == 1 {
		s = append(s, meta<<4)
	}
	l.i += fine + 1
	return s, nil
}

func (l *lessico) stringa() (any, error) {
	l.i++
	s := []byte{}
	for aperte := 1; l.i < len(l.b); {
		c := l.b[l.i]
		l.i++
		switch c {
		case '(':
			aperte++
		case ')':
			if aperte--; aperte == 0 {
				return s, nil
			}
		case '\\':
			s = l.fuga(s)
			continue
		}
		s = append(s, c)
	}
	return nil, errors.New("string without end")
}

// fuga appends what an escape in a string stands for.
func (l *lessico) fuga(s []byte) []byte {
	if l.i >= len(l.b) {
		return s
	}
	c := l.b[l.i]
	l.i++
	switch {
	case c == '\r' && l.prossimo("\n"): // a line continued
		l.i++
		return s
	case c == '\r' || c == '\n':
		return s
	case c >= '0' && c <= '7':
		return append(s, l.ottale(c))
	}
	if k := strings.IndexByte("nrtbf", c); k >= 0 {
		c = "\n\r\t\b\f"[k]
	}
	return append(s, c)
}

// ottale reads up to two more octal digits after c.
func (l *lessico) ottale(c byte) byte {
	v := int(c - '0')
	for k := 0; k < 2 && l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '7'; k++ {
		v = v*8 + int(l.b[l.i]-'0')
		l.i++
	}
	return byte(v & 0xFF)
}

// parola reads a number, a reference, true, false or null.
func (l *lessico) parola() (any, error) {
	p := l.prendi()
	switch p {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil //nolint:nilnil // the PDF null object
	case "":
		return nil, fmt.Errorf("unexpected byte at %d", l.i)
	}
	n, err := strconv.Atoi(p)
	if err != nil {
		f, errF := strconv.ParseFloat(p, 64)
		if errF != nil {
			return nil, fmt.Errorf("unknown word at %d", l.i)
		}
		return f, nil
	}
	dopo := l.i
	l.salta()
	if g, errG := strconv.Atoi(l.prendi()); errG == nil && n >= 0 && g >= 0 {
		l.salta()
		if l.prendi() == "R" {
			return rif{n, g}, nil
		}
	}
	l.i = dopo
	return n, nil
}

// intero reads a number that is not negative.
func (l *lessico) intero() (int, bool) {
	l.salta()
	n, err := strconv.Atoi(l.prendi())
	return n, err == nil && n >= 0
}

// testa reads "n g obj".
func (l *lessico) testa() (n int, ok bool) {
	n, okN := l.intero()
	_, okG := l.intero()
	l.salta()
	return n, okN && okG && l.prendi() == "obj"
}

func (l *lessico) prendi() string {
	da := l.i
	for l.i < len(l.b) && !spazio(l.b[l.i]) && !delimitatore(l.b[l.i]) {
		l.i++
	}
	if l.i-da > maxParola { // no number and no keyword is so long
		return ""
	}
	return string(l.b[da:l.i])
}
