package rilascio

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// dichiarazioni are the statements that a rare disease needs (G11): a box each,
// with its text beside it, since a box has one line.
type dichiarazioni struct {
	p     *rilascio.Presenter
	voci  *fyne.Container
	parte *kit.Riquadro
	box   []*kit.Casella
	nomi  []string // codes, in the order drawn
	resa  []bool
	testi avviso.Testi
}

func newDichiarazioni(p *rilascio.Presenter, t avviso.Testi) *dichiarazioni {
	d := &dichiarazioni{p: p, testi: t, voci: kit.Colonna(kit.Spazio12)}
	d.parte = kit.NewScheda(kit.Colonna(kit.Spazio12, kit.NewEtichetta(t.T("rilascio.dichiarazioni"), kit.Forte, kit.Neutro), d.voci))
	d.parte.Hide()
	return d
}

func (d *dichiarazioni) render(v []rilascio.Dichiarazione) {
	kit.Mostra(d.parte, len(v) > 0)
	if !d.uguali(v) {
		d.voci.Objects, d.box, d.nomi = nil, nil, nil
		for _, x := range v {
			b := kit.NewCasella(d.testi.T("rilascio.dichiara"), func(si bool) { d.p.Dichiara(x.Codice, si) })
			d.box, d.nomi = append(d.box, b), append(d.nomi, x.Codice)
			d.voci.Add(kit.Colonna(kit.Spazio4, kit.NewTestoLungo(x.Testo, kit.Corpo, kit.Neutro), kit.Riga(0, b, kit.Molla())))
		}
		d.voci.Refresh()
	}
	d.resa = d.resa[:0]
	for i, x := range v {
		d.box[i].Imposta(x.Resa)
		d.resa = append(d.resa, x.Resa)
	}
}

func (d *dichiarazioni) uguali(v []rilascio.Dichiarazione) bool {
	if len(v) != len(d.nomi) {
		return false
	}
	for i, x := range v {
		if x.Codice != d.nomi[i] {
			return false
		}
	}
	return true
}

// focalizza goes to the first statement that was not made.
func (d *dichiarazioni) focalizza() {
	for i, b := range d.box {
		if !d.resa[i] {
			kit.Focalizza(b)
			return
		}
	}
}
