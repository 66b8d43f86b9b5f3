// Package audit keeps what a doctor did on this workstation (opened, printed,
// exported, signed, locked) and tells the service when it answers. It exists so
// that what happens off line is known too, once, and cannot be rewritten
// (spec 4, SE-23).
package audit

import (
	"context"
	"log/slog"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Actions of this workstation.
const (
	Accesso   = "ACCESSO"
	Rifiutato = "ACCESSO_RIFIUTATO" // a login before there is a session
	Aperto    = "APERTO"
	Stampato  = "STAMPATO"
	Esportato = "ESPORTATO"
	Chiamata  = "CHIAMATA"             // by a clinical record
	Svelato   = "SVELATO"              // what a law protects was shown
	Perduto   = "ARCHIVIO_ACCANTONATO" // the key of the drafts was lost: they were put aside
)

// perLotto is how many events one upload holds.
const perLotto = 100

// Catena is the append-only list on the disk. Errors have Kind Storage or
// Keyring; a chain that was tampered with is "audit.manomesso".
type Catena interface {
	AnnotaAudit(ctx context.Context, proprietario string, e esenpat.EventoAudit) error
	// LottoAudit returns the same events under the same key until InviatoAudit
	// confirms them.
	LottoAudit(ctx context.Context, proprietario string, n int, nuova func() string) (chiave string, eventi []esenpat.EventoAudit, err error)
	InviatoAudit(ctx context.Context, proprietario, chiave string) error
}

// Servizio is who is told. Audit may be repeated with the same key.
type Servizio interface {
	Audit(ctx context.Context, chiave string, eventi []esenpat.EventoAudit) error
}

// Sessione says who works here.
type Sessione interface {
	Corrente() (esenpat.Sessione, bool)
}

// Opzioni are the parts of a Registro.
type Opzioni struct {
	Catena   Catena // nil: there is no database, nothing is kept
	Servizio Servizio
	Sessione Sessione
	NuovoID  func() string
	Orologio func() time.Time
	Log      *slog.Logger
}

// Registro writes events down and uploads them. It is safe for concurrent use.
type Registro struct {
	o     Opzioni
	desta chan struct{} // wakes Segui up
}

// New returns a register; bus wakes the upload when the service is there.
func New(o Opzioni, bus *evento.Bus) *Registro {
	r := &Registro{o: o, desta: make(chan struct{}, 1)}
	bus.Ascolta(func(e evento.Evento) {
		switch e.(type) {
		case evento.InLinea, evento.SessioneAperta:
			r.sveglia()
		}
	})
	return r
}

// Annota writes down that the doctor who works here did something. It never
// stops the work: what could not be written is in the log of the program.
func (r *Registro) Annota(ctx context.Context, azione, oggetto, assistitoID, esito string) {
	s, ok := r.o.Sessione.Corrente()
	if !ok || r.o.Catena == nil {
		return
	}
	// An action was done also when whoever asked for it is gone.
	r.scrivi(context.WithoutCancel(ctx), string(s.Utente.CodiceFiscale), esenpat.EventoAudit{
		Azione: azione, Oggetto: oggetto, AssistitoID: assistitoID, Esito: esito,
	})
}

// AnnotaRifiuto writes down a login that was refused, with its code.
func (r *Registro) AnnotaRifiuto(ctx context.Context, codice string) {
	r.scrivi(context.WithoutCancel(ctx), nessuno, esenpat.EventoAudit{Azione: Rifiutato, Esito: codice})
}

// nessuno owns what happened on this workstation before anybody had logged in:
// who tried is not written down, not even closed.
const nessuno = ""

func (r *Registro) scrivi(ctx context.Context, chi string, e esenpat.EventoAudit) {
	if r.o.Catena == nil {
		return
	}
	e.ID, e.Quando = r.o.NuovoID(), r.o.Orologio()
	if err := r.o.Catena.AnnotaAudit(ctx, chi, e); err != nil {
		r.o.Log.LogAttrs(ctx, slog.LevelError, "event not written in the audit", slog.String("azione", e.Azione), slog.Any("error", esenpat.AsError(err)))
		return
	}
	r.sveglia()
}

// Esito is how an action went, as the audit writes it.
func Esito(err error) string {
	if err == nil {
		return "OK"
	}
	return esenpat.CodeOf(err)
}

func (r *Registro) sveglia() {
	select {
	case r.desta <- struct{}{}:
	default: // it is awake already
	}
}

// Segui uploads until ctx ends, each time there is something new or the service
// is back.
func (r *Registro) Segui(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.desta:
			if err := r.Invia(ctx); err != nil && ctx.Err() == nil {
				r.o.Log.LogAttrs(ctx, slog.LevelWarn, "audit not uploaded yet", slog.Any("error", esenpat.AsError(err)))
			}
		}
	}
}

// Invia uploads what waits of the doctor who works here, and what happened
// before anybody had logged in.
func (r *Registro) Invia(ctx context.Context) error {
	s, ok := r.o.Sessione.Corrente()
	if !ok || r.o.Catena == nil {
		return nil
	}
	if err := r.inviaDi(ctx, string(s.Utente.CodiceFiscale)); err != nil {
		return err
	}
	err := r.inviaDi(ctx, nessuno)
	if esenpat.KindOf(err) == esenpat.Keyring { // behind another passphrase: nothing could be written there either
		return nil
	}
	return err
}

func (r *Registro) inviaDi(ctx context.Context, chi string) error {
	for {
		chiave, eventi, err := r.o.Catena.LottoAudit(ctx, chi, perLotto, r.o.NuovoID)
		if err != nil || len(eventi) == 0 {
			return err
		}
		if err := r.o.Servizio.Audit(ctx, chiave, eventi); err != nil {
			return err
		}
		if err := r.o.Catena.InviatoAudit(ctx, chi, chiave); err != nil {
			return err
		}
	}
}
