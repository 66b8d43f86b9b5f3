// Package albero reads an XML document into a small tree with hard limits. The
// CDA reader and the conformance checks walk the same tree, so both judge the
// very bytes that were written and not the structures that wrote them.
package albero

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// HL7 is the namespace of a CDA document; nodes of other namespaces carry a
// prefix in their name ("sdtc:statusCode").
const HL7 = "urn:hl7-org:v3"

const (
	sdtc = "urn:hl7-org:sdtc"
	xsi  = "http://www.w3.org/2001/XMLSchema-instance"

	// Limits against hostile files: the gateway refuses more than 5 MB, and a
	// certificate has about 170 elements in 12 levels.
	maxByte    = 5 << 20
	maxLivelli = 64
	maxNodi    = 50_000
)

// Nodo is one element.
type Nodo struct {
	Nome      string            // local name, prefixed outside of HL7
	Attributi map[string]string // xsi:type under "xsi:type", namespace declarations left out
	Figli     []*Nodo
	Testo     string // own character data, all pieces joined

	pezzi []byte // of Testo, while the element is open
}

// Leggi reads b. It refuses DOCTYPE, processing instructions after the XML
// declaration, undeclared prefixes, encodings other than UTF-8, more than 5 MB,
// 64 levels or 50,000 elements.
func Leggi(b []byte) (*Nodo, error) {
	if len(b) > maxByte {
		return nil, fmt.Errorf("albero: %d bytes", len(b))
	}
	l := lettore{dec: xml.NewDecoder(bytes.NewReader(b))}
	l.dec.Strict = true
	for {
		tok, err := l.dec.Token()
		if errors.Is(err, io.EOF) {
			return l.fine()
		}
		if err != nil {
			return nil, fmt.Errorf("albero: %w", err)
		}
		if err := l.prendi(tok); err != nil {
			return nil, err
		}
	}
}

type lettore struct {
	dec    *xml.Decoder
	radice *Nodo
	pila   []*Nodo
	nodi   int
}

func (l *lettore) fine() (*Nodo, error) {
	if l.radice == nil || len(l.pila) > 0 {
		return nil, errors.New("albero: no root element")
	}
	return l.radice, nil
}

func (l *lettore) prendi(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.StartElement:
		return l.apri(t)
	case xml.EndElement:
		n := l.pila[len(l.pila)-1]
		n.Testo, n.pezzi = string(n.pezzi), nil
		l.pila = l.pila[:len(l.pila)-1]
	case xml.CharData:
		if n := len(l.pila); n > 0 {
			// Joined once, at the end: comments can cut a text into a million pieces.
			l.pila[n-1].pezzi = append(l.pila[n-1].pezzi, t...)
		} else if len(bytes.TrimSpace(t)) > 0 {
			return errors.New("albero: text outside of the root")
		}
	case xml.ProcInst:
		if t.Target != "xml" || l.radice != nil {
			return errors.New("albero: processing instruction")
		}
	case xml.Directive:
		return errors.New("albero: DOCTYPE")
	}
	return nil
}

func (l *lettore) apri(t xml.StartElement) error {
	l.nodi++
	if l.nodi > maxNodi || len(l.pila) >= maxLivelli {
		return errors.New("albero: too many or too deep elements")
	}
	nome, ok := nomeDi(t.Name)
	if !ok {
		return fmt.Errorf("albero: namespace of %s", t.Name.Local)
	}
	n := &Nodo{Nome: nome}
	var err error
	if n.Attributi, err = attributi(t.Attr); err != nil {
		return err
	}
	if k := len(l.pila); k > 0 {
		l.pila[k-1].Figli = append(l.pila[k-1].Figli, n)
	} else if l.radice != nil {
		return errors.New("albero: two root elements")
	} else {
		l.radice = n
	}
	l.pila = append(l.pila, n)
	return nil
}

// attributi leaves namespace declarations out and refuses foreign ones.
func attributi(attr []xml.Attr) (map[string]string, error) {
	m := make(map[string]string, len(attr))
	for _, a := range attr {
		if a.Name.Space == "xmlns" || (a.Name.Space == "" && a.Name.Local == "xmlns") {
			continue
		}
		chiave := a.Name.Local
		if a.Name.Space == xsi {
			chiave = "xsi:" + chiave
		} else if a.Name.Space != "" {
			return nil, fmt.Errorf("albero: namespace of attribute %s", chiave)
		}
		if _, doppio := m[chiave]; doppio {
			return nil, fmt.Errorf("albero: attribute %s stands twice", chiave)
		}
		m[chiave] = a.Value
	}
	return m, nil
}

func nomeDi(n xml.Name) (string, bool) {
	switch n.Space {
	case HL7:
		return n.Local, true
	case sdtc:
		return "sdtc:" + n.Local, true
	default:
		return "", false
	}
}

// Trova returns the descendants of n along path, "a/b/c", in document order.
func (n *Nodo) Trova(path string) []*Nodo {
	qui := []*Nodo{n}
	for nome := range strings.SplitSeq(path, "/") {
		var poi []*Nodo
		for _, p := range qui {
			for _, f := range p.Figli {
				if f.Nome == nome {
					poi = append(poi, f)
				}
			}
		}
		qui = poi
	}
	return qui
}

// Primo returns the first node of path, or an empty one: reading a missing
// element gives empty texts, and the checks say that it is missing.
func (n *Nodo) Primo(path string) *Nodo {
	if tutti := n.Trova(path); len(tutti) > 0 {
		return tutti[0]
	}
	return &Nodo{}
}

// Attr returns an attribute, empty if there is none.
func (n *Nodo) Attr(nome string) string { return n.Attributi[nome] }

// Ha reports whether every attribute of coppie (name, value, …) is there.
func (n *Nodo) Ha(coppie ...string) bool {
	for i := 0; i+1 < len(coppie); i += 2 {
		if v, ok := n.Attributi[coppie[i]]; !ok || v != coppie[i+1] {
			return false
		}
	}
	return true
}

// Visita calls f for n and every node below it, parents first.
func (n *Nodo) Visita(f func(*Nodo)) {
	f(n)
	for _, x := range n.Figli {
		x.Visita(f)
	}
}

// TestoPieno returns the text of n and of everything below it, with runs of
// blanks made one.
func (n *Nodo) TestoPieno() string {
	var b strings.Builder
	n.Visita(func(x *Nodo) { b.WriteString(x.Testo); b.WriteByte(' ') })
	return strings.Join(strings.Fields(b.String()), " ")
}

// Diverso returns the path of the first place where a and b differ, or "" when
// they say the same. Blanks between elements do not count.
func Diverso(a, b *Nodo) string {
	if a.Nome != b.Nome {
		return a.Nome + "≠" + b.Nome
	}
	for k, v := range a.Attributi {
		if w, ok := b.Attributi[k]; !ok || w != v {
			return a.Nome + "/@" + k
		}
	}
	for k := range b.Attributi {
		if _, ok := a.Attributi[k]; !ok {
			return a.Nome + "/@" + k
		}
	}
	if len(a.Figli) != len(b.Figli) {
		return a.Nome + ": number of elements"
	}
	if testoProprio(a) != testoProprio(b) {
		return a.Nome + ": text"
	}
	for i := range a.Figli {
		if d := Diverso(a.Figli[i], b.Figli[i]); d != "" {
			return a.Nome + "/" + d
		}
	}
	return ""
}

func testoProprio(n *Nodo) string {
	if len(n.Figli) > 0 && strings.TrimSpace(n.Testo) == "" {
		return ""
	}
	return n.Testo
}
