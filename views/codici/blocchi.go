package codici

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/codici"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// Widths of labels and cards.
const (
	larghezzaEtichetta = 150
	larghezzaScheda    = 280 // of a card beside others; more do not fit, they go below
)

// mostraBlocchi draws the panel again; the scroll goes back to the top when
// what it shows is another thing.
func (v *Vista) mostraBlocchi(s codici.State) {
	if slices.EqualFunc(s.Blocchi, v.disegnato.Blocchi, uguali) && s.Affianca == v.disegnato.Affianca && s.FalsoAmico == v.disegnato.FalsoAmico {
		return
	}
	v.blocchi.RemoveAll()
	if s.FalsoAmico != "" {
		falso := kit.NewAvviso()
		falso.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: s.FalsoAmico})
		v.blocchi.Add(falso)
	}
	b := s.Blocchi
	if s.Affianca {
		schede := kit.Colonne(larghezzaScheda)
		for _, x := range b {
			schede.Add(kit.NewScheda(stretto(x)))
		}
		v.blocchi.Add(schede)
		b = nil
	}
	for i, x := range b {
		if i > 0 {
			v.blocchi.Add(kit.NewLinea())
		}
		v.blocchi.Add(blocco(x))
	}
	v.blocchi.Refresh()
	v.scorre.ScrollToTop()
	v.scorre.Refresh()
}

func uguali(a, b codici.Blocco) bool {
	return a.Titolo == b.Titolo && a.Attesa == b.Attesa && slices.Equal(a.Righe, b.Righe) && slices.Equal(a.Testi, b.Testi)
}

func blocco(b codici.Blocco) fyne.CanvasObject {
	c := kit.Colonna(kit.Spazio4)
	tono := kit.Neutro
	if b.Attesa {
		tono = kit.TonoAvviso
	}
	if b.Titolo != "" {
		c.Add(kit.NewTestoLungo(b.Titolo, kit.Forte, tono))
	}
	for _, r := range b.Righe {
		nome := kit.LarghezzaFissa(larghezzaEtichetta, kit.NewTestoLungo(r.Etichetta, kit.Piccolo, kit.TonoSecondario))
		c.Add(kit.Bordo(kit.Spazio8, nome, nil, kit.NewTestoLungo(r.Valore, kit.Corpo, kit.Neutro)))
	}
	for _, t := range b.Testi {
		if t != "" {
			c.Add(kit.NewTestoLungo(t, kit.Corpo, kit.Neutro))
		}
	}
	return c
}

// stretto draws a card beside others: labels stand over their values.
func stretto(b codici.Blocco) fyne.CanvasObject {
	c := kit.Colonna(kit.Spazio4, kit.NewTestoLungo(b.Titolo, kit.Forte, kit.Neutro))
	for _, r := range b.Righe {
		c.Add(kit.NewTestoLungo(r.Etichetta, kit.Piccolo, kit.TonoSecondario))
		c.Add(kit.NewTestoLungo(r.Valore, kit.Corpo, kit.Neutro))
	}
	for _, t := range b.Testi {
		c.Add(kit.NewTestoLungo(t, kit.Piccolo, kit.TonoAvviso))
	}
	return c
}
