// Package contesto draws the call of a clinical record: a note on the login
// page, a band over the tabs, and the question when something is open.
package contesto

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/contesto"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// larghezza of the question and of the notice.
const larghezza = 520

// Vista shows the calls of one window.
type Vista struct {
	p       *contesto.Presenter
	t       Testi
	tela    fyne.Canvas
	nota    *kit.Avviso
	banda   *kit.Avviso
	dialogo *kit.Dialogo // the one that is open, nil if none
}

// New builds the view and binds it to its presenter.
func New(p *contesto.Presenter, t Testi, tela fyne.Canvas) *Vista {
	v := &Vista{p: p, t: t, tela: tela, nota: kit.NewAvviso(), banda: kit.NewAvviso()}
	p.Render = v.render
	return v
}

// Nota is what the login page shows above everything.
func (v *Vista) Nota() fyne.CanvasObject { return v.nota }

// Banda is what the frame shows over the tabs.
func (v *Vista) Banda() fyne.CanvasObject { return v.banda }

// Aperta reports whether a question or a notice is on the screen.
func (v *Vista) Aperta() bool { return v.dialogo != nil && v.dialogo.Aperto() }

func (v *Vista) render(s contesto.State) {
	v.nota.Mostra(kit.Notizia{Tono: kit.TonoPrimario, Titolo: s.Nota})
	v.renderBanda(s)
	if v.dialogo != nil {
		v.dialogo.Chiudi()
		v.dialogo = nil
	}
	switch {
	case s.Domanda.Testo != "":
		v.domanda(s.Domanda)
	case !s.Avviso.Vuoto():
		v.avviso(s)
	}
}

func (v *Vista) renderBanda(s contesto.State) {
	n := kit.Notizia{Tono: kit.TonoPrimario, Titolo: s.Banda}
	lascia := kit.Azione{Testo: v.t.T("contesto.scarta"), Fai: v.p.Scarta, Aspetto: kit.Secondario}
	switch {
	case s.Banda != "":
		n.Azioni = []kit.Azione{{Testo: v.t.T("contesto.apri"), Fai: v.p.Riprendi, Aspetto: kit.Secondario}, lascia}
	case s.Attesa != "":
		n.Titolo, n.Azioni = s.Attesa, []kit.Azione{lascia}
	}
	v.banda.Mostra(n)
}

// domanda asks; Esc puts the call off, it never drops it.
func (v *Vista) domanda(d contesto.Domanda) {
	corpo := kit.NewTestoLungo(d.Testo, kit.Corpo, kit.Neutro)
	dopo := kit.NewBottone(kit.Secondario, v.t.T("contesto.dopo"), tema.IconaNessuna, v.p.Rimanda)
	bottoni := []*kit.Bottone{dopo}
	if d.Apri {
		bottoni = append(bottoni, kit.NewBottone(kit.Primario, v.t.T("contesto.apri"), tema.IconaNessuna, func() {
			v.dialogo.Chiudi() // first, so that it is not in the way itself
			v.p.Apri()
		}))
	}
	v.mostra(kit.NewDialogo(v.t.T("contesto.titolo"), corpo, larghezza, bottoni...), v.p.Rimanda)
}

func (v *Vista) avviso(s contesto.State) {
	a := kit.NewAvviso()
	a.Mostra(notizia.Di(s.Avviso))
	bottoni := []*kit.Bottone{kit.NewBottone(kit.Secondario, v.t.T("contesto.chiudi"), tema.IconaNessuna, v.p.Chiudi)}
	if s.Ripeti {
		bottoni = append(bottoni, kit.NewBottone(kit.Primario, v.t.T("contesto.riprova"), tema.IconaNessuna, v.p.Riprova))
	}
	d := kit.NewDialogo(v.t.T("contesto.titolo"), kit.Colonna(kit.Spazio12, a), larghezza, bottoni...)
	d.Primo = bottoni[len(bottoni)-1]
	v.mostra(d, v.p.Chiudi)
}

func (v *Vista) mostra(d *kit.Dialogo, annulla func()) {
	d.OnAnnulla = annulla
	v.dialogo = d
	d.Mostra(v.tela)
}
