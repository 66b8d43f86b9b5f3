package marca

import (
	"context"
	"crypto"
	"crypto/sha256"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/esenpat/esenpat-desktop/services/firma/cms"
)

// Emetti returns a TimeStampToken (a CMS ContentInfo).
func Emetti(ctx context.Context, caso io.Reader, e Emissione, r Richiesta) ([]byte, error) {
	if len(r.Impronta) != r.Hash.Size() {
		return nil, errors.New("marca: imprint of the wrong length")
	}
	info, err := tstInfo(e, r)
	if err != nil {
		return nil, fmt.Errorf("marca: %w", err)
	}
	digest := sha256.Sum256(info)
	return cms.Costruisci(ctx, caso, cms.Richiesta{
		Firmatario: e.Firmatario, Tipo: cms.OIDTSTInfo, Contenuto: info, Digest: digest[:],
	})
}

func tstInfo(e Emissione, r Richiesta) ([]byte, error) {
	politica := r.Politica
	if politica == "" {
		politica = e.Politica
	}
	var b cryptobyte.Builder
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1ObjectIdentifier(cms.OID(politica))
		b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(cms.OID(oidHash(r.Hash))) })
			b.AddASN1OctetString(r.Impronta)
		})
		b.AddASN1BigInt(e.Seriale)
		b.AddASN1(tag.GeneralizedTime, func(b *cryptobyte.Builder) {
			b.AddBytes([]byte(e.Quando.UTC().Format(formatoOra)))
		})
		b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1Int64(1) }) // accuracy: one second
		if r.Nonce != nil {
			b.AddASN1BigInt(r.Nonce)
		}
	})
	return b.Bytes()
}

// LeggiRichiesta parses a TimeStampReq.
func LeggiRichiesta(der []byte) (Richiesta, error) {
	s := cryptobyte.String(der)
	var seq cryptobyte.String
	var versione int64
	var politica asn1.ObjectIdentifier
	if !s.ReadASN1(&seq, tag.SEQUENCE) || !seq.ReadASN1Integer(&versione) || versione != 1 {
		return Richiesta{}, errors.New("marca: malformed request")
	}
	var r Richiesta
	var ok bool
	if r.Hash, r.Impronta, ok = leggiImpronta(&seq); !ok || len(r.Impronta) != r.Hash.Size() {
		return Richiesta{}, errors.New("marca: hash algorithm or imprint not accepted")
	}
	if seq.PeekASN1Tag(tag.OBJECT_IDENTIFIER) {
		if !seq.ReadASN1ObjectIdentifier(&politica) {
			return Richiesta{}, errors.New("marca: malformed policy")
		}
		r.Politica = politica.String()
	}
	if seq.PeekASN1Tag(tag.INTEGER) {
		r.Nonce = new(big.Int)
		if !seq.ReadASN1Integer(r.Nonce) {
			return Richiesta{}, errors.New("marca: malformed nonce")
		}
	}
	return r, nil
}

// leggiImpronta reads a MessageImprint; only SHA-2 is accepted.
func leggiImpronta(s *cryptobyte.String) (h crypto.Hash, valore []byte, ok bool) {
	var impronta, alg, cifre cryptobyte.String
	var oid asn1.ObjectIdentifier
	if !s.ReadASN1(&impronta, tag.SEQUENCE) || !impronta.ReadASN1(&alg, tag.SEQUENCE) ||
		!alg.ReadASN1ObjectIdentifier(&oid) || !impronta.ReadASN1(&cifre, tag.OCTET_STRING) {
		return 0, nil, false
	}
	h, ok = hashDi(oid.String())
	return h, cifre, ok
}

// Risposta wraps a token into a granted TimeStampResp.
func Risposta(token []byte) ([]byte, error) { return risposta(0, token) }

// Rifiuto is a TimeStampResp with status rejection.
func Rifiuto() ([]byte, error) { return risposta(2, nil) }

func risposta(stato int64, token []byte) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1Int64(stato) })
		b.AddBytes(token)
	})
	return b.Bytes()
}
