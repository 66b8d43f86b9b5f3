// Package coda sends the certificates that were confirmed without a network,
// once the service is back. It exists so that a doctor in a place without
// network can finish the work, and so that each of those certificates exists
// exactly once. Only creation waits here: signing, issuing, annulling and
// requesting never do (spec 4, FT-37).
package coda

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Bozze keeps the drafts of who works here; see app/bozze.
type Bozze interface {
	Elenca(ctx context.Context) ([]esenpat.Bozza, error)
	// Bozza returns NotFound for a draft that is gone.
	Bozza(ctx context.Context, id string) (esenpat.Bozza, error)
	// Salva returns once the draft is durable; Conflict when it was edited
	// elsewhere since.
	Salva(ctx context.Context, b esenpat.Bozza) (esenpat.Bozza, error)
}

// Creazione makes a certificate of a draft exactly once, however often it is
// called with it: a lost answer is looked up first.
type Creazione interface {
	Crea(ctx context.Context, b esenpat.Bozza) (esenpat.Certificato, error)
}

// Anagrafe is the registry; both are reads and may be repeated.
type Anagrafe interface {
	CercaAssistiti(ctx context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error)
	Assistito(ctx context.Context, assistitoID string) (esenpat.Assistito, error)
}

// Sessione says who works here.
type Sessione interface {
	// Corrente never fails; false when nobody is logged in.
	Corrente() (esenpat.Sessione, bool)
}

// Opzioni are the parts of a Coda.
type Opzioni struct {
	Bozze     Bozze
	Creazione Creazione
	Anagrafe  Anagrafe
	Sessione  Sessione
	Bus       *evento.Bus
	InLinea   func() bool // the connection as last seen
	Orologio  func() time.Time
	Caso      func() float64 // in [0, 1): spreads clients that failed together
}

// Voce is where a queued draft stands now.
type Voce struct {
	InCorso   bool
	Tentativi int
	Incerto   bool      // sent, answer lost: the outcome is being asked for
	Motivo    error     // why the last try failed, nil before it
	Prossimo  time.Time // not tried before
	nonPrima  time.Time // what the service asked for (Retry-After)
}

// Inviata is a draft of this session that has become a certificate.
type Inviata struct {
	ID          string // of the draft
	Certificato esenpat.Certificato
	Quando      time.Time
}

// Coda is the queue of who works here. It is safe for concurrent use.
type Coda struct {
	o       Opzioni
	sveglia chan struct{}

	mu      sync.Mutex
	voci    map[string]Voce
	inviate []Inviata
	pausa   bool
}

// New returns a queue; it sends nothing before Esegui.
func New(o Opzioni) *Coda {
	return &Coda{o: o, sveglia: make(chan struct{}, 1), voci: map[string]Voce{}}
}

// Accoda puts a complete draft in the queue; it is durable there when Accoda
// returns. perche is why it could not be sent at once, Uncertain when nobody
// knows whether it was; nil when there is no network.
func (c *Coda) Accoda(ctx context.Context, b esenpat.Bozza, perche error) (esenpat.Bozza, error) {
	b.Stato, b.Motivo = esenpat.BozzaInCoda, esenpat.Motivo{}
	if esenpat.KindOf(perche) == esenpat.Uncertain && perche != nil {
		b.Motivo = esenpat.Motivo{Codice: esenpat.CodeOf(perche)}
	}
	b, err := c.o.Bozze.Salva(ctx, b)
	if err != nil {
		return b, err
	}
	c.Sveglia()
	c.o.Bus.Pubblica(evento.BozzeCambiate{})
	return b, nil
}

// Togli takes a draft out of the queue: it can be edited again. One that is
// being sent stays ("bozza.invio-in-corso", Conflict). Its key stays in it: if
// it had arrived after all, sending it again finds that certificate.
func (c *Coda) Togli(ctx context.Context, id string) error {
	c.mu.Lock()
	corso := c.voci[id].InCorso
	if !corso {
		delete(c.voci, id)
	}
	c.mu.Unlock()
	if corso {
		return esenpat.NewError(esenpat.Conflict, "bozza.invio-in-corso", "coda.Togli")
	}
	b, err := c.o.Bozze.Bozza(ctx, id)
	if err != nil {
		return err
	}
	b.Stato, b.Coda, b.Motivo = esenpat.BozzaAperta, 0, esenpat.Motivo{}
	_, err = c.o.Bozze.Salva(ctx, b)
	c.o.Bus.Pubblica(evento.BozzeCambiate{})
	return err
}

