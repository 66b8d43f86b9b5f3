package nuovocertificato

import (
	"context"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// quieteSalva is how long after the last key the draft is saved.
const quieteSalva = time.Second

// cambiata marks the draft as not durable and saves it a second after the last
// change. A save that is already due is not put off: while somebody types
// without a pause it still happens once a second.
func (p *Presenter) cambiata() {
	if p.m.bozza.ID == "" || p.m.creato.ID != "" || p.inAttesa() || p.m.conflitto != nil {
		return
	}
	gia := p.m.salva.sporca
	p.m.salva.sporca = true
	if !gia {
		p.fermaSalva = p.par.Dopo(quieteSalva, p.salvaOra)
	}
}

// salvaOra makes the draft durable now: at a step, at closing, and after the
// pause. Not while it is being sent: the creation writes its own key into it.
func (p *Presenter) salvaOra() {
	p.fermaSalva()
	p.fermaSalva = func() {}
	if !p.m.salva.sporca || p.inCreazione() || p.m.creato.ID != "" || p.inAttesa() {
		return
	}
	p.m.salva.sporca = false
	if p.m.passo == PassoDati {
		p.caricaAnteprima() // the document follows what is typed, a second later
	}
	b, arch, sequenze := p.m.bozza, p.par.Porte.Bozze, p.sequenze
	p.salvaBozza.Add(p.ctx, b.ID, func(ctx context.Context) (esenpat.Bozza, error) {
		b.Sequenza = max(b.Sequenza, sequenze[b.ID]) // edited from the version that was saved here last
		// A local write of moments: closing the window must not cut it short.
		salvata, err := arch.Salva(context.WithoutCancel(ctx), b)
		if err == nil {
			sequenze[b.ID] = salvata.Sequenza
		}
		return salvata, err
	}, func(salvata esenpat.Bozza, err error) {
		p.salvata(b.ID, salvata, err)
		if p.creaDopo && !p.salvaBozza.Busy() {
			p.creaDopo = false
			p.invia()
		}
		if !p.aperto {
			p.bozzeCambiate()
		}
		p.disegna()
	})
}

func (p *Presenter) salvata(id string, salvata esenpat.Bozza, err error) {
	if id != p.m.bozza.ID {
		return // another draft is in hand by now
	}
	if esenpat.CodeOf(err) == "bozza.superata" {
		p.modificataAltrove()
		return
	}
	p.m.salva.errore = avviso.Di(p.par.Testi, err)
	if err == nil {
		p.segnaInCorso(id)
		p.m.salva.quando = p.par.Adesso()
		p.m.bozza.Sequenza, p.m.bozza.ModificataIl = salvata.Sequenza, salvata.ModificataIl
		return
	}
	// What is not durable is tried again in a second: the disk may have room.
	p.cambiata()
}

// bozzeCambiate tells who shows the drafts.
func (p *Presenter) bozzeCambiate() {
	if p.Eventi.Bozze != nil {
		p.Eventi.Bozze()
	}
}

// Salva saves at once; the shell calls it on losing focus, locking and quitting.
func (p *Presenter) Salva() { p.salvaOra() }

// AttendiSalvataggio blocks until all that was to be saved is: also what was
// typed while an earlier save was under way. Never call it on the UI thread.
func (p *Presenter) AttendiSalvataggio() { p.salvaBozza.Wait() }

// NonSalvata reports whether something typed is not durable yet.
func (p *Presenter) NonSalvata() bool { return p.m.salva.sporca || p.salvaBozza.Busy() }

func (p *Presenter) caricaBozze() {
	arch := p.par.Porte.Bozze
	p.elenco.Start(p.ctx, arch.Elenca, func(b []esenpat.Bozza, err error) {
		if err != nil {
			return // the list is only an offer; the tab «Bozze» tells the reason
		}
		p.m.bozze = slices.DeleteFunc(slices.Clone(b), func(x esenpat.Bozza) bool {
			return x.Stato == esenpat.BozzaInviata || x.Stato == esenpat.BozzaInCoda || x.ID == p.m.bozza.ID
		})
		p.disegna()
	})
}

// Riapri takes a draft up again at the step where it was left. The patient's
// record is read again: it may have changed since.
func (p *Presenter) Riapri(id string) {
	if p.inCreazione() {
		return
	}
	p.salvaOra()
	arch := p.par.Porte.Bozze
	p.apriBozza.Start(p.ctx, func(ctx context.Context) (esenpat.Bozza, error) {
		return arch.Bozza(ctx, id)
	}, func(b esenpat.Bozza, err error) {
		if err != nil {
			p.m.avviso = avviso.Di(p.par.Testi, err)
			p.disegna()
			return
		}
		p.riprendiBozza(b)
	})
	p.disegna()
}

func (p *Presenter) riprendiBozza(b esenpat.Bozza) {
	p.azzera()
	p.aperto = true
	p.m.bozza = b
	if b.Stato != esenpat.BozzaInCoda {
		p.segnaInCorso(b.ID)
	}
	p.m.ricerca.cf = string(b.Assistito.CodiceFiscale)
	p.m.salva.quando = b.ModificataIl
	p.caricaAmbienti()
	passo := passoDi(b.Passo)
	for passo > PassoAssistito && !p.apribile(passo) {
		passo--
	}
	p.m.passo = passo
	p.m.fuoco = p.m.fuoco.A(p.primoCampo(passo))
	p.dicePerche(b.Motivo)
	if passo == PassoRiepilogo || passo == PassoDati {
		p.caricaAnteprima()
	}
	p.aggiornaAssistito(b.Assistito)
	p.disegna()
}

// dicePerche says why a draft came back from the queue.
func (p *Presenter) dicePerche(m esenpat.Motivo) {
	if m.Codice == "" || m.Codice == "bozza.assistito-cambiato" { // that one is shown field by field
		return
	}
	err := esenpat.NewError(esenpat.Rejected, m.Codice, "present.nuovocertificato").With("numero", m.Testo)
	err.Dettaglio = m.Testo
	p.m.avviso = avviso.Di(p.par.Testi, err)
}

// aggiornaAssistito refreshes the record under a draft. Offline the draft goes
// on with what it knows: the creation will ask anyway.
func (p *Presenter) aggiornaAssistito(a esenpat.Assistito) { p.leggiAssistito(a, p.confrontaAssistito) }

// prendiAssistito is aggiornaAssistito for a draft that says nothing yet of the
// patient: there is nothing to compare.
func (p *Presenter) prendiAssistito(a esenpat.Assistito) { p.leggiAssistito(a, p.usaScheda) }

func (p *Presenter) leggiAssistito(a esenpat.Assistito, poi func(esenpat.SchedaAssistito)) {
	if !scelto(a) {
		return
	}
	reg := p.par.Porte.Registro
	p.scheda.Start(p.ctx, func(ctx context.Context) (esenpat.SchedaAssistito, error) {
		id := a.ID
		if id == "" { // typed by hand
			trovati, err := reg.FindAssistiti(ctx, esenpat.RicercaAssistito{CodiceFiscale: a.CodiceFiscale})
			if err != nil {
				return esenpat.SchedaAssistito{}, err
			}
			if len(trovati) != 1 {
				return esenpat.SchedaAssistito{}, esenpat.NewError(esenpat.NotFound, "assistito.non-trovato", "present.nuovocertificato")
			}
			id = trovati[0].ID
		}
		return reg.Scheda(ctx, id)
	}, func(s esenpat.SchedaAssistito, err error) {
		switch {
		case esenpat.KindOf(err) == esenpat.Unauthenticated:
			p.errore(err, func() { p.leggiAssistito(a, poi) })
		case esenpat.KindOf(err) == esenpat.NotFound && err != nil:
			p.m.avviso = avviso.Di(p.par.Testi, err)
			p.m.passo = PassoAssistito
		case err != nil:
		default:
			poi(s)
		}
		p.disegna()
	})
}

// EliminaBozza drops one of the drafts offered.
func (p *Presenter) EliminaBozza(id string) {
	arch := p.par.Porte.Bozze
	p.eliminaVecc.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, arch.Elimina(ctx, id)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.m.avviso = avviso.Di(p.par.Testi, err)
		}
		p.caricaBozze()
		p.bozzeCambiate()
		p.disegna()
	})
}
