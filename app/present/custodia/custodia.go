// Package custodia presents who keeps the key of the doctor's drafts: the key
// ring of the system or, where there is none, a passphrase (SE-04); and how the
// doctor's data leave this workstation (SE-06).
package custodia

import (
	"context"
	"strconv"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// minimo is the least number of characters of a passphrase (SE-04).
const minimo = 12

// Situazione is how the key of the doctor stands.
type Situazione struct {
	Protetta  bool // behind a passphrase that was chosen before
	DaRiunire bool // open, but some drafts are behind a passphrase of a time without key ring
	Persa     bool // the key ring works and has lost the key: what it had sealed cannot be opened
	Bozze     int  // how many drafts that key had sealed
	Atti      int  // and acts whose outcome is not known
}

// Chiavi are the keys of the doctor who works here.
type Chiavi interface {
	// Situazione asks for the key; an error of Kind Keyring says why it is
	// closed. It may take some seconds and may be repeated.
	Situazione(ctx context.Context) (Situazione, error)
	// Sblocca opens the key with a passphrase, choosing it if there is none.
	// Errors: "cifra.passphrase-corta", "cifra.passphrase-errata", Kind Storage.
	Sblocca(ctx context.Context, passphrase esenpat.Secret) error
	// Dimentica puts a lost passphrase aside: what it protected stays closed.
	Dimentica(ctx context.Context) error
	// Aperta is called once the key is open: what was kept in memory until
	// then goes to the disk.
	Aperta(ctx context.Context) error
}

// Perdute are the drafts of a key that the key ring has lost.
type Perdute interface {
	// Ricomincia puts them aside, without deleting them, and makes a new key.
	// Where the key ring gives the key again it changes nothing. It may be
	// repeated. Errors: Kind Keyring, Storage.
	Ricomincia(ctx context.Context) error
}

// State is the dialog.
type State struct {
	Aperto         bool
	Occupato       bool
	Motivo         avviso.Avviso // why the key is closed, empty when only drafts are apart
	Spiega         string
	Nuova          bool // the passphrase is chosen now: it is asked twice
	Protetta       bool // «Passphrase dimenticata» makes sense
	DaRiunire      bool
	Persa          bool // no passphrase helps: try again, begin anew, or go on without saving
	ErrPassphrase  string
	ErrRipeti      string
	Avviso         avviso.Avviso
	Svuota         int // grows when the view must empty the fields
	ChiediConferma int // grows when the view must ask before a passphrase is put aside
}

// Presenter holds the dialog. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	// Aperta is called when drafts can be saved from now on.
	Aperta func()

	ctx     context.Context //nolint:containedctx // ends at logout
	testi   avviso.Testi
	chiavi  Chiavi
	perdute Perdute
	guarda  task.Latest[Situazione]
	fai     task.Act[struct{}]
	state   State
}

// New returns a closed dialog; ctx ends at logout.
func New(ctx context.Context, ui task.Dispatch, t avviso.Testi, c Chiavi, perdute Perdute) *Presenter {
	return &Presenter{
		Render: func(State) {}, Aperta: func() {}, ctx: ctx, testi: t, chiavi: c, perdute: perdute,
		guarda: task.Latest[Situazione]{UI: ui}, fai: task.Act[struct{}]{UI: ui},
	}
}

// State returns what is drawn now.
func (p *Presenter) State() State { return p.state }

// Wait blocks until background work has ended: in tests.
func (p *Presenter) Wait() { p.guarda.Wait(); p.fai.Wait() }

// Controlla asks for the key, after the login and at «Riprova», and opens the
// dialog if the drafts cannot be saved.
func (p *Presenter) Controlla() {
	riprova := p.state.Aperto
	if riprova {
		n := p.state
		n.Occupato, n.Avviso = true, avviso.Avviso{}
		p.set(n)
	}
	p.guarda.Start(p.ctx, func(ctx context.Context) (Situazione, error) {
		s, err := p.chiavi.Situazione(ctx)
		if err == nil && riprova {
			err = p.chiavi.Aperta(ctx)
		}
		return s, err
	}, func(s Situazione, err error) { p.visto(s, err, riprova) })
}

