package main

import (
	"context"
	"log/slog"
	"net"
	"os"
	"sync/atomic"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/services/proxy"
)

// Where the password of the proxy is in the key ring.
const (
	servizioPortachiavi = "esenpat-desktop"
	vocePasswordProxy   = "proxy"
)

// uscitaRete opens the connections of the program by the settings of now: a
// change holds from the next connection on, without a restart.
type uscitaRete struct{ via atomic.Pointer[compositore] }

// compositore is a way out, or why there is none.
type compositore struct {
	dentro *proxy.Compositore
	err    error
}

// Componi opens a connection, see proxy.Compositore.
func (u *uscitaRete) Componi(ctx context.Context, network, addr string) (net.Conn, error) {
	c := u.via.Load()
	if c.err != nil {
		return nil, c.err
	}
	return c.dentro.Componi(ctx, network, addr)
}

func (u *uscitaRete) imposta(r impostazioni.Rete, password esenpat.Secret) {
	c, err := nuovoCompositore(r, password)
	u.via.Store(&compositore{c, err})
}

func nuovoCompositore(r impostazioni.Rete, password esenpat.Secret) (*proxy.Compositore, error) {
	return proxy.New(proxy.Impostazioni{
		Modo: proxy.Modo(r.Proxy), Indirizzo: r.Indirizzo, Esclusioni: impostazioni.Lista(r.Esclusioni), Script: r.Script,
		Utente: r.Utente, Password: password,
	}, proxy.Opzioni{Orologio: time.Now, Ambiente: os.Getenv})
}

// apriRete reads the settings of the network and gets the way out ready.
func (b *base) apriRete(ctx context.Context) {
	v, err := impostazioni.Leggi(ctx, b.preferenze())
	if err != nil {
		b.log.Warn("settings not readable", slog.Any("error", esenpat.AsError(err)))
	}
	b.rete.imposta(v.Rete, b.passwordProxy(ctx, v.Rete))
}

// passwordProxy asks the key ring, only where a login of the proxy is set.
func (b *base) passwordProxy(ctx context.Context, r impostazioni.Rete) esenpat.Secret {
	if r.Utente == "" {
		return esenpat.Secret{}
	}
	s, err := b.portachiavi.Get(ctx, servizioPortachiavi, vocePasswordProxy)
	if err != nil {
		b.log.Warn("no password of the proxy", slog.Any("error", esenpat.AsError(err)))
		return esenpat.Secret{}
	}
	return esenpat.NewSecret(s)
}

// segretiProxy keeps the password of the proxy, and uses a new one at once.
type segretiProxy struct{ b *base }

// Conserva implements impostazioni.Segreti.
func (s segretiProxy) Conserva(ctx context.Context, password esenpat.Secret) error {
	if password.Empty() {
		err := s.b.portachiavi.Delete(ctx, servizioPortachiavi, vocePasswordProxy)
		if esenpat.KindOf(err) == esenpat.NotFound || esenpat.KindOf(err) == esenpat.Keyring {
			return nil // there is none to forget, or nowhere to keep one
		}
		return err
	}
	return s.b.portachiavi.Set(ctx, servizioPortachiavi, vocePasswordProxy, password.Reveal())
}
