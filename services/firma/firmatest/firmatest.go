// Package firmatest makes authorities, signers and documents for tests of the
// signature packages. Nothing here is used by the product.
package firmatest

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"testing"
	"time"

	"github.com/phpdave11/gofpdf"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/pades"
)

// Ora is the fixed time of the tests.
func Ora() time.Time { return time.Date(2026, 11, 22, 2, 0, 0, 0, time.FixedZone("", 3600)) }

// CodiceFiscale is that of the invented doctor who signs.
func CodiceFiscale() esenpat.CodiceFiscale {
	return esenpat.ComponiCodiceFiscale("Prova", "Ada", esenpat.NewData(1975, time.May, 3), esenpat.Femmina, "L219")
}

// CA is a root that issues signing certificates.
type CA struct {
	Cert   *x509.Certificate
	chiave crypto.Signer
	n      int64
}

// NuovaCA makes a root.
func NuovaCA(tb testing.TB, nome string) *CA {
	tb.Helper()
	k := EC(tb)
	m := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: nome}, NotBefore: Ora().AddDate(-20, 0, 0), NotAfter: Ora().AddDate(20, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	return &CA{Cert: creato(tb, m, m, k.Public(), k), chiave: k, n: 1}
}

// Firmatario issues a certificate for that key; ritocca may change it first.
func (c *CA) Firmatario(tb testing.TB, chiave crypto.Signer, ritocca func(*x509.Certificate)) cms.Firmatario {
	tb.Helper()
	c.n++
	m := &x509.Certificate{
		SerialNumber: big.NewInt(c.n), NotBefore: Ora().AddDate(-1, 0, 0), NotAfter: Ora().AddDate(1, 0, 0),
		Subject:  pkix.Name{CommonName: "Ada Prova", SerialNumber: "TINIT-" + string(CodiceFiscale())},
		KeyUsage: x509.KeyUsageContentCommitment, SubjectKeyId: big.NewInt(c.n).Bytes(),
	}
	if ritocca != nil {
		ritocca(m)
	}
	return cms.Firmatario{Certificato: creato(tb, m, c.Cert, chiave.Public(), c.chiave), Chiave: chiave}
}

// TSA issues the certificate of a time stamp authority.
func (c *CA) TSA(tb testing.TB) cms.Firmatario {
	tb.Helper()
	der, err := asn1.Marshal([]asn1.ObjectIdentifier{cms.OID("1.3.6.1.5.5.7.3.8")})
	if err != nil {
		tb.Fatal(err)
	}
	return c.Firmatario(tb, EC(tb), func(m *x509.Certificate) {
		m.KeyUsage = x509.KeyUsageDigitalSignature
		m.ExtraExtensions = []pkix.Extension{{Id: cms.OID("2.5.29.37"), Critical: true, Value: der}}
	})
}

func creato(tb testing.TB, m, sopra *x509.Certificate, pubblica crypto.PublicKey, k crypto.Signer) *x509.Certificate {
	tb.Helper()
	der, err := x509.CreateCertificate(rand.Reader, m, sopra, pubblica, k)
	if err != nil {
		tb.Fatal(err)
	}
	out, err := x509.ParseCertificate(der)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// RSA makes a key of that size.
func RSA(tb testing.TB, bit int) crypto.Signer {
	tb.Helper()
	k, err := rsa.GenerateKey(rand.Reader, bit)
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

// EC makes a P-256 key.
func EC(tb testing.TB) crypto.Signer {
	tb.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

// PDF makes a one-page document with that text.
func PDF(tb testing.TB, testo string) []byte {
	tb.Helper()
	p := gofpdf.New("P", "mm", "A4", "")
	p.SetCompression(false)
	p.AddPage()
	p.SetFont("Helvetica", "", 14)
	p.MultiCell(0, 8, testo, "", "", false)
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// Opzioni are those of an ordinary B-B signature at [Ora].
func Opzioni() pades.Opzioni {
	return pades.Opzioni{Nome: "Ada Prova", Motivo: "Così è – «firma» 😀", Luogo: "Torino", Quando: Ora(), Caso: rand.Reader}
}

// Firma signs pdf.
func Firma(tb testing.TB, pdf []byte, chi cms.Firmatario) []byte {
	tb.Helper()
	out, err := pades.Firma(tb.Context(), pdf, chi, Opzioni())
	if err != nil {
		tb.Fatal(err)
	}
	return out
}
