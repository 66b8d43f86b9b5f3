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
	campi    [2]*kit.Campo // password, PIN
	attesa   *kit.Attesa
	inCorso  string
	entra    *kit.Bottone
	svuotato int
}

// NewRientro builds the login and binds it to its presenter.
func NewRientro(p *guscio.Rientro, t Testi, tempo kit.Tempo, tela fyne.Canvas) *Rientro {
	v := &Rientro{p: p, tela: tela, avviso: kit.NewAvviso(), inCorso: t.T("accesso.in-corso")}
	v.spiega = kit.NewTestoLungo("", kit.Corpo, kit.Neutro)
	v.utente = kit.NewEtichetta("", kit.Forte, kit.Neutro)
	v.password = kit.NewSegreto("", false)
	v.pin = kit.NewSegreto("", true)
	v.password.OnInvio = func(string) {
		if v.campi[1].Visible() {
			kit.Focalizza(v.pin)
			return
		}
		v.premi()
	}
	v.pin.OnInvio = func(string) { v.premi() }
	v.entra = kit.NewBottone(kit.Primario, t.T("rientro.accedi"), tema.IconaNessuna, v.premi)
	dopo := kit.NewBottone(kit.Secondario, t.T("rientro.abbandona"), tema.IconaNessuna, p.Abbandona)
	v.campi = [2]*kit.Campo{kit.NewCampo(t.T("rientro.password"), true, v.password), kit.NewCampo(t.T("rientro.pin"), true, v.pin)}
	v.attesa = kit.NewAttesa(tempo, p.Interrompi)
	corpo := kit.Colonna(
		kit.Spazio12, v.spiega, v.avviso,
		kit.Colonna(kit.Spazio4, kit.NewEtichetta(t.T("rientro.utente"), kit.Piccolo, kit.TonoSecondario), v.utente),
		v.campi[0], v.campi[1], v.attesa,
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
	v.attesa.Imposta(s.Occupato, v.inCorso)
	kit.Mostra(v.campi[0], s.Metodo == esenpat.AccessoCredenziali || s.Metodo == esenpat.AccessoFile)
	kit.Mostra(v.campi[1], s.Metodo == esenpat.AccessoCredenziali || s.Metodo == esenpat.AccessoCarta)
	v.avviso.Mostra(kit.Notizia{Tono: kit.TonoErrore, Titolo: s.Avviso.Titolo, Causa: s.Avviso.Causa, Rimedio: s.Avviso.Rimedio})
	if s.Svuota != v.svuotato {
		v.svuotato = s.Svuota
		v.password.Svuota()
		v.pin.Svuota()
	}
	switch {
	case s.Aperto && !v.dialogo.Aperto():
		v.dialogo.Primo = v.primo(s)
		v.dialogo.Mostra(v.tela)
	case !s.Aperto && v.dialogo.Aperto():
		v.dialogo.Chiudi()
	case s.Aperto && !s.Avviso.Vuoto():
		v.dialogo.Aggiorna()
		kit.Focalizza(v.primo(s))
	}
}

// primo is where the focus begins: what this way of logging in asks for.
func (v *Rientro) primo(s guscio.StatoRientro) fyne.Focusable {
	switch s.Metodo {
	case esenpat.AccessoCarta:
		return v.pin
	case esenpat.AccessoBrowser:
		return v.entra
	case esenpat.AccessoCredenziali, esenpat.AccessoFile:
	}
	return v.password
}
