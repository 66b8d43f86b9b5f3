package nuovocertificato

import (
	"context"
	"log/slog"
	"unicode"
	"unicode/utf8"

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
	Tieni, Prendi  string // the two answers for all fields
	// Conferma is the answer field by field, empty where only a whole version can
	// be chosen; Manca says why it cannot be given yet.
	Conferma, Manca string
}

// RigaConflitto is one field; those of one Gruppo are chosen together.
type RigaConflitto struct {
	Campo, Qui, Altrove string
	Gruppo              string
	Scelta              string // DiQui, DiAltrove, "" while nothing was chosen
	Insieme             bool   // not the first of its group: it follows that one
}

// The two answers to a field.
const (
	DiQui     = "qui"
	DiAltrove = "altrove"
)

// LogValue implements slog.LogValuer: it is full of patient data.
func (Conflitto) LogValue() slog.Value { return slog.StringValue("conflitto •••") }

// LogValue implements slog.LogValuer.
func (RigaConflitto) LogValue() slog.Value { return slog.StringValue("campo •••") }

// disaccordo is a conflict and what each answer does.
type disaccordo struct {
	tipo   string // key of the texts
	righe  []bozze.Differenza
	scelte map[string]string // by group; nil where only a whole version can be chosen
	tieni  func()
	prendi func()
	unisci func(altrui map[string]bool)
}

func (p *Presenter) statoConflitto() Conflitto {
	d := p.m.conflitto
	if d == nil {
		return Conflitto{}
	}
	t := func(s string) string { return p.par.Testi.T("nuovocertificato.conflitto." + d.tipo + "." + s) }
	c := Conflitto{Titolo: t("titolo"), Spiega: t("spiega"), Qui: t("qui"), Altrove: t("altrove"), Tieni: t("tieni"), Prendi: t("prendi")}
	visti := map[string]bool{}
	for _, r := range d.righe {
		g := bozze.Gruppo(r.Campo)
		c.Righe = append(c.Righe, RigaConflitto{
			Campo: maiuscola(p.par.Testi.T("bozza.campo." + r.Campo)), Qui: p.valore(r.Campo, r.Prima), Altrove: p.valore(r.Campo, r.Dopo),
			Gruppo: g, Scelta: d.scelte[g], Insieme: visti[g],
		})
		visti[g] = true
	}
	if d.scelte != nil {
		c.Conferma = t("conferma")
		if len(d.scelte) < len(visti) {
			c.Manca = t("manca")
		}
	}
	return c
}

// maiuscola makes a name that stands in sentences stand by itself.
func maiuscola(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func (p *Presenter) valore(campo, s string) string {
	switch {
	case s == "":
		return p.par.Testi.T("nuovocertificato.conflitto.vuoto")
	case campo == "tipologia":
		return p.par.Testi.T("documento.tipologia." + s)
	case campo == "tipologia_invalidita":
		return p.par.Testi.T("invalidita." + s)
	}
	return s
}

// TieniQui answers a conflict with what is on this screen, for all fields.
func (p *Presenter) TieniQui() {
	p.tutti(DiQui, func(d *disaccordo) func() { return d.tieni })
}

// PrendiAltrove answers it with the other version, for all fields.
func (p *Presenter) PrendiAltrove() {
	p.tutti(DiAltrove, func(d *disaccordo) func() { return d.prendi })
}

// tutti chooses one side for every field; where the fields cannot be told apart
// that is the answer, else it is still to be confirmed.
func (p *Presenter) tutti(lato string, quale func(*disaccordo) func()) {
	d := p.m.conflitto
	switch {
	case d == nil:
		return
	case d.scelte == nil:
		p.m.conflitto = nil
		quale(d)()
	default:
		for _, r := range d.righe {
			d.scelte[bozze.Gruppo(r.Campo)] = lato
		}
	}
	p.disegna()
}

// ScegliCampo answers one field, and those that hold together with it.
func (p *Presenter) ScegliCampo(gruppo, lato string) {
	d := p.m.conflitto
	if d == nil || d.scelte == nil || d.scelte[gruppo] == lato || (lato != DiQui && lato != DiAltrove) {
		return
	}
	d.scelte[gruppo] = lato
	p.disegna()
}

// ConfermaScelte makes one draft of the two versions, as was chosen.
func (p *Presenter) ConfermaScelte() {
	d := p.m.conflitto
	if d == nil || d.scelte == nil || p.statoConflitto().Manca != "" {
		return
	}
	altrui := map[string]bool{}
	for g, lato := range d.scelte {
		altrui[g] = lato == DiAltrove
	}
	p.m.conflitto = nil
	d.unisci(altrui)
	p.disegna()
}

// modificataAltrove shows what another window has made of the draft in hand;
// copia is the draft that holds the text of this one meanwhile, "" if none.
func (p *Presenter) modificataAltrove(copia string) {
	arch, id := p.par.Porte.Bozze, p.m.bozza.ID
	p.apriBozza.Start(p.ctx, func(ctx context.Context) (esenpat.Bozza, error) {
		return arch.Bozza(ctx, id)
	}, func(altra esenpat.Bozza, err error) {
		if err != nil || altra.ID != p.m.bozza.ID {
			p.cambiata() // gone again: what is here is saved as it is
			return
		}
		if p.m.conflitto != nil && p.m.conflitto.tipo == "altrove" {
			return // asked already
		}
		p.chiediAltrove(altra, copia)
		p.disegna()
	})
}

func (p *Presenter) chiediAltrove(altra esenpat.Bozza, copia string) {
	decidi := func(altrui map[string]bool) {
		p.m.bozza = bozze.Unisci(p.m.bozza, altra, altrui)
		p.decisa = decisione{bozza: altra.ID, copia: copia}
		p.cambiata()
		p.salvaOra()
		p.caricaAnteprima()
	}
	righe := bozze.Confronta(p.m.bozza, altra)
	if len(righe) == 0 { // the same words: only the order differs
		decidi(nil)
		return
	}
	p.m.conflitto = &disaccordo{tipo: "altrove", righe: righe, scelte: map[string]string{}, unisci: decidi}
}

// decisione is a conflict that was decided: once bozza is durable its copy has
// done its work.
type decisione struct{ bozza, copia string }

// scordaCopia drops the copy of a decided conflict, now that id is durable.
func (p *Presenter) scordaCopia(id string) {
	if p.decisa.copia == "" || p.decisa.bozza != id {
		return
	}
	copia := p.decisa.copia
	p.decisa = decisione{}
	p.EliminaBozza(copia)
}

// confrontaAssistito takes the registry's record of the patient; what the
// doctor would see differently is asked first.
func (p *Presenter) confrontaAssistito(s esenpat.SchedaAssistito) {
	if !s.Letta.IsZero() { // a copy may be older than what the draft says
		if s.Assistito.ID == p.m.bozza.Assistito.ID {
			p.m.scheda = &s
		}
		return
	}
	righe := bozze.ConfrontaAssistito(p.m.bozza.Assistito, s.Assistito)
	if len(righe) == 0 || p.rifiuto(s.Assistito) != "" { // nothing to decide
		p.usaScheda(s)
		return
	}
	// The registry is one witness: its record is taken as it is, or it is not of
	// this person. A mixed one would be nobody's.
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
	a := assistitoDi(s)
	cambia := p.m.bozza.Assistito != a
	p.m.scheda, p.m.bozza.Assistito = &s, a
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
