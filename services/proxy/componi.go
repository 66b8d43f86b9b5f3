package proxy

import (
	"context"
	"net"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Componi opens a connection to addr by the first way that works. With a proxy
// the connection is a tunnel: what is said in it, TLS included, is between the
// caller and addr. Nothing of the request has left when it fails.
//
// Errors with Kind Offline: "rete.proxy-assente" (the proxy itself cannot be
// reached; may be tried again), "rete.proxy-serve-accesso" (it wants a login
// and none is set), "rete.proxy-credenziali" (it refuses the login),
// "rete.proxy-rifiuta" (it forbids this destination or answers nonsense),
// "rete.proxy-script" (the PAC file cannot be read or fails). A connection
// without proxy fails with the error of package net.
func (c *Compositore) Componi(ctx context.Context, network, addr string) (net.Conn, error) {
	tappe, err := c.trova(ctx, addr)
	if err != nil {
		return nil, err
	}
	var ultimo error
	for _, t := range tappe {
		conn, err := c.prendi(ctx, network, addr, t)
		if err == nil {
			return conn, nil
		}
		ultimo = err
		if ctx.Err() != nil || (t.indirizzo != "" && esenpat.CodeOf(err) != "rete.proxy-assente") {
			break // another way would not help, or nobody waits any more
		}
	}
	return nil, ultimo
}

func (c *Compositore) prendi(ctx context.Context, network, addr string, t tappa) (net.Conn, error) {
	if t.indirizzo == "" {
		return c.collega(ctx, network, addr)
	}
	return c.galleria(ctx, network, addr, t.indirizzo)
}

func errore(codice string, causa error) *esenpat.Error {
	return esenpat.NewError(esenpat.Offline, codice, "proxy.Componi").Because(causa)
}
