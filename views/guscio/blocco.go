package guscio

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/guscio"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Blocco is the page of a locked workstation, over everything else.
type Blocco struct {
	p         *guscio.Blocco
	tela      fyne.Canvas
	copertura *kit.Copertura
	utente    *kit.Etichetta
	avviso    *kit.Avviso
	password  *kit.Segreto
	pin       *kit.Segreto  // of the card
	campi     [2]*kit.Campo // password, PIN
	sblocca   *kit.Bottone
	svuotato  int
}

// NewBlocco builds the page and binds it to its presenter.
func NewBlocco(p *guscio.Blocco, t Testi, tela fyne.Canvas) *Blocco {
	v := &Blocco{p: p, tela: tela, avviso: kit.NewAvviso(), utente: kit.NewEtichetta("", kit.Forte, kit.Neutro)}
	v.password = kit.NewSegreto("", false)
	v.password.OnInvio = func(string) { v.premi() }
	v.sblocca = kit.NewBottone(kit.Primario, t.T("blocco.sblocca"), tema.IconaNessuna, v.premi)
	altro := kit.NewBottone(kit.Secondario, t.T("blocco.altro-medico"), tema.IconaNessuna, p.Esci)
	v.pin = kit.NewSegreto("", false)
	v.pin.OnInvio = func(string) { v.premi() }
	v.campi = [2]*kit.Campo{kit.NewCampo(t.T("blocco.password"), true, v.password), kit.NewCampo(t.T("accesso.carta.pin"), true, v.pin)}
	v.copertura = kit.NewCopertura(kit.Colonna(
		kit.Spazio16,
		kit.NewTestoLungo(t.T("blocco.titolo"), kit.Titolo, kit.Neutro),
		kit.NewTestoLungo(t.T("blocco.spiega"), kit.Corpo, kit.TonoSecondario),
		v.avviso,
		kit.Colonna(kit.Spazio4, kit.NewEtichetta(t.T("rientro.utente"), kit.Piccolo, kit.TonoSecondario), v.utente),
		v.campi[0], v.campi[1],
		kit.Riga(kit.Spazio8, altro, kit.Molla(), v.sblocca),
	), 480)
	v.copertura.OnInvio = v.premi
	p.Render = v.render
	return v
}

// InCima keeps the page above what opens while the workstation is locked.
func (v *Blocco) InCima() { v.copertura.InCima() }

func (v *Blocco) premi() {
	segreto := v.password.Text
	if v.campi[1].Visible() {
		segreto = v.pin.Text
	}
	v.p.Sblocca(esenpat.NewSecret(segreto))
}

// primo is what the lock asks for: the password, the card's PIN, or the browser.
func (v *Blocco) primo(s guscio.StatoBlocco) fyne.Focusable {
	switch s.Metodo {
	case esenpat.AccessoCarta:
		return v.pin
	case esenpat.AccessoBrowser:
		return v.sblocca
	case esenpat.AccessoCredenziali, esenpat.AccessoFile:
	}
	return v.password
}

func (v *Blocco) render(s guscio.StatoBlocco) {
	v.utente.ImpostaTesto(s.NomeUtente)
	v.sblocca.Occupa(s.Occupato)
	v.avviso.Mostra(notizia.Di(s.Avviso))
	if s.Svuota != v.svuotato {
		v.svuotato = s.Svuota
		v.password.Svuota()
		v.pin.Svuota()
	}
	kit.Mostra(v.campi[0], s.Metodo == esenpat.AccessoCredenziali || s.Metodo == esenpat.AccessoFile)
	kit.Mostra(v.campi[1], s.Metodo == esenpat.AccessoCarta)
	switch {
	case s.Bloccato && !v.copertura.Aperta():
		v.copertura.Mostra(v.tela, v.primo(s))
	case !s.Bloccato:
		v.copertura.Togli()
	case !s.Occupato:
		v.copertura.Refresh()
		kit.Focalizza(v.primo(s))
	}
}
