package autorita

import (
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// oidSerialNumber is the X.520 attribute that carries "TINIT-" and the fiscal
// code (ETSI EN 319 412-1, 5.1.3).
func oidSerialNumber() asn1.ObjectIdentifier { return asn1.ObjectIdentifier{2, 5, 4, 5} }

// EmettiIdentita returns a certificate, DER, with which a doctor logs in by TLS:
// what a CNS carries. It is good for nothing else, signatures included.
func (a *Autorita) EmettiIdentita(m Medico, chiave crypto.PublicKey, da, fine time.Time) ([]byte, error) {
	t := a.modello(m.Nome+" "+m.Cognome+" (NON VALIDA)", 1)
	t.NotBefore, t.NotAfter = da, fine
	t.KeyUsage = x509.KeyUsageDigitalSignature
	t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	t.Subject.ExtraNames = []pkix.AttributeTypeAndValue{{Type: oidSerialNumber(), Value: "TINIT-" + string(m.CodiceFiscale)}}
	var err error
	if t.SerialNumber, err = a.seriale(); err != nil {
		return nil, err
	}
	return x509.CreateCertificate(a.o.Caso, t, a.radice.cert, chiave, a.radice.chiave)
}

// Radice returns the root of the environment.
func (a *Autorita) Radice() *x509.Certificate { return a.radice.cert }

// IdentificaTLS returns whose login certificate it is. An error says that the
// chain, the purpose or the dates are wrong, or that it names nobody.
func (a *Autorita) IdentificaTLS(catena []*x509.Certificate, ora time.Time) (esenpat.CodiceFiscale, error) {
	if len(catena) == 0 {
		return "", errors.New("autorita: no certificate")
	}
	c := catena[0]
	// Without this extension x509 takes a certificate as good for everything:
	// the ones for signatures would open sessions.
	if !slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageClientAuth) {
		return "", errors.New("autorita: not a login certificate")
	}
	radici := x509.NewCertPool()
	radici.AddCert(a.radice.cert)
	if _, err := c.Verify(x509.VerifyOptions{Roots: radici, CurrentTime: ora, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}); err != nil {
		return "", err
	}
	cf, ok := strings.CutPrefix(c.Subject.SerialNumber, "TINIT-")
	if !ok {
		return "", errors.New("autorita: no fiscal code in the certificate")
	}
	return esenpat.CodiceFiscale(cf), nil
}
