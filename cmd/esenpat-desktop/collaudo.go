package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/services/proxy"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// attesaCollaudo bounds each step of «Prova connessione».
const attesaCollaudo = 10 * time.Second

// collaudo tries an address step by step, before any login.
type collaudo struct{ f *finestra }

// tentativo is one run of «Prova connessione».
type tentativo struct {
	b      *base
	url    *url.URL
	base   string
	ca     []byte
	soloCA bool
	pin    []string
	uscita *proxy.Compositore
	passi  []impostazioni.Passo
	inizio time.Time
}

// ProvaConnessione finds the way out, connects, checks the certificate, asks
// the service what it is and, with a working session, whether it knows it. The
// steps that were reached come back also with an error.
func (c collaudo) ProvaConnessione(ctx context.Context, t impostazioni.Tentativo) ([]impostazioni.Passo, error) {
	p, err := c.nuova(ctx, t)
	if err != nil {
		return nil, err
	}
	if err := p.rete(ctx); err != nil {
		return p.passi, err
	}
	if err := p.servizio(ctx); err != nil {
		return p.passi, err
	}
	return p.passi, c.sessione(ctx, p, t)
}

func (c collaudo) nuova(ctx context.Context, t impostazioni.Tentativo) (*tentativo, error) {
	p := &tentativo{b: c.f.base, base: t.Indirizzo, pin: impostazioni.Lista(t.Rete.Impronte)}
	if t.Indirizzo == impostazioni.AmbienteProva {
		if c.f.servizio == nil || c.f.servizio.prova == nil {
			return nil, esenpat.NewError(esenpat.Unavailable, "collaudo.prova-non-attiva", "cmd.collaudo")
		}
		p.base, p.ca, p.soloCA, p.pin = c.f.servizio.prova.URL(), c.f.servizio.prova.CA(), true, nil
		t.Rete = impostazioni.Rete{Proxy: impostazioni.ProxyNessuno}
	} else if t.Autorita != "" {
		var err error
		if p.ca, err = os.ReadFile(t.Autorita); err != nil {
			return nil, esenpat.NewError(esenpat.Invalid, "rete.ca-illeggibile", "cmd.collaudo").Because(err)
		}
	}
	var err error
	if p.url, err = url.Parse(p.base); err != nil {
		return nil, esenpat.NewError(esenpat.Invalid, "rete.indirizzo-non-valido", "cmd.collaudo").Because(err)
	}
	if t.Password.Empty() {
		t.Password = c.f.passwordProxy(ctx, t.Rete)
	}
	p.uscita, err = nuovoCompositore(t.Rete, t.Password)
	return p, err
}

// passo notes how a step went and since when the next one runs.
func (p *tentativo) passo(nome, dettaglio string, err error) error {
	p.passi = append(p.passi, impostazioni.Passo{Nome: nome, Riuscito: err == nil, Millisecondi: time.Since(p.inizio).Milliseconds(), Dettaglio: dettaglio})
	p.inizio = time.Now()
	return err
}

// rete does the steps below HTTP.
func (p *tentativo) rete(ctx context.Context) error {
	ctx, smetti := context.WithTimeout(ctx, attesaCollaudo)
	defer smetti()
	p.inizio = time.Now()
	porta := p.url.Port()
	if porta == "" {
		porta = "443"
	}
	addr := net.JoinHostPort(p.url.Hostname(), porta)
	via, err := p.uscita.Via(ctx, addr)
	detto := via
	if via == "" {
		detto = p.b.testi.T("impostazioni.passo.proxy.diretta")
	}
	if p.passo("proxy", detto, err) != nil {
		return err
	}
	conn, err := p.collega(ctx, addr, via)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	t := tls.Client(conn, &tls.Config{ServerName: p.url.Hostname(), MinVersion: tls.VersionTLS12, RootCAs: radici(p.ca, p.soloCA)})
	err = t.HandshakeContext(ctx)
	detto = ""
	if err == nil {
		c := t.ConnectionState().PeerCertificates[0]
		detto = c.Issuer.CommonName + ", " + c.NotAfter.In(p.b.fuso).Format("02/01/2006")
	}
	if p.passo("tls", detto, err) != nil {
		return p.chiede(ctx, nil) // the client says which of the ways of being wrong it is
	}
	return nil
}

// collega does DNS and TCP, or the tunnel where a proxy does both.
func (p *tentativo) collega(ctx context.Context, addr, via string) (net.Conn, error) {
	if via != "" {
		conn, err := p.uscita.Componi(ctx, "tcp", addr)
		return conn, p.passo("galleria", via, err)
	}
	nomi, err := net.DefaultResolver.LookupHost(ctx, p.url.Hostname())
	if p.passo("dns", "", err) != nil || len(nomi) == 0 {
		return nil, esenpat.NewError(esenpat.Offline, "rete.nome-non-trovato", "cmd.collaudo").Because(err)
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", addr)
	if p.passo("tcp", "", err) != nil {
		return nil, esenpat.NewError(esenpat.Offline, "rete.assente", "cmd.collaudo").Because(err)
	}
	return conn, nil
}

func radici(ca []byte, soloCA bool) *x509.CertPool {
	pool := x509.NewCertPool()
	if !soloCA {
		if s, err := x509.SystemCertPool(); err == nil {
			pool = s
		}
	}
	pool.AppendCertsFromPEM(ca)
	return pool
}

// chiede asks the service what it is, by the client that everything uses.
func (p *tentativo) chiede(ctx context.Context, s *esenpat.Servizio) error {
	client, err := regione.New(regione.Opzioni{
		Indirizzo: strings.TrimSuffix(strings.TrimSuffix(p.base, "/"), regione.Base), CA: p.ca, SoloCA: p.soloCA, Versione: versione,
		Componi: p.uscita.Componi, Impronte: p.pin, Log: p.b.log, Orologio: time.Now,
	})
	if err != nil {
		return err
	}
	v, err := client.ServizioAttivo(ctx)
	if s != nil {
		*s = v
	}
	return err
}

// servizio does the steps of HTTP.
func (p *tentativo) servizio(ctx context.Context) error {
	var s esenpat.Servizio
	p.inizio = time.Now()
	if err := p.passo("http", "", p.chiede(ctx, &s)); err != nil {
		return err
	}
	_ = p.passo("contratto", s.Contratto, nil)
	if !s.OraServer.IsZero() {
		scarto := time.Until(s.OraServer).Round(time.Second)
		p.passi = append(p.passi, impostazioni.Passo{Nome: "orologio", Riuscito: scarto.Abs() < 5*time.Minute, Dettaglio: scarto.String()})
	}
	return nil
}

// sessione asks whether the service still knows who works here, when what is
// tried is the service in use.
func (c collaudo) sessione(ctx context.Context, p *tentativo, t impostazioni.Tentativo) error {
	s := c.f.servizio
	if s == nil || (t.Indirizzo == impostazioni.AmbienteProva) != (s.prova != nil) {
		return nil
	}
	if _, aperta := s.accesso.Corrente(); !aperta {
		return nil
	}
	p.inizio = time.Now()
	_, err := s.client.Utente(ctx)
	return p.passo("accesso", "", err)
}
