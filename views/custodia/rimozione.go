package custodia

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/custodia"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Rimozione is the question before the doctor's data are destroyed.
type Rimozione struct {
	tela    fyne.Canvas
	dialogo *kit.Dialogo
	testo   *kit.Etichetta
	avviso  *kit.Avviso
	si      *kit.Bottone
}

// NewRimozione builds the question and binds it to its presenter.
func NewRimozione(p *custodia.Rimozione, t Testi, tela fyne.Canvas) *Rimozione {
	v := &Rimozione{tela: tela, testo: kit.NewTestoLungo("", kit.Corpo, kit.Neutro), avviso: kit.NewAvviso()}
	no := kit.NewBottone(kit.Secondario, t.T("rimozione.no"), tema.IconaNessuna, p.Annulla)
	v.si = kit.NewBottone(kit.Pericolo, t.T("rimozione.si"), tema.IconaNessuna, p.Conferma)
	v.dialogo = kit.NewDialogo(t.T("rimozione.titolo"), kit.Colonna(kit.Spazio12, v.testo, v.avviso), 520, no, v.si)
	v.dialogo.Primo, v.dialogo.OnAnnulla = no, p.Annulla
	p.Render = v.render
	return v
}

func (v *Rimozione) render(s custodia.StatoRimozione) {
	v.testo.ImpostaTesto(s.Testo)
	v.avviso.Mostra(notizia.Di(s.Avviso))
	v.si.Occupa(s.Occupato)
	switch {
	case s.Aperto && !v.dialogo.Aperto():
		v.dialogo.Mostra(v.tela)
	case !s.Aperto:
		v.dialogo.Chiudi()
	default:
		v.dialogo.Aggiorna()
	}
}
