package pdfa_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/phpdave11/gofpdf"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

const xml = `<?xml version="1.0" encoding="UTF-8"?><a>è</a>`

func base(tb testing.TB) []byte {
	tb.Helper()
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	pdf.AddPage()
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func completo(tb testing.TB, cda string) []byte {
	tb.Helper()
	b, err := pdfa.Completa(base(tb), []byte(cda), pdfa.Descrizione{Titolo: "Così (è)", Autore: "A", Produttore: "P", Lingua: "it-IT", Creato: time.Date(2026, 11, 16, 10, 30, 0, 0, time.FixedZone("", 3600))})
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func TestCompleta_writesWhatPDFA3Asks(t *testing.T) {
	b := completo(t, xml)

	for _, s := range []string{
		"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "/AFRelationship /Alternative", "/AF [", "(cda.xml)", "/GTS_PDFA1", "<pdfaid:part>3</pdfaid:part>",
		"<pdfaid:conformance>B</pdfaid:conformance>", "/ID [<", "/Lang (it-IT)", "Così (è)</rdf:li>", "D:20261116103000+01'00'", "2026-11-16T10:30:00+01:00",
	} {
		if !bytes.Contains(b, []byte(s)) {
			t.Errorf("%q is not there", s)
		}
	}
	// Every entry of the cross-reference leads to its object.
	i := bytes.LastIndex(b, []byte("\nxref\n"))
	righe := strings.Split(string(b[i:]), "\n")[3:]
	trovati := 0
	for n, r := range righe {
		if strings.HasPrefix(r, "trailer") {
			break
		}
		var offset, g int
		var tipo string
		if k, _ := fmt.Sscanf(r, "%d %d %s", &offset, &g, &tipo); k != 3 || len(r) != 19 {
			t.Fatalf("entry %q", r)
		}
		if tipo == "n" {
			trovati++
			if !bytes.HasPrefix(b[offset:], fmt.Appendf(nil, "%d 0 obj", n)) {
				t.Errorf("object %d is not at %d", n, offset)
			}
		}
	}
	if trovati < 8 {
		t.Fatalf("%d objects", trovati)
	}
}

func TestEstraiCDA_takesOutWhatWasPutIn(t *testing.T) {
	for _, s := range []string{xml, strings.Repeat("endobj endstream\n1 0 obj ", 5000)} {
		if b, err := pdfa.EstraiCDA(completo(t, s)); err != nil || string(b) != s {
			t.Fatalf("%v", err)
		}
	}
}

func TestEstraiCDA_followsIncrementalUpdates(t *testing.T) {
	b := completo(t, xml)
	prev := bytes.LastIndex(b, []byte("\nxref\n")) + 1
	n := len(b)
	b = append(b, "99 0 obj\n<< /X 1 >>\nendobj\n"...)
	x := len(b)
	root := string(b[bytes.LastIndex(b, []byte("/Root")):])
	root = root[:strings.Index(root, " R")+2]
	b = fmt.Appendf(b, "xref\n99 1\n%010d 00000 n \ntrailer\n<< /Size 100 %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", n, root, prev, x)

	if c, err := pdfa.EstraiCDA(b); err != nil || string(c) != xml {
		t.Fatal(err)
	}
}

func TestEstraiCDA_refusesWithoutPanic(t *testing.T) {
	buono := completo(t, xml)
	for nome, caso := range map[string]struct {
		in   []byte
		code string
	}{
		"empty":        {nil, "pdf.illeggibile"},
		"text":         {[]byte("ciao"), "pdf.illeggibile"},
		"header only":  {[]byte("%PDF-1.7\n"), "pdf.illeggibile"},
		"no CDA":       {base(t), "pdf.senza-cda"},
		"other name":   {bytes.ReplaceAll(buono, []byte("(cda.xml)"), []byte("(CDA.xml)")), "pdf.senza-cda"},
		"xref loop":    {[]byte("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF"), "pdf.senza-cda"},
		"huge count":   {[]byte("%PDF-1.7\nxref\n0 999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF"), "pdf.illeggibile"},
		"deep":         {append([]byte("%PDF-1.7\nxref\n0 0\ntrailer\n"+strings.Repeat("<</a ", 100_000)), "\nstartxref\n9\n%%EOF"...), "pdf.illeggibile"},
		"self length":  {[]byte("%PDF-1.7\n1 0 obj\n<< /Length 1 0 R >>\nstream\n\nendstream endobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Root 1 0 R >>\nstartxref\n62\n%%EOF"), "pdf.senza-cda"},
		"truncated":    {buono[:len(buono)/2], "pdf.illeggibile"},
		"far startref": {[]byte("%PDF-1.7\nstartxref\n99999999999\n%%EOF"), "pdf.illeggibile"},
	} {
		t.Run(nome, func(t *testing.T) {
			b, err := pdfa.EstraiCDA(caso.in)
			if b != nil || esenpat.CodeOf(err) != caso.code {
				t.Fatalf("%v", err)
			}
		})
	}
}

// A name tree whose entries all lead to one object of a megabyte must not cost
// a terabyte of reading.
func TestEstraiCDA_boundsTheWorkOfAHostileFile(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offset := make([]int, 4)
	oggetto := func(n int, corpo string) {
		offset[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, corpo)
	}
	oggetto(1, "<< /Names << /EmbeddedFiles << /Kids [ "+strings.Repeat("2 0 R ", 1000)+"] >> >> >>")
	oggetto(2, "<< /Names [ "+strings.Repeat("(x) 3 0 R ", 1000)+"] >>")
	oggetto(3, "<< /F ("+strings.Repeat("a", 1<<20)+") >>")
	x := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, o := range offset[1:] {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", x)

	if _, err := pdfa.EstraiCDA(b.Bytes()); esenpat.CodeOf(err) != "pdf.senza-cda" {
		t.Fatal(err)
	}
}

func FuzzEstraiCDA(f *testing.F) {
	f.Add(completo(f, xml))
	f.Add(base(f))
	f.Add([]byte("%PDF-1.5\n1 0 obj\n<< /Type /XRef /W [1 2 1] /Index [0 2] /Size 2 /Root 1 0 R /Length 8 >>\nstream\n\x00\x00\x00\x00\x01\x00\x09\x00\nendstream\nendobj\nstartxref\n9\n%%EOF"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if _, err := pdfa.EstraiCDA(in); err != nil && esenpat.KindOf(err) != esenpat.Invalid {
			t.Fatal(err)
		}
	})
}

// FuzzSoloFirme: any two revisions are compared without a panic, and a file is
// what it is.
func FuzzSoloFirme(f *testing.F) {
	buono := completo(f, xml)
	f.Add(base(f))
	f.Add(buono)
	f.Fuzz(func(t *testing.T, in []byte) {
		_, _ = pdfa.SoloFirme(buono, in)
		if cosa, err := pdfa.SoloFirme(in, in); err == nil && cosa != "" {
			t.Errorf("%s differs from itself", cosa)
		}
	})
}
