package elenco

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// rapidi is the line of filters with one press, under the fields.
type rapidi struct {
	v        *Vista
	riga     *fyne.Container
	mostrati []parti.Opzione
}

func newRapidi(v *Vista) *rapidi {
	r := &rapidi{v: v, riga: kit.Riga(kit.Spazio8)}
	r.riga.Hide()
	return r
}

func (r *rapidi) render(o []parti.Opzione) {
	if slices.Equal(o, r.mostrati) {
		return
	}
	r.mostrati = o
	r.riga.Objects = nil
	for _, x := range o {
		r.riga.Add(kit.NewBottone(kit.Secondario, x.Testo, tema.IconaAvviso, func() { r.v.p.P.Rapido(x.Codice) }))
	}
	r.riga.Add(kit.Molla())
	kit.Mostra(r.riga, len(o) > 0)
}
