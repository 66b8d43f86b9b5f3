package verifica_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
)

// FuzzVerifica: any bytes end without a panic, and a document whose signed bytes
// are not those of the seed is never called valid. Further seeds stand in
// testdata/fuzz; how long hostile files take is printed by make bench.
func FuzzVerifica(f *testing.F) {
	ca := firmatest.NuovaCA(f, "CA")
	pdf := firmatest.PDF(f, "uno")
	firmato := firmatest.Firma(f, pdf, ca.Firmatario(f, firmatest.EC(f), nil))
	due := firmatest.Firma(f, firmato, ca.Firmatario(f, firmatest.EC(f), nil))
	for _, b := range [][]byte{pdf, firmato, due, firmato[:len(firmato)-40], append(bytes.Clone(firmato), firmato...), []byte("%PDF-1.7\n")} {
		f.Add(b)
	}
	for _, s := range ostili() {
		f.Add([]byte(s[:min(len(s), 4096)]))
	}
	v := verificatore(ca)
	f.Fuzz(func(t *testing.T, b []byte) {
		out, err := v.Verifica(t.Context(), b)
		if err != nil {
			return
		}
		if out.Stato == esenpat.VerificaValida && !bytes.Equal(senzaBuco(b), senzaBuco(firmato)) {
			t.Error("a file that nobody signed is called valid")
		}
	})
}

// senzaBuco is what the signature covers.
func senzaBuco(pdf []byte) []byte {
	da, fine := buco(pdf)
	return append(bytes.Clone(pdf[:da]), pdf[fine:]...)
}

// ostili are the files of VF-09, by name.
func ostili() map[string]string {
	const testa = "%PDF-1.7\n"
	riempi := func(s string, n int) string { return testa + strings.Repeat(s, n/len(s)) }
	const grande = 2 << 20
	return map[string]string{
		"xref loop":           testa + "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 9 >>\nstartxref\n9\n%%EOF",
		"huge size":           testa + "xref\n0 1000000000\ntrailer\n<< /Size 1000000000 >>\nstartxref\n9\n%%EOF",
		"nested dictionaries": testa + "1 0 obj\n<< /ByteRange " + strings.Repeat("<< /A ", grande/6) + "\nstartxref\n0\n",
		"nested arrays":       testa + "1 0 obj\n<< /ByteRange " + strings.Repeat("[", grande) + "\nendobj",
		"huge ByteRange":      testa + "1 0 obj\n<< /ByteRange [0 999999999999999999999 1 9223372036854775807] /Contents <00> >>\nendobj",
		"negative ByteRange":  testa + "1 0 obj\n<< /ByteRange [0 -1 -1 -1] /Contents <00> >>\nendobj",
		"many objects":        riempi("1 0 obj\n", grande),
		"many signatures":     riempi("1 0 obj\n<< /ByteRange [0 1 2 3] /Contents <00> >>\nendobj\n", grande),
		"the word alone":      riempi("/ByteRange ", grande),
		"open strings":        testa + "1 0 obj\n<< /ByteRange " + strings.Repeat("(", grande),
		"escapes":             testa + "1 0 obj\n<< /ByteRange (" + strings.Repeat(`\`, grande),
		"comments":            testa + "1 0 obj\n" + strings.Repeat("%\n", grande/2) + "<< /ByteRange [0 1 2 3] >>",
		"many keys":           testa + "1 0 obj\n<< " + chiavi(200000) + "/ByteRange [0 1 2 3] /Contents <00> >>\nendobj",
		"startxref at end":    testa + "startxref",
		"long digits":         testa + "startxref\n" + strings.Repeat("9", grande),
		"prev chain":          catena(2000),
	}
}

func chiavi(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "/K%d %d ", i, i)
	}
	return b.String()
}

// catena is a long chain of empty cross-reference sections.
func catena(n int) string {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	prima := 0
	for range n {
		qui := b.Len()
		fmt.Fprintf(&b, "xref\n0 0\ntrailer\n<< /Prev %d >>\n", prima)
		prima = qui
	}
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF", prima)
	return b.String()
}

// What each of these cost before its limit was found: minutes, gigabytes or the
// stack. None of them is a signature.
func TestVerifica_hostileFilesAreNeverGood(t *testing.T) {
	v := confrontaRevisioni(firmatest.NuovaCA(t, "CA"), pdfa.SoloFirme)
	for nome, s := range ostili() {
		out, err := v.Verifica(t.Context(), []byte(s))
		if err == nil && (out.Stato == esenpat.VerificaValida || out.Stato == esenpat.VerificaValidaAvvisi) {
			t.Errorf("%s: %s", nome, out.Stato)
		}
		if esenpat.KindOf(err) != esenpat.Invalid && err != nil {
			t.Errorf("%s: %v", nome, err)
		}
	}
}

// Many signatures of a large file, all good: the beginning of the file must not
// be read again for each, or the allowance for it would be spent.
func TestVerifica_manySignaturesOfALargeFileAreAllVerified(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	chi := ca.Firmatario(t, firmatest.EC(t), nil)
	pdf := firmatest.PDF(t, strings.Repeat("prova ", 20000))
	const firme = 60
	for range firme {
		pdf = firmatest.Firma(t, pdf, chi)
	}

	out := verificato(t, confrontaRevisioni(ca, pdfa.SoloFirme), pdf)

	if len(out.Firme) != firme || out.Stato != esenpat.VerificaValidaAvvisi {
		t.Errorf("%d bytes, %d signatures, %s", len(pdf), len(out.Firme), out.Stato)
	}
}
