package cms

import (
	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"
)

// Bits of an identifier octet, and the length octet of the indefinite form
// (X.690, 8.1).
const (
	composto       = 0x20
	numeroLungo    = 0x1f
	indefinita     = 0x80
	ottettiInPezzi = 0x24
	maxLivelliBER  = 32
)

// daBER writes the first element of b anew in DER lengths: other makers (NSS
// for one) leave lengths open and cut octet strings into pieces, while digests
// are of the DER form. What follows the element is dropped.
func daBER(b []byte) ([]byte, bool) {
	der, _, ok := elementoBER(b, 0)
	return der, ok
}

func elementoBER(b []byte, livello int) (der, resto []byte, ok bool) {
	if livello > maxLivelliBER || len(b) < 2 || b[0]&numeroLungo == numeroLungo {
		return nil, nil, false
	}
	tipo, lung, b := b[0], int(b[1]), b[2:]
	if lung == indefinita {
		if tipo&composto == 0 {
			return nil, nil, false
		}
		return insiemeBER(tipo, b, livello, true)
	}
	if n := lung &^ indefinita; lung > indefinita {
		if n > 4 || n > len(b) {
			return nil, nil, false
		}
		lung = 0
		for _, c := range b[:n] {
			lung = lung<<8 | int(c)
		}
		b = b[n:]
	}
	if lung > len(b) {
		return nil, nil, false
	}
	if tipo&composto == 0 {
		var err error
		der, err = avvolgi(tag.Tag(tipo), b[:lung])
		return der, b[lung:], err == nil
	}
	der, _, ok = insiemeBER(tipo, b[:lung], livello, false)
	return der, b[lung:], ok
}

// insiemeBER reads elements to the end of b, or to the two zeros that end an
// open length.
func insiemeBER(tipo byte, b []byte, livello int, aperto bool) (der, resto []byte, ok bool) {
	var dentro []byte
	for {
		if aperto && len(b) >= 2 && b[0] == 0 && b[1] == 0 {
			b = b[2:]
			break
		}
		if len(b) == 0 {
			if aperto {
				return nil, nil, false
			}
			break
		}
		uno, dopo, letto := elementoBER(b, livello+1)
		if !letto {
			return nil, nil, false
		}
		dentro, b = append(dentro, uno...), dopo
	}
	if tipo == ottettiInPezzi {
		if dentro, ok = ricucito(dentro); !ok {
			return nil, nil, false
		}
		tipo = byte(tag.OCTET_STRING)
	}
	der, err := avvolgi(tag.Tag(tipo), dentro)
	return der, b, err == nil
}

// ricucito joins the pieces of an octet string.
func ricucito(pezzi cryptobyte.String) (out []byte, ok bool) {
	for !pezzi.Empty() {
		var uno cryptobyte.String
		if !pezzi.ReadASN1(&uno, tag.OCTET_STRING) {
			return nil, false
		}
		out = append(out, uno...)
	}
	return out, true
}
