package pratica

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// maxMotivo bounds the motive of «Annulla richiesta», which is optional.
const maxMotivo = 500

type modello struct {
	fase        Fase
	tipo        esenpat.TipoAtto
	assistitoID string
	id          string
	pratica     esenpat.Esenzione
	certificati []esenpat.CertificatoSintesi
	scelto      string
	note        string
	avviso      avviso.Avviso
	leggendo    bool
	accertando  bool
}

// letta is what the question is about.
type letta struct {
	pratica     esenpat.Esenzione
	certificati []esenpat.CertificatoSintesi
}

// Presenter holds the dialog. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	Eventi Eventi

	ctx     context.Context
	par     Params
	m       modello
	leggi   task.Latest[letta]
	atto    task.Act[esenpat.Esenzione]
	accerta task.Latest[esenpat.Esenzione]
}

// New returns a closed dialog; ctx ends when the window closes.
func New(ctx context.Context, par Params) *Presenter {
	return &Presenter{
		Render: func(State) {}, ctx: ctx, par: par,
		leggi: task.Latest[letta]{UI: par.UI}, atto: task.Act[esenpat.Esenzione]{UI: par.UI}, accerta: task.Latest[esenpat.Esenzione]{UI: par.UI},
	}
}

// Annulla asks whether a request is to be taken back.
func (p *Presenter) Annulla(assistitoID, id string) bool {
	return p.apri(modello{tipo: esenpat.AttoAnnullaRichiesta, assistitoID: assistitoID, id: id})
}

// Rimanda asks with which certificate, and with what notes, a request goes back
// to the ASL. certificatoID is the one just signed, "" if it is to be chosen.
func (p *Presenter) Rimanda(assistitoID, id, certificatoID string) bool {
	return p.apri(modello{tipo: esenpat.AttoRinvio, assistitoID: assistitoID, id: id, scelto: certificatoID})
}

// apri reports false while an act is under way, or another's outcome unknown.
func (p *Presenter) apri(m modello) bool {
	if p.atto.Busy() || p.m.fase == FaseIncerta && (p.m.id != m.id || p.m.tipo != m.tipo) {
		return false
	}
	if p.m.fase != FaseIncerta {
		m.fase = FaseCarica
		p.m = m
		p.carica()
	}
	p.disegna()
	return true
}

// Ricarica reads again after it could not be read.
func (p *Presenter) Ricarica() {
	if p.m.fase == FaseCarica {
		p.carica()
		p.disegna()
	}
}

func (p *Presenter) carica() {
	p.m.avviso, p.m.leggendo = avviso.Avviso{}, true
	l, m := p.par.Lettura, p.m
	p.leggi.Start(p.ctx, func(ctx context.Context) (letta, error) {
		e, err := l.Esenzione(ctx, m.assistitoID, m.id)
		if err != nil || m.tipo != esenpat.AttoRinvio {
			return letta{pratica: e}, err
		}
		c, err := l.CertificatiPerRinvio(ctx, e)
		return letta{e, c}, err
	}, p.caricata)
}

func (p *Presenter) caricata(l letta, err error) {
	p.m.leggendo = false
	if err != nil {
		p.m.avviso = avviso.Di(p.par.Testi, err)
		p.scade(err, p.Ricarica)
		p.disegna()
		return
	}
	p.m.fase, p.m.pratica, p.m.certificati = FaseDomanda, l.pratica, l.certificati
	noto := false
	for _, c := range l.certificati {
		noto = noto || c.ID == p.m.scelto
	}
	if !noto {
		p.m.scelto = ""
	}
	if p.m.scelto == "" && len(l.certificati) == 1 {
		p.m.scelto = l.certificati[0].ID
	}
	p.disegna()
}

// SetNote takes the motive, or the notes for the operator.
func (p *Presenter) SetNote(s string) {
	if r := []rune(s); len(r) > p.massimo() {
		s = string(r[:p.massimo()])
	}
	p.m.note = s
	p.disegna()
}

func (p *Presenter) massimo() int {
	if p.m.tipo == esenpat.AttoRinvio {
		return esenpat.MassimoNotaRinvio
	}
	return maxMotivo
}

// ScegliCertificato takes one of those that can answer the request.
func (p *Presenter) ScegliCertificato(id string) {
	for _, c := range p.m.certificati {
		if c.ID == id && p.m.fase == FaseDomanda && !p.atto.Busy() {
			p.m.scelto = id
		}
	}
	p.disegna()
}

