package ambiente

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

const lunghezzaChiave = 32

// impastaPassword returns the argon2id hash of a password with its salt and
// parameters, so that they can be raised later.
func (s *server) impastaPassword(password string) (string, error) {
	sale, err := s.casuale(16)
	if err != nil {
		return "", err
	}
	p := s.o.Argon2
	if p.Tempo == 0 {
		p.Tempo, p.Memoria, p.Thread = 2, 19<<10, 1 // OWASP minimum
	}
	h := argon2.IDKey([]byte(password), []byte(sale), p.Tempo, p.Memoria, p.Thread, lunghezzaChiave)
	return fmt.Sprintf("%d %d %d %s %s", p.Tempo, p.Memoria, p.Thread, sale, base64.RawStdEncoding.EncodeToString(h)), nil
}

// confrontaPassword reports whether password is the one that was hashed.
func (s *server) confrontaPassword(impasto, password string) bool {
	var tempo, memoria uint32
	var thread uint8
	var sale, chiave string
	if n, err := fmt.Fscan(strings.NewReader(impasto), &tempo, &memoria, &thread, &sale, &chiave); err != nil || n != 5 {
		return false
	}
	h := argon2.IDKey([]byte(password), []byte(sale), tempo, memoria, thread, lunghezzaChiave)
	return subtle.ConstantTimeCompare([]byte(chiave), []byte(base64.RawStdEncoding.EncodeToString(h))) == 1
}
