package nuovocertificato

import (
	"context"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Coda takes a confirmed draft that cannot be sent now; it is durable there when
// Accoda returns. perche is the error of the try, nil when there was none.
type Coda interface {
	Accoda(ctx context.Context, b esenpat.Bozza, perche error) (esenpat.Bozza, error)
}

// senzaRete reports whether the connection is known to be gone.
func (p *Presenter) senzaRete() bool { return p.par.InLinea != nil && !p.par.InLinea() }

// offreAMano reports whether step 1 may go on without the registry: it did not
// answer, and what is written can wait in the queue.
func (p *Presenter) offreAMano() bool {
	if p.par.Porte.Coda == nil || p.m.scheda != nil || p.m.ricerca.cercando {
		return false
	}
	return p.senzaRete() || p.m.ricerca.muta
}

// ContinuaAMano goes on with the patient as typed: fiscal code, surname and
// name. Birth date and gender are in the code. The registry is asked when it
// can be reached, before anything is created.
func (p *Presenter) ContinuaAMano() {
	if p.m.passo != PassoAssistito || !p.offreAMano() {
		return
	}
	r := &p.m.ricerca
	cf, err := esenpat.ParseCodiceFiscale(r.cf)
	if err != nil {
		r.errCF = p.frase(err)
		p.m.fuoco = p.m.fuoco.A(CampoCF)
		p.disegna()
		return
	}
	cognome, nome := strings.Join(strings.Fields(r.cognome), " "), strings.Join(strings.Fields(r.nome), " ")
	if cognome == "" || nome == "" {
		r.errPersona = p.par.Testi.T("nuovocertificato.a-mano.manca")
		p.m.fuoco = p.m.fuoco.A(CampoCognome)
		p.disegna()
		return
	}
	p.iniziaBozza(esenpat.Assistito{
		CodiceFiscale: cf, Cognome: strings.ToUpper(cognome), Nome: strings.ToUpper(nome), Sesso: cf.Sesso(),
		Anagrafica: esenpat.Anagrafica{DataNascita: cf.DataNascita(p.oggi())}, DaVerificare: true,
	})
	p.vai(PassoTipologia)
}

// scelto reports whether the draft has a patient, of the registry or by hand.
func scelto(a esenpat.Assistito) bool { return a.ID != "" || (a.AMano() && a.CodiceFiscale != "") }

// daAccodare reports whether the creation cannot be sent now.
func (p *Presenter) daAccodare() bool {
	return p.par.Porte.Coda != nil && (p.senzaRete() || p.m.bozza.Assistito.ID == "" || p.m.bozza.Assistito.DaVerificare)
}

// inAttesa reports whether the draft is in the queue.
func (p *Presenter) inAttesa() bool { return p.m.bozza.Stato == esenpat.BozzaInCoda }

// accoda puts the draft in the queue; perche is the error of the try, if any.
func (p *Presenter) accoda(perche error) {
	b, coda := p.m.bozza, p.par.Porte.Coda
	p.m.salva.sporca = false
	p.crea.Start(p.ctx, func(ctx context.Context) (creazione, error) {
		messa, err := coda.Accoda(ctx, b, perche)
		return creazione{bozza: messa, accodata: err == nil}, err
	}, func(r creazione, err error) {
		if r.accodata {
			p.m.bozza, p.m.incerto, p.m.avviso = r.bozza, false, avviso.Avviso{}
			p.m.salva = salvataggio{quando: p.par.Adesso()}
			p.m.fuoco = p.m.fuoco.A(CampoConferma)
			p.dimenticaInCorso()
			p.cambiato()
		} else {
			p.m.salva.sporca = true
			p.scadeSalva()
			if esenpat.CodeOf(err) == "bozza.superata" {
				p.modificataAltrove("")
			} else {
				p.m.avviso = avviso.Di(p.par.Testi, err)
			}
		}
		p.disegna()
	})
}

// dopoErrore is what follows a creation that did not succeed: without a network
// it waits in the queue, and a lost answer is asked after by itself.
func (p *Presenter) dopoErrore(err error) bool {
	k := esenpat.KindOf(err)
	switch {
	case k == esenpat.Uncertain:
		p.m.tentativi++
		p.fermaVerifica()
		p.fermaVerifica = p.par.Dopo(min(attesaVerifica<<min(p.m.tentativi-1, 4), time.Minute), p.Verifica)
	case p.par.Porte.Coda != nil && (k == esenpat.Offline || k == esenpat.Unavailable):
		p.accoda(err)
		return true
	}
	return false
}

// Dimentica lets go of a draft that was deleted elsewhere: the wizard that was
// closed on it must not bring it back.
func (p *Presenter) Dimentica(id string) {
	if p.m.bozza.ID == id && !p.aperto && !p.inCreazione() {
		p.m.salva.sporca = false
		p.azzera()
	}
}

// attesaVerifica is after how long a lost answer is first asked after.
const attesaVerifica = 4 * time.Second

// dimenticaInCorso says that no work is open any more: nothing is to be offered
// at the next start.
func (p *Presenter) dimenticaInCorso() {
	p.segnaInCorso("")
}

func (p *Presenter) segnaInCorso(id string) {
	p.inCorso = id
	p.scriviInCorso()
}

// scriviInCorso writes one after the other: two at a time could end in the
// wrong order.
func (p *Presenter) scriviInCorso() {
	id, pref := p.inCorso, p.par.Porte.Preferenze
	if id == p.inCorsoScritto || p.segno.Busy() {
		return
	}
	p.segno.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, pref.Scrivi(ctx, ChiaveInCorso, id)
	}, func(struct{}, error) { // without it the draft is in the list all the same
		p.inCorsoScritto = id
		p.scriviInCorso()
	})
}
