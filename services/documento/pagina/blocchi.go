package pagina

// Intestazione draws the letterhead: the name of the company and its lines of
// contact, over a hairline. Empty lines are left out.
func (f *Foglio) Intestazione(nome string, righe ...string) {
	if nome == "" {
		return
	}
	st := Stile{Forte: true, Corpo: 13, Tinta: blu()}
	for _, r := range f.spezza(nome, utile, st) {
		f.riga(r, margine, f.y+sopra(st), st)
		f.y += alta(st)
	}
	piccolo := Etichetta()
	for _, r := range righe {
		if r == "" {
			continue
		}
		for _, s := range f.spezza(r, utile, piccolo) {
			f.riga(s, margine, f.y+sopra(piccolo), piccolo)
			f.y += alta(piccolo)
		}
	}
	f.y += 2.5
	f.tratto(blu(), 0.5)
	f.pdf.Line(margine, f.y, largo-margine, f.y)
	f.y += 8
}

// Titolo draws the title and, under it, lines that identify the document.
func (f *Foglio) Titolo(titolo string, sotto ...string) {
	st := Stile{Forte: true, Corpo: 17, Tinta: inchiostro()}
	for _, r := range f.spezza(titolo, utile, st) {
		f.riga(r, margine, f.y+sopra(st), st)
		f.y += alta(st)
	}
	piccolo := Stile{Corpo: 10, Tinta: grigio()}
	for _, r := range sotto {
		for _, s := range f.spezza(r, utile, piccolo) {
			f.riga(s, margine, f.y+sopra(piccolo), piccolo)
			f.y += alta(piccolo)
		}
	}
	f.y += 5
}

// attacco is what a table needs at the foot of a page: its heading and a row.
const attacco = 26.0

// Sezione draws a heading that keeps company with what follows, be it a table.
func (f *Foglio) Sezione(s string) {
	st := Stile{Forte: true, Corpo: 11.5, Tinta: blu()}
	f.riserva(alta(st) + 1.2 + attacco)
	for _, r := range f.spezza(s, utile, st) {
		f.riga(r, margine, f.y+sopra(st), st)
		f.y += alta(st)
	}
	f.y += 1.2
}

// Paragrafo draws running text over as many pages as it takes. The last two
// lines stay together.
func (f *Foglio) Paragrafo(s string, st Stile) {
	righe := f.spezza(s, utile, st)
	for i, r := range righe {
		h := alta(st)
		if i == len(righe)-2 {
			h *= 2
		}
		f.riserva(h)
		f.riga(r, margine, f.y+sopra(st), st)
		f.y += alta(st)
	}
}

// Voce is a label with its value.
type Voce struct {
	Etichetta   string
	Valore      string
	Stile       Stile
	Facoltativa bool // left out without a value
}

// traVoci keeps labelled values apart, in millimetres: lines less than one and a
// half sizes apart are taken for one paragraph by what extracts the text, which
// then reads all labels before all values.
const traVoci = 1.1

// Scheda draws labelled values in a tinted box, one under the other; values
// wrap in their column. A box does not break over pages.
func (f *Foglio) Scheda(voci []Voce) {
	const bordo, colonna = 4.0, 46.0
	h := 2 * bordo
	righe := make([][]string, len(voci))
	for i, v := range voci {
		righe[i] = f.spezza(v.Valore, utile-2*bordo-colonna, v.Stile)
		h += float64(len(righe[i]))*alta(v.Stile) + traVoci
	}
	f.riserva(h)
	f.riempi(velo())
	f.pdf.Rect(margine, f.y, utile, h-traVoci, "F")
	f.riempi(blu())
	f.pdf.Rect(margine, f.y, 0.9, h-traVoci, "F")
	f.y += bordo
	f.voci(voci, righe, margine+bordo, colonna)
	f.y += bordo - traVoci
}

// Elenco draws labelled values without a box; it may break between values.
func (f *Foglio) Elenco(voci []Voce) {
	const colonna = 50.0
	for _, v := range voci {
		r := f.spezza(v.Valore, utile-colonna, v.Stile)
		f.riserva(min(float64(len(r)), 6) * alta(v.Stile))
		f.voci([]Voce{v}, [][]string{r}, margine, colonna)
	}
}