func (p *Presenter) visto(s Situazione, err error, riprova bool) {
	n := State{Svuota: p.state.Svuota + 1, ChiediConferma: p.state.ChiediConferma}
	switch {
	case err != nil && s.Persa:
		n.Aperto, n.Motivo, n.Persa, n.Spiega = true, avviso.Di(p.testi, err), true, p.testi.T("custodia.spiega.persa", "bozze", strconv.Itoa(s.Bozze))
		if s.Atti > 0 {
			n.Spiega += "\n\n" + p.testi.T("custodia.spiega.persa.atti", "atti", strconv.Itoa(s.Atti))
		}
	case err != nil && esenpat.KindOf(err) == esenpat.Keyring:
		n.Aperto, n.Motivo, n.Protetta, n.Nuova = true, avviso.Di(p.testi, err), s.Protetta, !s.Protetta
		n.Spiega = p.testi.T("custodia.spiega.nuova")
		if s.Protetta {
			n.Spiega = p.testi.T("custodia.spiega.protetta")
		}
	case err != nil:
		n = p.state
		n.Occupato, n.Avviso = false, avviso.Di(p.testi, err)
	case s.DaRiunire:
		n.Aperto, n.DaRiunire, n.Protetta, n.Spiega = true, true, true, p.testi.T("custodia.spiega.riunire")
	}
	p.set(n)
	if err == nil && riprova {
		p.Aperta()
	}
}

// Sblocca opens the key with what was typed; ripetuta counts only for a new
// passphrase.
func (p *Presenter) Sblocca(passphrase, ripetuta esenpat.Secret) {
	if !p.state.Aperto || p.state.Occupato || p.state.Persa {
		return
	}
	n := p.state
	n.ErrPassphrase, n.ErrRipeti, n.Avviso = "", "", avviso.Avviso{}
	switch {
	case utf8.RuneCountInString(passphrase.Reveal()) < minimo:
		n.ErrPassphrase = p.testi.T("custodia.corta")
	case n.Nuova && passphrase.Reveal() != ripetuta.Reveal():
		n.ErrRipeti = p.testi.T("custodia.diversa")
	}
	if n.ErrPassphrase != "" || n.ErrRipeti != "" {
		p.set(n)
		return
	}
	p.esegui(n, func(ctx context.Context) error {
		if err := p.chiavi.Sblocca(ctx, passphrase); err != nil {
			return err
		}
		return p.chiavi.Aperta(ctx)
	}, func() {
		p.set(State{Svuota: p.state.Svuota + 1, ChiediConferma: p.state.ChiediConferma})
		p.Aperta()
	})
}

// Dimenticata asks before a lost passphrase, or the drafts of a lost key, are
// put aside.
func (p *Presenter) Dimenticata() {
	if (p.state.Protetta || p.state.Persa) && !p.state.Occupato {
		n := p.state
		n.ChiediConferma++
		p.set(n)
	}
}

// Dimentica puts the passphrase, or the drafts of a lost key, aside and looks
// again.
func (p *Presenter) Dimentica() {
	switch {
	case p.state.Occupato:
	case p.state.Persa:
		p.esegui(p.state, p.perdute.Ricomincia, p.Controlla)
	case p.state.Protetta:
		p.esegui(p.state, p.chiavi.Dimentica, p.Controlla)
	}
}

// Rinuncia closes the dialog: drafts stay in memory until the program ends, or
// those behind the passphrase stay closed.
func (p *Presenter) Rinuncia() {
	if p.state.Occupato {
		return
	}
	p.set(State{Svuota: p.state.Svuota + 1, ChiediConferma: p.state.ChiediConferma})
}

func (p *Presenter) esegui(n State, f func(context.Context) error, riuscito func()) {
	partito := p.fai.Start(p.ctx, func(ctx context.Context) (struct{}, error) { return struct{}{}, f(ctx) }, func(_ struct{}, err error) {
		fatto := p.state
		fatto.Occupato = false
		fatto.Svuota++
		if err != nil {
			fatto.Avviso = avviso.Di(p.testi, err)
			p.set(fatto)
			return
		}
		p.state = fatto
		riuscito()
	})
	if partito {
		n.Occupato = true
		p.set(n)
	}
}

func (p *Presenter) set(s State) {
	p.state = s
	p.Render(s)
}
