package pdfgrezzo

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// maxAnnidamento bounds brackets inside brackets; real files stay under ten.
// maxVoci bounds the keys of a dictionary; real ones have twenty.
const (
	maxAnnidamento = 100
	maxVoci        = 4096
)

// Voce is one entry of a dictionary; Inizio and Fine delimit its value.
type Voce struct {
	Chiave       string // without the slash
	Inizio, Fine int
}

// Dizionario is a dictionary with the positions of its values in the file.
type Dizionario struct {
	Inizio, Fine int // from "<<" to after ">>"
	Voci         []Voce
}

// Voce returns the entry of that key.
func (d Dizionario) Voce(chiave string) (Voce, bool) {
	for _, v := range d.Voci {
		if v.Chiave == chiave {
			return v, true
		}
	}
	return Voce{}, false
}

// Valore returns the raw bytes of a value, nil when the key is absent.
func (d Dizionario) Valore(b []byte, chiave string) []byte {
	v, ok := d.Voce(chiave)
	if !ok {
		return nil
	}
	return b[v.Inizio:v.Fine]
}

// LeggiDizionario reads the dictionary that starts at da (white space and
// comments before it are skipped) and must end before limite. A key that
// stands twice is an error: readers disagree on which one counts.
func LeggiDizionario(b []byte, da, limite int) (Dizionario, error) {
	limite = min(limite, len(b))
	p := SaltaBianchi(b, da, limite)
	if p+2 > limite || b[p] != '<' || b[p+1] != '<' {
		return Dizionario{}, fmt.Errorf("pdfgrezzo: no dictionary at %d", da)
	}
	d := Dizionario{Inizio: p}
	viste := map[string]bool{}
	for p += 2; ; {
		p = SaltaBianchi(b, p, limite)
		if p+2 <= limite && b[p] == '>' && b[p+1] == '>' {
			d.Fine = p + 2
			return d, nil
		}
		chiave, fine, err := chiaveDa(b, p, limite)
		if err != nil {
			return Dizionario{}, err
		}
		if viste[chiave] || len(viste) == maxVoci {
			return Dizionario{}, fmt.Errorf("pdfgrezzo: key twice, or one too many, at %d", p)
		}
		viste[chiave] = true
		inizio := SaltaBianchi(b, fine, limite)
		q, err := fineValore(b, inizio, limite)
		if err != nil {
			return Dizionario{}, err
		}
		d.Voci = append(d.Voci, Voce{chiave, inizio, q})
		p = q
	}
}

// chiaveDa reads the name that stands at p.
func chiaveDa(b []byte, p, limite int) (chiave string, fine int, err error) {
	if p >= limite || b[p] != '/' {
		return "", 0, fmt.Errorf("pdfgrezzo: no key at %d", p)
	}
	fine = fineParola(b, p+1, limite)
	return string(b[p+1 : fine]), fine, nil
}

// SaltaBianchi returns the position of the first byte from p on that is
// neither white space nor part of a comment.
func SaltaBianchi(b []byte, p, limite int) int {
	for p < limite {
		switch {
		case bianco(b[p]):
			p++
		case b[p] == '%':
			for p < limite && b[p] != '\n' && b[p] != '\r' {
				p++
			}
		default:
			return p
		}
	}
	return p
}

// Riferimento reads "n g R".
func Riferimento(v []byte) (int, bool) {
	campi := bytes.Fields(v)
	if len(campi) != 3 || string(campi[2]) != "R" {
		return 0, false
	}
	n, err := strconv.Atoi(string(campi[0]))
	return n, err == nil && n > 0
}

