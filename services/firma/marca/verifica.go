package marca

import (
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"time"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/esenpat/esenpat-desktop/services/firma/cms"
)

// Marca is a token whose own signature and imprint were found right. Whether
// its authority is trusted is for the caller to say.
type Marca struct {
	Quando      time.Time
	Certificato *x509.Certificate
	Altri       []*x509.Certificate
}

// Verifica checks that token is a valid time stamp over contenuto.
func Verifica(token, contenuto []byte) (Marca, error) {
	busta, err := cms.Leggi(token)
	if err != nil {
		return Marca{}, err
	}
	if busta.Tipo != cms.OIDTSTInfo {
		return Marca{}, errors.New("marca: not a time stamp")
	}
	quando, err := controllaInfo(busta.Contenuto, contenuto)
	if err != nil {
		return Marca{}, err
	}
	cert, ok := busta.Firmatario()
	if !ok {
		return Marca{}, errors.New("marca: the authority's certificate is not in the token")
	}
	if err := controllaBusta(busta, cert); err != nil {
		return Marca{}, err
	}
	if len(cert.ExtKeyUsage) != 1 || cert.ExtKeyUsage[0] != x509.ExtKeyUsageTimeStamping || len(cert.UnknownExtKeyUsage) > 0 {
		return Marca{}, errors.New("marca: the certificate is not for time stamps alone")
	}
	return Marca{Quando: quando, Certificato: cert, Altri: busta.Certificati}, nil
}

func controllaBusta(busta *cms.Busta, cert *x509.Certificate) error {
	h, err := busta.Hash()
	if err != nil {
		return err
	}
	w := h.New()
	w.Write(busta.Contenuto)
	digest := w.Sum(nil)
	if err := busta.ControllaDigest(digest); err != nil {
		return err
	}
	if busta.Legato() {
		if err := busta.ControllaLegame(cert); err != nil {
			return err
		}
	}
	return busta.ControllaFirma(cert, digest)
}

func controllaInfo(info, contenuto []byte) (time.Time, error) {
	s := cryptobyte.String(info)
	var seq, ora cryptobyte.String
	var versione int64
	var politica asn1.ObjectIdentifier
	if !s.ReadASN1(&seq, tag.SEQUENCE) || !seq.ReadASN1Integer(&versione) || !seq.ReadASN1ObjectIdentifier(&politica) {
		return time.Time{}, errors.New("marca: malformed TSTInfo")
	}
	h, valore, ok := leggiImpronta(&seq)
	if !ok || !seq.SkipASN1(tag.INTEGER) || !seq.ReadASN1(&ora, tag.GeneralizedTime) {
		return time.Time{}, errors.New("marca: malformed TSTInfo, or hash algorithm not accepted")
	}
	w := h.New()
	w.Write(contenuto)
	if string(w.Sum(nil)) != string(valore) {
		return time.Time{}, errors.New("marca: the time stamp is of something else")
	}
	// Fractions of a second are allowed and parsed although the layout has none.
	quando, err := time.Parse(formatoOra, string(ora))
	if err != nil {
		return time.Time{}, fmt.Errorf("marca: %w", err)
	}
	return quando, nil
}
