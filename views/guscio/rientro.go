package guscio

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/guscio"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Rientro is the login over whatever is open.
type Rientro struct {
	p        *guscio.Rientro
	tela     fyne.Canvas
	dialogo  *kit.Dialogo
	spiega   *kit.Etichetta
	utente   *kit.Etichetta
	avviso   *kit.Avviso
	password *kit.Segreto
	pin      *kit.Segreto
	entra    *kit.Bottone
	svuotato int
}

// NewRientro builds the login and binds it to its presenter.
func NewRientro(p *guscio.Rientro, t Testi, tela fyne.Canvas) *Rientro {
	v := &Rientro{p: p, tela: tela, avviso: kit.NewAvviso()}
	v.spiega = kit.NewTestoLungo("", kit.Corpo, kit.Neutro)
	v.utente = kit.NewEtichetta("", kit.Forte, kit.Neutro)
	v.password = kit.NewSegreto("", false)
	v.pin = kit.NewSegreto("", true)
	v.password.OnInvio = func(string) { kit.Focalizza(v.pin) }
	v.pin.OnInvio = func(string) { v.premi() }
	v.entra = kit.NewBottone(kit.Primario, t.T("rientro.accedi"), tema.IconaNessuna, v.premi)
	dopo := kit.NewBottone(kit.Secondario, t.T("rientro.abbandona"), tema.IconaNessuna, p.Abbandona)
	corpo := kit.Colonna(
		kit.Spazio12, v.spiega, v.avviso,
		kit.Colonna(kit.Spazio4, kit.NewEtichetta(t.T("rientro.utente"), kit.Piccolo, kit.TonoSecondario), v.utente),
		kit.NewCampo(t.T("rientro.password"), true, v.password),
		kit.NewCampo(t.T("rientro.pin"), true, v.pin),
	)
	v.dialogo = kit.NewDialogo(t.T("rientro.titolo"), corpo, 460, dopo, v.entra)
	v.dialogo.Primo = v.password
	v.dialogo.OnAnnulla = p.Abbandona
	p.Render = v.render
	return v
}

func (v *Rientro) premi() {
	v.p.Entra(esenpat.NewSecret(v.password.Text), esenpat.NewSecret(v.pin.Text))
}

func (v *Rientro) render(s guscio.StatoRientro) {
	v.spiega.ImpostaTesto(s.Spiega)
	v.utente.ImpostaTesto(s.NomeUtente)
	v.entra.Occupa(s.Occupato)
	v.avviso.Mostra(kit.Notizia{Tono: kit.TonoErrore, Titolo: s.Avviso.Titolo, Causa: s.Avviso.Causa, Rimedio: s.Avviso.Rimedio})
	if s.Svuota != v.svuotato {
		v.svuotato = s.Svuota
		v.password.Svuota()
		v.pin.Svuota()
	}
	switch {
	case s.Aperto && !v.dialogo.Aperto():
		v.dialogo.Mostra(v.tela)
	case !s.Aperto && v.dialogo.Aperto():
		v.dialogo.Chiudi()
	case s.Aperto && !s.Avviso.Vuoto():
		v.dialogo.Aggiorna()
		kit.Focalizza(v.password)
	}
}
