package bozze

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Chiavi says whose drafts can be opened on this profile.
type Chiavi interface {
	// Proprietari returns the fiscal codes of the doctors whose keys this user
	// opens ("" is the profile's unnamed owner). Errors have Kind Keyring or
	// Storage; it may wait some seconds for the key ring.
	Proprietari(ctx context.Context) ([]string, error)
	// Integre returns "cifra.chiave-persa" (Keyring) when the key ring has lost
	// the key of somebody's drafts: they are there and cannot be opened.
	Integre(ctx context.Context) error
}

// chiavePersa reports whether err says that drafts are there and a key is not.
func chiavePersa(err error) bool { return esenpat.CodeOf(err) == "cifra.chiave-persa" }

// Profilo is the drafts of everybody whose keys this user of the computer
// opens, without a login: the command line's view (spec 7). A draft belongs to
// its medico.codice_fiscale.
type Profilo struct {
	deposito Deposito
	chiavi   Chiavi
	id       func() string
	ora      func() time.Time
	archivi  map[string]*Archivio

	chi  []string // the owners, once asked for: key ring and Argon2id are slow
	noti bool
}

// NewProfilo returns the drafts of a profile; it is for one goroutine.
func NewProfilo(deposito Deposito, chiavi Chiavi, id func() string, ora func() time.Time) *Profilo {
	return &Profilo{deposito: deposito, chiavi: chiavi, id: id, ora: ora, archivi: map[string]*Archivio{}}
}

// Propria is a draft with its owner.
type Propria struct {
	Proprietario string
	Bozza        esenpat.Bozza
}

// Importa makes b durable for its doctor and returns its id. With an id, b is
// an edit of that draft: its creation, its place and its key stay. Errors
// besides those of the store: "bozza.id-non-valido" (Invalid: not a UUID),
// "bozza.di-altro-medico" (Conflict: that draft belongs to somebody else),
// "bozza.in-coda" (Conflict: it waits to be sent as it is).
func (p *Profilo) Importa(ctx context.Context, b esenpat.Bozza) (string, error) {
	if b.ID != "" {
		var err error
		if b, err = p.modifica(ctx, b); err != nil {
			return "", err
		}
	}
	chi := string(b.Medico.CodiceFiscale)
	b.Assistito.DaVerificare = b.Assistito.ID == ""
	salvata, err := p.di(chi).Salva(ctx, b)
	if err == nil && p.noti && !slices.Contains(p.chi, chi) {
		p.chi = append(p.chi, chi)
	}
	return salvata.ID, err
}

// modifica completes an edit with what the draft already has.
func (p *Profilo) modifica(ctx context.Context, b esenpat.Bozza) (esenpat.Bozza, error) {
	const op = "bozze.Importa"
	if _, err := uuid.Parse(b.ID); err != nil || len(b.ID) != len(uuid.UUID{}.String()) {
		return b, esenpat.NewError(esenpat.Invalid, "bozza.id-non-valido", op).At("id")
	}
	prima, err := p.trova(ctx, b.ID)
	switch {
	case esenpat.KindOf(err) == esenpat.NotFound, chiavePersa(err) && b.Medico.CodiceFiscale != "":
		return b, nil // of another workstation: it keeps its id; a doctor without their key is refused when it is saved
	case err != nil:
		return b, err
	case prima.Bozza.Stato == esenpat.BozzaInCoda:
		return b, esenpat.NewError(esenpat.Conflict, "bozza.in-coda", op).At("id")
	}
	if b.Medico.CodiceFiscale == "" { // it does not say whose it is: it stays where it was
		b.Medico, b.Azienda = prima.Bozza.Medico, prima.Bozza.Azienda
		b.Medico.CodiceFiscale = esenpat.CodiceFiscale(prima.Proprietario)
	}
	if prima.Proprietario != string(b.Medico.CodiceFiscale) {
		return b, esenpat.NewError(esenpat.Conflict, "bozza.di-altro-medico", op).At("medico.codice_fiscale")
	}
	b.Passo, b.Chiave, b.CreataIl = prima.Bozza.Passo, prima.Bozza.Chiave, prima.Bozza.CreataIl
	return b, nil
}

// Elenca returns all drafts, the last edited of each doctor first. With the
// error "cifra.chiave-persa" it returns those of the other doctors.
func (p *Profilo) Elenca(ctx context.Context) ([]Propria, error) {
	var tutte []Propria
	err := p.perOgnuno(ctx, func(chi string) error {
		bozze, err := p.di(chi).Elenca(ctx)
		for _, b := range bozze {
			tutte = append(tutte, Propria{chi, b})
		}
		return err
	})
	return tutte, err
}

// Bozza returns one draft, or NotFound "bozza.non-trovata".
func (p *Profilo) Bozza(ctx context.Context, id string) (esenpat.Bozza, error) {
	b, err := p.trova(ctx, id)
	return b.Bozza, err
}

// Elimina drops one draft, or returns NotFound "bozza.non-trovata".
func (p *Profilo) Elimina(ctx context.Context, id string) error {
	b, err := p.trova(ctx, id)
	if err != nil {
		return err
	}
	return p.di(b.Proprietario).Elimina(ctx, id)
}

var errTrovata = errors.New("found")

func (p *Profilo) trova(ctx context.Context, id string) (Propria, error) {
	var trovata Propria
	err := p.perOgnuno(ctx, func(chi string) error {
		b, err := p.deposito.Bozza(ctx, chi, id)
		switch {
		case err == nil:
			trovata = Propria{chi, b}
			return errTrovata
		case esenpat.KindOf(err) == esenpat.NotFound:
			return nil
		}
		return err
	})
	if errors.Is(err, errTrovata) {
		return trovata, nil
	}
	if err == nil {
		err = esenpat.NewError(esenpat.NotFound, "bozza.non-trovata", "bozze.Bozza")
	}
	return trovata, err
}

// perOgnuno calls f for every owner. Drafts of a doctor whose key is behind
// another passphrase are not ours to see: they are passed over. Those whose key
// is lost are told of at the end.
func (p *Profilo) perOgnuno(ctx context.Context, f func(chi string) error) error {
	if !p.noti {
		chi, err := p.chiavi.Proprietari(ctx)
		if err != nil {
			return err
		}
		p.chi, p.noti = chi, true
	}
	for _, chi := range p.chi {
		if err := f(chi); err != nil && esenpat.KindOf(err) != esenpat.Keyring {
			return err
		}
	}
	return p.chiavi.Integre(ctx)
}

func (p *Profilo) di(chi string) *Archivio {
	a := p.archivi[chi]
	if a == nil {
		a = New(p.deposito, fisso(chi), p.id, p.ora)
		p.archivi[chi] = a
	}
	return a
}

// fisso is a doctor without a login.
type fisso string

// Corrente names the doctor; nobody is logged in.
func (f fisso) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: esenpat.CodiceFiscale(f)}}, false
}
