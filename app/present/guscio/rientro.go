package guscio

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Accesso logs in again as the same doctor, role and workplace.
type Accesso interface {
	Accedi(ctx context.Context, c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error)
	Apri(ctx context.Context, codiceRuolo, codiceCollocazione string) (esenpat.Sessione, error)
	Corrente() (esenpat.Sessione, bool)
	// Metodo returns how the doctor had logged in, and with which file.
	Metodo() (m esenpat.MetodoAccesso, file string)
}

// StatoRientro is the login over an open form.
type StatoRientro struct {
	Aperto     bool
	Spiega     string // «Sessione scaduta: …»
	NomeUtente string
	Metodo     esenpat.MetodoAccesso // which fields there are
	Occupato   bool
	Avviso     avviso.Avviso
	Svuota     int // grows when the view must empty password and PIN
}

// Rientro asks for the credentials again and then lets the forms go on, with
// everything that was typed (spec 4, FT-34).
type Rientro struct {
	Render func(StatoRientro)
	// Entrato is called once the session is open again.
	Entrato func(esenpat.Sessione)

	testi   avviso.Testi
	accesso Accesso
	ctx     context.Context //nolint:containedctx // ends with the window
	entra   task.Act[esenpat.Sessione]
	smetti  context.CancelFunc
	attese  []func()
	state   StatoRientro
}

// NewRientro returns a closed login.
func NewRientro(ctx context.Context, ui task.Dispatch, t avviso.Testi, a Accesso) *Rientro {
	return &Rientro{
		Render: func(StatoRientro) {}, Entrato: func(esenpat.Sessione) {}, testi: t, accesso: a, ctx: ctx,
		entra: task.Act[esenpat.Sessione]{UI: ui}, smetti: func() {},
	}
}

// Chi remembers the user name of the login, for the next one.
func (r *Rientro) Chi(nomeUtente string) { r.state.NomeUtente = nomeUtente }

// State returns what is drawn now.
func (r *Rientro) State() StatoRientro { return r.state }

// Chiedi shows the login; riprendi, which may be nil, is called after it.
// Several forms may ask: there is one login, and all of them go on.
func (r *Rientro) Chiedi(riprendi func()) {
	if riprendi != nil {
		r.attese = append(r.attese, riprendi)
	}
	if r.state.Aperto {
		return
	}
	n := r.state
	n.Aperto, n.Spiega, n.Avviso = true, r.testi.T("rientro.spiega"), avviso.Avviso{}
	n.Metodo, _ = r.accesso.Metodo()
	n.Svuota++
	r.set(n)
}

// Entra logs in. Role and workplace are those of before; a doctor who has lost
// them meanwhile is told so by the service.
func (r *Rientro) Entra(password, pin esenpat.Secret) {
	prima, _ := r.accesso.Corrente()
	c := esenpat.CredenzialiAccesso{NomeUtente: r.state.NomeUtente, Password: password, PIN: pin}
	c.Metodo, c.File = r.accesso.Metodo()
	ctx, smetti := context.WithCancel(r.ctx)
	partito := r.entra.Start(ctx, func(ctx context.Context) (esenpat.Sessione, error) {
		scelte, err := r.accesso.Accedi(ctx, c)
		if err != nil {
			return esenpat.Sessione{}, err
		}
		if scelte.Utente.CodiceFiscale != prima.Utente.CodiceFiscale {
			return esenpat.Sessione{}, esenpat.NewError(esenpat.Forbidden, "rientro.altro-medico", "guscio.Rientro")
		}
		return r.accesso.Apri(ctx, prima.Ruolo.Codice, prima.Collocazione.Codice)
	}, func(s esenpat.Sessione, err error) { smetti(); r.entrato(s, err) })
	if !partito {
		smetti()
	} else {
		r.smetti = smetti
		n := r.state
		n.Occupato = true
		r.set(n)
	}
}

func (r *Rientro) entrato(s esenpat.Sessione, err error) {
	n := r.state
	n.Occupato = false
	n.Svuota++
	if err != nil {
		n.Avviso = avviso.Di(r.testi, err)
		r.set(n)
		return
	}
	n.Aperto, n.Avviso = false, avviso.Avviso{}
	r.set(n)
	attese := r.attese
	r.attese = nil
	r.Entrato(s)
	for _, f := range attese {
		f()
	}
}

// Interrompi stops a login that waits for the browser; the form stays open.
func (r *Rientro) Interrompi() { r.smetti() }

// Abbandona closes the login without going in: what waited stays as it is, and
// the next attempt asks again.
func (r *Rientro) Abbandona() {
	n := r.state
	n.Aperto = false
	r.attese = nil
	r.set(n)
}

func (r *Rientro) set(s StatoRientro) {
	r.state = s
	r.Render(s)
}
