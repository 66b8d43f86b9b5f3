package rilascio

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Conferma sends the act, once however often it is pressed. With something
// still missing it moves the focus there instead.
func (p *Presenter) Conferma() {
	if p.m.fase != FaseModulo || p.atto.Busy() {
		return
	}
	e := p.esamina()
	switch {
	case e.errore != "":
		p.m.fuoco = p.m.fuoco.A(CampoData)
		p.disegna()
		return
	case !p.dichiarato():
		p.m.fuoco = p.m.fuoco.A(CampoDichiara)
		p.disegna()
		return
	case p.aura(e) != "" && !p.m.aura:
		p.m.fuoco = p.m.fuoco.A(CampoAura)
		p.disegna()
		return
	case !p.modalitaAmmessa():
		return
	}
	req := p.richiesta(e)
	ril := p.par.Porte.Rilasci
	p.m.avviso, p.m.errData = avviso.Avviso{}, ""
	p.m.lavora, p.m.domande = false, 0 // of the one before, which did not take place
	p.atto.Start(p.ctx, func(ctx context.Context) (esenpat.EsitoEsenzione, error) {
		return ril.RilasciaEsenzione(ctx, req)
	}, p.risposta)
	p.disegna()
}

func (p *Presenter) modalitaAmmessa() bool {
	if p.m.modalita == esenpat.Richiesta {
		return p.richiedi().Attivo
	}
	return p.rilascia().Attivo
}

func (p *Presenter) dichiarato() bool {
	_, tutte := p.dichiarazioni()
	return tutte
}

func (p *Presenter) richiesta(e esame) esenpat.RichiestaEsenzione {
	rese, _ := p.dichiarazioni()
	return esenpat.RichiestaEsenzione{
		AssistitoID: p.m.pratica.AssistitoID, CertificatoID: p.m.pratica.CertificatoID,
		Modalita: p.m.modalita, DataFine: e.data, DurataPredefinita: e.predefinita, Dichiarazioni: rese,
	}
}

func (p *Presenter) risposta(v esenpat.EsitoEsenzione, err error) {
	switch {
	case err == nil:
		p.fatta(v)
	case esenpat.KindOf(err) == esenpat.Uncertain:
		p.m.fase, p.m.avviso = FaseIncerta, avviso.Di(p.par.Testi, err)
		p.richiedera()
	default:
		p.rifiutata(err)
	}
	p.disegna()
}

func (p *Presenter) fatta(v esenpat.EsitoEsenzione) {
	p.m.fase, p.m.esito, p.m.avviso = FaseFatta, v, avviso.Avviso{}
	if p.Eventi.Rilasciata != nil {
		p.Eventi.Rilasciata(v)
	}
}

// rifiutata keeps the form as it was typed and shows why it was refused.
func (p *Presenter) rifiutata(err error) {
	p.m.fase = FaseModulo
	a := avviso.Di(p.par.Testi, err)
	switch {
	case esenpat.AsError(err).Field == CampoData || esenpat.CodeOf(err) == "esenzione.data-non-ammessa":
		p.m.errData = a.Titolo + " " + a.Rimedio
		p.m.fuoco = p.m.fuoco.A(CampoData)
	case esenpat.KindOf(err) == esenpat.Unauthenticated:
		// Refused before anything was done: the doctor presses Conferma again.
		p.scade(err, func() { p.m.fuoco = p.m.fuoco.A(CampoConferma) })
	}
	p.m.avviso = a
}

// Verifica asks what became of an act whose answer was lost. It sends nothing
// and may be pressed again.
func (p *Presenter) Verifica() {
	if p.m.fase != FaseIncerta {
		return
	}
	p.smettiDomande()
	porte, req := p.par.Porte, p.richiesta(p.esamina())
	p.m.accerta = true
	p.accerta.Start(p.ctx, func(ctx context.Context) (esenpat.EsitoEsenzione, error) {
		return porte.Esiti.VerificaRilascio(ctx, req)
	}, p.accertata)
	p.disegna()
}

func (p *Presenter) accertata(v esenpat.EsitoEsenzione, err error) {
	p.m.accerta = false
	k := esenpat.KindOf(err)
	switch {
	case err == nil:
		p.fatta(v)
	case esenpat.CodeOf(err) == "atto.mai-arrivato":
		p.nonAvvenuta(err)
	case deciso(k) && p.m.proposta.CodiceEsenzione == "":
		p.nonAvvenuta(err) // refused before a restart: there is no form to go back to
	case deciso(k):
		p.rifiutata(err)
	default:
		p.m.avviso = avviso.Di(p.par.Testi, err)
		p.richiedera()
		p.scade(err, p.Verifica)
	}
	p.disegna()
}

// Home is «Torna alla home page».
func (p *Presenter) Home() {
	if p.Chiudi() && p.Eventi.Home != nil {
		p.Eventi.Home()
	}
}
