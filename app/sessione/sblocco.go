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
// locked workstation opens without the service too. Of the password (or the
// card's PIN) it keeps a slow salted hash, in memory only, until the doctor
// leaves.
type Sblocco struct {
	*Gestore
	deriva  func(segreto string, sale []byte) []byte
	casuale io.Reader

	mu       sync.Mutex
	metodo   esenpat.MetodoAccesso
	file     string
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
		s.ricorda(c)
	}
	return scelte, err
}

func (s *Sblocco) ricorda(c esenpat.CredenzialiAccesso) {
	sale := make([]byte, lunghezzaSale)
	if _, err := io.ReadFull(s.casuale, sale); err != nil {
		sale = nil // without randomness nothing is kept: the lock then asks to log in again
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.metodo, s.file = c.Metodo, c.File
	s.sale, s.impronta = sale, nil
	if segreto := c.Segreto(); sale != nil && !segreto.Empty() {
		s.impronta = s.deriva(segreto.Reveal(), sale)
	}
}

// Metodo returns how who works here has logged in, and with which file.
func (s *Sblocco) Metodo() (m esenpat.MetodoAccesso, file string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.metodo, s.file
}

// Conferma asks who works here to log in again the same way, for logins of
// which there is no secret to recognise. Somebody else gets
// "rientro.altro-medico" (Forbidden).
func (s *Sblocco) Conferma(ctx context.Context) error {
	prima, aperta := s.Corrente()
	metodo, file := s.Metodo()
	scelte, err := s.Accedi(ctx, esenpat.CredenzialiAccesso{Metodo: metodo, File: file})
	if err != nil {
		return err
	}
	if !aperta || scelte.Utente.CodiceFiscale != prima.Utente.CodiceFiscale {
		return esenpat.NewError(esenpat.Forbidden, "rientro.altro-medico", "sessione.Conferma")
	}
	_, err = s.Apri(ctx, prima.Ruolo.Codice, prima.Collocazione.Codice)
	return err
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
