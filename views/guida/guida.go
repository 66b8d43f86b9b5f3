// Package guida draws the user guide over the window.
package guida

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

const (
	larghezza = 820
	altezza   = 460
	segno     = 22 // width of «•» or «10.»
)

// Vista is the guide. It is built once and shown at a chapter.
type Vista struct {
	t       Testi
	dialogo *kit.Dialogo
}

// New returns the guide, closed.
func New(t Testi) *Vista { return &Vista{t: t} }

// Aperta reports whether the guide is on the screen.
func (v *Vista) Aperta() bool { return v.dialogo != nil && v.dialogo.Aperto() }

// Posizione is how far the chapter is scrolled.
func (v *Vista) Posizione() float32 { return v.dialogo.Scorre.Offset.Y }

// Mostra opens the guide over c; a second call while it is open does nothing.
func (v *Vista) Mostra(c fyne.Canvas, s guida.State) {
	if v.Aperta() || len(s.Sezioni) == 0 {
		return
	}
	righe := kit.Colonna(kit.Spazio12)
	scorre := container.NewVScroll(righe)
	scorre.SetMinSize(fyne.NewSize(0, altezza))
	voci := make([]kit.Voce, len(s.Sezioni))
	for i, x := range s.Sezioni {
		voci[i] = kit.Voce{Codice: strconv.Itoa(i), Descrizione: x.Titolo}
	}
	mostra := func(i int) {
		righe.Objects = nil
		for _, r := range s.Sezioni[i].Righe {
			righe.Add(riga(r))
		}
		scorre.ScrollToTop()
		scorre.Refresh()
	}
	capitolo := kit.NewTendina("", voci, func(x kit.Voce) {
		if i, err := strconv.Atoi(x.Codice); err == nil && i < len(s.Sezioni) {
			mostra(i)
		}
	})
	capitolo.Imposta(strconv.Itoa(s.Scelta))
	mostra(s.Scelta)
	chiudi := kit.NewBottone(kit.Primario, v.t.T("guida.chiudi"), tema.IconaNessuna, func() { v.dialogo.Chiudi() })
	v.dialogo = kit.NewDialogo(s.Titolo, kit.Colonna(kit.Spazio12, kit.NewCampo(v.t.T("guida.sezione"), false, capitolo), scorre), larghezza, chiudi)
	v.dialogo.Scorre = scorre
	v.dialogo.Mostra(c)
}

func riga(r guida.Riga) fyne.CanvasObject {
	testo := kit.NewTestoLungo(r.Testo, kit.Corpo, kit.Neutro)
	if r.Segno == "" {
		return testo
	}
	return kit.BordoAlto(kit.Spazio8, kit.LarghezzaFissa(segno, kit.NewEtichetta(r.Segno, kit.Corpo, kit.TonoPrimario)), nil, testo)
}
