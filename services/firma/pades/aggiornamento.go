package pades

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/services/firma/pdfgrezzo"
)

const segnapostoRange = "[0 0000000000 0000000000 0000000000]"

// campo is the hole that the signature does not cover: /Contents with its
// angle brackets.
type campo struct{ inizio, fine int }

// aggiornamento is an incremental update in the making.
type aggiornamento struct {
	base     []byte
	xref     pdfgrezzo.Xref
	out      bytes.Buffer
	scritti  map[int]int // object number -> offset
	prossimo int         // first free object number
}

// prepara appends field and empty signature dictionary, with the ByteRange
// already right and spazio zero bytes in /Contents.
func prepara(pdf []byte, spazio int, o Opzioni) ([]byte, campo, error) {
	a, err := nuovo(pdf)
	if err != nil {
		return nil, campo{}, err
	}
	nFirma, nCampo, nAspetto := a.prossimo, a.prossimo+1, a.prossimo+2
	a.prossimo += 3
	pagina, err := a.primaPagina()
	if err != nil {
		return nil, campo{}, err
	}
	titolo, err := a.catalogo(nCampo)
	if err != nil {
		return nil, campo{}, err
	}
	if err := a.annotazioni(pagina, nCampo); err != nil {
		return nil, campo{}, err
	}
	// An invisible field: an empty rectangle with an empty appearance, printed
	// and locked (F 132), as PDF/A asks.
	a.oggetto(nCampo, fmt.Sprintf("<< /Type /Annot /Subtype /Widget /FT /Sig /T (%s) /V %d 0 R /P %d 0 R /Rect [0 0 0 0] /F 132 /AP << /N %d 0 R >> >>",
		titolo, nFirma, pagina, nAspetto))
	a.oggetto(nAspetto, "<< /Type /XObject /Subtype /Form /BBox [0 0 0 0] /Resources << >> /Length 0 >>\nstream\n\nendstream")
	range0, c := a.firma(nFirma, spazio, o)
	a.chiudi()

	b := a.out.Bytes()
	copy(b[range0:], fmt.Sprintf("[0 %010d %010d %010d]", c.inizio, c.fine, len(b)-c.fine))
	return b, c, nil
}

func nuovo(pdf []byte) (*aggiornamento, error) {
	if len(pdf) == 0 || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return nil, errors.New("pades: not a PDF")
	}
	x, err := pdfgrezzo.LeggiXref(pdf)
	if err != nil {
		return nil, fmt.Errorf("pades: %w", err)
	}
	if x.Coda.Valore(pdf, "Encrypt") != nil {
		return nil, errors.New("pades: the file is encrypted")
	}
	a := &aggiornamento{base: pdf, xref: x, scritti: map[int]int{}, prossimo: 1}
	for n := range x.Oggetti {
		a.prossimo = max(a.prossimo, n+1)
	}
	a.out.Write(pdf)
	if pdf[len(pdf)-1] != '\n' {
		a.out.WriteByte('\n')
	}
	return a, nil
}

func (a *aggiornamento) oggetto(n int, corpo string) {
	a.scritti[n] = a.out.Len()
	fmt.Fprintf(&a.out, "%d 0 obj\n%s\nendobj\n", n, corpo)
}

// firma writes the signature dictionary; range0 is where the ByteRange stands.
func (a *aggiornamento) firma(n, spazio int, o Opzioni) (range0 int, c campo) {
	a.scritti[n] = a.out.Len()
	fmt.Fprintf(&a.out, "%d 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M %s", n, data(o.Quando))
	for _, v := range [][2]string{{"Name", o.Nome}, {"Reason", o.Motivo}, {"Location", o.Luogo}} {
		if v[1] != "" {
			fmt.Fprintf(&a.out, " /%s %s", v[0], stringa(v[1]))
		}
	}
	a.out.WriteString(" /ByteRange ")
	range0 = a.out.Len()
	a.out.WriteString(segnapostoRange + " /Contents ")
	c.inizio = a.out.Len()
	a.out.WriteByte('<')
	a.out.Write(bytes.Repeat([]byte("00"), spazio))
	a.out.WriteByte('>')
	c.fine = a.out.Len()
	a.out.WriteString(" >>\nendobj\n")
	return range0, c
}

// chiudi writes the cross-reference table and trailer of the update.
func (a *aggiornamento) chiudi() {
	inizio := a.out.Len()
	a.out.WriteString("xref\n")
	numeri := make([]int, 0, len(a.scritti))
	for n := range a.scritti {
		numeri = append(numeri, n)
	}
	slices.Sort(numeri)
	for i := 0; i < len(numeri); {
		j := i + 1
		for j < len(numeri) && numeri[j] == numeri[j-1]+1 {
			j++
		}
		fmt.Fprintf(&a.out, "%d %d\n", numeri[i], j-i)
		for ; i < j; i++ {
			fmt.Fprintf(&a.out, "%010d 00000 n \n", a.scritti[numeri[i]]) // exactly 20 bytes
		}
	}
	fmt.Fprintf(&a.out, "trailer\n<< /Size %d /Prev %d", a.prossimo, a.xref.Inizio)
	for _, v := range a.xref.Coda.Voci {
		if v.Chiave == "Root" || v.Chiave == "Info" || v.Chiave == "ID" {
			fmt.Fprintf(&a.out, " /%s %s", v.Chiave, a.base[v.Inizio:v.Fine])
		}
	}
	fmt.Fprintf(&a.out, " >>\nstartxref\n%d\n%%%%EOF\n", inizio)
}

// dizionario reads object n, which must be a dictionary.
func (a *aggiornamento) dizionario(n int) (pdfgrezzo.Dizionario, error) {
	inizio, fine, err := a.xref.Oggetto(a.base, n)
	if err != nil {
		return pdfgrezzo.Dizionario{}, err
	}
	return pdfgrezzo.LeggiDizionario(a.base, inizio, fine)
}

// conVoci rewrites d with some values replaced or added: key, value, key, value.
func (a *aggiornamento) conVoci(d pdfgrezzo.Dizionario, coppie ...string) string {
	var s strings.Builder
	s.WriteString("<<")
	for _, v := range d.Voci {
		if !slices.Contains(coppie, v.Chiave) {
			fmt.Fprintf(&s, " /%s %s", v.Chiave, a.base[v.Inizio:v.Fine])
		}
	}
	for i := 0; i+1 < len(coppie); i += 2 {
		fmt.Fprintf(&s, " /%s %s", coppie[i], coppie[i+1])
	}
	s.WriteString(" >>")
	return s.String()
}