// Riprova tries one draft now, unless the service asked for patience.
func (c *Coda) Riprova(id string) {
	c.mu.Lock()
	v := c.voci[id]
	v.Prossimo = v.nonPrima
	c.voci[id] = v
	c.mu.Unlock()
	c.Sveglia()
}

// Pausa stops the queue after the draft that is being sent, or lets it go on.
func (c *Coda) Pausa(si bool) {
	c.mu.Lock()
	c.pausa = si
	c.mu.Unlock()
	c.Sveglia()
	c.o.Bus.Pubblica(evento.BozzeCambiate{})
}

// InPausa reports whether the queue was stopped.
func (c *Coda) InPausa() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pausa
}

// Voce returns where a draft stands.
func (c *Coda) Voce(id string) Voce {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.voci[id]
}

// Inviate returns what was sent since the login, oldest first.
func (c *Coda) Inviate() []Inviata {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Inviata(nil), c.inviate...)
}

// Svuota forgets what belongs to the doctor who leaves; the drafts stay.
func (c *Coda) Svuota() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.voci, c.inviate, c.pausa = map[string]Voce{}, nil, false
}

// Sveglia makes the queue look again; it never waits.
func (c *Coda) Sveglia() {
	select {
	case c.sveglia <- struct{}{}:
	default: // it will
	}
}

// Esegui sends what waits until ctx ends: at a logout it must end, so that no
// draft is sent with another doctor's session. Run it once, on a goroutine of
// its own.
func (c *Coda) Esegui(ctx context.Context) {
	smetti := c.o.Bus.Ascolta(func(e evento.Evento) {
		switch e.(type) {
		case evento.InLinea:
			c.tornataLaRete()
		case evento.SessioneAperta:
			c.Sveglia()
		}
	})
	defer smetti()
	for {
		if !c.dormi(ctx, c.giro(ctx)) {
			return
		}
	}
}

// dormi waits until something is due or somebody calls; false when ctx ended.
func (c *Coda) dormi(ctx context.Context, a attesa) bool {
	var scade <-chan time.Time
	if a.nota {
		t := time.NewTimer(a.pausa)
		defer t.Stop()
		scade = t.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-c.sveglia:
	case <-scade:
	}
	return true
}

// sparsi is over how long clients spread that see the service come back.
const sparsi = 2 * time.Second

// tornataLaRete lets everything be tried again soon, but not by all clients in
// the same instant, and not before the service asked for.
func (c *Coda) tornataLaRete() {
	quando := c.o.Orologio().Add(time.Duration(float64(sparsi) * c.o.Caso()))
	c.mu.Lock()
	for id, v := range c.voci {
		if v.Prossimo.After(quando) {
			v.Prossimo = quando
		}
		if v.Prossimo.Before(v.nonPrima) {
			v.Prossimo = v.nonPrima
		}
		c.voci[id] = v
	}
	c.mu.Unlock()
	c.Sveglia()
}

const (
	attesaPrima   = 2 * time.Second
	attesaMassima = 5 * time.Minute
)

// ritardo is how long to wait after the nth try failed: it doubles, and at least
// half of it is waited.
func (c *Coda) ritardo(n int) time.Duration {
	d := attesaMassima
	if n < 9 {
		d = min(attesaPrima<<(n-1), attesaMassima)
	}
	return time.Duration(float64(d) * (0.5 + c.o.Caso()/2))
}

// richiesta is the Retry-After that came with an error, at most attesaMassima.
func richiesta(err error) time.Duration {
	n, e := strconv.Atoi(esenpat.AsError(err).Params["secondi"])
	if e != nil || n < 0 {
		return 0
	}
	return min(time.Duration(n)*time.Second, attesaMassima)
}
