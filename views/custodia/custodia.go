// Package custodia draws the dialogs about the key of the drafts: passphrase,
// and the removal of the doctor's data from this workstation.
package custodia

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/custodia"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

const larghezza = 640

// Vista is the dialog of the passphrase.
type Vista struct {
	p    *custodia.Presenter
	t    Testi
	tela fyne.Canvas

	dialogo           *kit.Dialogo // of the last situation
	motivo, avviso    *kit.Avviso
	spiega            *kit.Etichetta
	passphrase        *kit.Segreto
	ripeti            *kit.Segreto
	campo, campoDue   *kit.Campo
	dimenticata       *kit.Bottone
	sblocca, riprova  *kit.Bottone
	svuotato, chiesto int
	nuova, daRiunire  bool
	persa             bool
}

// New builds the dialog and binds it to its presenter.
func New(p *custodia.Presenter, t Testi, tela fyne.Canvas) *Vista {
	v := &Vista{p: p, t: t, tela: tela, motivo: kit.NewAvviso(), avviso: kit.NewAvviso()}
	v.spiega = kit.NewTestoLungo("", kit.Corpo, kit.Neutro)
	v.passphrase, v.ripeti = kit.NewSegreto("", false), kit.NewSegreto("", false)
	v.passphrase.OnInvio = func(string) {
		if v.p.State().Nuova {
			kit.Focalizza(v.ripeti)
			return
		}
		v.premi()
	}
	v.ripeti.OnInvio = func(string) { v.premi() }
	v.campo = kit.NewCampo(t.T("custodia.passphrase"), true, v.passphrase)
	v.campoDue = kit.NewCampo(t.T("custodia.ripeti"), true, v.ripeti)
	v.dimenticata = kit.NewBottone(kit.Legame, t.T("custodia.dimenticata"), tema.IconaNessuna, p.Dimenticata)
	p.Render = v.render
	return v
}

// compone builds the dialog for a situation: title and buttons differ.
func (v *Vista) compone(s custodia.State) *kit.Dialogo {
	t := v.t
	titolo, rinuncia, azione := t.T("custodia.titolo"), t.T("custodia.rinuncia"), t.T("custodia.sblocca")
	v.campo.Aiuto("")
	switch {
	case s.Persa:
		return v.componePersa()
	case s.DaRiunire:
		titolo, rinuncia = t.T("custodia.titolo.riunire"), t.T("custodia.non-ora")
	case s.Nuova:
		azione = t.T("custodia.proteggi")
		v.campo.Aiuto(t.T("custodia.passphrase.aiuto"))
	}
	v.sblocca = kit.NewBottone(kit.Primario, azione, tema.IconaNessuna, v.premi)
	v.riprova = kit.NewBottone(kit.Secondario, t.T("custodia.riprova"), tema.IconaAggiorna, v.p.Controlla)
	bottoni := []*kit.Bottone{kit.NewBottone(kit.Secondario, rinuncia, tema.IconaNessuna, v.p.Rinuncia), v.riprova, v.sblocca}
	if s.DaRiunire {
		bottoni = []*kit.Bottone{bottoni[0], v.sblocca}
	}
	corpo := kit.Colonna(kit.Spazio12, v.motivo, v.spiega, v.avviso, v.campo, v.campoDue, kit.Riga(0, v.dimenticata))
	d := kit.NewDialogo(titolo, corpo, larghezza, bottoni...)
	d.Primo, d.OnAnnulla = v.passphrase, v.p.Rinuncia
	return d
}

// componePersa is for a key that is gone: there is nothing to type.
func (v *Vista) componePersa() *kit.Dialogo {
	t := v.t
	v.sblocca = kit.NewBottone(kit.Secondario, t.T("custodia.ricomincia"), tema.IconaNessuna, v.p.Dimenticata)
	v.riprova = kit.NewBottone(kit.Primario, t.T("custodia.riprova"), tema.IconaAggiorna, v.p.Controlla)
	rinuncia := kit.NewBottone(kit.Secondario, t.T("custodia.rinuncia"), tema.IconaNessuna, v.p.Rinuncia)
	corpo := kit.Colonna(kit.Spazio12, v.motivo, v.spiega, v.avviso)
	d := kit.NewDialogo(t.T("custodia.titolo.persa"), corpo, larghezza, rinuncia, v.sblocca, v.riprova)
	d.Primo, d.OnAnnulla = v.riprova, v.p.Rinuncia
	return d
}

func (v *Vista) premi() {
	v.p.Sblocca(esenpat.NewSecret(v.passphrase.Text), esenpat.NewSecret(v.ripeti.Text))
}

func (v *Vista) render(s custodia.State) {
	altra := v.dialogo == nil || v.nuova != s.Nuova || v.daRiunire != s.DaRiunire || v.persa != s.Persa
	if v.dialogo != nil && v.dialogo.Aperto() && (!s.Aperto || altra) {
		v.dialogo.Chiudi()
	}
	if !s.Aperto {
		v.svuota(s)
		return
	}
	if altra {
		v.nuova, v.daRiunire, v.persa = s.Nuova, s.DaRiunire, s.Persa
		v.dialogo = v.compone(s)
	}
	v.riempi(s)
	if !v.dialogo.Aperto() {
		v.dialogo.Mostra(v.tela)
	}
	v.dialogo.Aggiorna()
	v.sposta(s)
	if s.ChiediConferma != v.chiesto {
		v.chiesto = s.ChiediConferma
		v.conferma()
	}
}

// sposta puts the focus on what must be corrected.
func (v *Vista) sposta(s custodia.State) {
	switch {
	case s.Persa: // there is no field
	case s.ErrPassphrase != "" || !s.Avviso.Vuoto():
		kit.Focalizza(v.passphrase)
	case s.ErrRipeti != "":
		kit.Focalizza(v.ripeti)
	}
}

// riempi puts the state into the controls.
func (v *Vista) riempi(s custodia.State) {
	v.motivo.Mostra(notizia.Di(s.Motivo))
	v.avviso.Mostra(notizia.Di(s.Avviso))
	v.spiega.ImpostaTesto(s.Spiega)
	v.campo.Errore(s.ErrPassphrase)
	v.campoDue.Errore(s.ErrRipeti)
	kit.Mostra(v.campoDue, s.Nuova)
	kit.Mostra(v.dimenticata, s.Protetta && !s.DaRiunire)
	v.sblocca.Occupa(s.Occupato)
	v.svuota(s)
}

func (v *Vista) svuota(s custodia.State) {
	if s.Svuota != v.svuotato {
		v.svuotato = s.Svuota
		v.passphrase.Svuota()
		v.ripeti.Svuota()
	}
}

func (v *Vista) conferma() {
	t := v.t
	if v.persa {
		kit.NewConferma(t.T("custodia.ricomincia.titolo"), t.T("custodia.ricomincia.testo"), t.T("custodia.dimenticata.no"),
			t.T("custodia.ricomincia"), true, v.p.Dimentica).Mostra(v.tela)
		return
	}
	kit.NewConferma(t.T("custodia.dimenticata.titolo"), t.T("custodia.dimenticata.testo"), t.T("custodia.dimenticata.no"),
		t.T("custodia.dimenticata.si"), true, v.p.Dimentica).Mostra(v.tela)
}
