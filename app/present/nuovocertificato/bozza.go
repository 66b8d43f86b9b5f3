package nuovocertificato

import (
	"context"
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
	p.m.salva.sporca = true
	p.scadeSalva()
}

// scadeSalva makes what is not durable due in a second, unless it is already.
func (p *Presenter) scadeSalva() {
	if p.m.salva.sporca && !p.m.salva.attesa {
		p.m.salva.attesa = true
		p.fermaSalva = p.par.Dopo(quieteSalva, p.salvaOra)
	}
}

// salvaOra makes the draft durable now: at a step, at closing, and after the
// pause. Not while it is being sent: the creation writes its own key into it.
func (p *Presenter) salvaOra() {
	p.fermaSalva()
	p.fermaSalva, p.m.salva.attesa = func() {}, false
	if !p.m.salva.sporca || p.inCreazione() || p.m.creato.ID != "" || p.inAttesa() || p.m.conflitto != nil {
		return
	}
	p.m.salva.sporca = false
	if p.m.passo == PassoDati {
		p.caricaAnteprima() // the document follows what is typed, a second later
	}
	b := p.m.bozza
	p.scrivi(&b)
}

// scritta is how a save ended.
type scritta struct {
	bozza esenpat.Bozza
	copia string // id of the draft that holds the text instead, if another version was found
}

// scrivi makes b the next version of its draft to be saved.
func (p *Presenter) scrivi(b *esenpat.Bozza) {
	p.sospese[b.ID] = b
	arch, sequenze, copie := p.par.Porte.Bozze, p.sequenze, p.copie
	p.salvaBozza.Add(p.ctx, b.ID, func(ctx context.Context) (scritta, error) {
		// A local write of moments: closing the window must not cut it short.
		ctx = context.WithoutCancel(ctx)
		v := *b
		v.Sequenza = max(v.Sequenza, sequenze[v.ID]) // edited from the version that was saved here last
		salvata, err := arch.Salva(ctx, v)
		if err == nil {
			sequenze[v.ID] = salvata.Sequenza
		}
		if esenpat.CodeOf(err) != "bozza.superata" {
			return scritta{bozza: salvata}, err
		}
		// Edited elsewhere too. Until the doctor has decided this text lies on the
		// disk as a draft of its own: whatever happens meanwhile, neither is lost.
		if copie[v.ID] == "" {
			copie[v.ID] = p.par.NuovoID()
		}
		if _, errCopia := arch.Salva(ctx, inDisparte(v, copie[v.ID])); errCopia != nil {
			return scritta{}, errCopia // tried again
		}
		return scritta{copia: copie[v.ID]}, err
	}, func(r scritta, err error) {
		p.salvata(b, r, err)
		p.dopoIlSalvataggio(err)
		if !p.aperto {
			p.bozzeCambiate()
		}
		p.disegna()
	})
}

// inDisparte is a draft of its own with the content of b.
func inDisparte(b esenpat.Bozza, id string) esenpat.Bozza {
	b.ID, b.Sequenza, b.Chiave, b.Coda = id, 0, "", 0
	b.Stato, b.Motivo = esenpat.BozzaDaRivedere, esenpat.Motivo{Codice: "bozza.due-versioni"}
	return b
}

// dopoIlSalvataggio goes on with what waited for the disk to be at rest.
func (p *Presenter) dopoIlSalvataggio(err error) {
	if p.salvaBozza.Busy() {
		return
	}
	if p.creaDopo {
		p.creaDopo = false
		if err == nil || esenpat.KindOf(err) == esenpat.Keyring { // in memory at least: enough to send it once
			p.invia()
		} else if esenpat.CodeOf(err) != "bozza.superata" { // that one asks its own question
			p.m.avviso = avviso.Di(p.par.Testi, err)
		}
	}
	if id := p.riapriDopo; id != "" {
		p.riapriDopo = ""
		p.apri(id)
	}
}

func (p *Presenter) salvata(mandata *esenpat.Bozza, r scritta, err error) {
	if mandata.ID != p.m.bozza.ID {
		p.lasciata(mandata, err)
		return
	}
	ultima := p.sospese[mandata.ID] == mandata
	if ultima {
		delete(p.sospese, mandata.ID)
	}
	if esenpat.CodeOf(err) == "bozza.superata" {
		p.m.salva.sporca = true // until the doctor has decided
		p.modificataAltrove(r.copia)
		return
	}
	p.m.salva.errore = avviso.Di(p.par.Testi, err)
	if err == nil {
		p.scordaCopia(mandata.ID)
		p.segnaInCorso(mandata.ID)
		p.m.salva.quando = p.par.Adesso()
		p.m.bozza.Sequenza, p.m.bozza.ModificataIl = r.bozza.Sequenza, r.bozza.ModificataIl
		return
	}
	if esenpat.KindOf(err) == esenpat.Keyring { // kept in memory: the next one is edited from it
		p.m.bozza.Sequenza = max(p.m.bozza.Sequenza, r.bozza.Sequenza)
	}
	// What is not durable is tried again in a second: the disk may have room.
	p.cambiata()
}

// lasciata is salvata for a draft that is not in hand any more: its text exists
// nowhere else, so it is tried until it is durable.
func (p *Presenter) lasciata(b *esenpat.Bozza, err error) {
	switch {
	case p.sospese[b.ID] != b: // a later text is on its way
	case err == nil, esenpat.KindOf(err) == esenpat.Keyring, esenpat.CodeOf(err) == "bozza.superata": // kept
		delete(p.sospese, b.ID)
	default:
		p.par.Dopo(quieteSalva, func() {
			if p.sospese[b.ID] == b {
				p.scrivi(b)
			}
		})
	}
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
func (p *Presenter) NonSalvata() bool { return p.m.salva.sporca || len(p.sospese) > 0 }
