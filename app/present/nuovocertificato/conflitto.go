package nuovocertificato

import (
	"context"
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Conflitto is a question that only the doctor can answer: two versions that do
// not agree, field by field. Titolo is empty when there is none.
type Conflitto struct {
	Titolo, Spiega string
	Qui, Altrove   string // titles of the two columns
	Righe          []RigaConflitto
	Tieni, Prendi  string // the two answers
}

// RigaConflitto is one field.
type RigaConflitto struct{ Campo, Qui, Altrove string }

// LogValue implements slog.LogValuer: it is full of patient data.
func (Conflitto) LogValue() slog.Value { return slog.StringValue("conflitto •••") }

// disaccordo is a conflict and what either answer does.
type disaccordo struct {
	tipo   string // key of the texts
	righe  []bozze.Differenza
	tieni  func()
	prendi func()
}

func (p *Presenter) statoConflitto() Conflitto {
	d := p.m.conflitto
	if d == nil {
		return Conflitto{}
	}
	t := func(s string) string { return p.par.Testi.T("nuovocertificato.conflitto." + d.tipo + "." + s) }
	c := Conflitto{Titolo: t("titolo"), Spiega: t("spiega"), Qui: t("qui"), Altrove: t("altrove"), Tieni: t("tieni"), Prendi: t("prendi")}
	for _, r := range d.righe {
		c.Righe = append(c.Righe, RigaConflitto{p.par.Testi.T("bozza.campo." + r.Campo), p.valore(r.Prima), p.valore(r.Dopo)})
	}
	return c
}

func (p *Presenter) valore(s string) string {
	if s == "" {
		return p.par.Testi.T("nuovocertificato.conflitto.vuoto")
	}
	return s
}

// TieniQui answers a conflict with what is on this screen.
func (p *Presenter) TieniQui() { p.decidi(func(d *disaccordo) func() { return d.tieni }) }

// PrendiAltrove answers it with the other version.
func (p *Presenter) PrendiAltrove() { p.decidi(func(d *disaccordo) func() { return d.prendi }) }

func (p *Presenter) decidi(quale func(*disaccordo) func()) {
	if d := p.m.conflitto; d != nil {
		p.m.conflitto = nil
		quale(d)()
		p.disegna()
	}
}

// modificataAltrove shows what another window has made of the draft in hand.
func (p *Presenter) modificataAltrove() {
	arch, id := p.par.Porte.Bozze, p.m.bozza.ID
	p.apriBozza.Start(p.ctx, func(ctx context.Context) (esenpat.Bozza, error) {
		return arch.Bozza(ctx, id)
	}, func(altra esenpat.Bozza, err error) {
		if err != nil || altra.ID != p.m.bozza.ID {
			p.cambiata() // gone again: what is here is saved as it is
			return
		}
		mia := p.m.bozza
		p.m.conflitto = &disaccordo{
			tipo: "altrove", righe: bozze.Confronta(mia, altra),
			tieni: func() {
				p.m.bozza.Sequenza = altra.Sequenza // seen and decided
				p.cambiata()
				p.salvaOra()
			},
			prendi: func() {
				p.m.bozza, p.m.salva = altra, salvataggio{quando: altra.ModificataIl}
				p.caricaAnteprima()
			},
		}
		if len(p.m.conflitto.righe) == 0 { // the same words: only the order differs
			p.TieniQui()
		}
		p.disegna()
	})
}

// confrontaAssistito takes the registry's record of the patient; what the
// doctor would see differently is asked first.
func (p *Presenter) confrontaAssistito(s esenpat.SchedaAssistito) {
	righe := bozze.ConfrontaAssistito(p.m.bozza.Assistito, s.Assistito)
	if len(righe) == 0 || p.rifiuto(s.Assistito) != "" { // nothing to decide
		p.usaScheda(s)
		return
	}
	p.m.conflitto = &disaccordo{
		tipo: "assistito", righe: righe,
		prendi: func() { p.torna(); p.usaScheda(s) },
		tieni: func() { // not this person: another is to be chosen
			p.m.passo, p.m.scheda = PassoAssistito, nil
			p.m.ricerca.cf = string(p.m.bozza.Assistito.CodiceFiscale)
			p.m.fuoco = p.m.fuoco.A(CampoCF)
		},
	}
}

// usaScheda makes the registry's record the patient of the draft.
func (p *Presenter) usaScheda(s esenpat.SchedaAssistito) {
	cambia := p.m.bozza.Assistito != s.Assistito
	p.m.scheda, p.m.bozza.Assistito = &s, s.Assistito
	if cambia {
		p.cambiata()
		p.salvaOra()
	}
	if p.rifiuto(s.Assistito) != "" {
		p.m.passo = PassoAssistito
	}
}

// torna makes a draft that was to be reviewed an ordinary one: the doctor has
// decided.
func (p *Presenter) torna() {
	if p.m.bozza.Stato == esenpat.BozzaDaRivedere {
		p.m.bozza.Stato, p.m.bozza.Motivo = esenpat.BozzaAperta, esenpat.Motivo{}
		p.m.avviso = avviso.Avviso{}
	}
}
