// Package pades signs a PDF with a PAdES B-B signature, optionally B-T, as a
// pure incremental update: the bytes given are the first bytes of the bytes
// returned, so that what was previewed is provably what was signed (SB-06,
// SB-07 of the specification).
package pades

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
)

// spazioCMS is the room kept at first for the CMS, in bytes: a chain with a
// time stamp takes about 12 KiB. When it is not enough the signature is made
// again with more room.
const (
	spazioCMS = 16 << 10
	spazioMax = 1 << 20
)

// Opzioni of a signature. Nome, Motivo and Luogo may hold any character.
type Opzioni struct {
	Nome, Motivo, Luogo string
	Quando              time.Time // written to /M with its own offset
	Caso                io.Reader // randomness for the signature
	// Marca returns an RFC 3161 token over the signature value: B-T instead of
	// B-B. Its error is returned as it is and nothing is signed.
	Marca func(ctx context.Context, firma []byte) ([]byte, error)
}

// Firma returns pdf followed by the signature. pdf must have a classic
// cross-reference table; a file that is already signed gets a further
// signature. Errors have code "firma.pdf-non-firmabile" unless they come from
// Marca.
func Firma(ctx context.Context, pdf []byte, chi cms.Firmatario, o Opzioni) ([]byte, error) {
	for spazio := spazioCMS; spazio <= spazioMax; spazio *= 2 {
		if err := ctx.Err(); err != nil {
			return nil, err //nolint:wrapcheck // a cancelled context travels as it is
		}
		out, campo, err := prepara(pdf, spazio, o)
		if err != nil {
			return nil, errore(err)
		}
		h := sha256.New()
		h.Write(out[:campo.inizio])
		h.Write(out[campo.fine:])
		busta, err := cms.Costruisci(ctx, o.Caso, cms.Richiesta{
			Firmatario: chi, Tipo: cms.OIDDati, Digest: h.Sum(nil), Marca: o.Marca,
		})
		if err != nil {
			return nil, err //nolint:wrapcheck // typed by cms, or the caller's own from Marca
		}
		if len(busta) <= spazio {
			hex.Encode(out[campo.inizio+1:], busta)
			return out, nil
		}
	}
	return nil, errore(fmt.Errorf("pades: the signature needs more than %d bytes", spazioMax))
}

func errore(err error) error {
	return esenpat.NewError(esenpat.Internal, "firma.pdf-non-firmabile", "pades.Firma").Because(err)
}

// stringa encodes s as a UTF-16BE hex string: no escapes, any character.
func stringa(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}

// data writes t as a PDF date with its offset from UTC.
func data(t time.Time) string {
	_, off := t.Zone()
	segno := '+'
	if off < 0 {
		segno, off = '-', -off
	}
	return fmt.Sprintf("(D:%s%c%02d'%02d')", t.Format("20060102150405"), segno, off/3600, off%3600/60)
}
