package cms

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"
)

// Limits of what is read: a real signature carries three to five certificates.
const (
	maxCertificati = 64
	maxAttributi   = 64
)

// Busta is a SignedData with its only signer.
type Busta struct {
	Tipo        string // OID of the content type
	Contenuto   []byte // nil when detached
	Certificati []*x509.Certificate

	emittente  []byte // of the signer identifier; nil when it is by key id
	seriale    *big.Int
	idChiave   []byte
	digestAlg  string
	attributi  []byte // signed attributes, DER of the SET; nil when absent
	firmati    map[string][]byte
	algFirma   string
	parametri  []byte
	firma      []byte
	nonFirmati map[string][]byte
}

// Leggi parses a ContentInfo. What follows it (the zero padding of a PDF
// /Contents) is ignored. Every error is an [Errore] with reason Formato.
func Leggi(der []byte) (*Busta, error) {
	b, err := leggi(der)
	if err == nil {
		return b, nil
	}
	if altro, ok := daBER(der); ok {
		return leggi(altro)
	}
	return nil, err
}

func leggi(der []byte) (*Busta, error) {
	sd, ok := signedData(der)
	if !ok {
		return nil, errore(Formato, "not a SignedData")
	}
	b := &Busta{}
	var versione int64
	var infos cryptobyte.String
	if !sd.ReadASN1Integer(&versione) || !sd.SkipASN1(tag.SET) || !b.leggiContenuto(&sd) ||
		!b.leggiCertificati(&sd) || !sd.SkipOptionalASN1(esplicito(1)) || !sd.ReadASN1(&infos, tag.SET) {
		return nil, errore(Formato, "malformed SignedData")
	}
	var info cryptobyte.String
	if !infos.ReadASN1(&info, tag.SEQUENCE) || !infos.Empty() {
		return nil, errore(Formato, "there must be exactly one signer")
	}
	if !b.leggiFirmatario(&info) {
		return nil, errore(Formato, "malformed signer")
	}
	return b, nil
}

// signedData opens a ContentInfo.
func signedData(der []byte) (sd cryptobyte.String, ok bool) {
	s := cryptobyte.String(der)
	var ci, esp cryptobyte.String
	var tipo asn1.ObjectIdentifier
	ok = s.ReadASN1(&ci, tag.SEQUENCE) && ci.ReadASN1ObjectIdentifier(&tipo) && tipo.String() == oidSignedData &&
		ci.ReadASN1(&esp, esplicito(0)) && esp.ReadASN1(&sd, tag.SEQUENCE)
	return sd, ok
}

func (b *Busta) leggiContenuto(sd *cryptobyte.String) bool {
	var encap, esp, contenuto cryptobyte.String
	var tipo asn1.ObjectIdentifier
	if !sd.ReadASN1(&encap, tag.SEQUENCE) || !encap.ReadASN1ObjectIdentifier(&tipo) {
		return false
	}
	b.Tipo = tipo.String()
	if encap.Empty() {
		return true
	}
	if !encap.ReadASN1(&esp, esplicito(0)) || !esp.ReadASN1(&contenuto, tag.OCTET_STRING) {
		return false
	}
	b.Contenuto = bytes.Clone(contenuto)
	return true
}

// leggiCertificati keeps the certificates it can read; an odd one among them
// (attribute certificates, broken old roots) must not fail the signature.
func (b *Busta) leggiCertificati(sd *cryptobyte.String) bool {
	var tutti cryptobyte.String
	var presenti bool
	if !sd.ReadOptionalASN1(&tutti, &presenti, esplicito(0)) {
		return false
	}
	for n := 0; presenti && !tutti.Empty(); n++ {
		var uno cryptobyte.String
		var t tag.Tag
		if n == maxCertificati || !tutti.ReadAnyASN1Element(&uno, &t) {
			return false
		}
		if t != tag.SEQUENCE {
			continue
		}
		if c, err := x509.ParseCertificate(uno); err == nil {
			b.Certificati = append(b.Certificati, c)
		}
	}
	return true
}

