package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// ColonnaTabella is a column: its title and its share of the width.
type ColonnaTabella struct {
	ID     string
	Titolo string
	Peso   float32 // share of the width, relative to the others
	Codice bool    // monospaced
	Ordina bool    // the title sorts
	Destra bool    // figures, right-aligned
}

// Tabella is a virtual table with a row cursor: arrows, PgUp, PgDn, Home, End;
// Enter or a double click open the row. Cells are ready strings. A click on a
// sortable title asks for that order; the caller sorts.
type Tabella struct {
	widget.BaseWidget
	OnAperta func(riga int)
	OnMossa  func(riga int)
	// OnOrdina is called with the column's id and the wanted direction.
	OnOrdina func(id string, decrescente bool)

	colonne     []ColonnaTabella
	righe       [][]string
	gruppi      gruppi
	v           *virtuale
	testa       *fyne.Container
	titoli      []*Bottone
	ordine      string
	decrescente bool
	tutto       fyne.CanvasObject
}

// NewTabella returns an empty table; etichetta names it.
func NewTabella(etichetta string, colonne []ColonnaTabella) *Tabella {
	t := &Tabella{colonne: colonne}
	t.v = newVirtuale(36, 0, func() fyne.CanvasObject { return newRigaTabella(t) }, func(n int, o fyne.CanvasObject) {
		if r, ok := o.(*rigaTabella); ok {
			t.disegna(r, n)
		}
	})
	t.v.salta = t.gruppi.titolo
	t.v.nome = etichetta
	t.v.aperta = func(n int) {
		if t.OnAperta != nil {
			t.OnAperta(t.gruppi.dato(n))
		}
	}
	t.v.mossa = func(n int) {
		if t.OnMossa != nil {
			t.OnMossa(t.gruppi.dato(n))
		}
	}
	t.testa = container.New(&celle{t: t, testa: true})
	for _, c := range colonne {
		if !c.Ordina {
			t.titoli = append(t.titoli, nil)
			t.testa.Add(NewRiga(c.Titolo, PiccoloForte, TonoSecondario))
			continue
		}
		b := newTitoloColonna(c.Titolo, func() { t.premutoTitolo(c.ID) })
		t.titoli = append(t.titoli, b)
		t.testa.Add(b)
	}
	t.tutto = Telaio(Colonna(0, t.testa, NewLinea()), t.v, nil)
	t.ExtendBaseWidget(t)
	return t
}

// Imposta replaces the rows; each has one ready string per column.
func (t *Tabella) Imposta(righe [][]string) { t.ImpostaGruppi(righe, nil) }

// ImpostaOrdine shows by which column the rows are sorted.
func (t *Tabella) ImpostaOrdine(id string, decrescente bool) {
	t.ordine, t.decrescente = id, decrescente
	for i, b := range t.titoli {
		switch {
		case b == nil:
		case t.colonne[i].ID != id:
			b.ImpostaIcona(tema.IconaNessuna)
		case decrescente:
			b.ImpostaIcona(tema.IconaGiu)
		default:
			b.ImpostaIcona(tema.IconaSu)
		}
	}
}

// Cursore returns the row under the cursor, -1 if none.
func (t *Tabella) Cursore() int { return t.gruppi.dato(t.v.cursore) }

// Vai moves the cursor.
func (t *Tabella) Vai(n int) { t.v.vai(t.gruppi.riga(n)) }

// Focalizza puts the focus on the rows.
func (t *Tabella) Focalizza() { Focalizza(t.v) }

// ImpostaEtichetta names the table; Campo does it.
func (t *Tabella) ImpostaEtichetta(s string) { t.v.nome = s }

func (t *Tabella) premutoTitolo(id string) {
	dec := t.ordine == id && !t.decrescente
	t.ImpostaOrdine(id, dec)
	if t.OnOrdina != nil {
		t.OnOrdina(id, dec)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Tabella) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.tutto) }

// celle lays cells out by the columns' shares.
type celle struct {
	t     *Tabella
	testa bool // the titles leave the rows' margins free
}

func (l *celle) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var somma float32
	for _, c := range l.t.colonne {
		somma += c.Peso
	}
	const margine = 8
	x := float32(0)
	if l.testa {
		x = orloRighe
		s.Width -= 2*orloRighe + tema.Misura(l.t, 10)
	}
	for i, c := range o {
		w := s.Width * l.t.colonne[i].Peso / somma
		h := c.MinSize().Height
		m := float32(margine)
		if l.t.titoli[i] != nil && c == fyne.CanvasObject(l.t.titoli[i]) {
			m = 8 - anelloFuoco - tema.Misura(l.t, 8) // the button's own margin: titles line up with the cells
			w = min(w, c.MinSize().Width+2*m)
		}
		c.Move(fyne.NewPos(x+m, (s.Height-h)/2))
		c.Resize(fyne.NewSize(max(w-2*m, 0), h))
		x += s.Width * l.t.colonne[i].Peso / somma
	}
}

func (l *celle) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(36)
	for _, c := range o {
		h = max(h, c.MinSize().Height)
	}
	return fyne.NewSize(float32(len(o))*60, h)
}

// rigaTabella is a reused row.
type rigaTabella struct {
	widget.BaseWidget
	t        *Tabella
	testi    []*Etichetta
	celle    *fyne.Container
	titolo   *Etichetta // of a group, instead of the cells
	riquadro *Riquadro
}

func newRigaTabella(t *Tabella) *rigaTabella {
	r := &rigaTabella{t: t}
	c := container.New(&celle{t: t})
	for _, col := range t.colonne {
		s := Corpo
		if col.Codice {
			s = Codice
		}
		e := NewRiga("", s, Neutro)
		if col.Destra {
			e.Allinea(fyne.TextAlignTrailing)
		}
		r.testi = append(r.testi, e)
		c.Add(e)
	}
	r.celle, r.titolo = c, NewRiga("", PiccoloForte, TonoSecondario)
	r.titolo.Hide()
	r.riquadro = newRiquadro(container.NewStack(c, container.New(&sullaRiga{}, r.titolo)), tema.Superficie, tema.Trasparente, 0, 0)
	r.riquadro.raggio = 4
	r.ExtendBaseWidget(r)
	return r
}

func (r *rigaTabella) imposta(n int, celle []string) {
	fondo := tema.Superficie
	if n == r.t.v.cursore {
		fondo = tema.Selezionato
	}
	r.riquadro.Colora(fondo, tema.Trasparente)
	r.celle.Show()
	r.titolo.Hide()
	for i, e := range r.testi {
		s := ""
		if i < len(celle) {
			s = celle[i]
		}
		e.ImpostaTesto(s)
	}
}

// CreateRenderer implements fyne.Widget.
func (r *rigaTabella) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.riquadro)
}
