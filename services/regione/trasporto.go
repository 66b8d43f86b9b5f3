package regione

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxIntestazioni bounds the headers of an answer.
const maxIntestazioni = 64 << 10

// autorita returns the roots to trust. There is no way to trust everybody.
func autorita(ca []byte, solo bool) (*x509.CertPool, error) {
	radici := x509.NewCertPool()
	if !solo {
		sistema, err := x509.SystemCertPool()
		if err != nil {
			return nil, esenpat.NewError(esenpat.Internal, "rete.ca-illeggibile", "regione.autorita").Because(err)
		}
		radici = sistema
	}
	if (len(ca) > 0 || solo) && !radici.AppendCertsFromPEM(ca) {
		return nil, esenpat.NewError(esenpat.Invalid, "rete.ca-illeggibile", "regione.autorita")
	}
	return radici, nil
}

// trasporto returns a transport for HTTP/1.1 over TLS 1.2 or newer. With
// nuova true no connection is used twice: see unaVolta.
func trasporto(o Opzioni, sicurezza *tls.Config, nuova bool) *http.Transport {
	return &http.Transport{
		DialContext:            o.Componi,
		TLSHandshakeTimeout:    o.Limiti.Connessione,
		TLSClientConfig:        sicurezza.Clone(),
		MaxResponseHeaderBytes: maxIntestazioni,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        o.Limiti.Lettura,
		DisableKeepAlives:      nuova,
	}
}

// unaVolta keeps net/http from sending a request twice. Given an
// Idempotency-Key header, net/http repeats a POST by itself, silently, when a
// connection that it had kept turns out to be broken: right for a creation,
// wrong for a signature, whose OTP could be spent before anybody knows. A fresh
// connection is never in that case (DisableKeepAlives), and a body that cannot
// be rewound cannot be repeated.
type unaVolta struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (u unaVolta) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.GetBody = nil
	return u.RoundTripper.RoundTrip(r)
}

// errReindirizzo is a redirect that leads away from the service: what a captive
// portal does. Neither the token nor a body follows it.
type errReindirizzo struct{}

func (errReindirizzo) Error() string { return "redirect refused" }

// reindirizza allows up to three redirects of a read inside the service itself.
func (c *Client) reindirizza(r *http.Request, via []*http.Request) error {
	if r.URL.Scheme != "https" || r.URL.Host != c.host || len(via) > 3 || via[0].Method != http.MethodGet {
		return errReindirizzo{}
	}
	return nil
}

// guasto classifies an error of the network: its code, and whether trying again
// can help. The texts of foreign errors are not looked at.
func guasto(err error) (codice string, ripetibile bool) {
	if codice := guastoTLS(err); codice != "" {
		return codice, false
	}
	if e, ok := errors.AsType[*esenpat.Error](err); ok { // of Opzioni.Componi
		return e.Code, e.Code == "rete.proxy-assente"
	}
	if _, ok := errors.AsType[errReindirizzo](err); ok {
		return "rete.portale", false
	}
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return "rete.lenta", true
	}
	if rifiutata(err) {
		return "servizio.fermo", true
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return "rete.assente", true
	}
	return "rete.interrotta", true
}

// guastoTLS returns the code for a server that does not prove who it is, "" for
// any other error.
func guastoTLS(err error) string {
	if _, ok := errors.AsType[impronteDiverse](err); ok {
		return "rete.impronta-diversa"
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return "rete.nome-diverso"
	}
	if e, ok := errors.AsType[x509.CertificateInvalidError](err); ok && e.Reason == x509.Expired {
		return "rete.certificato-scaduto"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "rete.certificato-sconosciuto"
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return "rete.non-tls"
	}
	if _, ok := errors.AsType[strettaDiMano](err); ok {
		return "rete.tls-non-sicuro"
	}
	return ""
}

// strettaDiMano marks an error of the TLS handshake that has no type of its
// own, such as a server that offers only old versions.
type strettaDiMano struct{ error }

// Unwrap returns the cause.
func (s strettaDiMano) Unwrap() error { return s.error }

// componi makes a connection, as net.Dialer does.
type componi = func(ctx context.Context, rete, indirizzo string) (net.Conn, error)

// entro bounds how long a connection may take to be made, also through a proxy
// that accepts it and then says nothing.
func entro(limite time.Duration, c componi) componi {
	return func(ctx context.Context, rete, indirizzo string) (net.Conn, error) {
		ctx, smetti := context.WithTimeout(ctx, limite)
		defer smetti()
		return c(ctx, rete, indirizzo)
	}
}
