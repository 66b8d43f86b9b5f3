package pdfa_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// aggiornamento appends objects to b with their table.
func aggiornamento(b []byte, oggetti map[int]string) []byte {
	out := append([]byte{}, b...)
	prev := string(b[strings.LastIndex(string(b), "startxref\n")+len("startxref\n"):])
	prev, _, _ = strings.Cut(prev, "\n")
	var righe strings.Builder
	for n, o := range oggetti {
		fmt.Fprintf(&righe, "%d 1\n%010d 00000 n \n", n, len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", n, o)
	}
	da := len(out)
	return fmt.Appendf(out, "xref\n%strailer\n<< /Size 100 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n", righe.String(), prev, da)
}

func TestSoloFirme_namesWhatAReaderWouldSeeDifferently(t *testing.T) {
	const (
		catalogo = "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(cda.xml) 5 0 R] >> >> %s >>"
		pagina   = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [%s] %s >>"
		campo    = "<< /FT /Sig /Subtype /Widget /Type /Annot /Rect [0 0 0 0] /T (F) /V 9 0 R >>"
	)
	base := conOggetti("", fmt.Sprintf(catalogo, ""), "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", fmt.Sprintf(pagina, "7 0 R", ""),
		"<< /Length 2 >>\nstream\nq \nendstream", "<< /UF (cda.xml) /EF << /F 6 0 R >> >>", "<< /Length 4 >>\nstream\n<a/>\nendstream",
		"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>")
	firmata := map[int]string{1: fmt.Sprintf(catalogo, "/AcroForm << /Fields [8 0 R] /SigFlags 3 >> /DSS << >>"), 3: fmt.Sprintf(pagina, "7 0 R 8 0 R", ""), 8: campo, 9: "<< /Type /Sig >>"}
	con := func(n int, o string) map[int]string {
		m := maps.Clone(firmata)
		m[n] = o
		return m
	}
	for nome, c := range map[string]struct {
		oggetti map[int]string
		cosa    string
	}{
		"a signature":        {firmata, ""},
		"an unused object":   {con(50, "<< >>"), ""},
		"page content":       {con(4, "<< /Length 2 >>\nstream\nQ \nendstream"), "/Pages"},
		"page size":          {con(3, fmt.Sprintf(pagina, "7 0 R 8 0 R", "/Rotate 90")), "/Pages"},
		"a page more":        {con(2, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"), "/Pages"},
		"the attachment":     {con(6, "<< /Length 4 >>\nstream\n<b/>\nendstream"), "/Names"},
		"a note on the page": {con(8, "<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] >>"), "/Pages"},
		"an old note":        {con(7, "<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] >>"), "/Pages"},
		"a text field":       {con(1, fmt.Sprintf(catalogo, "/AcroForm << /Fields [10 0 R] >>")), "/AcroForm/Fields"},
		"a script":           {con(1, fmt.Sprintf(catalogo, "/OpenAction << /S /JavaScript >>")), "/OpenAction"},
		"a form of its own":  {con(1, fmt.Sprintf(catalogo, "/AcroForm << /XFA (x) /Fields [8 0 R] >>")), "/AcroForm/XFA"},
	} {
		cosa, err := pdfa.SoloFirme(base, aggiornamento(base, c.oggetti))
		if err != nil || cosa != c.cosa {
			t.Errorf("%s: %q, want %q: %v", nome, cosa, c.cosa, err)
		}
	}
	if cosa, err := pdfa.SoloFirme(base, []byte("%PDF-1.7\n")); err == nil {
		t.Errorf("unreadable: %q", cosa)
	}
}

// Objects that lead from one to the next without end are not followed.
func TestSoloFirme_endsOnLongChains(t *testing.T) {
	corpi := []string{"<< /Type /Catalog /Pages 2 0 R >>"}
	for i := range 20_000 {
		corpi = append(corpi, fmt.Sprintf("<< /N %d 0 R >>", i+3))
	}
	b := conOggetti("", append(corpi, "<< >>")...)

	if cosa, err := pdfa.SoloFirme(b, b); err == nil {
		t.Errorf("got %q", cosa)
	}
}
