package cms

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"io"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"
)

// Firmatario is who signs: certificate, the authorities above it, private key.
type Firmatario struct {
	Certificato *x509.Certificate
	Catena      []*x509.Certificate
	Chiave      crypto.Signer
}

// Richiesta is what is to be signed.
type Richiesta struct {
	Firmatario
	Tipo      string // OID of the content type
	Contenuto []byte // carried inside; nil for a detached signature
	Digest    []byte // SHA-256 of the content
	// Marca returns an RFC 3161 token over the signature value; nil for none.
	Marca func(ctx context.Context, firma []byte) ([]byte, error)
}

// Costruisci signs with SHA-256 and returns the DER of a ContentInfo with the
// signed attributes content-type, message-digest and signing-certificate-v2,
// and no signing-time. RSA (PKCS #1 v1.5) and ECDSA keys are accepted.
func Costruisci(ctx context.Context, caso io.Reader, r Richiesta) ([]byte, error) {
	algFirma, err := algoritmoFirma(r.Chiave)
	if err != nil {
		return nil, err
	}
	attributi, err := attributiFirmati(r)
	if err != nil {
		return nil, err
	}
	// Stored as [0], but hashed as SET OF (RFC 5652, 5.4).
	daFirmare, err := avvolgi(tag.SET, attributi)
	if err != nil {
		return nil, err
	}
	h := sha256.Sum256(daFirmare)
	firma, err := r.Chiave.Sign(caso, h[:], crypto.SHA256)
	if err != nil {
		return nil, errore(Formato, "sign: %w", err)
	}
	var marca []byte
	if r.Marca != nil {
		if marca, err = r.Marca(ctx, firma); err != nil {
			return nil, err
		}
	}
	return busta(r, algFirma, attributi, firma, marca)
}

func busta(r Richiesta, algFirma func(*cryptobyte.Builder), attributi, firma, marca []byte) ([]byte, error) {
	versione := int64(1)
	if r.Tipo != OIDDati {
		versione = 3 // RFC 5652, 5.1: content type other than id-data
	}
	var b cryptobyte.Builder
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(OID(oidSignedData))
		b.AddASN1(esplicito(0), func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1Int64(versione)
				b.AddASN1(tag.SET, algoritmoSHA256)
				b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(OID(r.Tipo))
					if r.Contenuto != nil {
						b.AddASN1(esplicito(0), func(b *cryptobyte.Builder) { b.AddASN1OctetString(r.Contenuto) })
					}
				})
				b.AddASN1(esplicito(0), func(b *cryptobyte.Builder) { aggiungiCertificati(b, r.Firmatario) })
				b.AddASN1(tag.SET, func(b *cryptobyte.Builder) {
					b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
						b.AddASN1Int64(1)
						emittenteESeriale(b, r.Certificato)
						algoritmoSHA256(b)
						b.AddASN1(esplicito(0), func(b *cryptobyte.Builder) { b.AddBytes(attributi) })
						algFirma(b)
						b.AddASN1OctetString(firma)
						if marca != nil {
							b.AddASN1(esplicito(1), func(b *cryptobyte.Builder) { attributo(b, OIDMarca, marca) })
						}
					})
				})
			})
		})
	})
	return b.Bytes()
}

// aggiungiCertificati writes a SET OF, hence in the order of their encodings.
func aggiungiCertificati(b *cryptobyte.Builder, f Firmatario) {
	tutti := [][]byte{f.Certificato.Raw}
	for _, c := range f.Catena {
		tutti = append(tutti, c.Raw)
	}
	slices.SortFunc(tutti, bytes.Compare)
	for _, c := range tutti {
		b.AddBytes(c)
	}
}

// attributiFirmati returns the concatenated attributes in DER order.
func attributiFirmati(r Richiesta) ([]byte, error) {
	tipo, err := costruito(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(OID(r.Tipo)) })
	if err != nil {
		return nil, err
	}
	digest, err := costruito(func(b *cryptobyte.Builder) { b.AddASN1OctetString(r.Digest) })
	if err != nil {
		return nil, err
	}
	legame, err := signingCertV2(r.Certificato)
	if err != nil {
		return nil, err
	}
	var tutti [][]byte
	for _, a := range []struct {
		oid    string
		valore []byte
	}{{oidContentType, tipo}, {oidMessageDigest, digest}, {OIDSigningCertV2, legame}} {
		der, err := costruito(func(b *cryptobyte.Builder) { attributo(b, a.oid, a.valore) })
		if err != nil {
			return nil, err
		}
		tutti = append(tutti, der)
	}
	slices.SortFunc(tutti, bytes.Compare)
	return bytes.Join(tutti, nil), nil
}

// signingCertV2 is the SigningCertificateV2 of RFC 5035: SHA-256 is the
// default algorithm and DER leaves it out.
func signingCertV2(cert *x509.Certificate) ([]byte, error) {
	h := sha256.Sum256(cert.Raw)
	return costruito(func(b *cryptobyte.Builder) {
		b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1OctetString(h[:])
					b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
						b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) { // GeneralNames
							b.AddASN1(esplicito(4), func(b *cryptobyte.Builder) { b.AddBytes(cert.RawIssuer) })
						})
						b.AddASN1BigInt(cert.SerialNumber)
					})
				})
			})
		})
	})
}

func attributo(b *cryptobyte.Builder, oid string, valore []byte) {
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(OID(oid))
		b.AddASN1(tag.SET, func(b *cryptobyte.Builder) { b.AddBytes(valore) })
	})
}

func emittenteESeriale(b *cryptobyte.Builder, cert *x509.Certificate) {
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(cert.RawIssuer)
		b.AddASN1BigInt(cert.SerialNumber)
	})
}

func algoritmoSHA256(b *cryptobyte.Builder) {
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(OID(oidSHA256)) })
}

func algoritmoFirma(chiave crypto.Signer) (func(*cryptobyte.Builder), error) {
	if chiave == nil {
		return nil, errore(Algoritmo, "no key")
	}
	switch chiave.Public().(type) {
	case *rsa.PublicKey:
		return func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(OID(oidRSA))
				b.AddASN1NULL()
			})
		}, nil
	case *ecdsa.PublicKey:
		return func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(OID(oidECDSAConSHA256)) })
		}, nil
	default:
		return nil, errore(Algoritmo, "unsupported key %T", chiave.Public())
	}
}

func costruito(f func(*cryptobyte.Builder)) ([]byte, error) {
	var b cryptobyte.Builder
	f(&b)
	der, err := b.Bytes()
	if err != nil {
		return nil, errore(Formato, "encode: %w", err)
	}
	return der, nil
}

func avvolgi(t tag.Tag, corpo []byte) ([]byte, error) {
	return costruito(func(b *cryptobyte.Builder) {
		b.AddASN1(t, func(b *cryptobyte.Builder) { b.AddBytes(corpo) })
	})
}

// esplicito is the constructed context tag [n].
func esplicito(n int) tag.Tag {
	return tag.Tag(asn1.ClassContextSpecific<<6 | 0x20 | n)
}
