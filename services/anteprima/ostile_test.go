package anteprima_test

import (
	"bytes"
	"fmt"
	"image"
	"strings"
	"testing"

	"github.com/phpdave11/gofpdf"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// grezzo is a PDF of one empty page, written by hand: what the catalogue holds
// besides, how often the page is listed, and a cross-reference table that lies.
func grezzo(catalogo string, volte int) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	fmt.Fprintf(&b, "1 0 obj << /Type /Catalog /Pages 2 0 R %s >> endobj\n", catalogo)
	fmt.Fprintf(&b, "2 0 obj << /Type /Pages /Count %d /Kids [%s] >> endobj\n", volte, strings.Repeat("3 0 R ", volte))
	b.WriteString("3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj\n")
	b.WriteString("xref\n0 4\n0000000000 65535 f \n0000000007 00000 n \n0000099999 00000 n \n9999999999 00000 n \n")
	b.WriteString("trailer << /Size 4 /Root 1 0 R >>\nstartxref\n123456789\n%%EOF\n")
	return []byte(b.String())
}

// TestOstile_whatAPDFWouldRunIsDrawnAndNothingElse guards FT-63: scripts, actions
// at opening, programs to launch and files inside of a PDF change nothing of what
// is drawn and are not run (the guest has nothing to run them with); what has no
// end is refused, and the next document is drawn as ever.
func TestOstile_whatAPDFWouldRunIsDrawnAndNothingElse(t *testing.T) {
	m := nuovo(t)
	disegna := func(pdf []byte) ([]image.Image, error) { return m.Pagine(t.Context(), pdf, 30) }
	atteso, err := disegna(foglio(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	vuoto, err := disegna(grezzo("", 1))
	if err != nil || len(vuoto) != 1 {
		t.Fatalf("broken cross-reference table: %d pages, %v", len(vuoto), err)
	}

	for nome, caso := range map[string]struct {
		pdf    []byte
		uguali []image.Image
	}{
		"script": {foglio(t, 1, func(f *gofpdf.Fpdf) { f.SetJavascript("app.launchURL('https://altrove.invalid'); while(true){}") }), atteso},
		"files inside": {foglio(t, 1, func(f *gofpdf.Fpdf) {
			f.SetAttachments([]gofpdf.Attachment{{Content: []byte("MZ"), Filename: "../../avvio.exe"}})
		}), atteso},
		"script at opening":  {grezzo("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", 1), vuoto},
		"program at opening": {grezzo("/OpenAction << /S /Launch /F (xterm) /Win << /F (cmd.exe) >> >> /AA << /WC << /S /Launch /F (xterm) >> >>", 1), vuoto},
		"address at opening": {grezzo("/OpenAction << /S /URI /URI (https://altrove.invalid) >>", 1), vuoto},
		"form that submits":  {grezzo("/AcroForm << /XFA (<x/>) /Fields [] /NeedAppearances true >> /OpenAction << /S /SubmitForm /F (https://altrove.invalid) >>", 1), vuoto},
	} {
		pagine, err := disegna(caso.pdf)
		if err != nil || len(pagine) != 1 || !stessi(pagine[0], caso.uguali[0]) {
			t.Errorf("%s: %d pages, %v", nome, len(pagine), err)
		}
	}
	if _, err := disegna(grezzo("", 10_000)); esenpat.CodeOf(err) != "anteprima.troppo-grande" {
		t.Errorf("10,000 pages: %v", err)
	}
	if pagine, err := disegna(foglio(t, 1)); err != nil || !stessi(pagine[0], atteso[0]) {
		t.Errorf("afterwards: %v", err)
	}
}

func stessi(a, b image.Image) bool {
	x, uno := a.(*image.RGBA)
	y, due := b.(*image.RGBA)
	return uno && due && bytes.Equal(x.Pix, y.Pix)
}
