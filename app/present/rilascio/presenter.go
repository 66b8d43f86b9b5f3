// Package rilascio presents «Crea e valida esenzione» and «Richiedi esenzione»:
// the server's proposal, the end date with its rules, the one confirmation, and
// the summary with promemoria and attestato.
package rilascio

import (
	"context"
	"maps"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Pratica says for which certificate, and how, an exemption is wanted.
type Pratica struct {
	AssistitoID   string
	CertificatoID string
	Numero        string // of the certificate, for the title
	Paziente      string // ready line for the title bar
	Esenzione     esenpat.Voce
	Diagnosi      esenpat.VoceDiagnosi
	Modalita      esenpat.ModalitaEsenzione
}

type modello struct {
	fase     Fase
	pratica  Pratica
	proposta esenpat.PropostaEsenzione
	modalita esenpat.ModalitaEsenzione
	data     string          // as typed
	toccata  bool            // the doctor changed the date
	rese     map[string]bool // statements made
	aura     bool            // the change of the AURA expiry was confirmed
	avviso   avviso.Avviso
	errData  string // the server's refusal of the date
	fuoco    parti.Fuoco
	scaduta  bool
	esito    esenpat.EsitoEsenzione
	fatto    string
	accerta  bool
	lavora   bool // the service was seen to be at it
	domande  int  // how often the outcome was asked for by itself
}

// Presenter holds the form. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	Eventi Eventi

	ctx context.Context
	par Params
	m   modello

	leggi   task.Latest[esenpat.PropostaEsenzione]
	atto    task.Act[esenpat.EsitoEsenzione]
	accerta task.Latest[esenpat.EsitoEsenzione]
	// smettiDomande stops asking for an outcome by itself.
	smettiDomande func()
	consegna      [quanteConsegne]task.Latest[consegnato] // asking for one document leaves the others going
}

// New returns a closed form; ctx ends when the window closes.
func New(ctx context.Context, par Params) *Presenter {
	p := &Presenter{
		Render: func(State) {}, ctx: ctx, par: par, smettiDomande: func() {},
		leggi:   task.Latest[esenpat.PropostaEsenzione]{UI: par.UI},
		atto:    task.Act[esenpat.EsitoEsenzione]{UI: par.UI},
		accerta: task.Latest[esenpat.EsitoEsenzione]{UI: par.UI},
	}
	for i := range p.consegna {
		p.consegna[i].UI = par.UI
	}
	return p
}

// Apri asks the server for its proposal and shows the form. It reports false
// while another issue is under way or its outcome is unknown.
func (p *Presenter) Apri(pr Pratica) bool {
	switch {
	case p.atto.Busy():
		return false
	case p.m.fase == FaseIncerta && (p.m.pratica.CertificatoID == pr.CertificatoID || !p.inLavorazione()):
		p.disegna()
		return p.m.pratica.CertificatoID == pr.CertificatoID
	}
	p.smettiDomande() // what the service is at is written down: its certificate finds it again
	p.accerta.Cancel()
	p.m = modello{fase: FaseCarica, pratica: pr, modalita: pr.Modalita, fuoco: p.m.fuoco}
	p.carica()
	p.disegna()
	return true
}

// Ricarica asks for the proposal again after it could not be read.
func (p *Presenter) Ricarica() {
	if p.m.fase == FaseCarica {
		p.m.avviso = avviso.Avviso{}
		p.carica()
		p.disegna()
	}
}

func (p *Presenter) carica() {
	ril, pr := p.par.Porte.Rilasci, p.m.pratica
	p.leggi.Start(p.ctx, func(ctx context.Context) (esenpat.PropostaEsenzione, error) {
		return ril.PropostaEsenzione(ctx, pr.AssistitoID, pr.CertificatoID)
	}, func(v esenpat.PropostaEsenzione, err error) {
		if esenpat.KindOf(err) == esenpat.Uncertain { // sent before, from here or before a restart
			p.m.fase, p.m.avviso = FaseIncerta, avviso.Di(p.par.Testi, err)
			p.Verifica()
			return
		}
		if err != nil {
			p.m.avviso = avviso.Di(p.par.Testi, err)
			p.scade(err, p.Ricarica)
			p.disegna()
			return
		}
		p.propone(v)
		p.disegna()
	})
}

