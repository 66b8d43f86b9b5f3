package guscio

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/rete"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Sessioni knows who is working and can end the session.
type Sessioni interface {
	Corrente() (esenpat.Sessione, bool)
	// Esci ends the session here in any case; the error says only that the
	// service could not be told.
	Esci(ctx context.Context) error
}

// Certificati counts what waits to be signed. A read.
type Certificati interface {
	FindCertificati(ctx context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error)
}

// Bozze counts the drafts of who works here.
type Bozze interface {
	Elenca(ctx context.Context) ([]esenpat.Bozza, error)
}

// Ascolto tells what happens elsewhere in the program, on any goroutine.
type Ascolto interface {
	Ascolta(f func(evento.Evento)) (smetti func())
}

// State is everything the frame draws.
type State struct {
	Ambiente    string // badge, empty outside a test environment
	Utente      string // «Dott.ssa Anna Ferraris · Medico specialista · ASL …»
	InLinea     bool
	Rete        string // «In linea dalle 10:42»
	Catalogo    string // «Catalogo …»
	Coda        string // «2 in coda», empty when nothing waits
	DaFirmare   int
	DaRimandare int // requests that the ASL gave back
	Bozze       int
	Certificati bool // tabs and button appear only with the right (M16)
	Esenzioni   bool
	Nuovo       bool
	Avviso      avviso.Avviso // why data stay in memory, or a certificate about to expire
}

// Params is what New needs.
type Params struct {
	UI          task.Dispatch
	Testi       avviso.Testi
	Adesso      func() time.Time // in Europe/Rome
	Sessioni    Sessioni
	Certificati Certificati
	Bozze       Bozze
	Ascolto     Ascolto
	Rete        func() rete.Stato // the connection as last seen; changes come as events
	Catalogo    string            // version of the catalogue in use, "date+hash"
	Guasto      error             // why the local database cannot be used, nil if it can
}

// Presenter holds the frame. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	// Scaduta is called when the session has ended outside any form.
	Scaduta func()
	// Uscendo is called before the session ends and returns what the end waits
	// for: the last save needs the session's doctor and key. It waits off the UI
	// thread.
	Uscendo func() (attendi func())
	// Uscito is called when the doctor has left.
	Uscito func()
	// Cambiato is called when lists are out of date.
	Cambiato func()

	p      Params
	ctx    context.Context //nolint:containedctx // ends with the window
	conta  task.Latest[conteggi]
	contaB task.Latest[[]esenpat.Bozza]
	esci   task.Act[struct{}]
	smetti func()
	state  State
}

type conteggi struct{ daFirmare, bozze, inCoda int }

// New returns the frame, listening; ctx ends with the window.
func New(ctx context.Context, p Params) *Presenter {
	nulla := func() {}
	g := &Presenter{
		Render: func(State) {}, Uscendo: func() func() { return nulla }, Scaduta: nulla, Uscito: nulla, Cambiato: nulla, p: p, ctx: ctx,
		conta: task.Latest[conteggi]{UI: p.UI}, contaB: task.Latest[[]esenpat.Bozza]{UI: p.UI}, esci: task.Act[struct{}]{UI: p.UI},
	}
	g.state = State{InLinea: true, Rete: p.Testi.T("guscio.rete.non-nota"), Avviso: avviso.Di(p.Testi, p.Guasto)}
	g.state.Catalogo = p.Testi.T("guscio.catalogo", "versione", versioneVisibile(p.Catalogo))
	if r := p.Rete(); r.Noto {
		g.state = g.conRete(g.state, r.InLinea, r.Codice, r.Dal)
	}
	g.smetti = p.Ascolto.Ascolta(func(e evento.Evento) { p.UI(func() { g.accade(e) }) })
	return g
}

// Chiudi stops listening.
func (g *Presenter) Chiudi() { g.smetti() }

// State returns what is drawn now.
func (g *Presenter) State() State { return g.state }

// Entra shows the working session and counts what waits.
func (g *Presenter) Entra(s esenpat.Sessione) {
	n := g.state
	n.Utente = g.p.Testi.T(
		"guscio.utente",
		"titolo", s.Utente.Titolo, "nome", s.Utente.Nome, "cognome", s.Utente.Cognome,
		"ruolo", s.Ruolo.Descrizione, "azienda", s.Azienda.Denominazione, "luogo", s.Collocazione.Descrizione,
	)
	n.Ambiente = ""
	if s.Prova {
		n.Ambiente = g.p.Testi.T("guscio.ambiente-di-prova")
	}
	n.Certificati = s.Puo(esenpat.AzioneRicercaCertificati)
	n.Esenzioni = s.Puo(esenpat.AzioneRicercaEsenzioni)
	n.Nuovo = s.Puo(esenpat.AzioneNuovoCertificato)
	if g.p.Guasto == nil {
		n.Avviso = avviso.Di(g.p.Testi, g.scadenza(s.Parametri))
	}
	g.set(n)
	g.Conta()
}

