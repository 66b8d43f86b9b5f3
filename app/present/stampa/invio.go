package stampa

import (
	"context"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Stampa hands over the documents that were not handed over yet. What the
// printer refuses is said in the dialog, which stays for another try.
func (p *Presenter) Stampa() {
	if !p.state.PuoStampare {
		if p.state.Aperto && p.state.Attesa == "" && p.state.Scelta == "" {
			p.state.Fuoco = p.state.Fuoco.A(CampoStampante)
			p.disegna()
		}
		return
	}
	copie, ok := p.copie()
	if !ok {
		p.state.ErroreCopie = p.t("stampa.copie.errore")
		p.state.Fuoco = p.state.Fuoco.A(CampoCopie)
		p.disegna()
		return
	}
	r, st, pref := p.coda[0], p.p.Stampanti, p.p.Preferenze
	o := esenpat.OpzioniStampa{Stampante: p.state.Scelta, Copie: copie, FronteRetro: p.state.FronteRetro}
	chiede, doppio := p.state.PuoFronteRetro, p.doppio
	documenti, esiti := r.documenti, slices.Clone(r.esiti)
	p.invia, p.state.Attesa, p.state.Avviso = true, p.t("stampa.attesa.invio"), avviso.Avviso{}
	ctx, ferma := context.WithCancel(p.ctx)
	r.ferma = ferma
	p.invio.Start(ctx, func(ctx context.Context) ([]error, error) {
		defer ferma()
		err := consegna(ctx, st, documenti, esiti, o)
		if err == nil {
			ricorda(ctx, pref, o.Stampante, chiede, doppio)
		}
		return esiti, err
	}, p.inviati)
	p.disegna()
}

// consegna hands over what was not handed over, in order, and stops at the first
// that is refused: the next one would be too.
func consegna(ctx context.Context, st Stampanti, documenti []esenpat.DaStampare, esiti []error, o esenpat.OpzioniStampa) error {
	for i, d := range documenti {
		if d.Manca != nil || esiti[i] == nil {
			continue
		}
		if esiti[i] = st.Stampa(ctx, d, o); esiti[i] != nil {
			for n := i + 1; n < len(esiti); n++ {
				if documenti[n].Manca == nil {
					esiti[n] = esiti[i]
				}
			}
			return esiti[i]
		}
	}
	return nil
}

// ricorda keeps the choices for the next time; what cannot be kept is asked again.
func ricorda(ctx context.Context, pref Preferenze, stampante string, chiede, doppio bool) {
	_ = pref.Scrivi(ctx, ChiaveStampante, stampante)
	if !chiede {
		return // the printer left no choice
	}
	lati := "no"
	if doppio {
		lati = "si"
	}
	_ = pref.Scrivi(ctx, ChiaveFronteRetro, lati)
}

func (p *Presenter) inviati(esiti []error, err error) {
	p.invia, p.state.Attesa = false, ""
	p.coda[0].esiti = esiti
	if err == nil || esenpat.KindOf(err) == esenpat.Canceled {
		p.concludi()
		return
	}
	p.state.Avviso = avviso.Di(p.p.Testi, err)
	p.disegna()
}

// Apri shows the documents in the system's viewer instead, and closes the dialog.
func (p *Presenter) Apri() {
	if !p.state.PuoAprire {
		return
	}
	r, v := p.coda[0], p.p.Visore
	documenti, esiti := r.documenti, slices.Clone(r.esiti)
	p.apre.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		for i, d := range documenti {
			if d.Manca != nil || esiti[i] == nil {
				continue
			}
			if err := v.Apri(ctx, d.Nome, d.PDF); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		if err != nil {
			p.state.Avviso = avviso.Di(p.p.Testi, err)
			p.disegna()
			return
		}
		for i, d := range r.documenti {
			if d.Manca == nil && r.esiti[i] != nil {
				r.esiti[i] = annullata() // not printed by us, and the user knows
			}
		}
		p.concludi()
	})
}

// Annulla gives up: what is being sent is stopped if it still can be, and the
// dialog closes when that is known.
func (p *Presenter) Annulla() {
	switch {
	case !p.state.Aperto:
	case p.invia:
		p.coda[0].ferma()
	default:
		p.concludi()
	}
}

// concludi closes the dialog, tells who asked, and opens the next one.
func (p *Presenter) concludi() {
	p.elenco.Cancel()
	p.lati.Cancel()
	p.apre.Cancel()
	r := p.coda[0]
	p.coda = p.coda[1:]
	p.chiede = false
	p.state = State{Fuoco: p.state.Fuoco}
	p.disegna()
	r.fine(r.esiti)
	if len(p.coda) > 0 && !p.state.Aperto {
		p.mostra()
	}
}