func (b *Busta) leggiFirmatario(info *cryptobyte.String) bool {
	var versione int64
	if !info.ReadASN1Integer(&versione) || !b.leggiIdentita(info) {
		return false
	}
	digest, _, ok := leggiAlgoritmo(info)
	if !ok {
		return false
	}
	b.digestAlg = digest
	var firmati, nonFirmati, firma cryptobyte.String
	var ha bool
	if !info.ReadOptionalASN1(&firmati, &ha, esplicito(0)) {
		return false
	}
	if ha {
		set, err := avvolgi(tag.SET, firmati)
		if err != nil {
			return false
		}
		if b.attributi = set; !leggiAttributi(firmati, &b.firmati) {
			return false
		}
	}
	if b.algFirma, b.parametri, ok = leggiAlgoritmo(info); !ok || !info.ReadASN1(&firma, tag.OCTET_STRING) {
		return false
	}
	b.firma = bytes.Clone(firma)
	return info.ReadOptionalASN1(&nonFirmati, &ha, esplicito(1)) && info.Empty() && leggiAttributi(nonFirmati, &b.nonFirmati)
}

func (b *Busta) leggiIdentita(info *cryptobyte.String) bool {
	var id cryptobyte.String
	if info.PeekASN1Tag(tag.SEQUENCE) {
		var nome cryptobyte.String
		b.seriale = new(big.Int)
		ok := info.ReadASN1(&id, tag.SEQUENCE) && id.ReadASN1Element(&nome, tag.SEQUENCE) &&
			id.ReadASN1Integer(b.seriale) && id.Empty()
		b.emittente = bytes.Clone(nome)
		return ok
	}
	ok := info.ReadASN1(&id, tag.Tag(0).ContextSpecific())
	b.idChiave = bytes.Clone(id)
	return ok
}

func leggiAlgoritmo(s *cryptobyte.String) (oid string, parametri []byte, ok bool) {
	var seq cryptobyte.String
	var id asn1.ObjectIdentifier
	if !s.ReadASN1(&seq, tag.SEQUENCE) || !seq.ReadASN1ObjectIdentifier(&id) {
		return "", nil, false
	}
	return id.String(), bytes.Clone(seq), true
}

// leggiAttributi refuses an attribute that stands twice or has not exactly one
// value: which one counts would depend on the reader. Unknown multi-valued
// attributes are kept out of the map.
func leggiAttributi(s cryptobyte.String, out *map[string][]byte) bool {
	m := map[string][]byte{}
	for n := 0; !s.Empty(); n++ {
		var seq, set, valore cryptobyte.String
		var oid asn1.ObjectIdentifier
		var t tag.Tag
		if n == maxAttributi || !s.ReadASN1(&seq, tag.SEQUENCE) || !seq.ReadASN1ObjectIdentifier(&oid) ||
			!seq.ReadASN1(&set, tag.SET) || !seq.Empty() || !set.ReadAnyASN1Element(&valore, &t) {
			return false
		}
		if _, due := m[oid.String()]; due {
			return false
		}
		m[oid.String()] = nil
		if set.Empty() {
			m[oid.String()] = bytes.Clone(valore)
		}
	}
	*out = m
	return true
}

// Firmato returns the value of a signed attribute.
func (b *Busta) Firmato(oid string) ([]byte, bool) { v, ok := b.firmati[oid]; return v, ok }

// NonFirmato returns the value of an unsigned attribute.
func (b *Busta) NonFirmato(oid string) ([]byte, bool) { v, ok := b.nonFirmati[oid]; return v, ok }

// Valore is the signature value, what a time stamp covers.
func (b *Busta) Valore() []byte { return b.firma }

// Hash returns the digest algorithm; Algoritmo when it is not of SHA-2.
func (b *Busta) Hash() (crypto.Hash, error) {
	h, ok := hashDi(b.digestAlg)
	if !ok {
		return 0, errore(Algoritmo, "digest algorithm %s", b.digestAlg)
	}
	return h, nil
}

// Firmatario returns the certificate that the signer identifier names.
func (b *Busta) Firmatario() (*x509.Certificate, bool) {
	for _, c := range b.Certificati {
		if b.idChiave != nil && bytes.Equal(c.SubjectKeyId, b.idChiave) {
			return c, true
		}
		if b.seriale != nil && c.SerialNumber.Cmp(b.seriale) == 0 && bytes.Equal(c.RawIssuer, b.emittente) {
			return c, true
		}
	}
	return nil, false
}
