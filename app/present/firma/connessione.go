package firma

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Impostazioni goes to the settings of the connection; what was typed stays.
func (p *Presenter) Impostazioni() {
	if p.par.Impostazioni != nil {
		p.par.Impostazioni()
	}
}

// rimedioRete: a is about the connection, and there is a way to its settings.
func (p *Presenter) rimedioRete(a avviso.Avviso) bool {
	return a.DiConnessione() && p.par.Impostazioni != nil
}

// orologio is what the form says before anything else went wrong.
func (p *Presenter) orologio() avviso.Avviso {
	if p.par.Scarto == nil {
		return avviso.Avviso{}
	}
	return avviso.Orologio(p.par.Testi, p.par.Scarto())
}

// scade tells the shell when err ended the session, and keeps the form.
func (p *Presenter) scade(err error, ripeti func()) {
	if esenpat.KindOf(err) != esenpat.Unauthenticated {
		return
	}
	p.dimenticaSegreti()
	p.m.scaduta = true
	if p.Eventi.SessioneScaduta == nil {
		return
	}
	p.Eventi.SessioneScaduta(func() {
		p.m.scaduta = false
		p.m.avviso = avviso.Avviso{}
		ripeti()
		p.disegna()
	})
}
