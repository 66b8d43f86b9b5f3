package identita_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

const modulo = "/usr/lib/softhsm/libsofthsm2.so"

// modello is a login certificate of an invented doctor.
func modello(da, fine time.Time, uso ...x509.ExtKeyUsage) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Luisa Prova", SerialNumber: "TINIT-RSSLNE68D52L219V"},
		NotBefore: da, NotAfter: fine, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: uso,
	}
}

func certificato(t *testing.T, m *x509.Certificate, chiave crypto.Signer) *x509.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, m, m, chiave.Public(), chiave)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func chiaveEC(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// p12 writes a PKCS#12 file with the password "parola".
func p12(t *testing.T, m *x509.Certificate) string {
	t.Helper()
	k := chiaveEC(t)
	b, err := pkcs12.Modern.Encode(k, certificato(t, m, k), nil, "parola")
	if err != nil {
		t.Fatal(err)
	}
	return scrivi(t, b)
}

func scrivi(t *testing.T, b []byte) string {
	t.Helper()
	nome := filepath.Join(t.TempDir(), "identita.p12")
	if err := os.WriteFile(nome, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return nome
}