// Conferma sends the act, once however often it is pressed.
func (p *Presenter) Conferma() {
	if p.m.fase != FaseDomanda || p.atto.Busy() || !p.conferma().Attivo {
		return
	}
	atti, m, rif := p.par.Atti, p.m, p.riferimento()
	p.m.avviso = avviso.Avviso{}
	p.atto.Start(p.ctx, func(ctx context.Context) (esenpat.Esenzione, error) {
		if m.tipo == esenpat.AttoRinvio {
			return atti.RimandaRichiesta(ctx, esenpat.RinvioRichiesta{Riferimento: rif, CertificatoID: m.scelto, Note: m.note})
		}
		return atti.AnnullaRichiesta(ctx, rif, m.note)
	}, p.risposta)
	p.disegna()
}

func (p *Presenter) riferimento() esenpat.RiferimentoEsenzione {
	return esenpat.RiferimentoEsenzione{AssistitoID: p.m.assistitoID, ID: p.m.id, ETag: p.m.pratica.ETag}
}

func (p *Presenter) risposta(_ esenpat.Esenzione, err error) {
	k := esenpat.KindOf(err)
	p.m.avviso = avviso.Di(p.par.Testi, err)
	switch {
	case err == nil:
		p.m.fase = FaseFatta
		p.cambiata()
	case k == esenpat.Uncertain:
		p.m.fase = FaseIncerta
	case k == esenpat.Conflict || k == esenpat.Forbidden || k == esenpat.NotFound:
		p.m.fase = FaseFerma // the pratica is not what the question was about any more
		p.cambiata()
	default:
		p.m.fase = FaseDomanda
		p.scade(err, func() {}) // refused before anything was done: pressed again
	}
	p.disegna()
}

// Verifica asks what became of an act whose answer was lost; it sends nothing.
func (p *Presenter) Verifica() {
	if p.m.fase != FaseIncerta || p.m.accertando {
		return
	}
	p.m.accertando = true
	atti, tipo, rif := p.par.Atti, p.m.tipo, p.riferimento()
	p.accerta.Start(p.ctx, func(ctx context.Context) (esenpat.Esenzione, error) {
		return atti.VerificaPratica(ctx, tipo, rif)
	}, func(e esenpat.Esenzione, err error) {
		p.m.accertando = false
		switch k := esenpat.KindOf(err); {
		case err == nil, esenpat.CodeOf(err) == "atto.mai-arrivato", k == esenpat.Conflict, k == esenpat.Forbidden, k == esenpat.Rejected, k == esenpat.Invalid:
			p.risposta(e, err)
			return
		default:
			p.m.avviso = avviso.Di(p.par.Testi, err)
			p.scade(err, p.Verifica)
		}
		p.disegna()
	})
	p.disegna()
}

// NuovoCertificato leaves the dialog and begins the certificate that the ASL
// wants.
func (p *Presenter) NuovoCertificato() {
	e := p.m.pratica
	if p.State().Nuovo && p.Chiudi() && p.Eventi.NuovoCertificato != nil {
		p.Eventi.NuovoCertificato(e)
	}
}

// Chiudi leaves the dialog; it reports false while the act is under way. An
// unknown outcome stays and is asked for again.
func (p *Presenter) Chiudi() bool {
	if p.atto.Busy() {
		return false
	}
	p.leggi.Cancel()
	p.accerta.Cancel()
	chiusa := State{Fase: FaseChiusa}
	p.m.leggendo, p.m.accertando = false, false
	if p.m.fase != FaseIncerta {
		p.m = modello{}
	}
	p.Render(chiusa)
	return true
}

// InCorso reports whether an act was sent and not answered yet.
func (p *Presenter) InCorso() bool { return p.atto.Busy() }

// Wait blocks until all background work has ended; for shutdown and tests.
func (p *Presenter) Wait() {
	p.leggi.Wait()
	p.atto.Wait()
	p.accerta.Wait()
}

func (p *Presenter) cambiata() {
	if p.Eventi.Cambiata != nil {
		p.Eventi.Cambiata()
	}
}

func (p *Presenter) scade(err error, ripeti func()) {
	if esenpat.KindOf(err) != esenpat.Unauthenticated || p.Eventi.SessioneScaduta == nil {
		return
	}
	p.Eventi.SessioneScaduta(func() {
		p.m.avviso = avviso.Avviso{}
		ripeti()
		p.disegna()
	})
}

// conferma is the button of the act, with what is missing.
func (p *Presenter) conferma() parti.Bottone {
	if p.m.tipo == esenpat.AttoRinvio && p.m.scelto == "" {
		return parti.Bottone{Motivo: p.par.Testi.T("pratica.rimanda.scegliere")}
	}
	return parti.Bottone{Attivo: p.m.fase == FaseDomanda && !p.atto.Busy()}
}

func (p *Presenter) disegna() { p.Render(p.State()) }
