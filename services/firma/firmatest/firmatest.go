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
func NuovaCA(t testing.TB, nome string) *CA {
	t.Helper()
	k := EC(t)
	m := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: nome}, NotBefore: Ora().AddDate(-20, 0, 0), NotAfter: Ora().AddDate(20, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	return &CA{Cert: creato(t, m, m, k.Public(), k), chiave: k, n: 1}
}

// Firmatario issues a certificate for that key; ritocca may change it first.
func (c *CA) Firmatario(t testing.TB, chiave crypto.Signer, ritocca func(*x509.Certificate)) cms.Firmatario {
	t.Helper()
	c.n++
	m := &x509.Certificate{
		SerialNumber: big.NewInt(c.n), NotBefore: Ora().AddDate(-1, 0, 0), NotAfter: Ora().AddDate(1, 0, 0),
		Subject:  pkix.Name{CommonName: "Ada Prova", SerialNumber: "TINIT-" + string(CodiceFiscale())},
		KeyUsage: x509.KeyUsageContentCommitment,
	}
	if ritocca != nil {
		ritocca(m)
	}
	return cms.Firmatario{Certificato: creato(t, m, c.Cert, chiave.Public(), c.chiave), Chiave: chiave}
}

// TSA issues the certificate of a time stamp authority.
func (c *CA) TSA(t testing.TB) cms.Firmatario {
	t.Helper()
	der, err := asn1.Marshal([]asn1.ObjectIdentifier{cms.OID("1.3.6.1.5.5.7.3.8")})
	if err != nil {
		t.Fatal(err)
	}
	return c.Firmatario(t, EC(t), func(m *x509.Certificate) {
		m.KeyUsage = x509.KeyUsageDigitalSignature
		m.ExtraExtensions = []pkix.Extension{{Id: cms.OID("2.5.29.37"), Critical: true, Value: der}}
	})
}

func creato(t testing.TB, m, sopra *x509.Certificate, pubblica crypto.PublicKey, k crypto.Signer) *x509.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, m, sopra, pubblica, k)
	if err != nil {
		t.Fatal(err)
	}
	out, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// RSA makes a key of that size.
func RSA(t testing.TB, bit int) crypto.Signer {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, bit)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// EC makes a P-256 key.
func EC(t testing.TB) crypto.Signer {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// PDF makes a one-page document with that text.
func PDF(t testing.TB, testo string) []byte {
	t.Helper()
	p := gofpdf.New("P", "mm", "A4", "")
	p.SetCompression(false)
	p.AddPage()
	p.SetFont("Helvetica", "", 14)
	p.MultiCell(0, 8, testo, "", "", false)
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Opzioni are those of an ordinary B-B signature at [Ora].
func Opzioni() pades.Opzioni {
	return pades.Opzioni{Nome: "Ada Prova", Motivo: "Così è – «firma» 😀", Luogo: "Torino", Quando: Ora(), Caso: rand.Reader}
}

// Firma signs pdf.
func Firma(t testing.TB, pdf []byte, chi cms.Firmatario) []byte {
	t.Helper()
	out, err := pades.Firma(t.Context(), pdf, chi, Opzioni())
	if err != nil {
		t.Fatal(err)
	}
	return out
}