// Interi reads an array of non-negative integers such as a ByteRange.
func Interi(v []byte, max int) ([]int, error) {
	v = bytes.TrimSpace(v)
	if len(v) < 2 || v[0] != '[' || v[len(v)-1] != ']' {
		return nil, errors.New("pdfgrezzo: not an array")
	}
	campi := bytes.Fields(v[1 : len(v)-1])
	if len(campi) > max {
		return nil, errors.New("pdfgrezzo: array too long")
	}
	out := make([]int, len(campi))
	for i, c := range campi {
		n, err := strconv.Atoi(string(c))
		if err != nil || n < 0 || c[0] < '0' || c[0] > '9' {
			return nil, errors.New("pdfgrezzo: not a number")
		}
		out[i] = n
	}
	return out, nil
}

// fineValore returns the position after the object that starts at p; an
// indirect reference counts as one object.
func fineValore(b []byte, p, limite int) (int, error) {
	fine, err := fineOggetto(b, p, limite)
	if err != nil || b[p] < '0' || b[p] > '9' {
		return fine, err
	}
	if q := fineRiferimento(b, fine, limite); q > 0 {
		return q, nil
	}
	return fine, nil
}

// fineRiferimento recognises " g R" after a number; 0 when it is not there.
func fineRiferimento(b []byte, p, limite int) int {
	g := SaltaBianchi(b, p, limite)
	q := g
	for q < limite && b[q] >= '0' && b[q] <= '9' {
		q++
	}
	r := SaltaBianchi(b, q, limite)
	if q == g || r == q || r >= limite || b[r] != 'R' || (r+1 < limite && !separatore(b[r+1])) {
		return 0
	}
	return r + 1
}

// fineOggetto skips one token, or one bracketed object with all it holds.
func fineOggetto(b []byte, p, limite int) (int, error) {
	var aperte []byte
	for p < limite {
		q, parentesi, err := fineSimbolo(b, p, limite)
		if err != nil {
			return 0, err
		}
		switch parentesi {
		case '<', '[':
			if len(aperte) == maxAnnidamento {
				return 0, errors.New("pdfgrezzo: nested too deep")
			}
			aperte = append(aperte, parentesi)
		case '>', ']':
			if len(aperte) == 0 || aperte[len(aperte)-1]+2 != parentesi {
				return 0, errors.New("pdfgrezzo: bracket does not match")
			}
			aperte = aperte[:len(aperte)-1]
		}
		if len(aperte) == 0 {
			return q, nil
		}
		p = SaltaBianchi(b, q, limite)
	}
	return 0, errors.New("pdfgrezzo: object does not end")
}

// fineSimbolo returns the end of the token at p; parentesi is '<' or '>' for
// "<<" and ">>", '[' or ']' for those, 0 for anything else ('[' + 2 == ']' and
// '<' + 2 == '>').
func fineSimbolo(b []byte, p, limite int) (fine int, parentesi byte, err error) {
	switch c := b[p]; c {
	case '[', ']':
		return p + 1, c, nil
	case '<', '>':
		if p+1 < limite && b[p+1] == c {
			return p + 2, c, nil
		}
		n := bytes.IndexByte(b[p:limite], '>')
		if c == '>' || n < 0 {
			return 0, 0, errors.New("pdfgrezzo: hex string does not end")
		}
		return p + n + 1, 0, nil
	case '(':
		fine, err = fineStringa(b, p, limite)
		return fine, 0, err
	case '/':
		return fineParola(b, p+1, limite), 0, nil
	case ')', '{', '}':
		return 0, 0, errors.New("pdfgrezzo: unexpected character")
	default:
		return fineParola(b, p, limite), 0, nil
	}
}

func fineStringa(b []byte, p, limite int) (int, error) {
	aperte := 0
	for ; p < limite; p++ {
		switch b[p] {
		case '\\':
			p++
		case '(':
			aperte++
		case ')':
			if aperte--; aperte == 0 {
				return p + 1, nil
			}
		}
	}
	return 0, errors.New("pdfgrezzo: string does not end")
}

func fineParola(b []byte, p, limite int) int {
	for p < limite && !separatore(b[p]) {
		p++
	}
	return p
}

func bianco(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func separatore(c byte) bool { return bianco(c) || bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }
