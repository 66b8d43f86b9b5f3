package keys

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"sync"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	servizioIndice = "it.esenpat.desktop/indice"
	utenteIndice   = "installazione"
)

// Custode is a key ring whose calls return in time: [Portachiavi] or [Memoria].
type Custode interface {
	Get(ctx context.Context, service, user string) (string, error)
	Set(ctx context.Context, service, user, value string) error
	Delete(ctx context.Context, service, user string) error
}

// Opaco hides user names from the key ring. The Secret Service keeps names
// and attributes readable while it is locked, and ours hold fiscal codes: so a
// name is replaced by its HMAC under a random key that lies in the same ring.
type Opaco struct {
	dentro    Custode
	casuale   io.Reader
	serratura func(context.Context) (apri func(), err error)

	mu    sync.Mutex
	segno []byte
}

// NewOpaco wraps a key ring. casuale is crypto/rand.Reader; serratura is held
// while the naming key is created, so that two processes cannot make two (nil
// where there is one process).
func NewOpaco(dentro Custode, casuale io.Reader, serratura func(context.Context) (func(), error)) *Opaco {
	if serratura == nil {
		serratura = func(context.Context) (func(), error) { return func() {}, nil }
	}
	return &Opaco{dentro: dentro, casuale: casuale, serratura: serratura}
}

// Prepara makes the naming key if there is none, taking the lock between
// processes: who holds that lock calls it before.
func (o *Opaco) Prepara(ctx context.Context) error {
	_, err := o.nome(ctx, "", "", true)
	return err
}

// Get returns the value stored for user under service.
func (o *Opaco) Get(ctx context.Context, service, user string) (string, error) {
	nome, err := o.nome(ctx, service, user, false)
	if err != nil {
		return "", err
	}
	return o.dentro.Get(ctx, service, nome)
}

// Set stores value for user under service.
func (o *Opaco) Set(ctx context.Context, service, user, value string) error {
	nome, err := o.nome(ctx, service, user, true)
	if err != nil {
		return err
	}
	return o.dentro.Set(ctx, service, nome, value)
}

// Delete removes the value stored for user under service.
func (o *Opaco) Delete(ctx context.Context, service, user string) error {
	nome, err := o.nome(ctx, service, user, false)
	if err != nil {
		return err
	}
	return o.dentro.Delete(ctx, service, nome)
}

// nome returns the opaque name of user. Without a naming key nothing can have
// been stored: Get and Delete then answer NotFound and create nothing.
func (o *Opaco) nome(ctx context.Context, service, user string, crea bool) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.segno == nil {
		segno, err := o.leggi(ctx)
		if crea && esenpat.KindOf(err) == esenpat.NotFound {
			segno, err = o.nuovo(ctx)
		}
		if err != nil {
			return "", err
		}
		o.segno = segno
	}
	m := hmac.New(sha256.New, o.segno)
	m.Write([]byte(service))
	m.Write([]byte{0})
	m.Write([]byte(user))
	return hex.EncodeToString(m.Sum(nil)[:16]), nil
}

func (o *Opaco) leggi(ctx context.Context) ([]byte, error) {
	testo, err := o.dentro.Get(ctx, servizioIndice, utenteIndice)
	if err != nil {
		return nil, err
	}
	b, err := base64.StdEncoding.DecodeString(testo)
	if err != nil || len(b) != sha256.Size {
		return nil, esenpat.NewError(esenpat.Keyring, "keyring.voce-guasta", "keys.Opaco")
	}
	return b, nil
}

func (o *Opaco) nuovo(ctx context.Context) ([]byte, error) {
	apri, err := o.serratura(ctx)
	if err != nil {
		return nil, err
	}
	defer apri()
	// Another process may have been first while this one waited.
	b, err := o.leggi(ctx)
	if err == nil || esenpat.KindOf(err) != esenpat.NotFound {
		return b, err
	}
	b = make([]byte, sha256.Size)
	if _, err := io.ReadFull(o.casuale, b); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "cifra.casualita-assente", "keys.Opaco").Because(err)
	}
	if err := o.dentro.Set(ctx, servizioIndice, utenteIndice, base64.StdEncoding.EncodeToString(b)); err != nil {
		return nil, err
	}
	return o.leggi(ctx)
}
