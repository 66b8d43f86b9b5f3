// Package accesso presents the login: name, password and PIN of PA-Piemonte,
// then role and workplace when there is more than one (manual, M02-M05).
package accesso

import (
	"context"
	"log/slog"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Sessioni logs in. Accedi may be repeated by the user; Apri opens the working
// session. Neither keeps anything of the credentials.
type Sessioni interface {
	Accedi(ctx context.Context, c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error)
	Apri(ctx context.Context, codiceRuolo, codiceCollocazione string) (esenpat.Sessione, error)
}

// Preferenze remembers the last role and workplace, to propose them. An unknown
// key reads as "".
type Preferenze interface {
	Leggi(ctx context.Context, chiave string) (string, error)
	Scrivi(ctx context.Context, chiave, valore string) error
}

// chiaveUltima is the preference with the last choice, "role|workplace".
const chiaveUltima = "accesso.ultima-scelta"

// Fase is which page of the login is shown.
type Fase int

// Pages.
const (
	FaseCredenziali Fase = iota
	FaseScelta
)

// Medico is a doctor of the embedded test environment.
type Medico struct{ Nome, Descrizione string }

// State is everything the login draws.
type State struct {
	Fase        Fase
	Occupato    bool
	Avviso      avviso.Avviso
	ErrNome     string
	ErrPassword string
	ErrPIN      string
	ErrFile     string
	Metodo      esenpat.MetodoAccesso   // which form is shown
	Metodi      []esenpat.MetodoAccesso // the others that this service and workstation offer
	Fuoco       parti.Fuoco
	Svuota      int // grows when the view must empty password and PIN
	Demo        []Medico
	Modulo      esenpat.CredenzialiAccesso // what a demo doctor puts in the fields
	NModulo     int                        // grows with each such choice
	Benvenuto   string
	Ruoli       []parti.Opzione
	Luoghi      []parti.Opzione
	Ruolo       string
	Luogo       string
	Prosegui    parti.Bottone
}

// LogValue implements slog.LogValuer.
func (State) LogValue() slog.Value { return slog.StringValue("accesso •••") }

// Params is what New needs. Preferenze may be nil.
type Params struct {
	UI         task.Dispatch
	Testi      avviso.Testi
	Sessioni   Sessioni
	Preferenze Preferenze
	Demo       []esenpat.UtenteDimostrativo
}

// Presenter holds the login. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	// Entrato is called with the open session and the user name that was typed.
	Entrato func(s esenpat.Sessione, nomeUtente string)

	p      Params
	ctx    context.Context //nolint:containedctx // ends with the window
	accedi task.Latest[risposta]
	apri   task.Act[esenpat.Sessione]
	chi    string
	scelte esenpat.ScelteAccesso
	state  State
}

type risposta struct {
	scelte esenpat.ScelteAccesso
	ultima string
}

// New returns the login at its first page; ctx ends with the window.
func New(ctx context.Context, par Params) *Presenter {
	p := &Presenter{
		Render: func(State) {}, Entrato: func(esenpat.Sessione, string) {}, p: par, ctx: ctx,
		accedi: task.Latest[risposta]{UI: par.UI}, apri: task.Act[esenpat.Sessione]{UI: par.UI},
	}
	p.state = p.iniziale()
	return p
}

func (p *Presenter) iniziale() State {
	s := State{Svuota: p.state.Svuota + 1, Fuoco: p.state.Fuoco, Metodo: p.state.Metodo, Metodi: p.state.Metodi}
	for _, m := range p.p.Demo {
		s.Demo = append(s.Demo, Medico{m.Nome, m.Descrizione})
	}
	return s
}

// Demo sets the doctors of the embedded environment, once it is up.
func (p *Presenter) Demo(d []esenpat.UtenteDimostrativo) {
	p.p.Demo = d
	s := p.state
	s.Demo = p.iniziale().Demo
	p.set(s)
}

// State returns what is drawn now.
func (p *Presenter) State() State { return p.state }

// Wait blocks until background work has ended: at shutdown and in tests.
func (p *Presenter) Wait() { p.accedi.Wait(); p.apri.Wait() }

