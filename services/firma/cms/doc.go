// Package cms writes and reads the CMS SignedData (RFC 5652) that PAdES and
// RFC 3161 time stamps need: one signer, DER, signed attributes. The modules
// at hand always add the signing-time attribute, which the PAdES baseline
// forbids (EN 319 142-1, 6.3), and accept weak algorithms; hence our own.
package cms

import (
	"crypto"
	"encoding/asn1"
	"fmt"
	"strconv"
	"strings"
)

// Object identifiers, in dotted form so that no package variable is needed.
const (
	OIDDati          = "1.2.840.113549.1.7.1"
	OIDTSTInfo       = "1.2.840.113549.1.9.16.1.4"
	OIDMarca         = "1.2.840.113549.1.9.16.2.14"
	OIDSigningTime   = "1.2.840.113549.1.9.5"
	OIDSigningCertV2 = "1.2.840.113549.1.9.16.2.47"

	oidSignedData     = "1.2.840.113549.1.7.2"
	oidContentType    = "1.2.840.113549.1.9.3"
	oidMessageDigest  = "1.2.840.113549.1.9.4"
	oidSigningCertV1  = "1.2.840.113549.1.9.16.2.12"
	oidSHA256         = "2.16.840.1.101.3.4.2.1"
	oidSHA384         = "2.16.840.1.101.3.4.2.2"
	oidSHA512         = "2.16.840.1.101.3.4.2.3"
	oidRSA            = "1.2.840.113549.1.1.1"
	oidRSAPSS         = "1.2.840.113549.1.1.10"
	oidMGF1           = "1.2.840.113549.1.1.8"
	oidSHA256ConRSA   = "1.2.840.113549.1.1.11"
	oidSHA384ConRSA   = "1.2.840.113549.1.1.12"
	oidSHA512ConRSA   = "1.2.840.113549.1.1.13"
	oidEC             = "1.2.840.10045.2.1"
	oidECDSAConSHA256 = "1.2.840.10045.4.3.2"
	oidECDSAConSHA384 = "1.2.840.10045.4.3.3"
	oidECDSAConSHA512 = "1.2.840.10045.4.3.4"
)

// OID parses a dotted object identifier; a malformed one gives nil, which no
// encoder accepts.
func OID(s string) asn1.ObjectIdentifier {
	var out asn1.ObjectIdentifier
	for n := range strings.SplitSeq(s, ".") {
		v, err := strconv.Atoi(n)
		if err != nil {
			return nil
		}
		out = append(out, v)
	}
	return out
}

// Motivo says what is wrong with a signature.
type Motivo string

// Reasons, from the worst informed to the best.
const (
	Formato    Motivo = "formato"    // not a CMS signature that can be read
	Algoritmo  Motivo = "algoritmo"  // SHA-1, MD5, RSA under 2048 bits, unknown curve
	Contenuto  Motivo = "contenuto"  // the digest is not that of the content
	Legame     Motivo = "legame"     // signing-certificate-v2 names another certificate
	FirmaFalsa Motivo = "firmafalsa" // the signature value does not verify
)

// Errore is the only error of this package.
type Errore struct {
	Motivo Motivo
	Err    error
}

// Error implements error.
func (e *Errore) Error() string { return "cms: " + string(e.Motivo) + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Errore) Unwrap() error { return e.Err }

func errore(m Motivo, format string, args ...any) *Errore {
	return &Errore{m, fmt.Errorf(format, args...)}
}

// hashDi returns the accepted hash of that OID: the SHA-2 family only.
func hashDi(oid string) (crypto.Hash, bool) {
	switch oid {
	case oidSHA256:
		return crypto.SHA256, true
	case oidSHA384:
		return crypto.SHA384, true
	case oidSHA512:
		return crypto.SHA512, true
	default:
		return 0, false
	}
}
