package keys

import (
	"context"
	"sync"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Memoria is a key ring that lives as long as the process: for tests, and for
// a doctor who chose to work without a key ring and was told that nothing will
// be remembered.
type Memoria struct {
	mu   sync.Mutex
	voci map[[2]string]string
}

// NewMemoria returns an empty one.
func NewMemoria() *Memoria { return &Memoria{voci: map[[2]string]string{}} }

// Get returns the value, or NotFound "keyring.voce-assente".
func (m *Memoria) Get(_ context.Context, service, user string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.voci[[2]string{service, user}]
	if !ok {
		return "", esenpat.NewError(esenpat.NotFound, "keyring.voce-assente", "keys.Get")
	}
	return v, nil
}

// Set stores the value.
func (m *Memoria) Set(_ context.Context, service, user, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.voci[[2]string{service, user}] = value
	return nil
}

// Delete removes the value, or returns NotFound "keyring.voce-assente".
func (m *Memoria) Delete(_ context.Context, service, user string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.voci[[2]string{service, user}]; !ok {
		return esenpat.NewError(esenpat.NotFound, "keyring.voce-assente", "keys.Delete")
	}
	delete(m.voci, [2]string{service, user})
	return nil
}
