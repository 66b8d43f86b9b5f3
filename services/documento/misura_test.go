package documento_test

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"testing"

	"github.com/phpdave11/gofpdf"

	"github.com/esenpat/esenpat-desktop/services/documento"
)

// BenchmarkGenera is CDA, its checks, PDF/A and attachment of one certificate.
// The baseline is the least that any program with these libraries does: a page
// with the same fonts and words, and the words as XML.
func BenchmarkGenera(b *testing.B) {
	g, c := nuovoGeneratore(b), contenuto()
	caratteri, err := documento.LeggiCaratteri(assetsFS())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("base=gofpdf", func(b *testing.B) {
		for b.Loop() {
			pdf := gofpdf.New("P", "mm", "A4", "")
			pdf.AddPage()
			for nome, dati := range map[string][]byte{"a": caratteri.Testo, "b": caratteri.Forte, "c": caratteri.Mono} {
				pdf.AddUTF8FontFromBytes(nome, "", bytes.Clone(dati))
				pdf.SetFont(nome, "", 10)
				pdf.MultiCell(0, 5, c.Dati.Patologia+c.Dati.Esenzione.Descrizione+c.Dati.Diagnosi.Descrizione, "", "", false)
			}
			var out bytes.Buffer
			if err := pdf.Output(&out); err != nil {
				b.Fatal(err)
			}
			if err := xml.EscapeText(&out, []byte(c.Dati.Patologia)); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documenti/s")
	})
	b.Run("prodotto", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			c.Identita.Numero = strconv.Itoa(i)
			if _, err := g.Genera(b.Context(), c); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documenti/s")
	})
}
