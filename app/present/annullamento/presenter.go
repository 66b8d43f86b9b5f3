// Package annullamento presents «Annulla Certificato»: the question with its
// optional motive, then the signature of the annulling document. Until that is
// signed nothing is annulled; leaving takes the unsigned document back.
package annullamento

import (
	"context"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// maxMotivo bounds the optional motive.
const maxMotivo = 500

// Annulli asks for the annulling document and takes it back. AnnullaCertificato
// is an act: Uncertain means that its answer was lost, and calling it again
// first finds out what became of the one before.
type Annulli interface {
	AnnullaCertificato(ctx context.Context, r esenpat.RiferimentoCertificato, motivo string) (esenpat.Annullativo, error)
	ScartaAnnullamento(ctx context.Context, r esenpat.RiferimentoCertificato) error
}

// Scarti drops a certificate that nobody has signed, where the server allows it
// without a signature; Conflict or Rejected when it wants the signed annulment.
type Scarti interface {
	Elimina(ctx context.Context, r esenpat.RiferimentoCertificato) error
}

// Params is what New needs. Firma is the presenter of the second half; the
// annulment sets its Eventi.
type Params struct {
	UI      task.Dispatch
	Testi   avviso.Testi
	Annulli Annulli
	Scarti  Scarti
	Firma   *firma.Presenter
}

// Eventi is what happens outside because of it; nil fields are skipped.
type Eventi struct {
	// SessioneScaduta shows the login over the dialog; riprendi goes on after it.
	SessioneScaduta func(riprendi func())
	// Chiuso is called when there is nothing more to show.
	Chiuso func()
	// Annullato is called once when the certificate is annulled or dropped.
	Annullato func()
}

// Fase is where the annulment stands.
type Fase int

// Phases of the dialog.
const (
	FaseChiusa   Fase = iota
	FaseConferma      // «Sì» / «No»
	FaseFirma         // the signature form
	FaseScartato      // dropped without a signature
)

// Fields that the dialog can be asked to focus.
const (
	CampoNo     = "no"
	CampoMotivo = "motivo"
)

// State is all that the view draws; in FaseFirma the signature form draws
// itself.
type State struct {
	Fase            Fase
	Titolo          string
	Domanda         string
	Motivo          string
	MassimoMotivo   int
	Esito           string
	Avviso          avviso.Avviso
	Attesa          string
	PuoDecidere     bool // «Sì» and «No» can be pressed
	Fuoco           parti.Fuoco
	SessioneScaduta bool
}

type modello struct {
	fase     Fase
	cert     esenpat.Certificato
	paziente string
	motivo   string
	avviso   avviso.Avviso
	fuoco    parti.Fuoco
	scaduta  bool
	creato   bool // an unsigned annulling document exists
	rif      esenpat.RiferimentoCertificato
}

// Presenter holds the dialog. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	Eventi Eventi

	ctx    context.Context
	par    Params
	m      modello
	atto   task.Act[risposta]
	scarta task.Act[struct{}]
}

// risposta to «Sì»: dropped at once, or a document to sign.
type risposta struct {
	scartato    bool
	annullativo esenpat.Annullativo
}

// New returns a closed dialog; ctx ends when the window closes.
func New(ctx context.Context, par Params) *Presenter {
	return &Presenter{
		Render: func(State) {}, ctx: ctx, par: par,
		atto: task.Act[risposta]{UI: par.UI}, scarta: task.Act[struct{}]{UI: par.UI},
	}
}

// Apri asks whether c is to be annulled. paziente is the line of the title bar.
func (p *Presenter) Apri(c esenpat.Certificato, paziente string) bool {
	if p.atto.Busy() || p.par.Firma.InCorso() {
		return false
	}
	p.m = modello{
		fase: FaseConferma, cert: c, paziente: paziente, fuoco: p.m.fuoco.A(CampoNo),
		rif: esenpat.RiferimentoCertificato{AssistitoID: c.Assistito.ID, ID: c.ID, ETag: c.ETag},
	}
	p.par.Firma.Eventi = firma.Eventi{
		SessioneScaduta: p.Eventi.SessioneScaduta,
		Firmato: func(esenpat.Certificato) {
			p.m.creato = false
			p.annullato()
		},
		Home: func() { p.Chiudi() },
	}
	p.disegna()
	return true
}

// SetMotivo takes the optional motive.
func (p *Presenter) SetMotivo(s string) {
	if r := []rune(s); len(r) > maxMotivo {
		s = string(r[:maxMotivo])
	}
	p.m.motivo = s
	p.disegna()
}

