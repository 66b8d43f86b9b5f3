// Package proxy opens connections to the outside through whatever stands
// between a hospital's network and the service: nothing, the proxy that the
// system names, one that is typed in, or what a PAC file decides; with Basic or
// NTLM authentication. It exists because net/http offers a proxy no more than
// Basic credentials taken from its address (spec 4, SE-33).
package proxy

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-ieproxy"
	"golang.org/x/net/http/httpproxy"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Modo is how the proxy is found.
type Modo string

// Modes, as they are written in the settings.
const (
	Sistema Modo = "sistema" // what the operating system or the environment variables say
	Nessuno Modo = "nessuno" // always directly
	Manuale Modo = "manuale" // Indirizzo
	PAC     Modo = "pac"     // what the file at Script decides
)

// Impostazioni say which proxy to use. The zero value is Sistema.
type Impostazioni struct {
	Modo       Modo
	Indirizzo  string   // host:port of Manuale
	Esclusioni []string // hosts reached directly with Manuale: names, .domains, addresses, CIDR
	Script     string   // https or http address, or path, of the PAC file
	Utente     string   // DOMINIO\utente for NTLM; empty: the proxy wants no login
	Password   esenpat.Secret
}

// Opzioni are the ways out; zero values are the real ones.
type Opzioni struct {
	Limite   time.Duration // of each connection; 10 s
	Orologio func() time.Time
	// Collega opens a TCP connection; nil: net.Dialer.
	Collega func(ctx context.Context, network, addr string) (net.Conn, error)
	// Ambiente reads an environment variable; nil: os.Getenv.
	Ambiente func(string) string
}

// Compositore opens connections. It is safe for concurrent use.
type Compositore struct {
	i       Impostazioni
	o       Opzioni
	trova   func(ctx context.Context, host string) ([]tappa, error)
	collega func(ctx context.Context, network, addr string) (net.Conn, error)
}

// tappa is one way to a host: a proxy, or directly when indirizzo is empty.
type tappa struct{ indirizzo string }

// New returns a Compositore; it connects to nothing. Errors, all Invalid:
// "proxy.indirizzo" (not host:port), "proxy.script" (no address of a PAC file),
// "proxy.modo".
func New(i Impostazioni, o Opzioni) (*Compositore, error) {
	if o.Limite == 0 {
		o.Limite = 10 * time.Second
	}
	if o.Orologio == nil {
		o.Orologio = func() time.Time { return time.Time{} }
	}
	if o.Ambiente == nil {
		o.Ambiente = os.Getenv
	}
	if o.Collega == nil {
		o.Collega = (&net.Dialer{Timeout: o.Limite}).DialContext
	}
	c := &Compositore{i: i, o: o, collega: o.Collega}
	var err error
	switch i.Modo {
	case Sistema, "":
		c.trova = delSistema(o.Ambiente)
	case Nessuno:
		c.trova = func(context.Context, string) ([]tappa, error) { return diretto(), nil }
	case Manuale:
		c.trova, err = manuale(i)
	case PAC:
		c.trova, err = c.daScript(i.Script)
	default:
		err = esenpat.NewError(esenpat.Invalid, "proxy.modo", "proxy.New")
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

func diretto() []tappa { return []tappa{{}} }

// Via says in words which way a connection to host:port takes first: "" is
// directly. It is for «Prova connessione».
func (c *Compositore) Via(ctx context.Context, addr string) (string, error) {
	tappe, err := c.trova(ctx, addr)
	if err != nil {
		return "", err
	}
	return tappe[0].indirizzo, nil
}

// manuale takes the typed proxy for all but the exclusions.
func manuale(i Impostazioni) (func(context.Context, string) ([]tappa, error), error) {
	indirizzo, ok := hostPorta(i.Indirizzo)
	if !ok {
		return nil, esenpat.NewError(esenpat.Invalid, "proxy.indirizzo", "proxy.New").At("proxy")
	}
	cfg := &httpproxy.Config{HTTPSProxy: "http://" + indirizzo, NoProxy: strings.Join(i.Esclusioni, ",")}
	return daFunzione(cfg.ProxyFunc()), nil
}

// delSistema asks the environment variables first, as a user who sets them
// expects, then Windows (registry, automatic configuration) or macOS.
func delSistema(ambiente func(string) string) func(context.Context, string) ([]tappa, error) {
	leggi := func(nomi ...string) string {
		for _, n := range nomi {
			if v := ambiente(n); v != "" {
				return v
			}
		}
		return ""
	}
	cfg := &httpproxy.Config{HTTPSProxy: leggi("HTTPS_PROXY", "https_proxy"), NoProxy: leggi("NO_PROXY", "no_proxy")}
	if cfg.HTTPSProxy != "" {
		return daFunzione(cfg.ProxyFunc())
	}
	f := ieproxy.GetProxyFunc()
	return daFunzione(func(u *url.URL) (*url.URL, error) { return f(&http.Request{URL: u}) })
}

func daFunzione(f func(*url.URL) (*url.URL, error)) func(context.Context, string) ([]tappa, error) {
	return func(_ context.Context, addr string) ([]tappa, error) {
		p, err := f(&url.URL{Scheme: "https", Host: addr})
		if err != nil {
			return nil, esenpat.NewError(esenpat.Invalid, "proxy.indirizzo", "proxy.trova").Because(err)
		}
		if p == nil {
			return diretto(), nil
		}
		indirizzo, ok := hostPorta(p.Host)
		if !ok {
			return nil, esenpat.NewError(esenpat.Invalid, "proxy.indirizzo", "proxy.trova")
		}
		return []tappa{{indirizzo}}, nil
	}
}

// hostPorta checks "host:port"; a missing port is 8080, a scheme is dropped.
func hostPorta(s string) (string, bool) {
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "http://"), "/")
	if s == "" || strings.ContainsAny(s, "/@ ") {
		return "", false
	}
	host, porta, err := net.SplitHostPort(s)
	if err != nil {
		host, porta = strings.Trim(s, "[]"), "8080"
	}
	if n, errN := strconv.Atoi(porta); errN != nil || n < 1 || n > 65535 || host == "" {
		return "", false
	}
	return net.JoinHostPort(host, porta), true
}
