package guscio

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

const (
	// battito is how often the workstation is looked at.
	battito = 5 * time.Second
	// maxSblocchi is after how many wrong passwords the session ends (SE-07).
	maxSblocchi = 3
)

// Names of what the lock does, for the audit.
const (
	AzioneBlocco        = "BLOCCO"
	AzioneSblocco       = "SBLOCCO"
	AzioneSbloccoErrato = "SBLOCCO_ERRATO"
)

// Riconoscimento knows again who has logged in.
type Riconoscimento interface {
	// Riconosce is slow on purpose: it belongs off the UI thread.
	Riconosce(password esenpat.Secret) bool
	// Metodo returns how the doctor had logged in.
	Metodo() (m esenpat.MetodoAccesso, file string)
	// Conferma is for a login in the browser, which leaves no secret to
	// recognise: it logs in again, as the same doctor.
	Conferma(ctx context.Context) error
}

// StatoBlocco is the page of a locked workstation.
type StatoBlocco struct {
	Bloccato   bool
	NomeUtente string
	Metodo     esenpat.MetodoAccesso // what is asked for
	Occupato   bool
	Avviso     avviso.Avviso
	Svuota     int // grows when the view must empty the password
}

// ParamsBlocco is what NewBlocco needs.
type ParamsBlocco struct {
	UI    task.Dispatch
	Dopo  task.Later
	Testi avviso.Testi
	Chi   Riconoscimento
	// Inattivo returns for how long nobody has touched keyboard or mouse. With
	// an error the workstation locks on demand only.
	Inattivo func(ctx context.Context) (time.Duration, error)
	// Acceso is a clock that never goes back and counts sleep.
	Acceso func() time.Duration
	// Attesa is after how long without anybody it locks.
	Attesa func() time.Duration
	// Prima saves what was typed, before anything is hidden.
	Prima func()
	// Accaduto is told what happened, for the audit.
	Accaduto func(azione string)
	// Esci ends the session: after too many wrong passwords, or for another doctor.
	Esci func()
}

// Blocco hides the window until its doctor is recognised again; what was open
// stays open under it. All methods run on the UI thread.
type Blocco struct {
	Render func(StatoBlocco)

	p       ParamsBlocco
	ctx     context.Context //nolint:containedctx // ends at logout
	guarda  task.Latest[time.Duration]
	prova   task.Act[bool]
	ferma   func()
	ultimo  time.Duration
	errori  int
	passati int // grows at each unlock, so that a late look does not lock again
	state   StatoBlocco
}

// NewBlocco returns an open workstation; ctx ends at logout.
func NewBlocco(ctx context.Context, p ParamsBlocco) *Blocco {
	return &Blocco{
		Render: func(StatoBlocco) {}, p: p, ctx: ctx, ferma: func() {},
		guarda: task.Latest[time.Duration]{UI: p.UI}, prova: task.Act[bool]{UI: p.UI},
	}
}

// Avvia begins to look whether somebody is there.
func (b *Blocco) Avvia(nomeUtente string) {
	b.state.NomeUtente = nomeUtente
	b.ultimo = b.p.Acceso()
	b.ferma = b.p.Dopo(battito, b.batti)
}

// Chiudi stops looking.
func (b *Blocco) Chiudi() {
	b.ferma()
	b.guarda.Cancel()
}

// State returns what is drawn now.
func (b *Blocco) State() StatoBlocco { return b.state }

// batti locks when nobody was there for too long. A computer that slept does
// not count that time as inactivity, but a beat comes late by as much.
func (b *Blocco) batti() {
	if b.ctx.Err() != nil {
		return
	}
	b.ferma = b.p.Dopo(battito, b.batti)
	ora := b.p.Acceso()
	saltato := ora - b.ultimo
	b.ultimo = ora
	if b.state.Bloccato {
		return
	}
	if saltato >= b.p.Attesa() {
		b.Blocca()
		return
	}
	passati := b.passati
	b.guarda.Start(b.ctx, b.p.Inattivo, func(d time.Duration, err error) {
		if err == nil && d >= b.p.Attesa() && passati == b.passati {
			b.Blocca()
		}
	})
}

// Blocca saves and hides everything now.
func (b *Blocco) Blocca() {
	if b.state.Bloccato || b.ctx.Err() != nil { // the system may say so just after the logout
		return
	}
	b.p.Prima()
	b.errori = 0
	n := b.state
	n.Bloccato, n.Avviso = true, avviso.Avviso{}
	n.Metodo, _ = b.p.Chi.Metodo()
	n.Svuota++
	b.set(n)
	b.p.Accaduto(AzioneBlocco)
}

// Sblocca shows everything again if password is the doctor's.
func (b *Blocco) Sblocca(password esenpat.Secret) {
	inBrowser := b.state.Metodo == esenpat.AccessoBrowser
	if !b.state.Bloccato || (password.Empty() && !inBrowser) {
		return
	}
	partito := b.prova.Start(b.ctx, func(ctx context.Context) (bool, error) {
		if inBrowser {
			err := b.p.Chi.Conferma(ctx)
			return err == nil, err
		}
		return b.p.Chi.Riconosce(password), nil
	}, b.provato)
	if partito {
		n := b.state
		n.Occupato = true
		b.set(n)
	}
}

func (b *Blocco) provato(giusta bool, err error) {
	n := b.state
	n.Occupato = false
	n.Svuota++
	if err != nil { // the browser's login did not come to an end: no wrong secret
		n.Avviso = avviso.Di(b.p.Testi, err)
		b.set(n)
		return
	}
	if giusta {
		b.passati++
		n.Bloccato, n.Avviso = false, avviso.Avviso{}
		b.set(n)
		b.p.Accaduto(AzioneSblocco)
		return
	}
	b.errori++
	b.p.Accaduto(AzioneSbloccoErrato)
	if b.errori >= maxSblocchi {
		b.set(n)
		b.p.Esci()
		return
	}
	n.Avviso = avviso.Di(b.p.Testi, esenpat.NewError(esenpat.Unauthenticated, "blocco.password-errata", "guscio.Blocco"))
	b.set(n)
}

// Esci leaves the session without unlocking: for another doctor, who then logs
// in. What was typed is in the drafts.
func (b *Blocco) Esci() {
	if b.state.Bloccato && !b.state.Occupato {
		b.p.Esci()
	}
}

func (b *Blocco) set(s StatoBlocco) {
	b.state = s
	b.Render(s)
}
