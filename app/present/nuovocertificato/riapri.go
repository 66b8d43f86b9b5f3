package nuovocertificato

import (
	"context"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

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
	if p.salvaBozza.Busy() { // read before it has been written, the text would be the old one
		p.riapriDopo = id
		return
	}
	p.apri(id)
	p.disegna()
}

func (p *Presenter) apri(id string) {
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
}

func (p *Presenter) riprendiBozza(b esenpat.Bozza) {
	if p.inCreazione() { // confirmed while it was read: the wizard is not taken away from that
		return
	}
	p.salvaOra()                                  // typed while it was read
	if ultima := p.sospese[b.ID]; ultima != nil { // the disk does not have it yet
		b = *ultima
	}
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
func (p *Presenter) aggiornaAssistito(a esenpat.Assistito) {
	p.leggiAssistito(a, p.confrontaAssistito, func() {})
}

// prendiAssistito is aggiornaAssistito for a draft that says nothing yet of the
// patient: there is nothing to compare.
func (p *Presenter) prendiAssistito(a esenpat.Assistito) {
	p.leggiAssistito(a, p.usaScheda, p.daVerificare)
}

// leggiAssistito reads the record of a; muto is called when nobody answers and
// there is no copy either.
func (p *Presenter) leggiAssistito(a esenpat.Assistito, poi func(esenpat.SchedaAssistito), muto func()) {
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
		case p.inCreazione(): // confirmed meanwhile: who creates it checks the patient
		case esenpat.KindOf(err) == esenpat.Unauthenticated:
			p.errore(err, func() { p.leggiAssistito(a, poi, muto) })
		case esenpat.KindOf(err) == esenpat.NotFound && err != nil:
			p.m.avviso = avviso.Di(p.par.Testi, err)
			p.m.passo = PassoAssistito
		case err != nil:
			muto()
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
