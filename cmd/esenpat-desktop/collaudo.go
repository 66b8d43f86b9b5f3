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
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// attesaCollaudo bounds each step of «Prova connessione».
const attesaCollaudo = 10 * time.Second

// collaudo tries an address step by step, before any login.
type collaudo struct{ f *finestra }

// ProvaConnessione looks the name up, connects, checks the certificate, and
// asks the service what it is. The steps that were reached come back also with
// an error.
func (c collaudo) ProvaConnessione(ctx context.Context, indirizzo, autorita string) ([]impostazioni.Passo, error) {
	var ca []byte
	soloCA := false
	if indirizzo == impostazioni.AmbienteProva {
		if c.f.servizio == nil || c.f.servizio.prova == nil {
			return nil, esenpat.NewError(esenpat.Unavailable, "collaudo.prova-non-attiva", "cmd.collaudo")
		}
		indirizzo, ca, soloCA = c.f.servizio.prova.URL(), c.f.servizio.prova.CA(), true
	} else if autorita != "" {
		var err error
		if ca, err = os.ReadFile(autorita); err != nil {
			return nil, esenpat.NewError(esenpat.Invalid, "rete.ca-illeggibile", "cmd.collaudo").Because(err)
		}
	}
	u, err := url.Parse(indirizzo)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Invalid, "rete.indirizzo-non-valido", "cmd.collaudo").Because(err)
	}
	passi, err := sonda(ctx, u, ca, soloCA)
	if err != nil {
		return passi, err
	}
	return c.servizio(ctx, indirizzo, ca, soloCA, passi)
}

// sonda does the steps below HTTP.
func sonda(ctx context.Context, u *url.URL, ca []byte, soloCA bool) ([]impostazioni.Passo, error) {
	ctx, smetti := context.WithTimeout(ctx, attesaCollaudo)
	defer smetti()
	var passi []impostazioni.Passo
	porta := u.Port()
	if porta == "" {
		porta = "443"
	}
	inizio := time.Now()
	fatto := func(nome, dettaglio string, err error) error {
		passi = append(passi, impostazioni.Passo{Nome: nome, Riuscito: err == nil, Millisecondi: time.Since(inizio).Milliseconds(), Dettaglio: dettaglio})
		inizio = time.Now()
		return err
	}
	nomi, err := net.DefaultResolver.LookupHost(ctx, u.Hostname())
	if fatto("dns", "", err) != nil || len(nomi) == 0 {
		return passi, esenpat.NewError(esenpat.Offline, "rete.nome-non-trovato", "cmd.collaudo").Because(err)
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), porta))
	if fatto("tcp", "", err) != nil {
		return passi, esenpat.NewError(esenpat.Offline, "rete.assente", "cmd.collaudo").Because(err)
	}
	defer func() { _ = conn.Close() }()
	t := tls.Client(conn, &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12, RootCAs: radici(ca, soloCA)})
	err = t.HandshakeContext(ctx)
	emittente := ""
	if err == nil {
		emittente = t.ConnectionState().PeerCertificates[0].Issuer.CommonName
	}
	if fatto("tls", emittente, err) != nil {
		return passi, esenpat.NewError(esenpat.Offline, "rete.certificato-sconosciuto", "cmd.collaudo").Because(err)
	}
	return passi, nil
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

// servizio asks the service itself.
func (c collaudo) servizio(ctx context.Context, indirizzo string, ca []byte, soloCA bool, passi []impostazioni.Passo) ([]impostazioni.Passo, error) {
	client, err := regione.New(regione.Opzioni{
		Indirizzo: strings.TrimSuffix(strings.TrimSuffix(indirizzo, "/"), regione.Base), CA: ca, SoloCA: soloCA, Versione: versione, Log: c.f.log, Orologio: time.Now,
	})
	if err != nil {
		return passi, err
	}
	inizio := time.Now()
	s, err := client.ServizioAttivo(ctx)
	passi = append(passi, impostazioni.Passo{Nome: "http", Riuscito: err == nil, Millisecondi: time.Since(inizio).Milliseconds()})
	if err != nil {
		return passi, err
	}
	passi = append(passi, impostazioni.Passo{Nome: "contratto", Riuscito: true, Dettaglio: s.Contratto})
	if !s.OraServer.IsZero() {
		scarto := time.Until(s.OraServer).Round(time.Second)
		passi = append(passi, impostazioni.Passo{Nome: "orologio", Riuscito: scarto.Abs() < 5*time.Minute, Dettaglio: scarto.String()})
	}
	return passi, nil
}
