// Package regione speaks the contract of the regional service
// (assets/openapi/apiopesenpat.yaml) over HTTPS. It exists so that nothing
// above it knows HTTP: it maps the wire's names to the domain's types and every
// foreign error to esenpat.Error, once, here. It keeps the access token in
// memory only and logs path templates, never addresses or bodies.
package regione

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/binary"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-resty/resty/v2"
	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Base is the path that every operation of the contract is under.
const Base = "/apiopesenpat/api/v1"

// Opzioni are what a Client needs to know. Only Indirizzo is required.
type Opzioni struct {
	Indirizzo string // https URL of the service; without a path, the contract's own (Base) is added
	CA        []byte // PEM of authorities to trust besides the system's
	SoloCA    bool   // trust exactly CA and never use a proxy: the test environment
	Versione  string // of the program, for User-Agent
	// Componi opens the connections, through a proxy if need be; nil: directly.
	// Its esenpat.Error is passed on. It is not used with SoloCA.
	Componi func(ctx context.Context, network, addr string) (net.Conn, error)
	// Impronte pin the service: base64 of the SHA-256 of the public key (SPKI)
	// of a certificate of its chain, at least two (RFC 7469, 2.4); empty: none.
	Impronte []string

	Log      *slog.Logger     // nil: no log
	Orologio func() time.Time // nil: durations are logged as zero
	// Osserva is told every error of a call but those of ServizioAttivo, on the
	// calling goroutine; it must be quick. May be nil.
	Osserva func(error)

	Limiti Limiti
	// Attendi waits between two tries; nil: a timer.
	Attendi func(ctx context.Context, d time.Duration) error
	// Avvolgi wraps the transports, for tests that look at every exchange.
	Avvolgi func(http.RoundTripper) http.RoundTripper
}

// Limiti bound a call; zero values take those of the contract.
type Limiti struct {
	Connessione time.Duration // 10 s
	Lettura     time.Duration // 30 s, whole call
	Firma       time.Duration // 60 s, acts and documents
	JSON        int64         // 32 MiB
	PDF         int64         // 20 MiB
}

// Client is the service. It is safe for concurrent use.
type Client struct {
	host      string
	base      string
	letture   *resty.Client // reads and what may be repeated: connections are kept
	atti      *resty.Client // what changes the server: a new connection each time
	o         Opzioni
	codici    map[string]voceErrore
	sicurezza *tls.Config

	mu           sync.Mutex
	token        esenpat.Secret
	ruolo        string
	collocazione string
}

// New returns a client; it connects to nothing. Errors, all Invalid:
// "rete.indirizzo-non-valido", "rete.indirizzo-non-sicuro" (not https),
// "rete.ca-illeggibile", "rete.impronte" (fewer than two pins, or no pins).
func New(o Opzioni) (*Client, error) {
	u, err := url.Parse(o.Indirizzo)
	switch {
	case err != nil || u.Host == "" || u.User != nil:
		return nil, esenpat.NewError(esenpat.Invalid, "rete.indirizzo-non-valido", "regione.New")
	case u.Scheme != "https":
		return nil, esenpat.NewError(esenpat.Invalid, "rete.indirizzo-non-sicuro", "regione.New")
	}
	o = completa(o)
	sicurezza, err := configuraTLS(o)
	if err != nil {
		return nil, err
	}
	c := &Client{host: u.Host, o: o, codici: tabellaCodici(), sicurezza: sicurezza}
	c.base = (&url.URL{Scheme: "https", Host: u.Host, Path: primo(strings.TrimRight(u.Path, "/"), Base)}).String()
	c.letture = c.nuovoResty(c.base, trasporto(o, sicurezza, false))
	c.atti = c.nuovoResty(c.base, unaVolta{trasporto(o, sicurezza, true)})
	return c, nil
}

func completa(o Opzioni) Opzioni {
	o.Limiti.Connessione = primo(o.Limiti.Connessione, 10*time.Second)
	o.Limiti.Lettura = primo(o.Limiti.Lettura, 30*time.Second)
	o.Limiti.Firma = primo(o.Limiti.Firma, 60*time.Second)
	o.Limiti.JSON = primo(o.Limiti.JSON, 32<<20)
	o.Limiti.PDF = primo(o.Limiti.PDF, 20<<20)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Orologio == nil {
		o.Orologio = func() time.Time { return time.Time{} }
	}
	if o.Osserva == nil {
		o.Osserva = func(error) {}
	}
	if o.Attendi == nil {
		o.Attendi = attendi
	}
	if o.Componi == nil || o.SoloCA {
		o.Componi = (&net.Dialer{Timeout: o.Limiti.Connessione}).DialContext
	}
	o.Componi = entro(o.Limiti.Connessione, o.Componi)
	if o.Avvolgi == nil {
		o.Avvolgi = func(rt http.RoundTripper) http.RoundTripper { return rt }
	}
	return o
}

func primo[T comparable](v, altrimenti T) T {
	var zero T
	if v == zero {
		return altrimenti
	}
	return v
}

// nuovoResty returns a resty client that neither logs, retries nor decodes: all
// three are done here, by the rules of this package.
func (c *Client) nuovoResty(base string, rt http.RoundTripper) *resty.Client {
	r := resty.NewWithClient(&http.Client{Transport: c.o.Avvolgi(rt)})
	r.SetBaseURL(base).SetRetryCount(0).SetDisableWarn(true).SetLogger(muto{}).SetDoNotParseResponse(true)
	r.SetRedirectPolicy(resty.RedirectPolicyFunc(c.reindirizza))
	r.SetHeader("User-Agent", "EsenpatDesktop/"+primo(c.o.Versione, "0"))
	r.SetHeader("X-Codice-Servizio", "ESENPATDSK").SetHeader("X-Codice-Verticale", "ESENPAT")
	return r
}

// muto silences resty, which would print whole addresses.
type muto struct{}

func (muto) Errorf(string, ...any) {}
func (muto) Warnf(string, ...any)  {}
func (muto) Debugf(string, ...any) {}

// identita returns the headers that say who calls.
func (c *Client) identita(q chiamata) map[string]string {
	h := map[string]string{}
	if q.anonima {
		return h
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.token.Empty() {
		h["Authorization"] = "Bearer " + c.token.Reveal()
	}
	if c.ruolo != "" {
		h["Ruolo"], h["Collocazione"], h["Regime"] = c.ruolo, c.collocazione, "ORD"
	}
	return h
}

func (c *Client) entra(token esenpat.Secret) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.token, c.ruolo, c.collocazione = token, "", ""
}

func (c *Client) lavora(ruolo, collocazione string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ruolo, c.collocazione = ruolo, collocazione
}

// nuovaRichiesta returns the X-Request-Id of one try.
func nuovaRichiesta() string { return uuid.NewString() }

// caso returns a number in [0, 1): what spreads clients that fail together.
func caso() float64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return float64(binary.LittleEndian.Uint64(b[:])>>11) / (1 << 53)
}

func attendi(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
