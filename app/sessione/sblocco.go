package sessione

import (
	"context"
	"crypto/subtle"
	"io"
	"sync"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// lunghezzaSale is the length in bytes of the salt of a password's hash.
const lunghezzaSale = 16

// Sblocco is a Gestore that recognises again who has logged in, so that a
// locked workstation opens without the service too. Of the password it keeps a
// slow salted hash, in memory only, until the doctor leaves.
type Sblocco struct {
	*Gestore
	deriva  func(segreto string, sale []byte) []byte
	casuale io.Reader

	mu       sync.Mutex
	sale     []byte
	impronta []byte
}

// NewSblocco returns g with that memory. deriva is a slow hash (Argon2id),
// casuale is crypto/rand.Reader.
func NewSblocco(g *Gestore, deriva func(segreto string, sale []byte) []byte, casuale io.Reader) *Sblocco {
	return &Sblocco{Gestore: g, deriva: deriva, casuale: casuale}
}

// Accedi is [Gestore.Accedi].
func (s *Sblocco) Accedi(ctx context.Context, c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error) {
	scelte, err := s.Gestore.Accedi(ctx, c)
	if err == nil {
		s.ricorda(c.Password)
	}
	return scelte, err
}

func (s *Sblocco) ricorda(password esenpat.Secret) {
	sale := make([]byte, lunghezzaSale)
	if _, err := io.ReadFull(s.casuale, sale); err != nil {
		sale = nil // without randomness nothing is kept: the lock then asks to log in again
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sale, s.impronta = sale, nil
	if sale != nil {
		s.impronta = s.deriva(password.Reveal(), sale)
	}
}

// Riconosce reports whether password is that of who works here. It is slow on
// purpose. With nobody logged in it is false.
func (s *Sblocco) Riconosce(password esenpat.Secret) bool {
	s.mu.Lock()
	sale, impronta := s.sale, s.impronta
	s.mu.Unlock()
	return impronta != nil && subtle.ConstantTimeCompare(s.deriva(password.Reveal(), sale), impronta) == 1
}

// Esci is [Gestore.Esci]; the password is forgotten.
func (s *Sblocco) Esci(ctx context.Context) error {
	s.mu.Lock()
	s.sale, s.impronta = nil, nil
	s.mu.Unlock()
	return s.Gestore.Esci(ctx)
}
