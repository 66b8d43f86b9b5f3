package verifica

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/services/firma/pdfgrezzo"
)

// maxContents is the longest /Contents that is decoded, in hexadecimal digits.
const maxContents = 4 << 20

// campo is one signature dictionary. difetto says why it cannot be verified;
// then only sottofiltro and m may be set.
type campo struct {
	sottofiltro string
	m           string // raw /M
	a, b, c     int    // ByteRange [0 a b c]
	busta       []byte // /Contents, decoded
	difetto     string
}

// fine is the end of the revision that the signature covers.
func (c campo) fine() int { return c.b + c.c }

// trovaCampi returns the signature dictionaries of the file. Objects are those
// of the cross-reference tables; when these cannot be read (streams, damage)
// every "n g obj" of the file is looked at. The same when the tables know of no
// signature, but then only whole ones count: a last update may hide them, while
// a signed PDF attached to an unsigned one does not make it signed. Both ways
// are linear. At most maxFirme+1 are returned.
func trovaCampi(pdf []byte) []campo {
	inizi, ok := oggettiXref(pdf)
	if ok {
		if out := campiIn(pdf, inizi); len(out) > 0 {
			return out
		}
	}
	out := campiIn(pdf, oggettiOvunque(pdf))
	if ok {
		out = slices.DeleteFunc(out, func(c campo) bool { return c.difetto != "" })
	}
	return out
}

// campiIn reads the objects that begin at those offsets.
func campiIn(pdf []byte, inizi []int) []campo {
	var out []campo
	for i, da := range inizi {
		fine := len(pdf)
		if i+1 < len(inizi) {
			fine = inizi[i+1]
		}
		if !bytes.Contains(pdf[da:fine], []byte("/ByteRange")) {
			continue
		}
		if c, si := leggiCampo(pdf, da, fine); si {
			out = append(out, c)
		}
		if len(out) > maxFirme {
			break
		}
	}
	return out
}

// oggettiXref returns the sorted offsets of all objects of all revisions; not
// ok if a table cannot be read or points to something that is not an object.
func oggettiXref(pdf []byte) ([]int, bool) {
	x, err := pdfgrezzo.LeggiXref(pdf)
	if err != nil {
		return nil, false
	}
	slices.Sort(x.Tutti)
	inizi := slices.Compact(x.Tutti)
	for _, da := range inizi {
		if _, _, err := pdfgrezzo.Corpo(pdf, da); err != nil {
			return nil, false
		}
	}
	return inizi, true
}

// oggettiOvunque finds every "n g obj" by going back from each "obj".
func oggettiOvunque(pdf []byte) []int {
	var out []int
	for p := 0; ; {
		i := bytes.Index(pdf[p:], []byte("obj"))
		if i < 0 {
			return out
		}
		i += p
		p = i + 3
		if da, ok := primaDiObj(pdf, i); ok {
			out = append(out, da)
		}
	}
}

// primaDiObj returns where "n g " before position i begins: at most 10 digits
// and 5, so that the walk back stays short.
func primaDiObj(pdf []byte, i int) (int, bool) {
	cifre := func(i, max int) int {
		j := i
		for j > 0 && i-j < max && pdf[j-1] >= '0' && pdf[j-1] <= '9' {
			j--
		}
		return j
	}
	spazi := func(i int) int {
		j := i
		for j > 0 && i-j < 8 && bytes.IndexByte([]byte(" \t\r\n"), pdf[j-1]) >= 0 {
			j--
		}
		return j
	}
	s2 := spazi(i)
	g := cifre(s2, 5)
	s1 := spazi(g)
	n := cifre(s1, 10)
	return n, s2 < i && g < s2 && s1 < g && n < s1
}

// leggiCampo reads the signature dictionary at da. Not a signature when its
// top level has no ByteRange (the word stood in a string or a stream).
func leggiCampo(pdf []byte, da, fine int) (campo, bool) {
	_, corpo, err := pdfgrezzo.Corpo(pdf, da)
	if err != nil {
		return campo{}, false
	}
	d, err := pdfgrezzo.LeggiDizionario(pdf, corpo, fine)
	if err != nil {
		return campo{difetto: "dizionario della firma illeggibile"}, true
	}
	v := d.Valore(pdf, "ByteRange")
	if v == nil {
		return campo{}, false
	}
	c := campo{sottofiltro: strings.TrimPrefix(string(d.Valore(pdf, "SubFilter")), "/")}
	if m := d.Valore(pdf, "M"); len(m) > 2 && len(m) < 64 && m[0] == '(' {
		c.m = string(m[1 : len(m)-1])
	}
	contents, ok := d.Voce("Contents")
	if !ok {
		c.difetto = "manca /Contents"
		return c, true
	}
	c.range4(pdf, v, contents)
	return c, true
}

// range4 checks VF-01: four numbers, the first 0, the gap exactly the /Contents
// string of this very dictionary, the end within the file.
func (c *campo) range4(pdf, v []byte, contents pdfgrezzo.Voce) {
	r, err := pdfgrezzo.Interi(v, 4)
	if err != nil || len(r) != 4 {
		c.difetto = "ByteRange illeggibile"
		return
	}
	if r[0] != 0 || r[1] > len(pdf) || r[2] > len(pdf) || r[3] > len(pdf)-r[2] || r[1] > r[2] {
		c.difetto = "ByteRange fuori dal file"
		return
	}
	if r[1] != contents.Inizio || r[2] != contents.Fine {
		c.difetto = "ByteRange non corrisponde a /Contents"
		return
	}
	if !c.decodifica(pdf[r[1]:r[2]]) {
		c.difetto = "/Contents non è una stringa esadecimale"
		return
	}
	c.a, c.b, c.c = r[1], r[2], r[3]
}

func (c *campo) decodifica(gap []byte) bool {
	if len(gap) < 2 || len(gap) > maxContents || gap[0] != '<' || gap[len(gap)-1] != '>' {
		return false
	}
	c.busta = make([]byte, hex.DecodedLen(len(gap)-2))
	_, err := hex.Decode(c.busta, gap[1:len(gap)-1])
	return err == nil
}
