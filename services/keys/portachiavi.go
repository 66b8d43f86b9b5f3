// Package keys reaches the key ring of the operating system. The Secret
// Service of a Linux desktop can wait for minutes on a prompt that nobody sees
// (spec 4, 3.2), so every call here has a limit and a hanging service makes the
// following calls fail at once instead of hanging too.
package keys

import (
	"context"
	"sync"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// Limite is how long one call may take.
	Limite = 3 * time.Second
	// Riposo is how long calls fail at once after one that did not come back.
	Riposo = 30 * time.Second
)

// Fondo is a key ring without a time limit: go-keyring's functions.
type Fondo interface {
	Get(service, user string) (string, error)
	Set(service, user, password string) error
	Delete(service, user string) error
}

// sistema is the operating system's key ring.
type sistema struct{}

func (sistema) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (sistema) Set(service, user, password string) error { return keyring.Set(service, user, password) }
func (sistema) Delete(service, user string) error        { return keyring.Delete(service, user) }

// Portachiavi is a key ring whose calls return within [Limite]. It is safe for
// concurrent use; calls are made one at a time.
//
// Errors: "keyring.voce-assente" (NotFound), "keyring.assente" (no service on
// this computer), "keyring.chiuso" (locked or refused by the user),
// "keyring.lento" (no answer in time), "keyring.rifiutato" (anything else), all
// but the first with Kind Keyring; Canceled when ctx ends first.
type Portachiavi struct {
	fondo Fondo
	ora   func() time.Time
	turno chan struct{} // holds one token while nobody calls

	mu        sync.Mutex
	lentoFino time.Time
}

// NewPortachiavi returns the key ring of the operating system.
func NewPortachiavi(ora func() time.Time) *Portachiavi { return NewConFondo(sistema{}, ora) }

// NewConFondo returns a key ring over fondo.
func NewConFondo(fondo Fondo, ora func() time.Time) *Portachiavi {
	p := &Portachiavi{fondo: fondo, ora: ora, turno: make(chan struct{}, 1)}
	p.turno <- struct{}{}
	return p
}

// Get returns the value stored for user under service.
func (p *Portachiavi) Get(ctx context.Context, service, user string) (string, error) {
	return p.chiama(ctx, "keys.Get", func() (string, error) { return p.fondo.Get(service, user) })
}

// Set stores value for user under service, replacing what was there.
func (p *Portachiavi) Set(ctx context.Context, service, user, value string) error {
	_, err := p.chiama(ctx, "keys.Set", func() (string, error) { return "", p.fondo.Set(service, user, value) })
	return err
}

// Delete removes the value stored for user under service.
func (p *Portachiavi) Delete(ctx context.Context, service, user string) error {
	_, err := p.chiama(ctx, "keys.Delete", func() (string, error) { return "", p.fondo.Delete(service, user) })
	return err
}

type risposta struct {
	valore string
	err    error
}

// chiama runs f in its own goroutine, which outlives the call when the service
// hangs: D-Bus offers no way to take a call back. There is never more than one
// such goroutine, because it keeps the turn until it ends.
func (p *Portachiavi) chiama(ctx context.Context, op string, f func() (string, error)) (string, error) {
	if p.riposa() {
		return "", esenpat.NewError(esenpat.Keyring, "keyring.lento", op)
	}
	limite := time.NewTimer(Limite)
	defer limite.Stop()
	select {
	case <-p.turno:
	case <-limite.C:
		return "", p.lento(op)
	case <-ctx.Done():
		return "", esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(ctx.Err())
	}
	fatto := make(chan risposta, 1)
	go func() {
		v, err := f()
		fatto <- risposta{v, err}
		p.mu.Lock()
		p.lentoFino = time.Time{}
		p.mu.Unlock()
		p.turno <- struct{}{}
	}()
	select {
	case r := <-fatto:
		return r.valore, traduci(op, r.err)
	case <-limite.C:
		return "", p.lento(op)
	case <-ctx.Done():
		return "", esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(ctx.Err())
	}
}

func (p *Portachiavi) riposa() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ora().Before(p.lentoFino)
}

func (p *Portachiavi) lento(op string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lentoFino = p.ora().Add(Riposo)
	return esenpat.NewError(esenpat.Keyring, "keyring.lento", op)
}
