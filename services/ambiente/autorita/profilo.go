package autorita

import (
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"time"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
)

// Medico is the holder of a credential.
type Medico struct {
	CodiceFiscale esenpat.CodiceFiscale
	Nome, Cognome string
}

// certificatoMedico issues the certificate of a doctor with the profile of
// AgID's guidelines and ETSI EN 319 412-2 (spec 4, 2.2).
func (a *Autorita) certificatoMedico(m Medico, provider string, pubblica crypto.PublicKey, da, fino time.Time) (*x509.Certificate, error) {
	ca, ok := a.intermi[provider]
	if !ok {
		return nil, fmt.Errorf("autorita: provider %q not known", provider)
	}
	t := a.modello(m.Nome+" "+m.Cognome, anniMedico)
	t.NotBefore, t.NotAfter = da.UTC(), fino.UTC()
	var err error
	if t.SerialNumber, err = a.seriale(); err != nil {
		return nil, err
	}
	t.Subject.SerialNumber = "TINIT-" + string(m.CodiceFiscale)
	t.Subject.ExtraNames = []pkix.AttributeTypeAndValue{
		{Type: cms.OID("2.5.4.4"), Value: m.Cognome},
		{Type: cms.OID("2.5.4.42"), Value: m.Nome},
		{Type: cms.OID("2.5.4.46"), Value: "PROVA" + hex.EncodeToString(t.SerialNumber.Bytes()[:6])}, // dnQualifier
	}
	t.KeyUsage = x509.KeyUsageContentCommitment // alone and critical: type A
	if a.o.URLOCSP != "" {
		t.OCSPServer = []string{a.o.URLOCSP}
	}
	t.IssuingCertificateURL = []string{a.o.URLBase + "/ca/" + provider + ".crt"}
	t.CRLDistributionPoints = []string{a.o.URLBase + "/crl/" + provider + ".crl"}
	politiche, err := politiche()
	if err != nil {
		return nil, err
	}
	qc, err := qcStatements()
	if err != nil {
		return nil, err
	}
	t.ExtraExtensions = []pkix.Extension{politiche, qc}
	der, err := x509.CreateCertificate(a.o.Caso, t, ca.cert, pubblica, ca.chiave)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return cert, nil
}

// politiche is certificatePolicies with agIDcert and a notice that says what
// these certificates are worth.
func politiche() (pkix.Extension, error) {
	return estensione("2.5.29.32", false, func(b *cryptobyte.Builder) {
		sequenza(b, func(b *cryptobyte.Builder) {
			sequenza(b, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(cms.OID("1.3.76.16.6")) // agIDcert
				sequenza(b, func(b *cryptobyte.Builder) {
					sequenza(b, func(b *cryptobyte.Builder) {
						b.AddASN1ObjectIdentifier(cms.OID("1.3.6.1.5.5.7.2.2")) // user notice
						sequenza(b, func(b *cryptobyte.Builder) {
							b.AddASN1(tag.UTF8String, func(b *cryptobyte.Builder) { b.AddBytes([]byte(organizzazione)) })
						})
					})
				})
			})
		})
	})
}

// qcStatements says what a qualified certificate says: compliance, key in a
// signature creation device, type "electronic signature".
func qcStatements() (pkix.Extension, error) {
	dichiara := func(b *cryptobyte.Builder, oid string) {
		sequenza(b, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(cms.OID(oid)) })
	}
	return estensione("1.3.6.1.5.5.7.1.3", false, func(b *cryptobyte.Builder) {
		sequenza(b, func(b *cryptobyte.Builder) {
			dichiara(b, "0.4.0.1862.1.1")
			dichiara(b, "0.4.0.1862.1.4")
			sequenza(b, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(cms.OID("0.4.0.1862.1.6"))
				dichiara(b, "0.4.0.1862.1.6.1")
			})
		})
	})
}

// soloMarche is the extended key usage of a time stamp authority: alone and
// critical (RFC 3161, 2.3), which crypto/x509 does not write.
func soloMarche() (pkix.Extension, error) {
	return estensione("2.5.29.37", true, func(b *cryptobyte.Builder) {
		sequenza(b, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(cms.OID("1.3.6.1.5.5.7.3.8")) })
	})
}

func estensione(oid string, critica bool, f func(*cryptobyte.Builder)) (pkix.Extension, error) {
	var b cryptobyte.Builder
	f(&b)
	der, err := b.Bytes()
	if err != nil {
		return pkix.Extension{}, fmt.Errorf("autorita: %w", err)
	}
	return pkix.Extension{Id: asn1.ObjectIdentifier(cms.OID(oid)), Critical: critica, Value: der}, nil
}

func sequenza(b *cryptobyte.Builder, f func(*cryptobyte.Builder)) { b.AddASN1(tag.SEQUENCE, f) }
