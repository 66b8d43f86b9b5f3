package autorita

import (
	"context"
	"crypto/rsa"
	"crypto/tls"
	"database/sql"
	_ "embed"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"time"
)

//go:embed schema.sql
var schema string

// ParametriArgon2 of the key derivation from PIN, PUK and OTP. Memoria is in
// KiB. The zero value stands for the OWASP minimum (19 MiB, two passes).
type ParametriArgon2 struct {
	Tempo   uint32
	Memoria uint32
	Thread  uint8
}

// URLPredefinita is announced by an environment that does not know where it will
// listen: who knows asks there (revoca.Devia).
const URLPredefinita = "http://127.0.0.1/pki"

// Opzioni of [Apri].
type Opzioni struct {
	Orologio func() time.Time // required
	Caso     io.Reader        // required; crypto/rand.Reader in production
	Argon2   ParametriArgon2
	// URLBase is where CRLs and issuer certificates are announced to be; empty
	// for URLPredefinita.
	URLBase string
	// URLOCSP is announced in the certificates when it is not empty. Set it
	// only if the responder outlives the documents: pdfsig (NSS) calls every
	// certificate with an unreachable responder invalid.
	URLOCSP string
	// GeneraRSA makes RSA keys of 2048 bits; nil for crypto/rsa. Tests that
	// start many environments may keep a stock of them.
	GeneraRSA func() (*rsa.PrivateKey, error)
	// NomiTLS are further DNS names or addresses for the server certificate.
	NomiTLS []string
}

// Autorita is the signing side of one test environment. It is safe for
// concurrent use.
type Autorita struct {
	o        Opzioni
	telefono *Telefono
	guasti   *Guasti

	radice   emittente
	tsa      emittente
	tls      emittente
	intermi  map[string]emittente // issuing authorities by provider
	profili  []Profilo
	sessioni sessioni
}

// Apri creates tables and authorities at first start and reads them back
// afterwards. It renews the TLS certificate when it is about to expire.
func Apri(ctx context.Context, db *sql.DB, o Opzioni) (*Autorita, error) {
	if o.Orologio == nil || o.Caso == nil {
		return nil, errors.New("autorita: clock and randomness are required")
	}
	if o.Argon2 == (ParametriArgon2{}) {
		o.Argon2 = ParametriArgon2{Tempo: 2, Memoria: 19 << 10, Thread: 1}
	}
	if o.URLBase == "" {
		o.URLBase = URLPredefinita
	}
	a := &Autorita{
		o: o, telefono: &Telefono{orologio: o.Orologio}, guasti: &Guasti{},
		intermi: map[string]emittente{},
	}
	var err error
	if a.profili, err = leggiProfili(); err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // no effect after Commit
	if err := migra(ctx, tx); err != nil {
		return nil, err
	}
	if err := a.caricaEmittenti(ctx, tx); err != nil {
		return nil, err
	}
	if err := a.caricaDispositivi(ctx, tx); err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return a, nil
}

// migra brings the tables to the current version.
func migra(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS autorita_versione (n INTEGER NOT NULL) STRICT`); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(n), 0) FROM autorita_versione`).Scan(&n); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	if n >= 1 {
		return nil
	}
	if _, err := tx.ExecContext(ctx, schema+`;INSERT INTO autorita_versione (n) VALUES (1)`); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	return nil
}

// RadicePEM is the one root of TLS, signing authorities and time stamps.
func (a *Autorita) RadicePEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.radice.cert.Raw})
}

// CertificatoTLS is the server's certificate for 127.0.0.1, ::1 and localhost.
func (a *Autorita) CertificatoTLS() tls.Certificate {
	return tls.Certificate{Certificate: [][]byte{a.tls.cert.Raw}, PrivateKey: a.tls.chiave, Leaf: a.tls.cert}
}

// Telefono is where the OTPs arrive.
func (a *Autorita) Telefono() *Telefono { return a.telefono }

// Guasti injects faults.
func (a *Autorita) Guasti() *Guasti { return a.guasti }
