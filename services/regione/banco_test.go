package regione_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// The small servers here stand for what services/ambiente must never do: other
// people's certificates, half answers, pages of a captive portal.

// banco is a TLS server with a certificate of our making.
type banco struct {
	*httptest.Server
	ca        []byte
	richieste atomic.Int64
}

type profilo struct {
	nome     string // DNS name of the certificate, "" for 127.0.0.1
	fine     time.Time
	tls      *tls.Config
	inChiaro bool
}

func avvia(t *testing.T, p profilo, h http.HandlerFunc) *banco {
	t.Helper()
	b := &banco{}
	b.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.richieste.Add(1)
		h(w, r)
	}))
	b.Config.ErrorLog = log.New(io.Discard, "", 0)
	if p.inChiaro {
		b.Start()
	} else {
		cert, ca := certifica(t, p)
		b.ca = ca
		if p.tls == nil {
			p.tls = &tls.Config{MinVersion: tls.VersionTLS12}
		}
		p.tls.Certificates = []tls.Certificate{cert}
		b.TLS = p.tls
		b.StartTLS()
	}
	t.Cleanup(b.Close)
	return b
}

// certifica returns a server certificate and the PEM of its own authority.
func certifica(t *testing.T, p profilo) (tls.Certificate, []byte) {
	t.Helper()
	chiave, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	inizio := time.Now().Add(-48 * time.Hour)
	fine := p.fine
	if fine.IsZero() {
		fine = time.Now().Add(time.Hour)
	}
	modello := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "banco"}, NotBefore: inizio, NotAfter: fine,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, IsCA: true,
	}
	if p.nome == "" {
		modello.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	} else {
		modello.DNSNames = []string{p.nome}
	}
	der, err := x509.CreateCertificate(rand.Reader, modello, modello, &chiave.PublicKey, chiave)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: chiave}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

// nuovo returns a client of b that never waits, but notes how long it would.
func nuovo(t *testing.T, indirizzo string, ca []byte, altro ...func(*regione.Opzioni)) *regione.Client {
	t.Helper()
	o := regione.Opzioni{
		Indirizzo: indirizzo, CA: ca, SoloCA: true, Orologio: time.Now,
		Attendi: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	for _, f := range altro {
		f(&o)
	}
	c, err := regione.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func cliente(t *testing.T, b *banco, altro ...func(*regione.Opzioni)) *regione.Client {
	t.Helper()
	return nuovo(t, b.URL, b.ca, altro...)
}

func rispondi(w http.ResponseWriter, stato int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(stato)
	_ = json.NewEncoder(w).Encode(v)
}

func rifiuta(w http.ResponseWriter, stato int, codice string, altri ...string) {
	detail := []map[string]string{{"chiave": "codice", "valore": codice}}
	for i := 0; i+1 < len(altri); i += 2 {
		detail = append(detail, map[string]string{"chiave": altri[i], "valore": altri[i+1]})
	}
	rispondi(w, stato, map[string]any{"status": stato, "code": "Frase", "title": "Parole del servizio.", "detail": detail})
}

// taglia drops the connection without an answer.
func taglia(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if con, _, err := h.Hijack(); err == nil {
			_ = con.Close()
		}
	}
}

func attivo(w http.ResponseWriter, _ *http.Request) {
	rispondi(w, http.StatusOK, map[string]any{
		"nome": "ESENPAT", "descrizione": "Prova", "data": "2026-11-22T10:00:00+01:00", "servizio_attivo": true,
		"versione_contratto": "1.0.0", "ambiente": "prova", "ora_server": "2026-11-22T10:00:00+01:00",
	})
}

func codice(t *testing.T, err error, kind esenpat.Kind, code string) {
	t.Helper()
	_ = erroreDi(t, err, kind, code)
}

func erroreDi(t *testing.T, err error, kind esenpat.Kind, code string) *esenpat.Error {
	t.Helper()
	e := esenpat.AsError(err)
	if e == nil {
		t.Fatalf("no error, want %s", code)
	}
	if e.Kind != kind || e.Code != code {
		t.Fatalf("error = kind %d %q (%v), want kind %d %q", e.Kind, e.Code, e.Err, kind, code)
	}
	return e
}

// registro collects the log as text.
func registro() (*slog.Logger, *bytes.Buffer) {
	b := &bytes.Buffer{}
	return slog.New(slog.NewJSONHandler(b, nil)), b
}

func firma() esenpat.RichiestaFirma {
	return esenpat.RichiestaFirma{
		Riferimento: esenpat.RiferimentoCertificato{AssistitoID: "assistito-0001", ID: "certificato-1", ETag: `"1"`},
		Credenziali: esenpat.CredenzialiFirma{Provider: "ARUBA", Alias: "alias", PIN: esenpat.NewSecret("12345678"), OTP: esenpat.NewSecret("00112233")},
		SHA256:      "00",
	}
}