func (p *Presenter) propone(v esenpat.PropostaEsenzione) {
	p.m.fase, p.m.proposta, p.m.avviso = FaseModulo, v, avviso.Avviso{}
	if !p.m.toccata {
		p.m.data = v.DataFine.Italiana()
	}
	// What cannot be issued can still be requested, and the other way round.
	switch {
	case p.m.modalita == esenpat.Rilascio && !p.rilascia().Attivo && p.richiedi().Attivo:
		p.m.modalita = esenpat.Richiesta
	case p.m.modalita == esenpat.Richiesta && !p.richiedi().Attivo && p.rilascia().Attivo:
		p.m.modalita = esenpat.Rilascio
	}
	p.m.fuoco = p.m.fuoco.A(CampoData)
}

// Chiudi leaves the form. It reports false while an act is under way.
func (p *Presenter) Chiudi() bool {
	if p.atto.Busy() {
		return false
	}
	p.leggi.Cancel()
	if p.m.fase != FaseIncerta {
		p.m.fase = FaseChiusa
	}
	p.disegna()
	return true
}

// InCorso reports whether an act was sent and not answered yet.
func (p *Presenter) InCorso() bool { return p.atto.Busy() }

// Incerta reports whether the outcome of an act is unknown and must be found out
// before anything else. What the service is known to be at is not: it is asked
// for by itself, and its certificate finds it again.
func (p *Presenter) Incerta() bool { return p.m.fase == FaseIncerta && !p.m.lavora }

// Wait blocks until all background work has ended; for shutdown and tests.
func (p *Presenter) Wait() {
	p.leggi.Wait()
	p.atto.Wait()
	p.accerta.Wait()
	for i := range p.consegna {
		p.consegna[i].Wait()
	}
}

// SetModalita chooses between issuing and requesting.
func (p *Presenter) SetModalita(m esenpat.ModalitaEsenzione) {
	b := p.rilascia()
	if m == esenpat.Richiesta {
		b = p.richiedi()
	}
	if !b.Attivo || p.atto.Busy() || m == p.m.modalita {
		return
	}
	p.m.modalita = m
	p.disegna()
}

// SetDataFine takes what was typed into «Data fine validità».
func (p *Presenter) SetDataFine(s string) {
	if s == p.m.data || p.m.fase != FaseModulo {
		return
	}
	p.m.data, p.m.toccata, p.m.errData, p.m.aura = s, true, "", false
	p.disegna()
}

// SetAuraLetto confirms that the expiry of the exemption already active in AURA
// will change.
func (p *Presenter) SetAuraLetto(si bool) {
	p.m.aura = si
	p.disegna()
}

// Dichiara makes the statement codice, or takes it back.
func (p *Presenter) Dichiara(codice string, si bool) {
	if p.m.fase != FaseModulo || p.atto.Busy() {
		return
	}
	rese := maps.Clone(p.m.rese)
	if rese == nil {
		rese = map[string]bool{}
	}
	rese[codice] = si
	p.m.rese = rese
	p.disegna()
}

// dichiarazioni returns the codes of the statements made and whether all are.
func (p *Presenter) dichiarazioni() (codici []string, tutte bool) {
	tutte = true
	for _, d := range p.m.proposta.Dichiarazioni {
		if p.m.rese[d.Codice] {
			codici = append(codici, d.Codice)
		} else {
			tutte = false
		}
	}
	return codici, tutte
}

func (p *Presenter) scade(err error, ripeti func()) {
	if esenpat.KindOf(err) != esenpat.Unauthenticated {
		return
	}
	p.m.scaduta = true
	if p.Eventi.SessioneScaduta == nil {
		return
	}
	p.Eventi.SessioneScaduta(func() {
		p.m.scaduta, p.m.avviso = false, avviso.Avviso{}
		ripeti()
		p.disegna()
	})
}

func (p *Presenter) disegna() { p.Render(p.State()) }
