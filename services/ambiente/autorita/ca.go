package autorita

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"errors"
	"fmt"
	"math/big"
	"net"
	"time"
)

// organizzazione marks every certificate of the environment (SB-01).
const organizzazione = "AMBIENTE DI PROVA - NON VALIDA"

const (
	anniRadice  = 20
	anniCA      = 10
	anniMedico  = 3
	giorniTLS   = 397 // the longest that browsers accept
	margineTLS  = 30 * 24 * time.Hour
	anticipo    = time.Hour // certificates are valid a little before their birth
	nomeRadice  = "radice"
	nomeTLS     = "tls"
	nomeTSA     = "tsa"
	politicaTSA = "1.2.3.4.1" // the example policy that OpenSSL uses too
)

// emittente is a certificate with its key.
type emittente struct {
	cert   *x509.Certificate
	chiave crypto.Signer
}

// caricaEmittenti reads root, authorities, TSA and TLS, creating what is not
// there yet.
func (a *Autorita) caricaEmittenti(ctx context.Context, tx *sql.Tx) error {
	var err error
	if a.radice, err = a.emittente(ctx, tx, nomeRadice, a.nuovaRadice); err != nil {
		return err
	}
	for _, p := range a.profili {
		crea := func() (emittente, error) { return a.nuovaCA(p.Codice) }
		if a.intermi[p.Codice], err = a.emittente(ctx, tx, p.Codice, crea); err != nil {
			return err
		}
	}
	if a.tsa, err = a.emittente(ctx, tx, nomeTSA, a.nuovaTSA); err != nil {
		return err
	}
	if a.tls, err = a.emittente(ctx, tx, nomeTLS, a.nuovoTLS); err != nil {
		return err
	}
	if a.tls.cert.NotAfter.Sub(a.o.Orologio()) > margineTLS {
		return nil
	}
	if err = a.esegui(ctx, tx, `DELETE FROM autorita_ca WHERE nome = ?`, nomeTLS); err != nil {
		return err
	}
	a.tls, err = a.emittente(ctx, tx, nomeTLS, a.nuovoTLS)
	return err
}

// emittente returns the stored one, or makes and stores it.
func (a *Autorita) emittente(ctx context.Context, tx *sql.Tx, nome string, crea func() (emittente, error)) (emittente, error) {
	var der, pkcs8 []byte
	err := tx.QueryRowContext(ctx, `SELECT cert, chiave FROM autorita_ca WHERE nome = ?`, nome).Scan(&der, &pkcs8)
	if err == nil {
		return leggiEmittente(der, pkcs8)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return emittente{}, fmt.Errorf("autorita: %w", err)
	}
	e, err := crea()
	if err != nil {
		return emittente{}, err
	}
	if pkcs8, err = x509.MarshalPKCS8PrivateKey(e.chiave); err != nil {
		return emittente{}, fmt.Errorf("autorita: %w", err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO autorita_ca (nome, cert, chiave) VALUES (?, ?, ?)`, nome, e.cert.Raw, pkcs8); err != nil {
		return emittente{}, fmt.Errorf("autorita: %w", err)
	}
	return e, nil
}

func leggiEmittente(der, pkcs8 []byte) (emittente, error) {
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return emittente{}, fmt.Errorf("autorita: %w", err)
	}
	chiave, err := leggiChiave(pkcs8)
	return emittente{cert, chiave}, err
}

func leggiChiave(pkcs8 []byte) (crypto.Signer, error) {
	k, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	s, ok := k.(crypto.Signer)
	if !ok {
		return nil, errors.New("autorita: not a signing key")
	}
	return s, nil
}

func (a *Autorita) nuovaRadice() (emittente, error) {
	k, err := a.chiaveEC()
	if err != nil {
		return emittente{}, err
	}
	t := a.modello("Radice di prova Esenpat - NON VALIDA", anniRadice)
	t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	t.IsCA, t.BasicConstraintsValid, t.MaxPathLen = true, true, 1
	return a.emetti(t, t, k, k)
}

func (a *Autorita) nuovaCA(codice string) (emittente, error) {
	k, err := a.chiavePer(codice)
	if err != nil {
		return emittente{}, err
	}
	t := a.modello("CA di prova "+codice+" - NON VALIDA", anniCA)
	t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	t.IsCA, t.BasicConstraintsValid, t.MaxPathLenZero = true, true, true
	return a.emetti(t, a.radice.cert, k, a.radice.chiave)
}

func (a *Autorita) nuovaTSA() (emittente, error) {
	k, err := a.chiaveEC()
	if err != nil {
		return emittente{}, err
	}
	t := a.modello("Marche temporali di prova - NON VALIDE", anniCA)
	t.KeyUsage = x509.KeyUsageDigitalSignature
	eku, err := soloMarche()
	if err != nil {
		return emittente{}, err
	}
	t.ExtraExtensions = []pkix.Extension{eku}
	return a.emetti(t, a.radice.cert, k, a.radice.chiave)
}

func (a *Autorita) nuovoTLS() (emittente, error) {
	k, err := a.chiaveEC()
	if err != nil {
		return emittente{}, err
	}
	t := a.modello("localhost", 1)
	t.NotAfter = t.NotBefore.AddDate(0, 0, giorniTLS)
	t.KeyUsage = x509.KeyUsageDigitalSignature
	t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	t.DNSNames = []string{"localhost"}
	t.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	for _, n := range a.o.NomiTLS {
		if ip := net.ParseIP(n); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, n)
		}
	}
	return a.emetti(t, a.radice.cert, k, a.radice.chiave)
}

func (a *Autorita) modello(nome string, anni int) *x509.Certificate {
	ora := a.o.Orologio().UTC().Add(-anticipo)
	return &x509.Certificate{
		Subject:   pkix.Name{Country: []string{"IT"}, Organization: []string{organizzazione}, CommonName: nome},
		NotBefore: ora, NotAfter: ora.AddDate(anni, 0, 0),
	}
}

// emetti signs t; its serial number is drawn here.
func (a *Autorita) emetti(t, sopra *x509.Certificate, chiave, chiaveSopra crypto.Signer) (emittente, error) {
	var err error
	if t.SerialNumber, err = a.seriale(); err != nil {
		return emittente{}, err
	}
	der, err := x509.CreateCertificate(a.o.Caso, t, sopra, chiave.Public(), chiaveSopra)
	if err != nil {
		return emittente{}, fmt.Errorf("autorita: %w", err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return emittente{}, fmt.Errorf("autorita: %w", err)
	}
	return emittente{cert, chiave}, nil
}

// seriale draws a positive number of at most 127 bits.
func (a *Autorita) seriale() (*big.Int, error) {
	n, err := rand.Int(a.o.Caso, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return n.Add(n, big.NewInt(1)), nil
}

// chiavePer makes a key of the kind that the provider uses: RSA-2048 or ECDSA
// P-256, so that both kinds are always exercised (SB-02).
func (a *Autorita) chiavePer(provider string) (crypto.Signer, error) {
	if p, _ := a.profilo(provider); p.Chiave == "EC" {
		return a.chiaveEC()
	}
	var k *rsa.PrivateKey
	var err error
	if a.o.GeneraRSA != nil {
		k, err = a.o.GeneraRSA()
	} else {
		k, err = rsa.GenerateKey(a.o.Caso, 2048)
	}
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return k, nil
}

func (a *Autorita) chiaveEC() (crypto.Signer, error) {
	k, err := ecdsa.GenerateKey(elliptic.P256(), a.o.Caso)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return k, nil
}
