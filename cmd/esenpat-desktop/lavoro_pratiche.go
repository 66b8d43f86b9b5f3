package main

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/esenzioni"
	presentesenzioni "github.com/esenpat/esenpat-desktop/app/present/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/present/pratica"
	visteguscio "github.com/esenpat/esenpat-desktop/views/guscio"
)

// praticheDaLeggere is what the dialog of a request reads.
type praticheDaLeggere struct {
	*esenzioni.Archivio
	*esenzioni.Pratiche
}

// presentaPratica makes the dialog of the acts on a request that was sent.
func (l *lavoro) presentaPratica() {
	l.pratica = pratica.New(l.ctx, pratica.Params{
		UI: l.ui, Testi: l.testi, Fuso: l.fuso, Atti: l.s.pratiche, Lettura: praticheDaLeggere{l.s.esenzioni, l.s.pratiche},
	})
}

// collegaPratiche ties the tab «Esenzioni» to what can be done from it.
func (l *lavoro) collegaPratiche() {
	tela := l.w.Canvas()
	rimanda := func(assistitoID, id, certificatoID string) {
		l.vista.Mostra(visteguscio.SchedaEsenzioni)
		l.ese.Apri(assistitoID, id)
		l.vistaPratica.Rimanda(tela, assistitoID, id, certificatoID)
	}
	l.ese.Eventi = presentesenzioni.Eventi{
		SessioneScaduta: l.rientro.Chiedi,
		VaiCertificato: func(assistitoID, id string) {
			l.vista.Mostra(visteguscio.SchedaCertificati)
			l.cert.Apri(assistitoID, id)
		},
		AnnullaRichiesta: func(e esenpat.Esenzione) { l.vistaPratica.Annulla(tela, e.Beneficiario.ID, e.ID) },
		Rimanda:          func(e esenpat.Esenzione) { l.vistaPratica.Rimanda(tela, e.Beneficiario.ID, e.ID, "") },
		NuovoCertificato: l.rispondi,
		Rinnova: func(e esenpat.Esenzione) {
			if !l.vistaNuovo.Aperta() {
				l.vistaNuovo.MostraRinnovo(tela, e)
			}
		},
		Contate: l.guscio.ImpostaDaRimandare,
	}
	l.nuovo.Eventi.Rimanda = rimanda
	l.pratica.Eventi = pratica.Eventi{SessioneScaduta: l.rientro.Chiedi, Cambiata: l.aggiornaElenchi, NuovoCertificato: l.rispondi}
}

// rispondi begins the certificate that the ASL wants.
func (l *lavoro) rispondi(e esenpat.Esenzione) {
	if !l.vistaNuovo.Aperta() {
		l.vistaNuovo.MostraRisposta(l.w.Canvas(), e)
	}
}

// contaPratiche counts what waits in the tab «Esenzioni», where there is one.
func (l *lavoro) contaPratiche() {
	if l.guscio.State().Esenzioni {
		l.ese.Conta()
	}
}
