// Package diagnostica draws «Diagnostica per l'assistenza».
package diagnostica

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/diagnostica"
	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

const (
	larghezza = 820
	altezza   = 300
)

// Vista is the dialog: built once, drawn again from each State.
type Vista struct {
	p *diagnostica.Presenter
	t Testi

	dialogo      *kit.Dialogo
	attesa       *kit.Attesa
	avviso       *kit.Avviso
	posto        *fyne.Container // of the choice of the file
	testo        *kit.Etichetta
	scorre       *container.Scroll
	salva, altra *kit.Bottone
	file         []diagnostica.File
}

// New builds the dialog and binds it to its presenter.
func New(p *diagnostica.Presenter, t Testi, tempo kit.Tempo) *Vista {
	v := &Vista{p: p, t: t, avviso: kit.NewAvviso(), posto: container.NewStack()}
	v.attesa = kit.NewAttesa(tempo, p.Annulla)
	v.testo = kit.NewTestoLungo("", kit.Codice, kit.Neutro)
	v.scorre = container.NewVScroll(v.testo)
	v.scorre.SetMinSize(fyne.NewSize(0, altezza))
	v.salva = kit.NewBottone(kit.Primario, t.T("diagnostica.salva"), tema.IconaNessuna, p.Salva)
	v.altra = kit.NewBottone(kit.Secondario, t.T("diagnostica.ripeti"), tema.IconaAggiorna, p.Apri)
	chiudi := kit.NewBottone(kit.Secondario, t.T("diagnostica.chiudi"), tema.IconaNessuna, func() { v.dialogo.Annulla() })
	corpo := kit.Colonna(kit.Spazio12, kit.NewTestoLungo(t.T("diagnostica.spiega"), kit.Corpo, kit.TonoSecondario), v.avviso, v.attesa, v.posto, v.scorre)
	v.dialogo = kit.NewDialogo(t.T("diagnostica.titolo"), corpo, larghezza, chiudi, v.altra, v.salva)
	v.dialogo.Argomento(guida.Diagnostica)
	v.dialogo.Primo, v.dialogo.OnAnnulla = chiudi, p.Annulla
	p.Render = v.render
	return v
}

// Mostra opens the dialog over c and runs the checks.
func (v *Vista) Mostra(c fyne.Canvas) {
	v.p.Apri()
	v.dialogo.Mostra(c)
}

func (v *Vista) render(s diagnostica.State) {
	v.attesa.Imposta(s.InCorso, v.t.T("diagnostica.in-corso"))
	v.altra.Occupa(s.InCorso)
	v.salva.Occupa(s.InCorso || s.Salva)
	switch {
	case s.Fatto != "":
		v.avviso.Mostra(kit.Notizia{Tono: kit.TonoOK, Titolo: s.Fatto})
	default:
		v.avviso.Mostra(notizia.Di(s.Avviso))
	}
	if len(s.File) != len(v.file) || (len(s.File) > 0 && s.File[0] != v.file[0]) {
		v.file = s.File
		v.scelta()
	}
	v.dialogo.Aggiorna()
}

// scelta builds the list of the files; the first is shown.
func (v *Vista) scelta() {
	v.posto.RemoveAll()
	v.testo.ImpostaTesto("")
	if len(v.file) == 0 {
		return
	}
	voci := make([]kit.Voce, len(v.file))
	for i, f := range v.file {
		voci[i] = kit.Voce{Codice: f.Nome, Descrizione: f.Nome}
	}
	scegli := kit.NewTendina("", voci, func(x kit.Voce) { v.leggi(x.Codice) })
	scegli.Imposta(v.file[0].Nome)
	v.posto.Add(kit.NewCampo(v.t.T("diagnostica.file"), false, scegli))
	v.leggi(v.file[0].Nome)
}

func (v *Vista) leggi(nome string) {
	for _, f := range v.file {
		if f.Nome == nome {
			v.testo.ImpostaTesto(f.Testo)
			v.scorre.ScrollToTop()
			v.scorre.Refresh()
		}
	}
}