// Ricomincia shows the empty first page, after leaving.
func (p *Presenter) Ricomincia() {
	p.accedi.Cancel()
	p.scelte = esenpat.ScelteAccesso{}
	s := p.iniziale()
	s.NModulo = p.state.NModulo + 1 // the name goes too: the next person may be another (SE-08)
	s.Fuoco = s.Fuoco.A(primoCampo(s.Metodo))
	p.set(s)
}

// UsaDemo puts the credentials of the n-th demo doctor in the fields.
func (p *Presenter) UsaDemo(n int) {
	if n < 0 || n >= len(p.p.Demo) {
		return
	}
	s := p.state
	s.Modulo = p.p.Demo[n].Credenziali
	s.NModulo++
	s.ErrNome, s.ErrPassword, s.ErrPIN, s.Avviso = "", "", "", avviso.Avviso{}
	s.Fuoco = s.Fuoco.A("accedi")
	p.set(s)
	p.state.Modulo = esenpat.CredenzialiAccesso{} // drawn once, not kept
}

// Accedi logs in with what was typed. What is missing is said under the field.
func (p *Presenter) Accedi(nome string, password, pin esenpat.Secret) {
	if p.state.Occupato {
		return
	}
	nome = strings.TrimSpace(nome)
	s := p.state
	s.Avviso, s.ErrNome, s.ErrPassword, s.ErrPIN = avviso.Avviso{}, "", "", ""
	manca := ""
	for _, c := range []struct {
		vuoto bool
		dove  *string
		campo string
	}{{pin.Empty(), &s.ErrPIN, "pin"}, {password.Empty(), &s.ErrPassword, "password"}, {nome == "", &s.ErrNome, "nome_utente"}} {
		if c.vuoto {
			*c.dove = p.p.Testi.T("accesso.manca." + c.campo)
			manca = c.campo
		}
	}
	if manca != "" {
		s.Fuoco = s.Fuoco.A(manca)
		p.set(s)
		return
	}
	p.prova(s, esenpat.CredenzialiAccesso{NomeUtente: nome, Password: password, PIN: pin})
}

// prova logs in by the way of cred.
func (p *Presenter) prova(s State, cred esenpat.CredenzialiAccesso) {
	s.Occupato = true
	p.set(s)
	p.chi = cred.NomeUtente
	p.accedi.Start(p.ctx, func(ctx context.Context) (risposta, error) {
		r := risposta{}
		var err error
		if r.scelte, err = p.p.Sessioni.Accedi(ctx, cred); err != nil {
			return r, err
		}
		if p.p.Preferenze != nil {
			if u, errP := p.p.Preferenze.Leggi(ctx, chiaveUltima); errP == nil {
				r.ultima = u
			}
		}
		return r, nil
	}, p.risposto)
}

// Interrompi stops a login that takes long; what was typed stays.
func (p *Presenter) Interrompi() {
	p.accedi.Cancel()
	s := p.state
	s.Occupato = p.apri.Busy()
	p.set(s)
}

func (p *Presenter) risposto(r risposta, err error) {
	s := p.state
	s.Occupato = false
	if err != nil {
		s.Avviso = avviso.Di(p.p.Testi, err)
		if k := esenpat.KindOf(err); k == esenpat.Unauthenticated || k == esenpat.Forbidden || k == esenpat.Invalid {
			s.Svuota++ // wrong credentials are typed again; with no connection they stay
			s.Fuoco = s.Fuoco.A(p.daCorreggere(err))
		}
		p.set(s)
		return
	}
	p.scelte = r.scelte
	if p.chi == "" { // a card or a browser says who it is, not under which name
		p.chi = strings.TrimSpace(r.scelte.Utente.Nome + " " + r.scelte.Utente.Cognome)
	}
	if ruolo, luogo, ok := r.scelte.Unica(); ok {
		p.set(s)
		p.entra(ruolo, luogo)
		return
	}
	s.Svuota++
	p.set(p.mostraScelta(s, r.ultima))
}
