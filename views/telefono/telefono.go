// Package telefono draws the test telephone: a strip at the foot of the window
// where the one-time codes of the embedded test environment arrive.
package telefono

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/telefono"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// Vista is the telephone, built once.
type Vista struct {
	t     Testi
	firma *kit.Etichetta
	righe *fyne.Container
	tutto fyne.CanvasObject
}

// New builds a telephone. There is one under each signature form, all fed by
// the same presenter: its Render must call Mostra of each.
func New(t Testi) *Vista {
	v := &Vista{t: t, righe: kit.Colonna(kit.Spazio4)}
	titolo := kit.Riga(kit.Spazio8, kit.NewSegno(tema.IconaTelefono, kit.TonoAvviso), kit.NewEtichetta(t.T("telefono.titolo"), kit.Forte, kit.TonoAvviso))
	v.firma = kit.NewTestoLungo("", kit.Piccolo, kit.Neutro)
	v.tutto = kit.Colonna(kit.Spazio8, titolo, v.firma, kit.NewTestoLungo(t.T("telefono.spiega"), kit.Piccolo, kit.TonoSecondario), v.righe)
	v.Mostra(telefono.State{Vuoto: t.T("telefono.vuoto")})
	return v
}

// Oggetto returns what is put on the window.
func (v *Vista) Oggetto() fyne.CanvasObject { return v.tutto }

// Mostra draws the messages.
func (v *Vista) Mostra(s telefono.State) {
	v.firma.ImpostaTesto(s.Firma)
	v.firma.Hidden = s.Firma == ""
	v.righe.RemoveAll()
	for _, r := range s.Righe {
		v.righe.Add(kit.Riga(
			kit.Spazio12,
			kit.NewEtichetta(r.Ora, kit.Piccolo, kit.TonoSecondario),
			kit.NewEtichetta(r.Codice, kit.Codice, kit.Neutro),
			kit.NewRiga(r.Testo, kit.Piccolo, kit.TonoSecondario),
		))
	}
	if len(s.Righe) == 0 {
		v.righe.Add(kit.NewEtichetta(s.Vuoto, kit.Piccolo, kit.TonoSecondario))
	}
	v.righe.Refresh()
}
