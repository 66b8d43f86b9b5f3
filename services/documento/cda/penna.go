package cda

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// penna writes elements with the standard encoder and remembers the first
// fault, so that the writer reads like the document it writes.
type penna struct {
	buf bytes.Buffer
	enc *xml.Encoder
	err error
}

func nuovaPenna() *penna {
	p := &penna{}
	// The gateway's dispatcher takes the charset from this declaration and
	// fails when it is missing (spec 3, section 2, row 0).
	p.buf.WriteString(xml.Header)
	p.enc = xml.NewEncoder(&p.buf)
	p.enc.Indent("", "  ")
	return p
}

// apre writes a start tag; coppie are attribute names and values, an empty
// value leaves the attribute out.
func (p *penna) apre(nome string, coppie ...string) {
	e := xml.StartElement{Name: xml.Name{Local: nome}}
	for i := 0; i+1 < len(coppie); i += 2 {
		if coppie[i+1] == "" {
			continue
		}
		p.controlla(nome+"/@"+coppie[i], coppie[i+1])
		e.Attr = append(e.Attr, xml.Attr{Name: xml.Name{Local: coppie[i]}, Value: coppie[i+1]})
	}
	p.token(e)
}

func (p *penna) chiude(nome string) { p.token(xml.EndElement{Name: xml.Name{Local: nome}}) }

// vuoto writes an element with attributes only.
func (p *penna) vuoto(nome string, coppie ...string) {
	p.apre(nome, coppie...)
	p.chiude(nome)
}

// dentro writes an element with whatever f writes inside.
func (p *penna) dentro(nome string, f func(), coppie ...string) {
	p.apre(nome, coppie...)
	f()
	p.chiude(nome)
}

// foglia writes an element with text.
func (p *penna) foglia(nome, testo string, coppie ...string) {
	p.apre(nome, coppie...)
	p.controlla(nome, testo)
	p.token(xml.CharData(testo))
	p.chiude(nome)
}

// fogliaSe is foglia when there is a text.
func (p *penna) fogliaSe(nome, testo string) {
	if testo != "" {
		p.foglia(nome, testo)
	}
}

func (p *penna) token(t xml.Token) {
	if p.err == nil {
		p.err = p.enc.EncodeToken(t)
	}
}

// controlla refuses what XML 1.0 cannot carry: the encoder would silently put
// U+FFFD in its place, and the document would say something else.
func (p *penna) controlla(dove, s string) {
	if p.err != nil {
		return
	}
	if !utf8.ValidString(s) {
		p.err = fmt.Errorf("%s: invalid UTF-8", dove)
		return
	}
	if i := strings.IndexFunc(s, nonXML); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		p.err = fmt.Errorf("%s: character U+%04X", dove, r)
	}
}

func nonXML(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	}
	return r == 0xFFFE || r == 0xFFFF
}

func (p *penna) fine() ([]byte, error) {
	if p.err == nil {
		p.err = p.enc.Close()
	}
	if p.err != nil {
		return nil, errors.Join(errors.New("cda: not written"), p.err)
	}
	p.buf.WriteByte('\n')
	return p.buf.Bytes(), nil
}
