package kit

import (
	"sort"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// GruppoTabella is a heading inside a Tabella; it stands before row Prima and
// is neither chosen nor opened.
type GruppoTabella struct {
	Prima  int
	Titolo string
}

// ImpostaGruppi replaces the rows and puts headings between them, given in
// order. Rows keep their numbers: headings do not count.
func (t *Tabella) ImpostaGruppi(righe [][]string, g []GruppoTabella) {
	t.righe, t.gruppi.voci = righe, g
	t.v.imposta(len(righe) + len(g))
}

// disegna fills the n-th line in sight, a row or a heading.
func (t *Tabella) disegna(r *rigaTabella, n int) {
	if i, ok := t.gruppi.quale(n); ok {
		r.intitola(t.gruppi.voci[i].Titolo)
		return
	}
	if d := t.gruppi.dato(n); d >= 0 && d < len(t.righe) {
		r.imposta(n, t.righe[d])
	}
}

// gruppi tells lines, headings included, from rows.
type gruppi struct{ voci []GruppoTabella }

// quale returns the heading that stands on line n.
func (g *gruppi) quale(n int) (int, bool) {
	i := sort.Search(len(g.voci), func(i int) bool { return g.voci[i].Prima+i >= n })
	return i, i < len(g.voci) && g.voci[i].Prima+i == n
}

func (g *gruppi) titolo(n int) bool {
	_, ok := g.quale(n)
	return ok
}

// dato returns the row of line n.
func (g *gruppi) dato(n int) int {
	i, _ := g.quale(n)
	return n - i
}

// riga returns the line of row n.
func (g *gruppi) riga(n int) int {
	return n + sort.Search(len(g.voci), func(i int) bool { return g.voci[i].Prima > n })
}

func (r *rigaTabella) intitola(s string) {
	r.riquadro.Colora(tema.Sfondo, tema.Trasparente)
	r.celle.Hide()
	r.titolo.ImpostaTesto(s)
	r.titolo.Show()
}

// sullaRiga puts one line of text at the left, in the middle of the height.
type sullaRiga struct{}

func (*sullaRiga) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, x := range o {
		h := x.MinSize().Height
		x.Move(fyne.NewPos(8, (s.Height-h)/2))
		x.Resize(fyne.NewSize(max(s.Width-16, 0), h))
	}
}

func (*sullaRiga) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 36) }
