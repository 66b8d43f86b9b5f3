package documento_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento"
)

// riga is a piece of text on a page, x and y in points from the lower left.
type riga struct {
	x, y  float64
	testo string
}

// stampato returns what each page draws, in the order of drawing.
func stampato(t *testing.T, pdf []byte) [][]riga {
	t.Helper()
	var pagine [][]riga
	mostra := regexp.MustCompile(`(?s)BT ([\d.]+) ([\d.]+) Td \((.*?[^\\]|)\) Tj ET`)
	for _, s := range bytes.Split(pdf, []byte("stream\n"))[1:] {
		z, err := zlib.NewReader(bytes.NewReader(s))
		if err != nil {
			continue
		}
		b, err := io.ReadAll(z)
		if err != nil || !bytes.Contains(b, []byte(" Tj ET")) {
			continue
		}
		var righe []riga
		for _, m := range mostra.FindAllSubmatch(b, -1) {
			righe = append(righe, riga{numero(t, m[1]), numero(t, m[2]), decodifica(m[3])})
		}
		pagine = append(pagine, righe)
	}
	return pagine
}

func numero(t *testing.T, b []byte) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(string(b), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// decodifica reads a literal string of two-byte codes.
func decodifica(b []byte) string {
	var piano []byte
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+1 < len(b) {
			i++
			if b[i] == 'r' {
				piano = append(piano, '\r')
				continue
			}
		}
		piano = append(piano, b[i])
	}
	u := make([]uint16, len(piano)/2)
	for i := range u {
		u[i] = uint16(piano[2*i])<<8 | uint16(piano[2*i+1])
	}
	return string(utf16.Decode(u))
}

func tutto(pagine [][]riga) string {
	var b strings.Builder
	for _, p := range pagine {
		for _, r := range p {
			b.WriteString(r.testo + "\n")
		}
	}
	return b.String()
}

const sinistraMinima = 20*72/25.4 - 0.1 // the left margin

func nelFoglio(t *testing.T, pagine [][]riga) {
	t.Helper()
	for i, p := range pagine {
		for _, r := range p {
			if r.x < sinistraMinima || r.x > 540 || r.y < 30 || r.y > 830 {
				t.Errorf("page %d: text at %.0f, %.0f", i+1, r.x, r.y)
			}
		}
	}
}

func TestStampa_longNamesStayOnThePageAndSheetsSayWhoseTheyAre(t *testing.T) {
	g := nuovoGeneratore(t)
	c := contenuto()
	c.Assistito.Cognome = "Bellocchio dei Conti di Sant'Ambrogio e Monteverde della Rovere Quattrostelle"
	c.Assistito.Nome = "Maria Grazia Immacolata Concetta Addolorata Pia Giovanna"
	c.Assistito.Anagrafica.Residenza.Indirizzo = strings.Repeat("Strada vicinale della Madonna ", 6)
	c.Dati.UnitaProduttiva.Descrizione = strings.Repeat("Ambulatorio integrato di immunopatologia ", 5)
	c.Dati.Patologia = strings.TrimSpace(strings.Repeat("Paziente in terapia, con buon controllo clinico. ", 80))

	d, err := g.Genera(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}

	pagine := stampato(t, d.PDF)
	if len(pagine) < 2 {
		t.Fatalf("%d pages", len(pagine))
	}
	nelFoglio(t, pagine)
	for i, p := range pagine {
		s := tutto([][]riga{p})
		for _, vuole := range []string{"Quattrostelle", string(c.Assistito.CodiceFiscale), "AMBIENTE DI PROVA", c.Identita.Numero, fmt.Sprintf("Pagina %d di %d", i+1, len(pagine))} {
			if !strings.Contains(s, vuole) {
				t.Errorf("page %d does not say %q", i+1, vuole)
			}
		}
	}
}

func TestStampa_leggiSpecialiAndOscuratoAreNotOnPaper(t *testing.T) {
	g := nuovoGeneratore(t)
	c := contenuto()
	c.Dati.LeggiSpeciali, c.Dati.OscuratoGenitore = esenpat.Si, esenpat.Si
	d, err := g.Genera(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}

	s := strings.ToLower(tutto(stampato(t, d.PDF)))

	if strings.Contains(s, "speciali") || strings.Contains(s, "oscura") || strings.Contains(s, "genitore") {
		t.Error("paper says what it must not")
	}
	if !strings.Contains(s, "luogo e data") || !strings.Contains(s, "presidio di esempio") {
		t.Error("place and date")
	}
}

func TestStampa_whatFontsLackIsTheCodeOfTheCharacter(t *testing.T) {
	g := nuovoGeneratore(t)
	c := contenuto()
	c.Dati.Patologia = "Ride 😀 e 漢."
	d, err := g.Genera(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}

	if s := tutto(stampato(t, d.PDF)); !strings.Contains(s, "Ride ‹U+1F600› e ‹U+6F22›.") {
		t.Error(s)
	}
	if !bytes.Contains(d.CDA, []byte("Ride 😀 e 漢.")) {
		t.Error("the CDA lost a character")
	}
}

func TestStampa_aHeadingIsNeverAloneAtTheFoot(t *testing.T) {
	g := nuovoGeneratore(t)
	em := documento.Emissione{Azienda: azienda(), Emesso: contenuto().Emesso, Prova: true}
	for n := range 12 {
		attive := []esenpat.Esenzione{esenzione("048", n), esenzione("0A02", 2), esenzione("013", 3), esenzione("0031", 4)}
		pdf, err := g.Attestato(t.Context(), attive[0].Beneficiario, attive, em)
		if err != nil {
			t.Fatal(err)
		}
		pagine := stampato(t, pdf)
		nelFoglio(t, pagine)
		for i, p := range pagine {
			ultima := riga{y: 1000}
			for _, r := range p {
				if r.y > 60 && r.y < ultima.y { // above the foot
					ultima = r
				}
			}
			if strings.HasPrefix(ultima.testo, "Prestazioni esenti") {
				t.Errorf("%d services: the last line of page %d is a heading", n, i+1)
			}
		}
	}
}
