package nuovocertificato

import (
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Primario is Ctrl+Enter and the primary button: whatever the step leads to.
func (p *Presenter) Primario() {
	switch p.m.passo {
	case PassoAssistito:
		if p.m.scheda == nil {
			p.Cerca()
			return
		}
		p.ConfermaAssistito()
	case PassoTipologia:
		if p.m.bozza.Dati.Tipologia != "" {
			p.vai(PassoDati)
		}
	case PassoDati:
		p.ConfermaDati()
	case PassoRiepilogo:
		p.ConfermaRiepilogo()
	case PassoFirma:
		p.par.Firma.FirmaDocumento()
	case PassoEsenzione:
		p.par.Rilascio.Conferma()
	}
}

// Indietro is Alt+Left: one step back, nothing is lost. After the creation
// there is no way back: the certificate exists.
func (p *Presenter) Indietro() {
	if p.puoIndietro() {
		p.vai(p.m.passo - 1)
	}
}

func (p *Presenter) puoIndietro() bool {
	return p.m.passo > PassoAssistito && p.m.passo <= PassoRiepilogo && p.m.creato.ID == "" && !p.inAttesa() && !p.inCreazione() && !p.m.incerto
}

// VaiA goes to a step that was already reached, as a click on the list does.
func (p *Presenter) VaiA(passo Passo) {
	if p.apribile(passo) && passo != p.m.passo {
		p.vai(passo)
	}
}

func (p *Presenter) apribile(passo Passo) bool {
	if p.bloccato() || passo > PassoRiepilogo {
		return false
	}
	switch passo {
	case PassoAssistito:
		return true
	case PassoTipologia:
		return p.assistitoPronto()
	case PassoDati:
		return p.assistitoPronto() && p.m.bozza.Dati.Tipologia != ""
	case PassoRiepilogo:
		return p.assistitoPronto() && len(p.mancano()) == 0
	case PassoFirma, PassoEsenzione:
	}
	return false
}

func (p *Presenter) assistitoPronto() bool {
	return scelto(p.m.bozza.Assistito) && p.rifiuto(p.m.bozza.Assistito) == ""
}

func (p *Presenter) vai(passo Passo) {
	p.m.passo, p.m.avviso = passo, avviso.Avviso{}
	if scelto(p.m.bozza.Assistito) && p.m.creato.ID == "" && !p.inAttesa() {
		p.m.bozza.Passo = nomePasso(passo)
		p.cambiata()
		p.salvaOra()
	}
	p.m.fuoco = p.m.fuoco.A(p.primoCampo(passo))
	if passo == PassoRiepilogo || passo == PassoDati {
		p.caricaAnteprima()
	}
	if passo == PassoRiepilogo {
		p.caricaPrestazioni()
	}
	p.disegna()
}

// primoCampo is where a step begins: its first empty field, else its button.
func (p *Presenter) primoCampo(passo Passo) string {
	switch passo {
	case PassoAssistito:
		return CampoCF
	case PassoTipologia:
		return CampoTipologia
	case PassoDati:
		if m := p.mancano(); len(m) > 0 {
			return m[0].Campo
		}
		return CampoConferma
	case PassoRiepilogo, PassoFirma, PassoEsenzione:
	}
	return CampoConferma
}

// nomePasso is how a step is written into a draft.
func nomePasso(passo Passo) string {
	switch passo {
	case PassoAssistito:
		return "assistito"
	case PassoTipologia:
		return "tipologia"
	case PassoDati:
		return "dati"
	case PassoRiepilogo, PassoFirma, PassoEsenzione:
		return "riepilogo"
	}
	return ""
}

func passoDi(nome string) Passo {
	for _, passo := range []Passo{PassoTipologia, PassoDati, PassoRiepilogo} {
		if nomePasso(passo) == nome {
			return passo
		}
	}
	return PassoAssistito
}
