package regione

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// minImpronte is how many pins there must be: with one alone, the day its key
// is changed locks every workstation out (RFC 7469, 4.3).
const minImpronte = 2

// configuraTLS returns the rules of every handshake: TLS 1.2 or newer, the
// authorities of o, the host's name, and the pins if there are any. There is no
// way to switch them off.
func configuraTLS(o Opzioni) (*tls.Config, error) {
	radici, err := autorita(o.CA, o.SoloCA)
	if err != nil {
		return nil, err
	}
	c := &tls.Config{RootCAs: radici, MinVersion: tls.VersionTLS12}
	if len(o.Impronte) == 0 {
		return c, nil
	}
	for _, i := range o.Impronte {
		if b, err := base64.StdEncoding.DecodeString(i); err != nil || len(b) != sha256.Size {
			return nil, esenpat.NewError(esenpat.Invalid, "rete.impronte", "regione.New")
		}
	}
	if len(o.Impronte) < minImpronte {
		return nil, esenpat.NewError(esenpat.Invalid, "rete.impronte", "regione.New")
	}
	impronte := slices.Clone(o.Impronte)
	c.VerifyConnection = func(s tls.ConnectionState) error { return controllaImpronte(s, impronte) }
	return c, nil
}

// controllaImpronte runs after the chain was verified, before any byte of a
// request leaves.
func controllaImpronte(s tls.ConnectionState, impronte []string) error {
	for _, catena := range s.VerifiedChains {
		for _, c := range catena {
			if slices.Contains(impronte, impronta(c)) {
				return nil
			}
		}
	}
	e := impronteDiverse{}
	if len(s.PeerCertificates) > 0 {
		e.vista = impronta(s.PeerCertificates[0])
	}
	return e
}

func impronta(c *x509.Certificate) string {
	h := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(h[:])
}

// impronteDiverse is a service whose chain is good but has none of the pinned
// keys: as behind equipment that opens TLS.
type impronteDiverse struct{ vista string }

func (e impronteDiverse) Error() string {
	return "no pinned key in the chain; seen " + strings.TrimSpace(e.vista)
}
