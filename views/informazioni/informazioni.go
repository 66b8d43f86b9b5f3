// Package informazioni draws «Informazioni».
package informazioni

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/informazioni"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

const (
	larghezza = 720
	altezza   = 260
)

// Mostra opens the dialog over c. A licence is read by choosing its name.
func Mostra(c fyne.Canvas, s informazioni.State, t Testi) {
	var d *kit.Dialogo
	testo := kit.NewTestoLungo("", kit.Piccolo, kit.Neutro)
	scorre := container.NewVScroll(testo)
	scorre.SetMinSize(fyne.NewSize(0, altezza))
	voci := make([]kit.Voce, len(s.Licenze))
	for i, l := range s.Licenze {
		voci[i] = kit.Voce{Codice: l.Parte, Descrizione: l.Parte + " · " + l.Nome}
	}
	scegli := kit.NewTendina("", voci, func(v kit.Voce) {
		for _, l := range s.Licenze {
			if l.Parte == v.Codice {
				testo.ImpostaTesto(l.Testo)
				scorre.ScrollToTop()
				scorre.Refresh()
			}
		}
	})
	if len(s.Licenze) > 0 {
		scegli.Imposta(s.Licenze[0].Parte)
		testo.ImpostaTesto(s.Licenze[0].Testo)
	}
	corpo := kit.Colonna(kit.Spazio8)
	for _, r := range s.Righe {
		corpo.Add(kit.NewTestoLungo(r, kit.Corpo, kit.Neutro))
	}
	corpo.Add(kit.NewCampo(t.T("informazioni.licenze"), false, scegli))
	corpo.Add(scorre)
	chiudi := kit.NewBottone(kit.Primario, t.T("informazioni.chiudi"), tema.IconaNessuna, func() { d.Chiudi() })
	d = kit.NewDialogo(s.Titolo, corpo, larghezza, chiudi)
	d.Mostra(c)
}
