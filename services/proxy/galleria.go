package proxy

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/Azure/go-ntlmssp"
)

// maxRisposta bounds what a proxy may say beside its headers: blocking pages
// are long, and of no use here.
const maxRisposta = 64 << 10

// galleria opens a tunnel through the proxy, logging in if it asks.
func (c *Compositore) galleria(ctx context.Context, network, addr, via string) (net.Conn, error) {
	g := &galleria{c: c, addr: addr, via: via, network: network}
	if err := g.collega(ctx); err != nil {
		return nil, errore("rete.proxy-assente", err)
	}
	ferma := context.AfterFunc(ctx, func() { g.interrompi() })
	err := g.tratta(ctx)
	if !ferma() && err == nil {
		err = context.Cause(ctx) // the deadline was pulled already: the connection is of no use
	}
	if err != nil {
		_ = g.conn.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	return g.conn, g.conn.SetDeadline(time.Time{})
}

// galleria is one tunnel in the making.
type galleria struct {
	c                  *Compositore
	network, addr, via string
	conn               net.Conn
	r                  *bufio.Reader
}

func (g *galleria) collega(ctx context.Context) error {
	conn, err := g.c.collega(ctx, g.network, g.via)
	if err != nil {
		return err
	}
	g.conn, g.r = conn, bufio.NewReader(conn)
	return nil
}

func (g *galleria) interrompi() { _ = g.conn.SetDeadline(time.Unix(1, 0)) }

// tratta asks for the tunnel: without a login first, so that a password goes
// only to a proxy that wants it.
func (g *galleria) tratta(ctx context.Context) error {
	r, err := g.chiedi(ctx, "")
	if err != nil || r.stato == http.StatusOK {
		return err
	}
	if r.stato != http.StatusProxyAuthRequired {
		return errore("rete.proxy-rifiuta", errors.New(http.StatusText(r.stato)))
	}
	if g.c.i.Utente == "" {
		return errore("rete.proxy-serve-accesso", nil)
	}
	switch {
	case r.offre("NTLM"):
		err = g.ntlm(ctx, "NTLM", r)
	case r.offre("Negotiate"): // most proxies of this name take NTLM in it
		err = g.ntlm(ctx, "Negotiate", r)
	case r.offre("Basic"):
		err = g.basic(ctx, r)
	default:
		return errore("rete.proxy-credenziali", errors.New("no known authentication scheme"))
	}
	return err
}

func (g *galleria) basic(ctx context.Context, prima risposta) error {
	if err := g.riprendi(ctx, prima); err != nil {
		return err
	}
	i := g.c.i
	return g.conclude(g.chiedi(ctx, "Basic "+base64.StdEncoding.EncodeToString([]byte(i.Utente+":"+i.Password.Reveal()))))
}

// ntlm is the exchange of MS-NLMP over HTTP: both messages go over the same
// connection.
func (g *galleria) ntlm(ctx context.Context, schema string, prima risposta) error {
	if err := g.riprendi(ctx, prima); err != nil {
		return err
	}
	primo, err := ntlmssp.NewNegotiateMessage("", "")
	if err != nil {
		return errore("rete.proxy-credenziali", err)
	}
	r, err := g.chiedi(ctx, schema+" "+base64.StdEncoding.EncodeToString(primo))
	if err != nil || r.stato == http.StatusOK {
		return err
	}
	sfida, ok := r.sfida(schema)
	if !ok || r.chiusa {
		return errore("rete.proxy-credenziali", errors.New("no challenge"))
	}
	secondo, err := ntlmssp.NewAuthenticateMessage(sfida, g.c.i.Utente, g.c.i.Password.Reveal(), nil)
	if err != nil {
		return errore("rete.proxy-credenziali", err)
	}
	return g.conclude(g.chiedi(ctx, schema+" "+base64.StdEncoding.EncodeToString(secondo)))
}

func (g *galleria) conclude(r risposta, err error) error {
	switch {
	case err != nil:
		return err
	case r.stato == http.StatusOK:
		return nil
	case r.stato == http.StatusProxyAuthRequired:
		return errore("rete.proxy-credenziali", nil)
	}
	return errore("rete.proxy-rifiuta", errors.New(http.StatusText(r.stato)))
}

// riprendi goes on where the proxy closed after its refusal.
func (g *galleria) riprendi(ctx context.Context, prima risposta) error {
	if !prima.chiusa {
		return nil
	}
	_ = g.conn.Close()
	if err := g.collega(ctx); err != nil {
		return errore("rete.proxy-assente", err)
	}
	return nil
}

// risposta is what the proxy said to one CONNECT.
type risposta struct {
	stato  int
	sfide  []string
	chiusa bool // it closes the connection
}

func (g *galleria) chiedi(ctx context.Context, credenziali string) (risposta, error) {
	limite, ok := ctx.Deadline()
	if !ok || g.c.o.Limite < time.Until(limite) {
		limite = time.Now().Add(g.c.o.Limite) //nolint:forbidigo // the deadline of a socket is the kernel's clock, not the program's
	}
	if err := g.conn.SetDeadline(limite); err != nil {
		return risposta{}, errore("rete.proxy-assente", err)
	}
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: g.addr}, Host: g.addr, Header: http.Header{}}
	if credenziali != "" {
		req.Header.Set("Proxy-Authorization", credenziali)
	}
	if err := req.Write(g.conn); err != nil {
		return risposta{}, errore("rete.proxy-assente", err)
	}
	r, err := http.ReadResponse(g.r, req)
	if err != nil {
		return risposta{}, errore("rete.proxy-assente", err)
	}
	defer func() { _ = r.Body.Close() }()
	esito := risposta{stato: r.StatusCode, sfide: r.Header.Values("Proxy-Authenticate"), chiusa: r.Close}
	if r.StatusCode == http.StatusOK {
		if g.r.Buffered() > 0 { // bytes before the first of ours belong to nobody
			return risposta{}, errore("rete.proxy-rifiuta", errors.New("data after the answer"))
		}
		return esito, nil
	}
	n, err := io.Copy(io.Discard, io.LimitReader(r.Body, maxRisposta))
	esito.chiusa = esito.chiusa || err != nil || n == maxRisposta
	return esito, nil
}

// offre reports whether the proxy takes an authentication scheme.
func (r risposta) offre(schema string) bool {
	for _, s := range r.sfide {
		nome, _, _ := strings.Cut(s, " ")
		if strings.EqualFold(nome, schema) {
			return true
		}
	}
	return false
}

// sfida returns the challenge of the scheme.
func (r risposta) sfida(schema string) ([]byte, bool) {
	for _, s := range r.sfide {
		nome, valore, ok := strings.Cut(s, " ")
		if ok && strings.EqualFold(nome, schema) {
			b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(valore))
			return b, err == nil && len(b) > 0
		}
	}
	return nil, false
}
