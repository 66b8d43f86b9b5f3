package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	_ "crypto/sha256" // makes crypto.SHA256 available
	_ "crypto/sha512" // makes crypto.SHA384 and crypto.SHA512 available
	"crypto/subtle"
	"crypto/x509"
	"encoding/asn1"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"
)

// Accepted sizes of an RSA modulus, in bits: the smallest is that of spec 4,
// VF-02; a larger one than the largest only serves to burn time.
const (
	minRSA = 2048
	MaxRSA = 8192
)

// ControllaDigest compares message-digest and content-type with the content's
// own digest, computed with [Busta.Hash]. Without signed attributes there is
// nothing to compare here: the signature covers the content directly.
func (b *Busta) ControllaDigest(digest []byte) error {
	if b.attributi == nil {
		return nil
	}
	var tipo asn1.ObjectIdentifier
	ct := cryptobyte.String(b.firmati[oidContentType])
	if !ct.ReadASN1ObjectIdentifier(&tipo) || tipo.String() != b.Tipo {
		return errore(Contenuto, "content-type attribute is not %s", b.Tipo)
	}
	md := cryptobyte.String(b.firmati[oidMessageDigest])
	var scritto cryptobyte.String
	if !md.ReadASN1(&scritto, tag.OCTET_STRING) || !md.Empty() {
		return errore(Formato, "no message-digest attribute")
	}
	if subtle.ConstantTimeCompare(scritto, digest) != 1 {
		return errore(Contenuto, "message digest differs")
	}
	return nil
}

// ControllaFirma verifies the signature value with the key of cert. digest is
// that of the content, used only when there are no signed attributes.
func (b *Busta) ControllaFirma(cert *x509.Certificate, digest []byte) error {
	h, err := b.Hash()
	if err != nil {
		return err
	}
	if b.attributi != nil {
		w := h.New()
		w.Write(b.attributi)
		digest = w.Sum(nil)
	}
	switch k := cert.PublicKey.(type) {
	case *rsa.PublicKey:
		if k.N.BitLen() < minRSA || k.N.BitLen() > MaxRSA {
			return errore(Algoritmo, "RSA of %d bits", k.N.BitLen())
		}
		return b.controllaRSA(k, h, digest)
	case *ecdsa.PublicKey:
		if !b.algoritmoECDSA(h) || k.Curve.Params().BitSize < 256 {
			return errore(Algoritmo, "ECDSA %s on %s", b.algFirma, k.Curve.Params().Name)
		}
		if !ecdsa.VerifyASN1(k, digest, b.firma) {
			return errore(FirmaFalsa, "ECDSA signature does not verify")
		}
		return nil
	default:
		return errore(Algoritmo, "key %T", cert.PublicKey)
	}
}

func (b *Busta) algoritmoECDSA(h crypto.Hash) bool {
	switch b.algFirma {
	case oidEC:
		return true
	case oidECDSAConSHA256:
		return h == crypto.SHA256
	case oidECDSAConSHA384:
		return h == crypto.SHA384
	case oidECDSAConSHA512:
		return h == crypto.SHA512
	default:
		return false
	}
}

func (b *Busta) controllaRSA(k *rsa.PublicKey, h crypto.Hash, digest []byte) error {
	ok := false
	switch b.algFirma {
	case oidRSA:
		ok = true
	case oidSHA256ConRSA:
		ok = h == crypto.SHA256
	case oidSHA384ConRSA:
		ok = h == crypto.SHA384
	case oidSHA512ConRSA:
		ok = h == crypto.SHA512
	case oidRSAPSS:
		return b.controllaPSS(k, h, digest)
	}
	if !ok {
		return errore(Algoritmo, "RSA signature algorithm %s", b.algFirma)
	}
	if err := rsa.VerifyPKCS1v15(k, h, digest, b.firma); err != nil {
		return errore(FirmaFalsa, "RSA: %w", err)
	}
	return nil
}

// controllaPSS accepts only one hash for message, MGF1 and digest algorithm.
// The SHA-1 defaults of RFC 4055 are thereby refused.
func (b *Busta) controllaPSS(k *rsa.PublicKey, h crypto.Hash, digest []byte) error {
	hash, mgf, sale, ok := parametriPSS(b.parametri)
	if !ok || hash != h || mgf != h {
		return errore(Algoritmo, "RSA-PSS parameters")
	}
	if err := rsa.VerifyPSS(k, h, digest, b.firma, &rsa.PSSOptions{SaltLength: sale, Hash: h}); err != nil {
		return errore(FirmaFalsa, "RSA-PSS: %w", err)
	}
	return nil
}

// parametriPSS reads RSASSA-PSS-params (RFC 4055, 3.1).
func parametriPSS(der []byte) (hash, mgf crypto.Hash, sale int, ok bool) {
	s := cryptobyte.String(der)
	var seq, h, m, l cryptobyte.String
	var haH, haM, haL bool
	if !s.ReadASN1(&seq, tag.SEQUENCE) || !seq.ReadOptionalASN1(&h, &haH, esplicito(0)) ||
		!seq.ReadOptionalASN1(&m, &haM, esplicito(1)) || !seq.ReadOptionalASN1(&l, &haL, esplicito(2)) {
		return 0, 0, 0, false
	}
	sale = 20 // default of RFC 4055
	if haL && (!l.ReadASN1Integer(&sale) || sale < 0 || sale > 512) {
		return 0, 0, 0, false
	}
	oidH, _, okH := leggiAlgoritmo(&h)
	hash, noto := hashDi(oidH)
	mgf, okM := hashMGF1(&m)
	return hash, mgf, sale, okH && noto && okM
}

// hashMGF1 reads the mask generation function and its hash.
func hashMGF1(s *cryptobyte.String) (crypto.Hash, bool) {
	oid, parametri, ok := leggiAlgoritmo(s)
	if !ok || oid != oidMGF1 {
		return 0, false
	}
	p := cryptobyte.String(parametri)
	oid, _, ok = leggiAlgoritmo(&p)
	if !ok {
		return 0, false
	}
	return hashDi(oid)
}

// Legato says whether signing-certificate-v2 is there.
func (b *Busta) Legato() bool { _, ok := b.firmati[OIDSigningCertV2]; return ok }

// LegatoV1 says whether only the old SHA-1 signing-certificate is there.
func (b *Busta) LegatoV1() bool { _, ok := b.firmati[oidSigningCertV1]; return ok && !b.Legato() }

// ControllaLegame verifies that the first certificate of signing-certificate-v2
// is cert: without it another certificate with the same key, issuer and number
// could be put in its place.
func (b *Busta) ControllaLegame(cert *x509.Certificate) error {
	s := cryptobyte.String(b.firmati[OIDSigningCertV2])
	var v2, certs, primo, scritto cryptobyte.String
	if !s.ReadASN1(&v2, tag.SEQUENCE) || !v2.ReadASN1(&certs, tag.SEQUENCE) || !certs.ReadASN1(&primo, tag.SEQUENCE) {
		return errore(Legame, "malformed signing-certificate-v2")
	}
	h := crypto.SHA256
	if primo.PeekASN1Tag(tag.SEQUENCE) {
		oid, _, _ := leggiAlgoritmo(&primo)
		var ok bool
		if h, ok = hashDi(oid); !ok {
			return errore(Algoritmo, "signing-certificate-v2 with %s", oid)
		}
	}
	w := h.New()
	w.Write(cert.Raw)
	if !primo.ReadASN1(&scritto, tag.OCTET_STRING) || !bytes.Equal(scritto, w.Sum(nil)) {
		return errore(Legame, "signing-certificate-v2 names another certificate")
	}
	return nil
}
