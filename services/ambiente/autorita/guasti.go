package autorita

import (
	"sync"
	"time"
)

// Guasti are the faults of SB-05 that do not outlive the process. States of
// certificates are in the database: see ImpostaStato and Riemetti.
type Guasti struct {
	mu           sync.Mutex
	providerGiu  map[string]bool
	invioFallito map[string]bool
	hashErrato   map[string]bool
	invioDoppio  map[string]bool
	ritardo      map[string]time.Duration
	muto         map[string]time.Duration
	tsaGiu       bool
	marca        Marcatura
}

// ProviderGiu makes every call to that provider fail while giu.
func (g *Guasti) ProviderGiu(provider string, giu bool) { imposta(g, &g.providerGiu, provider, giu) }

// InvioFallito makes the provider fail to send OTPs.
func (g *Guasti) InvioFallito(provider string, si bool) { imposta(g, &g.invioFallito, provider, si) }

// HashErrato makes the provider's HSM sign a wrong digest.
func (g *Guasti) HashErrato(provider string, si bool) { imposta(g, &g.hashErrato, provider, si) }

// InvioDoppio makes the provider deliver every message twice.
func (g *Guasti) InvioDoppio(provider string, si bool) { imposta(g, &g.invioDoppio, provider, si) }

// ProviderMuto makes the provider accept a call and say nothing for d; then it
// is as if it were down. Zero ends it.
func (g *Guasti) ProviderMuto(provider string, d time.Duration) { imposta(g, &g.muto, provider, d) }

// Muto returns for how long that provider does not answer.
func (g *Guasti) Muto(provider string) time.Duration { return leggi(g, &g.muto, provider) }

// Marcatura says whether signatures carry a time stamp (B-T).
type Marcatura string

// Policies on time stamps. Facoltativa: with one, or without if the doctor says so.
const (
	MarcaNessuna      Marcatura = ""
	MarcaFacoltativa  Marcatura = "facoltativa"
	MarcaObbligatoria Marcatura = "obbligatoria"
)

// ImpostaMarca sets the policy on time stamps; it holds until the end of the process.
func (g *Guasti) ImpostaMarca(m Marcatura) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.marca = m
}

// PoliticaMarca returns it.
func (g *Guasti) PoliticaMarca() Marcatura {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.marca
}

// RitardoOTP makes messages of the provider arrive late.
func (g *Guasti) RitardoOTP(provider string, d time.Duration) { imposta(g, &g.ritardo, provider, d) }

// TSAGiu stops the time stamp authority.
func (g *Guasti) TSAGiu(giu bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tsaGiu = giu
}

// Azzera ends all faults.
func (g *Guasti) Azzera() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.providerGiu, g.invioFallito, g.hashErrato, g.invioDoppio, g.ritardo, g.muto = nil, nil, nil, nil, nil, nil
	g.tsaGiu, g.marca = false, MarcaNessuna
}

func imposta[T any](g *Guasti, m *map[string]T, chiave string, v T) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if *m == nil {
		*m = map[string]T{}
	}
	(*m)[chiave] = v
}

func leggi[T any](g *Guasti, m *map[string]T, chiave string) T {
	g.mu.Lock()
	defer g.mu.Unlock()
	return (*m)[chiave]
}

func (g *Guasti) laTSAGiu() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.tsaGiu
}

// TSA reports whether the time stamp authority is made to be down.
func (g *Guasti) TSA() bool { return g.laTSAGiu() }

// GuastiProvider are the faults of one provider that are in force.
type GuastiProvider struct {
	Provider     string `json:"provider"`
	Giu          bool   `json:"provider_giu"`
	MutoS        int    `json:"muto_s"`
	InvioFallito bool   `json:"invio_fallito"`
	InvioDoppio  bool   `json:"invio_doppio"`
	RitardoOTPS  int    `json:"ritardo_otp_s"`
	HashErrato   bool   `json:"hash_errato"`
}

// Di returns what is in force for a provider.
func (g *Guasti) Di(provider string) GuastiProvider {
	return GuastiProvider{
		Provider: provider, Giu: leggi(g, &g.providerGiu, provider), MutoS: int(g.Muto(provider) / time.Second),
		InvioFallito: leggi(g, &g.invioFallito, provider), InvioDoppio: leggi(g, &g.invioDoppio, provider),
		RitardoOTPS: int(leggi(g, &g.ritardo, provider) / time.Second), HashErrato: leggi(g, &g.hashErrato, provider),
	}
}
