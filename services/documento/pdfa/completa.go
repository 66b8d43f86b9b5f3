package pdfa

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// Descrizione is what the file says about itself.
type Descrizione struct {
	Titolo     string
	Autore     string
	Produttore string
	Lingua     string // BCP 47, "it-IT": letters, digits and hyphens
	Creato     time.Time
}

// Completa returns base, a PDF written by gofpdf, as PDF/A-3b: new header,
// output intent sRGB, XMP in step with the information dictionary, identifier,
// language, and cda (when there is one) attached under its exact name. The
// same input gives the same bytes.
func Completa(base, cda []byte, d Descrizione) ([]byte, error) {
	f, err := apri(base)
	if err != nil {
		return nil, err
	}
	c := &copia{oggetti: map[int][]byte{}}
	if err := c.prendi(f); err != nil {
		return nil, err
	}
	radice, okR := f.trailer["Root"].(rif)
	info, okI := f.trailer["Info"].(rif)
	catalogo, okC := f.risolvi(radice).(diz)
	pagine, okP := catalogo["Pages"].(rif)
	if !okR || !okI || !okC || !okP {
		return nil, errors.New("pdfa: no catalog, information or pages")
	}
	icc := c.flusso("/N 3", srgb(), true)
	meta := c.flusso("/Type /Metadata /Subtype /XML", xmp(d), false)
	var b strings.Builder
	fmt.Fprintf(&b, "<< /Type /Catalog /Version /1.7 /Pages %d 0 R /Lang (%s) /Metadata %d 0 R /ViewerPreferences << /DisplayDocTitle true >>", pagine.n, d.Lingua, meta)
	fmt.Fprintf(&b, " /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile %d 0 R >> ]", icc)
	if len(cda) > 0 {
		spec := c.allega(cda, d)
		fmt.Fprintf(&b, " /Names << /EmbeddedFiles << /Names [ (%s) %d 0 R ] >> >> /AF [ %d 0 R ]", NomeCDA, spec, spec)
	}
	b.WriteString(" >>")
	c.oggetti[radice.n] = []byte(b.String())
	c.oggetti[info.n] = fmt.Appendf(nil, "<< /Title %s /Author %s /Producer %s /CreationDate %s /ModDate %s >>",
		testoPDF(d.Titolo), testoPDF(d.Autore), testoPDF(d.Produttore), data(d.Creato), data(d.Creato))
	return c.scrivi(radice.n, info.n), nil
}

// copia holds the bodies of all objects, to be written again.
type copia struct {
	oggetti map[int][]byte
	ultimo  int
}

// prendi takes every object's bytes, from its offset to endobj.
func (c *copia) prendi(f *file) error {
	offset := []int{}
	for _, p := range f.posti {
		if p.offset > 0 {
			offset = append(offset, p.offset)
		}
	}
	slices.Sort(offset)
	for n, p := range f.posti {
		if p.offset <= 0 {
			continue
		}
		i, _ := slices.BinarySearch(offset, p.offset)
		fine := len(f.b)
		if i+1 < len(offset) {
			fine = offset[i+1]
		}
		pezzo := f.b[p.offset:fine]
		testa := fmt.Appendf(nil, "%d 0 obj", n)
		coda := bytes.LastIndex(pezzo, []byte("endobj"))
		if !bytes.HasPrefix(pezzo, testa) || coda < len(testa) {
			return fmt.Errorf("pdfa: object %d is not at its offset", n)
		}
		c.oggetti[n] = bytes.TrimSpace(pezzo[len(testa):coda])
		c.ultimo = max(c.ultimo, n)
	}
	return nil
}

func (c *copia) aggiungi(corpo []byte) int {
	c.ultimo++
	c.oggetti[c.ultimo] = corpo
	return c.ultimo
}

func (c *copia) flusso(diz string, dati []byte, comprimi bool) int {
	return c.aggiungi(flussoPDF(diz, dati, comprimi))
}

func flussoPDF(diz string, dati []byte, comprimi bool) []byte {
	if comprimi {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		_, err := w.Write(dati)
		if err = errors.Join(err, w.Close()); err == nil { // a buffer does not fail
			dati = z.Bytes()
			diz += " /Filter /FlateDecode"
		}
	}
	b := fmt.Appendf(nil, "<< %s /Length %d >>\nstream\n", diz, len(dati))
	return append(append(b, dati...), "\nendstream"...)
}

// allega adds the CDA as an associated file and returns its file specification.
func (c *copia) allega(cda []byte, d Descrizione) int {
	ef := c.flusso(fmt.Sprintf("/Type /EmbeddedFile /Subtype /text#2Fxml /Params << /Size %d /ModDate %s >>", len(cda), data(d.Creato)), cda, true)
	return c.aggiungi(fmt.Appendf(nil, "<< /Type /Filespec /F (%s) /UF (%s) /Desc (CDA R2) /AFRelationship /Alternative /EF << /F %d 0 R /UF %d 0 R >> >>", NomeCDA, NomeCDA, ef, ef))
}

// scrivi writes all objects anew: the header grew, so every offset moves.
func (c *copia) scrivi(radice, info int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	offset := make([]int, c.ultimo+1)
	for n := 1; n <= c.ultimo; n++ {
		if c.oggetti[n] == nil {
			continue
		}
		offset[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n", n)
		b.Write(c.oggetti[n])
		b.WriteString("\nendobj\n")
	}
	id := sha256.Sum256(b.Bytes())
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", c.ultimo+1)
	for _, o := range offset[1:] {
		if o == 0 {
			b.WriteString("0000000000 65535 f \n")
		} else {
			fmt.Fprintf(&b, "%010d 00000 n \n", o)
		}
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%X> <%X>] >>\nstartxref\n%d\n%%%%EOF\n", c.ultimo+1, radice, info, id[:16], id[:16], xref)
	return b.Bytes()
}

// testoPDF returns a text string as UTF-16 in hexadecimal: no escaping and
// every accent.
func testoPDF(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}

// data returns a PDF date with its offset, D:20260102150405+01'00'.
func data(t time.Time) string {
	s := t.Format("20060102150405-0700")
	return "(D:" + s[:17] + "'" + s[17:] + "')"
}

// xmp returns the metadata packet. Its values must equal the information
// dictionary's, or the file is no PDF/A.
func xmp(d Descrizione) []byte {
	quando := d.Creato.Format("2006-01-02T15:04:05-07:00")
	return fmt.Appendf(nil, `<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>%s</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`, "\uFEFF", esc(d.Titolo), esc(d.Autore), esc(d.Lingua), quando, quando, esc(d.Produttore))
}

func esc(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return "" // a buffer does not fail
	}
	return b.String()
}
