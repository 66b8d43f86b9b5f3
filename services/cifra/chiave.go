// Package cifra keeps what lies on the disk unreadable to who has only the
// disk: authenticated encryption of single cells bound to their place, a blind
// index for looking up without revealing, and the care of one key per doctor
// (spec 4, SE-01 to SE-06). The algorithms are those of golang.org/x/crypto
// and of the standard library; nothing is invented here.
package cifra

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// LunghezzaDEK is the length in bytes of a data encryption key.
	LunghezzaDEK  = 32
	versioneBusta = 1
)

// Luogo is where an encrypted cell stands. All of it is authenticated with the
// content: a cell copied to another row, column, schema or owner does not open.
type Luogo struct {
	Tabella      string
	Riga         string
	Colonna      string
	Schema       int    // version of the record inside the cell
	Proprietario string // the doctor, in clear: it is authenticated, not stored
}

// aad joins the parts with their lengths, so that no two places give the same
// bytes ("ab"+"c" is not "a"+"bc").
func (l Luogo) aad() []byte {
	b := []byte{versioneBusta}
	for _, s := range []string{l.Tabella, l.Riga, l.Colonna, l.Proprietario} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	return binary.BigEndian.AppendUint32(b, uint32(l.Schema))
}

// Chiave seals and opens the cells of one doctor. It is safe for concurrent
// use and never prints its key.
type Chiave struct {
	busta   cipher.AEAD
	indice  []byte
	casuale io.Reader
}

// NewChiave derives the working keys from a DEK of [LunghezzaDEK] bytes: one
// for the cells, another for the blind index, so that a leak of index values
// says nothing about cells. casuale gives nonces (crypto/rand.Reader).
// The error has code "cifra.chiave-non-valida".
func NewChiave(dek []byte, casuale io.Reader) (*Chiave, error) {
	const op = "cifra.NewChiave"
	if len(dek) != LunghezzaDEK {
		return nil, esenpat.NewError(esenpat.Keyring, "cifra.chiave-non-valida", op)
	}
	celle, err := hkdf.Key(sha256.New, dek, nil, "esenpat/celle/1", chacha20poly1305.KeySize)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "cifra.chiave-non-valida", op).Because(err)
	}
	indice, err := hkdf.Key(sha256.New, dek, nil, "esenpat/indice/1", sha256.Size)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "cifra.chiave-non-valida", op).Because(err)
	}
	busta, err := chacha20poly1305.NewX(celle)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "cifra.chiave-non-valida", op).Because(err)
	}
	return &Chiave{busta: busta, indice: indice, casuale: casuale}, nil
}

// Sigilla encrypts chiaro for its place with XChaCha20-Poly1305 and a random
// 24-byte nonce (no counter to lose in a crash). The result is version, nonce,
// cipher text and tag.
func (c *Chiave) Sigilla(l Luogo, chiaro []byte) ([]byte, error) {
	testa := 1 + c.busta.NonceSize()
	out := make([]byte, testa, testa+len(chiaro)+c.busta.Overhead())
	out[0] = versioneBusta
	if _, err := io.ReadFull(c.casuale, out[1:testa]); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "cifra.casualita-assente", "cifra.Sigilla").Because(err)
	}
	return c.busta.Seal(out, out[1:testa], chiaro, l.aad()), nil //nolint:gosec // G407 does not see that the nonce was just filled with random bytes
}

// Apri decrypts what [Chiave.Sigilla] made for the same place. Whatever was
// altered, moved or made with another key gives "cifra.manomesso"; the cause
// carries no content.
func (c *Chiave) Apri(l Luogo, sigillato []byte) ([]byte, error) {
	testa := 1 + c.busta.NonceSize()
	if len(sigillato) < testa+c.busta.Overhead() || sigillato[0] != versioneBusta {
		return nil, esenpat.NewError(esenpat.Storage, "cifra.manomesso", "cifra.Apri")
	}
	chiaro, err := c.busta.Open(nil, sigillato[1:testa], sigillato[testa:], l.aad())
	if err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "cifra.manomesso", "cifra.Apri").Because(err)
	}
	return chiaro, nil
}

// Impronta returns the blind index of valore in a domain ("proprietario",
// "codice_fiscale"): equal values of one doctor give equal texts, and without
// the key nothing can be tried out against them.
func (c *Chiave) Impronta(dominio, valore string) string {
	m := hmac.New(sha256.New, c.indice)
	m.Write(binary.BigEndian.AppendUint32(nil, uint32(len(dominio))))
	m.Write([]byte(dominio))
	m.Write([]byte(valore))
	return hex.EncodeToString(m.Sum(nil)[:16])
}

// improntaPropria tells two keys apart without telling anything of them.
func (c *Chiave) improntaPropria() string { return c.Impronta("chiave", "") }

// String implements fmt.Stringer without the key.
func (*Chiave) String() string { return "•••" }

// GoString implements fmt.GoStringer without the key.
func (*Chiave) GoString() string { return "•••" }
