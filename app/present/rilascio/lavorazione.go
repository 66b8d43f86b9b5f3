package rilascio

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// codiceLavorazione is the error of an act that the service is known to be at.
const codiceLavorazione = "esenzione.in-lavorazione"

// primaDomanda is after how long an outcome is asked for by itself; each time
// twice as long, up to ultimaDomanda.
const (
	primaDomanda  = 15 * time.Second
	ultimaDomanda = 5 * time.Minute
)

// nonAvvenuta goes back to the form: nothing was issued and it may be sent
// again. After a restart there is no form yet: the proposal is read first.
func (p *Presenter) nonAvvenuta(err error) {
	p.m.fase = FaseModulo
	if p.m.proposta.CodiceEsenzione == "" {
		p.m.fase = FaseCarica
		p.carica()
	}
	p.m.avviso = avviso.Di(p.par.Testi, err)
}

// inLavorazione reports whether the service was seen to be still at the act; a
// question without an answer meanwhile does not change that.
func (p *Presenter) inLavorazione() bool { return p.m.fase == FaseIncerta && p.m.lavora }

// richiedera asks again by itself for an act that the service is at.
func (p *Presenter) richiedera() {
	p.smettiDomande()
	p.m.lavora = p.m.lavora || p.m.avviso.Codice == codiceLavorazione
	if !p.inLavorazione() || p.par.Dopo == nil {
		return
	}
	pausa := min(primaDomanda<<min(p.m.domande, 5), ultimaDomanda)
	p.m.domande++
	p.smettiDomande = p.par.Dopo(pausa, func() {
		if p.ctx.Err() == nil && p.inLavorazione() {
			p.Verifica()
		}
	})
}

// deciso reports whether an error is the service's own decision about the act.
func deciso(k esenpat.Kind) bool {
	return k == esenpat.Rejected || k == esenpat.Invalid || k == esenpat.Conflict || k == esenpat.Forbidden
}