// Si is «Sì». An unsigned certificate is dropped where the server allows it;
// otherwise the annulling document is asked for and shown for signature.
func (p *Presenter) Si() {
	if p.m.fase != FaseConferma || p.atto.Busy() {
		return
	}
	par, rif, motivo := p.par, p.m.rif, strings.TrimSpace(p.m.motivo)
	daFirmare := p.m.cert.Stato == esenpat.DaFirmare
	p.m.avviso = avviso.Avviso{}
	p.atto.Start(p.ctx, func(ctx context.Context) (risposta, error) {
		return chiedi(ctx, par, rif, motivo, daFirmare)
	}, p.risposto)
	p.disegna()
}

func chiedi(ctx context.Context, par Params, rif esenpat.RiferimentoCertificato, motivo string, daFirmare bool) (risposta, error) {
	if daFirmare {
		err := par.Scarti.Elimina(ctx, rif)
		switch k := esenpat.KindOf(err); {
		case err == nil || k == esenpat.NotFound: // gone, perhaps by a press whose answer was lost
			return risposta{scartato: true}, nil
		case k != esenpat.Conflict && k != esenpat.Rejected:
			return risposta{}, err
		}
	}
	a, err := par.Annulli.AnnullaCertificato(ctx, rif, motivo)
	return risposta{annullativo: a}, err
}

func (p *Presenter) risposto(r risposta, err error) {
	switch {
	case err != nil:
		p.m.avviso = avviso.Di(p.par.Testi, err)
		if esenpat.KindOf(err) == esenpat.Unauthenticated {
			p.scade()
		}
	case r.scartato:
		p.m.fase = FaseScartato
		p.annullato()
	default:
		p.firma(r.annullativo)
	}
	p.disegna()
}

func (p *Presenter) scade() {
	p.m.scaduta = true
	if p.Eventi.SessioneScaduta != nil {
		p.Eventi.SessioneScaduta(func() {
			p.m.scaduta, p.m.avviso = false, avviso.Avviso{}
			p.disegna()
		})
	}
}

func (p *Presenter) firma(a esenpat.Annullativo) {
	p.m.fase, p.m.creato = FaseFirma, true
	if a.ETag != "" {
		p.m.rif.ETag = a.ETag
	}
	p.par.Firma.Apri(firma.Documento{
		Annullamento: true, Riferimento: p.m.rif, DocumentoID: a.ID, Numero: p.m.cert.Numero, Paziente: p.m.paziente,
	})
}

func (p *Presenter) annullato() {
	if p.Eventi.Annullato != nil {
		p.Eventi.Annullato()
	}
}

// No is «No», and Esc: nothing changes.
func (p *Presenter) No() { p.Chiudi() }

// Chiudi leaves the dialog and takes an unsigned annulling document back, so
// that the certificate is as it was (M103). It reports false while an act is
// under way. A document whose signature has no known outcome is left alone.
func (p *Presenter) Chiudi() bool {
	if p.atto.Busy() || p.par.Firma.InCorso() {
		return false
	}
	incerta := p.par.Firma.Incerta()
	p.par.Firma.Chiudi()
	if p.m.creato && !incerta {
		p.m.creato = false
		rif, annulli := p.m.rif, p.par.Annulli
		// A failure is harmless: an unsigned document annuls nothing.
		p.scarta.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, annulli.ScartaAnnullamento(ctx, rif)
		}, func(struct{}, error) {})
	}
	p.m.fase = FaseChiusa
	p.disegna()
	if p.Eventi.Chiuso != nil {
		p.Eventi.Chiuso()
	}
	return true
}

// Wait blocks until all background work has ended; for shutdown and tests.
func (p *Presenter) Wait() {
	p.atto.Wait()
	p.scarta.Wait()
}

// State returns what the view draws now.
func (p *Presenter) State() State {
	t := p.par.Testi
	s := State{
		Fase: p.m.fase, Titolo: t.T("annullamento.titolo", "numero", p.m.cert.Numero), Motivo: p.m.motivo, MassimoMotivo: maxMotivo,
		Avviso: p.m.avviso, PuoDecidere: p.m.fase == FaseConferma && !p.atto.Busy(), Fuoco: p.m.fuoco, SessioneScaduta: p.m.scaduta,
		Domanda: t.T("annullamento.domanda", "numero", p.m.cert.Numero),
	}
	if p.m.cert.Legami.EsenzioneID != "" {
		s.Domanda = t.T("annullamento.domanda.usato", "numero", p.m.cert.Numero)
	}
	if p.m.cert.Stato == esenpat.DaFirmare {
		s.Domanda = t.T("annullamento.domanda.da-firmare", "numero", p.m.cert.Numero)
	}
	if p.atto.Busy() {
		s.Attesa = t.T("annullamento.attesa")
	}
	if p.m.fase == FaseScartato {
		s.Esito = t.T("annullamento.scartato", "numero", p.m.cert.Numero)
	}
	return s
}

func (p *Presenter) disegna() { p.Render(p.State()) }
