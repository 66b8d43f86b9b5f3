package pagina

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/phpdave11/gofpdf"

	"github.com/esenpat/esenpat-desktop/services/documento/carattere"
)

// Measures of the page in millimetres: A4 with margins that leave 170 mm, a
// line of some 95 characters at 10.5 points.
const (
	largo     = 210.0
	alto      = 297.0
	margine   = 20.0
	cima      = 16.0
	fondo     = 24.0 // foot included
	utile     = largo - 2*margine
	puntoMM   = 25.4 / 72
	interriga = 1.38
)

// colore is an RGB colour; those of the screen (spec 8), dark enough for a fax.
type colore struct{ r, g, b int }

func inchiostro() colore { return colore{0x17, 0x32, 0x4D} }
func grigio() colore     { return colore{0x4A, 0x61, 0x78} }
func blu() colore        { return colore{0x00, 0x4C, 0x99} }
func linea() colore      { return colore{0xC5, 0xD0, 0xDB} }
func velo() colore       { return colore{0xF2, 0xF5, 0xF9} }
func ambra() colore      { return colore{0x8A, 0x53, 0x00} }
func veloAmbra() colore  { return colore{0xFD, 0xF3, 0xE1} }

// Stile is how a text is set.
type Stile struct {
	Forte bool
	Mono  bool
	Corpo float64 // points
	Tinta colore
}

// Testo returns the style of running text.
func Testo() Stile { return Stile{Corpo: 10.5, Tinta: inchiostro()} }

// Etichetta returns the style of labels.
func Etichetta() Stile { return Stile{Corpo: 9, Tinta: grigio()} }

// Forte returns the style of values that matter.
func Forte() Stile { return Stile{Forte: true, Corpo: 10.5, Tinta: inchiostro()} }

// DaCompilare returns the style of what a draft still lacks.
func DaCompilare() Stile { return Stile{Corpo: 10.5, Tinta: ambra()} }

// Codice returns the style of codes.
func Codice() Stile { return Stile{Mono: true, Corpo: 10, Tinta: inchiostro()} }

// Foglio is a document being laid out from top to bottom. The first error
// stops it and is returned by [Foglio.Chiudi].
type Foglio struct {
	pdf    *gofpdf.Fpdf
	car    Caratteri
	y      float64
	marche []string // printed on top of every page
	piede  string
	segue  string // heads every page after the first
	numera func(pagina, di int) string
	note   map[*carattere.Fonte]bool
}

// Nuovo starts a document with its first page. marche are printed on top of
// every page; piede stands at the foot beside the page number that numera words.
func Nuovo(c Caratteri, marche []string, piede string, numera func(pagina, di int) string, quando time.Time) *Foglio {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(quando)
	pdf.SetModificationDate(quando)
	pdf.SetMargins(margine, cima, margine)
	pdf.SetAutoPageBreak(false, 0)
	pdf.AliasNbPages("")
	f := &Foglio{pdf: pdf, car: c, marche: marche, piede: piede, numera: numera, note: map[*carattere.Fonte]bool{}}
	f.paginaNuova()
	return f
}

func (f *Foglio) paginaNuova() {
	f.pdf.AddPage()
	f.y = cima
	for _, m := range f.marche {
		f.fascia(m)
	}
	if f.segue != "" {
		st := Etichetta()
		for _, r := range f.spezza(f.segue, utile, st) {
			f.destra(r, f.y+sopra(st), st)
			f.y += alta(st)
		}
		f.y += 4
	}
}

// Segue sets the line that heads every following page, so that a loose sheet
// can be told whose it is.
func (f *Foglio) Segue(s string) { f.segue = s }

// fascia draws one mark as a band over the whole width.
func (f *Foglio) fascia(testo string) {
	const h = 7.5
	st := Stile{Forte: true, Corpo: 10.5, Tinta: ambra()}
	f.riempi(veloAmbra())
	f.tratto(ambra(), 0.3)
	f.pdf.Rect(margine, f.y, utile, h, "FD")
	f.centrato(testo, f.y+h/2+st.Corpo*puntoMM*0.35, st)
	f.y += h + 3
}

func (f *Foglio) riempi(c colore) { f.pdf.SetFillColor(c.r, c.g, c.b) }

func (f *Foglio) tratto(c colore, spessore float64) {
	f.pdf.SetDrawColor(c.r, c.g, c.b)
	f.pdf.SetLineWidth(spessore)
}

