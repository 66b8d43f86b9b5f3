package codici

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Servizio brings the catalogues of the certificates from the regional service;
// see aggiorna.Aggiornatore.
type Servizio interface {
	Controlla(ctx context.Context) (cambiato bool, err error)
	InUso() (esenpat.VersioneCatalogo, time.Time)
}

// controllato is what a check found.
type controllato struct {
	cambiato bool
	versione esenpat.VersioneCatalogo
	ricevuto time.Time
}

// Controlla asks the service for newer catalogues, and says what came of it.
func (p *Presenter) Controlla() {
	if p.p.Servizio == nil {
		return
	}
	servizio := p.p.Servizio
	if p.controlla.Start(p.ctx, func(ctx context.Context) (c controllato, err error) {
		c.cambiato, err = servizio.Controlla(ctx)
		c.versione, c.ricevuto = servizio.InUso()
		return c, err
	}, func(c controllato, err error) {
		p.state.Messaggio, p.state.Avviso = p.esito(c, err)
		p.disegna()
	}) {
		p.state.Messaggio, p.state.Avviso = p.t("codici.vista.controllo.in-corso"), avviso.Avviso{}
		p.disegna()
	}
}

// esito is what a check found, in words. Without the service the copy on this
// workstation goes on serving, which is no fault; any other error is told whole.
func (p *Presenter) esito(c controllato, err error) (string, avviso.Avviso) {
	kv := []string{"versione", c.versione.Versione, "del", c.versione.AggiornatoIl.Italiana(), "ricevuto", c.ricevuto.In(p.p.Adesso().Location()).Format("02/01/2006 15:04")}
	copia := ".copia"
	if c.versione.Versione == "" {
		copia = ".programma"
	}
	switch {
	case c.cambiato && err == nil:
		return p.t("codici.vista.controllo.nuovo", kv...), avviso.Avviso{}
	case err == nil:
		return p.t("codici.vista.controllo.uguale", kv...), avviso.Avviso{}
	case esenpat.KindOf(err) == esenpat.Offline || esenpat.KindOf(err) == esenpat.Unavailable:
		return p.t("codici.vista.controllo.senza-rete"+copia, kv...), avviso.Avviso{}
	}
	return p.t("codici.vista.controllo.serve"+copia, kv...), avviso.Di(p.p.Testi, err)
}
