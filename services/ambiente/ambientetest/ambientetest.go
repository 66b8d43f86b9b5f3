// Package ambientetest starts the test environment for a test: a clock moved
// by hand, quick key derivation, one RSA key for all, and the contract held
// against every exchange.
package ambientetest

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	_ "embed"
	"encoding/pem"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/conforme"
)

// The key spares half a second per environment. It protects nothing.
//
//go:embed chiave-non-segreta.pem
var chiave []byte

// Orologio is a clock that stands still until it is moved.
type Orologio struct {
	mu  sync.Mutex
	ora time.Time
}

// NuovoOrologio returns a clock that shows ora.
func NuovoOrologio(ora time.Time) *Orologio { return &Orologio{ora: ora} }

// Ora returns what the clock shows.
func (o *Orologio) Ora() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ora
}

// Avanti moves the clock.
func (o *Orologio) Avanti(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ora = o.ora.Add(d)
}

// Inizio is what the clock of Avvia shows: 22 November 2026, 11:30 in Rome.
func Inizio() time.Time { return time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC) }

// Opzioni returns the options of a quick environment checked against the
// contract; breaches are errors of tb. o may be nil for a clock at Inizio.
func Opzioni(tb testing.TB, o *Orologio) ambiente.Opzioni {
	tb.Helper()
	if o == nil {
		o = NuovoOrologio(Inizio())
	}
	contratto, err := assets.OpenAPI.ReadFile("openapi/apiopesenpat.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	c, err := conforme.Nuovo(contratto, func(err error) { tb.Errorf("contract: %v", err) })
	if err != nil {
		tb.Fatal(err)
	}
	return ambiente.Opzioni{
		Orologio: o.Ora, Avvolgi: c.Avvolgi, GeneraRSA: chiaveRSA,
		Argon2: autorita.ParametriArgon2{Tempo: 1, Memoria: 64, Thread: 1},
	}
}

// Avvia starts an environment that ends with the test. A client needs
// tls.Config.Time set to the same clock.
func Avvia(tb testing.TB, o ambiente.Opzioni) *ambiente.Ambiente {
	tb.Helper()
	a, err := ambiente.Avvia(tb.Context(), o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		ctx, basta := context.WithTimeout(context.WithoutCancel(tb.Context()), 10*time.Second)
		defer basta()
		if err := a.Chiudi(ctx); err != nil {
			tb.Errorf("close: %v", err)
		}
	})
	return a
}

func chiaveRSA() (*rsa.PrivateKey, error) {
	b, _ := pem.Decode(chiave)
	if b == nil {
		return nil, errors.New("ambientetest: damaged key")
	}
	return x509.ParsePKCS1PrivateKey(b.Bytes)
}