func (f *Foglio) fonteDi(s Stile) *carattere.Fonte {
	switch {
	case s.Mono:
		return f.car.Mono
	case s.Forte:
		return f.car.Forte
	}
	return f.car.Testo
}

// usa selects a font; a face is added to the file only when it is used.
func (f *Foglio) usa(c *carattere.Fonte, corpo float64) {
	if !f.note[c] {
		// A copy: gofpdf writes into the font's bytes when it cuts a subset, and
		// several documents may be made at once.
		f.pdf.AddUTF8FontFromBytes(c.Nome, "", bytes.Clone(c.Dati))
		f.note[c] = true
	}
	f.pdf.SetFont(c.Nome, "", corpo)
}

// misura returns the width of s in millimetres.
func (f *Foglio) misura(s string, st Stile) float64 {
	w := 0.0
	for _, b := range f.car.brani(s, f.fonteDi(st)) {
		f.usa(b.fonte, st.Corpo)
		w += f.pdf.GetStringWidth(b.testo)
	}
	return w
}

// riga draws s from x on, y being its baseline.
func (f *Foglio) riga(s string, x, y float64, st Stile) {
	f.pdf.SetTextColor(st.Tinta.r, st.Tinta.g, st.Tinta.b)
	for _, b := range f.car.brani(s, f.fonteDi(st)) {
		f.usa(b.fonte, st.Corpo)
		f.pdf.Text(x, y, b.testo)
		x += f.pdf.GetStringWidth(b.testo)
	}
}

func (f *Foglio) centrato(s string, y float64, st Stile) {
	f.riga(s, (largo-f.misura(s, st))/2, y, st)
}

func (f *Foglio) destra(s string, y float64, st Stile) {
	f.riga(s, largo-margine-f.misura(s, st), y, st)
}

// riserva makes sure that h millimetres are left, on a new page if need be.
func (f *Foglio) riserva(h float64) {
	if f.y+h > alto-fondo {
		f.paginaNuova()
	}
}

// Spazio leaves h millimetres.
func (f *Foglio) Spazio(h float64) { f.y += h }

// alta returns the height of one line.
func alta(st Stile) float64 { return st.Corpo * puntoMM * interriga }

// sopra returns how far below a line's top its baseline lies.
func sopra(st Stile) float64 { return st.Corpo * puntoMM * 1.02 }

// spezza breaks s into lines no wider than w. Line breaks stay; a word wider
// than the line is broken where it must.
func (f *Foglio) spezza(s string, w float64, st Stile) []string {
	var out []string
	vuoto := f.misura(" ", st)
	for capoverso := range strings.SplitSeq(s, "\n") {
		riga, lunga := "", 0.0
		for i, parola := range strings.Split(strings.TrimRight(pulito(capoverso), " "), " ") {
			m := f.misura(parola, st)
			if i > 0 && lunga+vuoto+m <= w {
				riga, lunga = riga+" "+parola, lunga+vuoto+m
				continue
			}
			if i > 0 {
				out = append(out, riga)
			}
			for m > w {
				k := f.quanti(parola, w, st)
				out = append(out, parola[:k])
				parola = parola[k:]
				m = f.misura(parola, st)
			}
			riga, lunga = parola, m
		}
		out = append(out, riga)
	}
	return out
}

// quanti returns how many bytes of parola fit into w, at least one character
// with its marks.
func (f *Foglio) quanti(parola string, w float64, st Stile) int {
	k, pieno, largo := 0, false, 0.0
	gruppi(parola, func(g []rune) {
		m := f.misura(string(g), st)
		pieno = pieno || (k > 0 && largo+m > w)
		if !pieno {
			largo += m
			k += len(string(g))
		}
	})
	return k
}

// Chiudi writes feet and page numbers and returns the file.
func (f *Foglio) Chiudi() ([]byte, error) {
	pagine := f.pdf.PageCount()
	st := Stile{Corpo: 8.5, Tinta: grigio()}
	for p := 1; p <= pagine; p++ {
		f.pdf.SetPage(p)
		y := alto - 14.0
		f.tratto(linea(), 0.2)
		f.pdf.Line(margine, y-5, largo-margine, y-5)
		f.riga(f.piede, margine, y, st)
		f.destra(f.numera(p, pagine), y, st)
	}
	var b bytes.Buffer
	if err := f.pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("pagina: %w", err)
	}
	return b.Bytes(), nil
}
