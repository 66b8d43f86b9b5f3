package autorita

import (
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

const lunghezzaSale = 16

// errSigillo is what a wrong PIN or PUK gives: the key stays closed.
type errSigillo struct{}

func (errSigillo) Error() string { return "autorita: wrong secret" }

// deriva stretches a short secret.
func deriva(p ParametriArgon2, segreto string, sale []byte) []byte {
	return argon2.IDKey([]byte(segreto), sale, p.Tempo, p.Memoria, p.Thread, chacha20poly1305.KeySize)
}

// sigillaConSegreto seals chiaro under a secret: salt, nonce, ciphertext.
func (a *Autorita) sigillaConSegreto(p ParametriArgon2, segreto string, chiaro []byte, a2 string) ([]byte, error) {
	sale := make([]byte, lunghezzaSale)
	if _, err := io.ReadFull(a.o.Caso, sale); err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	chiuso, err := a.sigilla(deriva(p, segreto, sale), chiaro, a2)
	return append(sale, chiuso...), err
}

func apriConSegreto(p ParametriArgon2, segreto string, chiuso []byte, a2 string) ([]byte, error) {
	if len(chiuso) < lunghezzaSale {
		return nil, errors.New("autorita: sealed key too short")
	}
	return apri(deriva(p, segreto, chiuso[:lunghezzaSale]), chiuso[lunghezzaSale:], a2)
}

// sigilla seals chiaro with XChaCha20-Poly1305 under a 32-byte key; a2 says
// what it is and whose, so that sealed values cannot be swapped.
func (a *Autorita) sigilla(chiave, chiaro []byte, a2 string) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(chiave)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(chiaro)+aead.Overhead())
	if _, err := io.ReadFull(a.o.Caso, nonce); err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return aead.Seal(nonce, nonce, chiaro, []byte(a2)), nil
}

func apri(chiave, chiuso []byte, a2 string) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(chiave)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	if len(chiuso) < aead.NonceSize() {
		return nil, errors.New("autorita: sealed key too short")
	}
	chiaro, err := aead.Open(nil, chiuso[:aead.NonceSize()], chiuso[aead.NonceSize():], []byte(a2))
	if err != nil {
		return nil, errSigillo{}
	}
	return chiaro, nil
}
