package pdfa_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// conOggetti is a file of those objects, numbered from 1, with a classic table;
// altro goes into the trailer.
func conOggetti(altro string, corpi ...string) []byte {
	var b, x bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, c := range corpi {
		fmt.Fprintf(&x, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, c)
	}
	da := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(corpi)+1, x.String(), len(corpi)+1, altro, da)
	return b.Bytes()
}

func deflato(tb testing.TB, s string) string {
	tb.Helper()
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	if _, err := w.Write([]byte(s)); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return z.String()
}

const catalogoCDA = "<< /Names << /EmbeddedFiles << /Names [(cda.xml) 2 0 R] >> >> >>"

// A reference that leads to megabytes of blanks, or to a word without end, must
// not be paid for a hundred thousand times.
func TestEstraiCDA_aPlaceWithoutObjectIsPaidForOnce(t *testing.T) {
	for nome, vuoto := range map[string]string{"blanks": strings.Repeat(" ", 4<<20), "one word": strings.Repeat("7", 4<<20), "comment": "%" + strings.Repeat("x", 4<<20)} {
		t.Run(nome, func(t *testing.T) {
			b := conOggetti("", "<< /Names << /EmbeddedFiles << /Kids [ "+strings.Repeat("2 0 R ", 1000)+"] >> >> >>",
				"<< /Names [ "+strings.Repeat("3 0 R 3 0 R ", 1000)+"] >>", "(x)")
			// The third entry of the table leads into the void that follows the file.
			i := bytes.LastIndex(b, []byte(" 00000 n \ntrailer"))
			copy(b[i-10:i], fmt.Sprintf("%010d", len(b)))
			b = append(b, vuoto...)

			if _, err := pdfa.EstraiCDA(b); esenpat.CodeOf(err) != "pdf.senza-cda" {
				t.Fatal(err)
			}
		})
	}
}

// A stream of a few kilobytes that stands for millions of entries.
func TestEstraiCDA_aTableWithoutEndIsRefused(t *testing.T) {
	z := deflato(t, strings.Repeat("\x01", 7<<20))
	b := fmt.Sprintf("%%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 99999999 /W [1 0 0] /Root 1 0 R /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF", len(z), z)

	if _, err := pdfa.EstraiCDA([]byte(b)); esenpat.CodeOf(err) != "pdf.illeggibile" {
		t.Fatal(err)
	}
}

func TestEstraiCDA_aFlateBombIsRefused(t *testing.T) {
	z := deflato(t, strings.Repeat("\x00", 64<<20))
	b := conOggetti("", catalogoCDA, "<< /UF (cda.xml) /EF << /F 3 0 R >> >>",
		fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", len(z), z))

	if _, err := pdfa.EstraiCDA(b); esenpat.CodeOf(err) != "pdf.senza-cda" {
		t.Fatal(err)
	}
}

// Other producers write the table as a stream with any PNG filter, or a classic
// table that leaves part of the objects to a stream.
func TestEstraiCDA_readsTablesOfOtherProducers(t *testing.T) {
	allegato := "<< /Length 4 >>\nstream\n<a/>\nendstream"
	for nome, filtro := range map[string]byte{"none": 0, "sub": 1, "up": 2, "average": 3, "paeth": 4} {
		t.Run(nome, func(t *testing.T) {
			var b bytes.Buffer
			b.WriteString("%PDF-1.7\n")
			righe := []byte{0, 0, 0}
			for i, c := range []string{catalogoCDA, "<< /UF (cda.xml) /EF << /F 3 0 R >> >>", allegato} {
				righe = append(righe, 1, byte(b.Len()>>8), byte(b.Len()))
				fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, c)
			}
			da := b.Len()
			z := deflato(t, string(filtrate(righe, 3, filtro)))
			fmt.Fprintf(&b, "4 0 obj\n<< /Type /XRef /Size 4 /W [1 2 0] /Root 1 0 R /Length %d /Filter [/FlateDecode] /DecodeParms [<< /Predictor 15 /Columns 3 >>] >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF", len(z), z, da)

			if xml, err := pdfa.EstraiCDA(b.Bytes()); err != nil || string(xml) != "<a/>" {
				t.Fatalf("%q %v", xml, err)
			}
		})
	}
	t.Run("hybrid", func(t *testing.T) {
		spec := "<< /UF (cda.xml) /EF << /F 3 0 R >> >>"
		prima := len("%PDF-1.7\n1 0 obj\n" + catalogoCDA + "\nendobj\n2 0 obj\n" + spec + "\nendobj\n3 0 obj\n" + allegato + "\nendobj\n")
		due := len("%PDF-1.7\n1 0 obj\n" + catalogoCDA + "\nendobj\n")
		tabella := fmt.Sprintf("<< /Type /XRef /Size 3 /Index [2 1] /W [1 2 0] /Length 3 >>\nstream\n\x01%c%c\nendstream", byte(due>>8), byte(due))
		b := conOggetti(fmt.Sprintf("/XRefStm %d", prima), catalogoCDA, spec, allegato, tabella)
		// The classic table does not know of object 2.
		b = bytes.Replace(b, fmt.Appendf(nil, "xref\n0 5\n"), []byte("xref\n0 5\n"), 1)
		b = bytes.Replace(b, fmt.Appendf(nil, "%010d 00000 n \n%010d", due, due+len("2 0 obj\n"+spec+"\nendobj\n")), fmt.Appendf(nil, "%010d 00000 f \n%010d", 0, due+len("2 0 obj\n"+spec+"\nendobj\n")), 1)

		if xml, err := pdfa.EstraiCDA(b); err != nil || string(xml) != "<a/>" {
			t.Fatalf("%q %v", xml, err)
		}
	})
}

// filtrate applies one PNG filter to rows of n bytes (PNG, 9.2).
func filtrate(b []byte, n int, tipo byte) []byte {
	var out []byte
	prima := make([]byte, n)
	for ; len(b) > 0; b = b[n:] {
		riga := b[:n]
		out = append(out, tipo)
		for i, v := range riga {
			var a, c int
			if i > 0 {
				a, c = int(riga[i-1]), int(prima[i-1])
			}
			su := int(prima[i])
			vicino := a
			if d := [3]int{su - c, a - c, a + su - 2*c}; d[0]*d[0] > d[1]*d[1] || d[0]*d[0] > d[2]*d[2] {
				if vicino = su; d[1]*d[1] > d[2]*d[2] {
					vicino = c
				}
			}
			out = append(out, v-byte([5]int{0, a, su, (a + su) / 2, vicino}[tipo]))
		}
		prima = riga
	}
	return out
}
