package accesso

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/accesso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// sceltaRuolo is the second page: role and workplace.
type sceltaRuolo struct {
	benvenuto    *kit.Etichetta
	ruolo, luogo *kit.Tendina
	campoRuolo   *kit.Campo
	prosegui     *kit.Bottone
	tutto        *fyne.Container
}

func newSceltaRuolo(p *accesso.Presenter, t Testi) *sceltaRuolo {
	x := &sceltaRuolo{benvenuto: kit.NewTestoLungo("", kit.Sezione, kit.Neutro)}
	x.ruolo = kit.NewTendina(t.T("accesso.ruolo"), nil, func(v kit.Voce) { p.ScegliRuolo(v.Codice) })
	x.luogo = kit.NewTendina(t.T("accesso.luogo"), nil, func(v kit.Voce) { p.ScegliLuogo(v.Codice) })
	x.prosegui = kit.NewBottone(kit.Primario, t.T("accesso.prosegui"), tema.IconaNessuna, p.Prosegui)
	x.campoRuolo = kit.NewCampo(t.T("accesso.ruolo"), true, x.ruolo)
	x.tutto = kit.Colonna(
		kit.Spazio12, x.benvenuto,
		kit.NewTestoLungo(t.T("accesso.scelta"), kit.Corpo, kit.TonoSecondario),
		x.campoRuolo, kit.NewCampo(t.T("accesso.luogo"), true, x.luogo), x.prosegui,
		kit.Riga(0, kit.NewBottone(kit.Legame, t.T("accesso.altro-utente"), tema.IconaSinistra, p.Ricomincia), kit.Molla()),
	)
	return x
}

// focalizza goes to what is still to be chosen.
func (x *sceltaRuolo) focalizza() {
	switch {
	case !x.prosegui.Disabled():
		kit.Focalizza(x.prosegui)
	case x.luogo.Disabled():
		kit.Focalizza(x.ruolo)
	default:
		kit.Focalizza(x.luogo)
	}
}

func (x *sceltaRuolo) render(s accesso.State) {
	kit.Mostra(x.tutto, s.Fase == accesso.FaseScelta)
	x.benvenuto.ImpostaTesto(s.Benvenuto)
	x.ruolo.ImpostaVoci(notizia.Voci(s.Ruoli))
	x.ruolo.Imposta(s.Ruolo)
	x.luogo.ImpostaVoci(luoghi(s.Luoghi))
	x.luogo.Imposta(s.Luogo)
	if len(s.Luoghi) == 0 {
		x.luogo.Disable()
	} else {
		x.luogo.Enable()
	}
	x.prosegui.Imposta(s.Prosegui.Attivo, s.Prosegui.Motivo)
	x.prosegui.Occupa(s.Occupato)
}

// luoghi shows each workplace with its company.
func luoghi(o []parti.Opzione) []kit.Voce {
	v := notizia.Voci(o)
	for i := range v {
		if o[i].Dettaglio != "" {
			v[i].Descrizione += " · " + o[i].Dettaglio
		}
	}
	return v
}