// scadenza announces a signing certificate that ends within thirty days, or has
// ended, by the service's own clock.
func (g *Presenter) scadenza(p esenpat.Parametri) error {
	ora := g.p.Adesso()
	if !p.OraServer.IsZero() {
		ora = p.OraServer.In(ora.Location())
	}
	fine, oggi := p.ScadenzaCertFirma, esenpat.DataDi(ora)
	switch {
	case parti.InScadenza(fine, oggi):
		return esenpat.NewError(esenpat.Firma, "firma.certificato-in-scadenza", "present.guscio").With("data", fine.Italiana())
	case !fine.Vuota() && fine.Prima(oggi):
		return esenpat.NewError(esenpat.Firma, "firma.certificato-scaduto", "present.guscio").With("data", fine.Italiana())
	}
	return nil
}

// Conta asks how many certificates wait to be signed and how many drafts there are.
func (g *Presenter) Conta() {
	g.conta.Start(g.ctx, func(ctx context.Context) (conteggi, error) {
		var c conteggi
		b, errB := g.p.Bozze.Elenca(ctx)
		if errB == nil {
			c.bozze, c.inCoda = aperte(b)
		}
		p, err := g.p.Certificati.FindCertificati(ctx, esenpat.FiltroCertificati{
			Stati: []esenpat.StatoCertificato{esenpat.DaFirmare}, Pagina: esenpat.Finestra{Limit: 1},
		})
		c.daFirmare = p.Totale
		return c, err
	}, func(c conteggi, err error) {
		n := g.conBozze(g.state, c)
		if err == nil { // a counter that could not be read stays as it was
			n.DaFirmare = c.daFirmare
		}
		g.set(n)
	})
}

// ImpostaDaRimandare takes how many requests the ASL gave back.
func (g *Presenter) ImpostaDaRimandare(n int) {
	s := g.state
	s.DaRimandare = n
	g.set(s)
}

// contaBozze counts the drafts only: nothing is asked of the service.
func (g *Presenter) contaBozze() {
	g.contaB.Start(g.ctx, g.p.Bozze.Elenca, func(b []esenpat.Bozza, err error) {
		if err == nil {
			var c conteggi
			c.bozze, c.inCoda = aperte(b)
			g.set(g.conBozze(g.state, c))
		}
	})
}

// conBozze returns s with the drafts counted and the queue in words.
func (g *Presenter) conBozze(s State, c conteggi) State {
	s.Bozze, s.Coda = c.bozze, ""
	if c.inCoda > 0 {
		s.Coda = g.p.Testi.T("guscio.in-coda", "n", strconv.Itoa(c.inCoda))
	}
	return s
}

func aperte(b []esenpat.Bozza) (n, inCoda int) {
	for _, x := range b {
		if x.Stato != esenpat.BozzaInviata {
			n++
		}
		if x.Stato == esenpat.BozzaInCoda {
			inCoda++
		}
	}
	return n, inCoda
}

// Esci ends the session and tells the window.
func (g *Presenter) Esci() {
	g.conta.Cancel()
	attendi := g.Uscendo()
	g.esci.Start(g.ctx, func(ctx context.Context) (struct{}, error) {
		attendi()
		return struct{}{}, g.p.Sessioni.Esci(ctx)
	}, func(struct{}, error) {
		n := g.state
		n.Utente, n.DaFirmare, n.Bozze, n.DaRimandare = "", 0, 0, 0
		g.set(n)
		g.Uscito()
	})
}

// accade draws what happened elsewhere.
func (g *Presenter) accade(e evento.Evento) {
	n := g.state
	switch e := e.(type) {
	case evento.InLinea:
		tornato := !n.InLinea
		n = g.conRete(n, true, "", e.Dal)
		g.set(n)
		if tornato { // lists that could not be read are read again by themselves
			g.Conta()
			g.Cambiato()
		}
		return
	case evento.NonInLinea:
		n = g.conRete(n, false, e.Codice, e.Dal)
	case evento.CertificatoCambiato:
		g.Conta()
		g.Cambiato()
		return
	case evento.CatalogoAggiornato:
		n.Catalogo = g.p.Testi.T("guscio.catalogo", "versione", versioneVisibile(e.Del))
	case evento.BozzeCambiate:
		g.contaBozze()
		return
	case evento.SessioneScaduta:
		g.Scaduta()
		return
	default:
		return
	}
	g.set(n)
}

// conRete returns s with the connection as words.
func (g *Presenter) conRete(s State, inLinea bool, codice string, dal time.Time) State {
	chiave := "guscio.rete.non-in-linea"
	switch {
	case inLinea:
		chiave = "guscio.rete.in-linea"
	case codice == "programma.superato":
		chiave = "guscio.rete.superata"
	}
	s.InLinea, s.Rete = inLinea, g.p.Testi.T(chiave, "ora", g.ora(dal))
	return s
}

// versioneVisibile is the day of a catalogue's version, as people write it; a
// version in another form is shown as it is.
func versioneVisibile(v string) string {
	giorno, _, _ := strings.Cut(v, "+")
	if d, err := esenpat.ParseData(giorno); err == nil {
		return d.Italiana()
	}
	return v
}

func (g *Presenter) ora(t time.Time) string { return t.In(g.p.Adesso().Location()).Format("15:04") }

func (g *Presenter) set(s State) {
	g.state = s
	g.Render(s)
}
