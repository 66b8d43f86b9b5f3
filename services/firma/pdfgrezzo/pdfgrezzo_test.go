package pdfgrezzo_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	"github.com/esenpat/esenpat-desktop/services/firma/pdfgrezzo"
)

func TestLeggiDizionario_keepsEachValueAsWritten(t *testing.T) {
	const s = `% commento >>
<< /Tipo/Sig /R 12 0 R/N 5 /A [1 0 R (])] /D << /X null >> /S (a\)(b)>>) /H <00 ff> /B true >> coda`
	b := []byte(s)
	d, err := pdfgrezzo.LeggiDizionario(b, 0, len(b))
	if err != nil {
		t.Fatal(err)
	}
	for chiave, want := range map[string]string{
		"Tipo": "/Sig", "R": "12 0 R", "N": "5", "A": "[1 0 R (])]", "D": "<< /X null >>", "S": `(a\)(b)>>)`, "H": "<00 ff>", "B": "true", "Manca": "",
	} {
		if got := string(d.Valore(b, chiave)); got != want {
			t.Errorf("%s: %q, want %q", chiave, got, want)
		}
	}
	if rest := string(b[d.Fine:]); rest != " coda" {
		t.Errorf("after it: %q", rest)
	}
}

func TestLeggiDizionario_refusesWhatReadersWouldReadDifferently(t *testing.T) {
	for _, s := range []string{
		"", "<<", "<< /A", "<< /A 1", "<< /A 1 /A 2 >>", "<< 1 2 >>", "<< /A (", "<< /A [ >> ]", "<< /A < >>", "<< /A ) >>",
		"<< /A " + strings.Repeat("[", 200) + strings.Repeat("]", 200) + " >>",
	} {
		if _, err := pdfgrezzo.LeggiDizionario([]byte(s), 0, len(s)); err == nil {
			t.Errorf("accepted %.30q", s)
		}
	}
}

func TestLeggiXref_findsTheNewestDefinition(t *testing.T) {
	pdf := firmatest.PDF(t, "uno")
	prima, err := pdfgrezzo.LeggiXref(pdf)
	if err != nil {
		t.Fatal(err)
	}
	radice, ok := pdfgrezzo.Riferimento(prima.Coda.Valore(pdf, "Root"))
	if !ok {
		t.Fatal("no root")
	}
	firmato := firmatest.Firma(t, pdf, firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.EC(t), nil))

	dopo, err := pdfgrezzo.LeggiXref(firmato)

	if err != nil || dopo.Oggetti[radice] <= prima.Oggetti[radice] || len(dopo.Tutti) != len(prima.Tutti)+5 {
		t.Errorf("%v: root at %d then %d, %d then %d objects", err, prima.Oggetti[radice], dopo.Oggetti[radice], len(prima.Tutti), len(dopo.Tutti))
	}
	inizio, fine, err := dopo.Oggetto(firmato, radice)
	if err != nil || !strings.Contains(string(firmato[inizio:fine]), "/AcroForm") {
		t.Errorf("%v: %s", err, firmato[inizio:fine])
	}
}

// FuzzLeggiDizionario: spans always lie inside the file.
func FuzzLeggiDizionario(f *testing.F) {
	f.Add([]byte("<< /A [1 0 R] /B (x) >>"))
	f.Add([]byte("<</A<</B<00>>>/C 1 0 R>>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := pdfgrezzo.LeggiDizionario(b, 0, len(b))
		if err != nil {
			return
		}
		for _, v := range d.Voci {
			if v.Inizio < 0 || v.Fine < v.Inizio || v.Fine > d.Fine || d.Fine > len(b) {
				t.Fatalf("%+v in %d bytes", v, len(b))
			}
		}
	})
}