func (f *Foglio) voci(voci []Voce, righe [][]string, x, colonna float64) {
	et := Etichetta()
	for i, v := range voci {
		base := f.y + sopra(v.Stile) // label and value share the first baseline
		f.riga(v.Etichetta, x, base, et)
		for _, r := range righe[i] {
			f.riserva(alta(v.Stile))
			f.riga(r, x+colonna, f.y+sopra(v.Stile), v.Stile)
			f.y += alta(v.Stile)
		}
		f.y += traVoci
	}
}

// Colonna is a column of a table: its heading, its width in millimetres (0 for
// what is left, in one column) and the style of its cells.
type Colonna struct {
	Titolo string
	Largo  float64
	Stile  Stile
}

const cella = 2.2 // padding of a table cell

// Tabella draws a table with its heading on every page it reaches. A row that
// fits a page does not break.
func (f *Foglio) Tabella(colonne []Colonna, righe [][]string) {
	resto := utile
	for _, c := range colonne {
		resto -= c.Largo
	}
	for i := range colonne {
		if colonne[i].Largo == 0 {
			colonne[i].Largo = resto
		}
	}
	f.riserva(attacco)
	f.testaTabella(colonne)
	for _, r := range righe {
		celle := make([][]string, len(colonne))
		n := 0.0
		for i, c := range colonne {
			celle[i] = f.spezza(r[i], c.Largo-2*cella, c.Stile)
			n = max(n, float64(len(celle[i]))*alta(c.Stile))
		}
		if f.y+n+2*cella > alto-fondo {
			f.paginaNuova()
			f.testaTabella(colonne)
		}
		f.rigaTabella(colonne, celle, n)
	}
	f.y += 2
}

func (f *Foglio) testaTabella(colonne []Colonna) {
	st := Stile{Forte: true, Corpo: 9, Tinta: grigio()}
	h := alta(st) + 2.4
	f.riempi(velo())
	f.pdf.Rect(margine, f.y, utile, h, "F")
	x := margine
	for _, c := range colonne {
		f.riga(c.Titolo, x+cella, f.y+1.2+sopra(st), st)
		x += c.Largo
	}
	f.y += h
	f.filo()
}

func (f *Foglio) rigaTabella(colonne []Colonna, celle [][]string, n float64) {
	// Columns of different sizes share the first baseline.
	base := 0.0
	for _, c := range colonne {
		base = max(base, sopra(c.Stile))
	}
	x := margine
	for i, c := range colonne {
		y := f.y + cella*0.7 + base
		for _, s := range celle[i] {
			f.riga(s, x+cella, y, c.Stile)
			y += alta(c.Stile)
		}
		x += c.Largo
	}
	f.y += n + 2*cella*0.8
	f.filo()
}

func (f *Foglio) filo() {
	f.tratto(linea(), 0.2)
	f.pdf.Line(margine, f.y, largo-margine, f.y)
}

// Chiusura draws place and date on the left and who signs on the right, in one
// piece with the note under them.
func (f *Foglio) Chiusura(sinistra, destra []string, nota string) {
	st, piccolo := Testo(), Stile{Corpo: 9, Tinta: grigio()}
	righeNota := f.spezza(nota, utile, piccolo)
	n := max(len(sinistra), len(destra))
	f.riserva(float64(n)*alta(st) + float64(len(righeNota))*alta(piccolo) + 10)
	f.y += 6
	const meta = utile / 2
	cima := f.y
	f.colonna(sinistra, margine, meta-4, cima)
	sotto := f.y
	f.colonna(destra, margine+meta+8, meta-8, cima)
	f.y = max(f.y, sotto) + 4
	for _, r := range righeNota {
		f.riga(r, margine, f.y+sopra(piccolo), piccolo)
		f.y += alta(piccolo)
	}
}

// colonna draws a small label and the lines under it.
func (f *Foglio) colonna(righe []string, x, w, y float64) {
	f.y = y
	for i, r := range righe {
		st := Testo()
		switch i {
		case 0:
			st = Etichetta()
		case 1:
			st = Forte()
		}
		for _, s := range f.spezza(r, w, st) {
			f.riga(s, x, f.y+sopra(st), st)
			f.y += alta(st)
		}
	}
}
