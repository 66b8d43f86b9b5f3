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
	ritardo      map[string]time.Duration
	tsaGiu       bool
}

// ProviderGiu makes every call to that provider fail while giu.
func (g *Guasti) ProviderGiu(provider string, giu bool) { imposta(g, &g.providerGiu, provider, giu) }

// InvioFallito makes the provider fail to send OTPs.
func (g *Guasti) InvioFallito(provider string, si bool) { imposta(g, &g.invioFallito, provider, si) }

// HashErrato makes the provider's HSM sign a wrong digest.
func (g *Guasti) HashErrato(provider string, si bool) { imposta(g, &g.hashErrato, provider, si) }

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
	g.providerGiu, g.invioFallito, g.hashErrato, g.ritardo, g.tsaGiu = nil, nil, nil, nil, false
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
