// Package regionetest starts services/ambiente in the test's own process, holds
// every exchange against the contract, and hands out a client that is already
// logged in. It exists so that whatever talks to the regional service is tested
// over TLS against a real backend, with faults where a test wants them.
package regionetest

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/conforme"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// Ferraris has one role and one workplace and may issue for the residents of
// ASL Città di Torino; her OTP comes by SMS.
const Ferraris = "anna.ferraris"

// Opzioni change how the environment and the client are made; nil funcs leave
// them as they are.
type Opzioni struct {
	Ambiente func(*ambiente.Opzioni)
	Client   func(*regione.Opzioni)
	// SenzaContratto leaves out the check of every exchange against the
	// contract, which takes longer than the exchange: for long random runs.
	SenzaContratto bool
}

// Prova is a running test environment with a client of it.
type Prova struct {
	*ambiente.Ambiente
	Client   *regione.Client
	Orologio *Orologio
	Log      *Registro // of client and server
	Relay    *Relay    // what the client's connections go through

	tb        testing.TB
	o         ambiente.Opzioni
	indirizzo string // of the relay
}

// Avvia starts an environment in a directory of the test and a client that
// nobody has logged in with. Everything ends with the test.
func Avvia(tb testing.TB, o Opzioni) *Prova {
	tb.Helper()
	p := &Prova{Orologio: &Orologio{}, Log: &Registro{}, tb: tb}
	p.o = ambiente.Opzioni{
		Dir: tb.TempDir(), Orologio: p.Orologio.Ora, Log: p.Log.Logger(),
		Argon2: autorita.ParametriArgon2{Tempo: 1, Memoria: 64, Thread: 1},
	}
	if !o.SenzaContratto {
		p.o.Avvolgi = contratto(tb)
	}
	if o.Ambiente != nil {
		o.Ambiente(&p.o)
	}
	p.Accendi()
	tb.Cleanup(p.Spegni)
	u, err := url.Parse(p.URL())
	if err != nil {
		tb.Fatal(err)
	}
	p.o.Indirizzo = u.Host // the same one after Spegni and Accendi
	p.Relay = NewRelay(tb, u.Host)
	u.Host = p.Relay.Indirizzo()
	p.indirizzo = u.String()
	p.Client = p.NuovoClient(o.Client)
	return p
}

// contratto returns what holds every exchange against the contract.
func contratto(tb testing.TB) func(http.Handler) http.Handler {
	tb.Helper()
	b, err := assets.OpenAPI.ReadFile("openapi/apiopesenpat.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	controllo, err := conforme.Nuovo(b, func(err error) { tb.Errorf("contract: %v", err) })
	if err != nil {
		tb.Fatal(err)
	}
	return controllo.Avvolgi
}

// NuovoClient returns one more client, of another workstation; cambia may be
// nil.
func (p *Prova) NuovoClient(cambia func(*regione.Opzioni)) *regione.Client {
	p.tb.Helper()
	o := regione.Opzioni{
		Indirizzo: p.indirizzo, CA: p.CA(), SoloCA: true, Versione: "prova", Log: p.Log.Logger(), Orologio: time.Now,
		Attendi: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	if cambia != nil {
		cambia(&o)
	}
	c, err := regione.New(o)
	if err != nil {
		p.tb.Fatal(err)
	}
	return c
}

// Accendi starts the environment again on its state, after Spegni.
func (p *Prova) Accendi() {
	p.tb.Helper()
	var err error
	if p.Ambiente, err = ambiente.Avvia(p.tb.Context(), p.o); err != nil {
		p.tb.Fatal(err)
	}
}

// Spegni stops the environment; its state stays. Stopping twice is harmless.
func (p *Prova) Spegni() {
	p.tb.Helper()
	if p.Ambiente == nil {
		return
	}
	ctx, basta := context.WithTimeout(context.WithoutCancel(p.tb.Context()), 5*time.Second)
	defer basta()
	if p.Relay != nil {
		p.Relay.Taglia()
	}
	if err := p.Chiudi(ctx); err != nil && ctx.Err() == nil {
		p.tb.Errorf("stop: %v", err)
	}
	p.Ambiente = nil
}

// Medico returns one of the demonstration doctors by user name.
func (p *Prova) Medico(nomeUtente string) esenpat.UtenteDimostrativo {
	p.tb.Helper()
	for _, m := range p.Medici() {
		if m.Credenziali.NomeUtente == nomeUtente {
			return m
		}
	}
	p.tb.Fatalf("no doctor %s", nomeUtente)
	return esenpat.UtenteDimostrativo{}
}

// Entra logs a doctor in with the first role and workplace.
func (p *Prova) Entra(nomeUtente string) esenpat.Sessione {
	p.tb.Helper()
	ctx, c := p.tb.Context(), p.Client
	if err := c.Autentica(ctx, p.Medico(nomeUtente).Credenziali); err != nil {
		p.tb.Fatal(err)
	}
	ruoli, err := c.Ruoli(ctx)
	if err != nil {
		p.tb.Fatal(err)
	}
	luoghi, err := c.Collocazioni(ctx, ruoli[0].Codice)
	if err != nil {
		p.tb.Fatal(err)
	}
	s, err := c.ApriSessione(ctx, ruoli[0].Codice, luoghi[0].Codice)
	if err != nil {
		p.tb.Fatal(err)
	}
	return s
}

// Conteggi returns how many things exist on the server.
func (p *Prova) Conteggi() ambiente.Conteggi {
	p.tb.Helper()
	c, err := p.Conta(context.WithoutCancel(p.tb.Context()))
	if err != nil {
		p.tb.Fatal(err)
	}
	return c
}

// Orologio is real time plus what a test has added.
type Orologio struct {
	mu     sync.Mutex
	avanti time.Duration
}

// Ora returns the environment's time.
func (o *Orologio) Ora() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return time.Now().Add(o.avanti)
}

// Avanti moves the environment's time forward.
func (o *Orologio) Avanti(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.avanti += d
}

// Registro collects a log as text.
type Registro struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (r *Registro) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.Write(b)
}

// Logger returns a logger that writes here.
func (r *Registro) Logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(r, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// Contiene reports whether the log holds s.
func (r *Registro) Contiene(s string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Contains(r.b.String(), s)
}
