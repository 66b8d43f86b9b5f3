package esenpat

import (
	"crypto"
	"log/slog"
	"time"
)

// AccessiAmmessi are the ways to log in that a service offers beside name,
// password and PIN.
type AccessiAmmessi struct {
	Certificato bool // a personal certificate, by TLS
	OIDC        *AccessoOIDC
}

// AccessoOIDC is a login in the system's browser: authorization code with PKCE
// (RFC 8252).
type AccessoOIDC struct {
	Indirizzo string // https, of the identity provider's page
	Client    string // client_id
	Ambito    string // scope
}

// Identita is a personal certificate and the use of its key: of a PKCS#12 file
// or of a smart card, whose key never leaves it. Chiudi must be called.
type Identita struct {
	Catena       [][]byte // DER, the person's own first
	Chiave       crypto.Signer
	Intestatario string
	Scade        time.Time
	Chiudi       func()
	Guasto       func() error // what the key last failed with, nil if it worked
}

// LogValue implements slog.LogValuer.
func (Identita) LogValue() slog.Value { return slog.StringValue("identità •••") }

// ConcessioneOIDC is what a login in the browser brings back, to be exchanged
// for a token once.
type ConcessioneOIDC struct {
	Codice       Secret
	Verificatore Secret // PKCE code_verifier
	Ritorno      string // redirect_uri that was used
}

// LogValue implements slog.LogValuer.
func (ConcessioneOIDC) LogValue() slog.Value { return slog.StringValue("concessione •••") }
