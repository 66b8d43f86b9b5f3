// Package marca issues and checks RFC 3161 time stamps: the test environment's
// authority uses the first half, the verification of PAdES B-T the second.
package marca

import (
	"crypto"
	"math/big"
	"time"

	"github.com/esenpat/esenpat-desktop/services/firma/cms"
)

// MediaRichiesta and MediaRisposta are the content types of RFC 3161, 3.4.
const (
	MediaRichiesta = "application/timestamp-query"
	MediaRisposta  = "application/timestamp-reply"
)

const formatoOra = "20060102150405Z"

// Richiesta is what a token is asked for.
type Richiesta struct {
	Hash     crypto.Hash // of the SHA-2 family
	Impronta []byte
	Nonce    *big.Int // nil for none
	Politica string   // OID, empty for the authority's own
}

func oidHash(h crypto.Hash) string {
	switch h { //nolint:exhaustive // only SHA-2 is spoken here
	case crypto.SHA384:
		return "2.16.840.1.101.3.4.2.2"
	case crypto.SHA512:
		return "2.16.840.1.101.3.4.2.3"
	default:
		return "2.16.840.1.101.3.4.2.1"
	}
}

func hashDi(oid string) (crypto.Hash, bool) {
	for _, h := range []crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512} {
		if oidHash(h) == oid {
			return h, true
		}
	}
	return 0, false
}

// Emissione is what the authority decides about a token.
type Emissione struct {
	cms.Firmatario
	Quando   time.Time
	Seriale  *big.Int
	Politica string // OID of the authority's own policy
}
