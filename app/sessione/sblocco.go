package sessione

import (
	"context"
	"crypto/subtle"
	"io"
	"sync"
	"time"

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
	acceso   func() time.Duration
	provato  time.Duration // when the doctor last proved who it is
}

// NewSblocco returns g with that memory. deriva is a slow hash (Argon2id),
// casuale is crypto/rand.Reader, acceso a clock that never goes back and counts
// sleep.
func NewSblocco(g *Gestore, deriva func(segreto string, sale []byte) []byte, casuale io.Reader, acceso func() time.Duration) *Sblocco {
	return &Sblocco{Gestore: g, deriva: deriva, casuale: casuale, acceso: acceso}
}

// validitaProva is for how long a login or an unlocking is proof enough of who
// signs (SE-24).
const validitaProva = 8 * time.Hour

// DaConfermare reports whether who works here must log in again before a legal
// act: the last login or unlocking was too long ago, whatever the clock on the
// wall says and however long the computer slept.
func (s *Sblocco) DaConfermare() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.acceso()-s.provato >= validitaProva
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
	s.metodo, s.file, s.provato = c.Metodo, c.File, s.acceso()
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
	giusta := impronta != nil && subtle.ConstantTimeCompare(s.deriva(password.Reveal(), sale), impronta) == 1
	if giusta {
		s.mu.Lock()
		s.provato = s.acceso()
		s.mu.Unlock()
	}
	return giusta
}

// Esci is [Gestore.Esci]; the password is forgotten.
func (s *Sblocco) Esci(ctx context.Context) error {
	s.mu.Lock()
	s.sale, s.impronta = nil, nil
	s.mu.Unlock()
	return s.Gestore.Esci(ctx)
}
