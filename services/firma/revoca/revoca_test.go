package revoca_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"github.com/esenpat/esenpat-desktop/services/firma/revoca"
)

func adesso() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

// ente is an authority that answers over HTTP; a test changes what it says.
type ente struct {
	cert    *x509.Certificate
	chiave  crypto.Signer
	altra   crypto.Signer // signs instead, when a test wants a false answer
	srv     *httptest.Server
	revoca  time.Time // zero: good
	fino    time.Time
	ocsp    bool
	crl     bool
	chieste []string
}

func nuovo(t *testing.T) *ente {
	t.Helper()
	e := &ente{ocsp: true, crl: true, fino: adesso().Add(time.Hour), chiave: chiave(t)}
	e.cert = certifica(t, &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "CA"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature, SubjectKeyId: []byte{1},
	}, nil, e)
	e.srv = httptest.NewServer(e)
	t.Cleanup(e.srv.Close)
	return e
}

func chiave(t *testing.T) crypto.Signer {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func certifica(t *testing.T, m, sopra *x509.Certificate, e *ente) *x509.Certificate {
	t.Helper()
	m.NotBefore, m.NotAfter = adesso().AddDate(-1, 0, 0), adesso().AddDate(1, 0, 0)
	if sopra == nil {
		sopra = m
	}
	der, err := x509.CreateCertificate(rand.Reader, m, sopra, e.chiave.Public(), e.chiave)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (e *ente) firmatario(t *testing.T) *x509.Certificate {
	t.Helper()
	m := &x509.Certificate{SerialNumber: big.NewInt(42), Subject: pkix.Name{CommonName: "Ada Prova"}}
	if e.ocsp {
		m.OCSPServer = []string{e.srv.URL + "/ocsp"}
	}
	if e.crl {
		m.CRLDistributionPoints = []string{"ldap://x/y", e.srv.URL + "/crl"}
	}
	return certifica(t, m, e.cert, e)
}

func (e *ente) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.chieste = append(e.chieste, r.URL.Path)
	k := e.chiave
	if e.altra != nil {
		k = e.altra
	}
	da := e.fino.Add(-2 * time.Hour)
	if r.URL.Path == "/ocsp" {
		m := ocsp.Response{Status: ocsp.Good, SerialNumber: big.NewInt(42), ThisUpdate: da, NextUpdate: e.fino}
		if !e.revoca.IsZero() {
			m.Status, m.RevokedAt = ocsp.Revoked, e.revoca
		}
		b, err := ocsp.CreateResponse(e.cert, e.cert, m, k)
		if err != nil {
			w.WriteHeader(http.StatusInternalServerError)
		}
		_, _ = w.Write(b)
		return
	}
	l := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: da, NextUpdate: e.fino}
	if !e.revoca.IsZero() {
		l.RevokedCertificateEntries = []x509.RevocationListEntry{{SerialNumber: big.NewInt(42), RevocationTime: e.revoca}}
	}
	b, err := x509.CreateRevocationList(rand.Reader, l, e.cert, e.chiave)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
	if e.altra != nil {
		b[len(b)-1] ^= 1
	}
	_, _ = w.Write(b)
}

func TestStato_asksOCSPThenTheList(t *testing.T) {
	for nome, c := range map[string]struct {
		ocsp, crl bool
		revoca    time.Time
		fonte     string
	}{
		"OCSP good":    {true, true, time.Time{}, "OCSP"},
		"OCSP revoked": {true, true, adesso().Add(-time.Hour), "OCSP"},
		"CRL good":     {false, true, time.Time{}, "CRL"},
		"CRL revoked":  {false, true, adesso().Add(-time.Hour), "CRL"},
	} {
		t.Run(nome, func(t *testing.T) {
			e := nuovo(t)
			e.ocsp, e.crl, e.revoca = c.ocsp, c.crl, c.revoca

			s, err := revoca.Nuova(nil, adesso).Stato(t.Context(), e.firmatario(t), e.cert)

			if err != nil || s.Fonte != c.fonte || s.Revocato == c.revoca.IsZero() || !s.Dal.Equal(c.revoca) {
				t.Errorf("%+v %v", s, err)
			}
		})
	}
}

func TestStato_believesNobodyElse(t *testing.T) {
	for nome, guasta := range map[string]func(*ente){
		"false signature": func(e *ente) { e.altra = chiave(t) },
		"old answer":      func(e *ente) { e.fino = adesso().Add(-time.Hour) },
		"from the future": func(e *ente) { e.fino = adesso().Add(24 * time.Hour) },
		"nobody there":    func(e *ente) { e.srv.Close() },
		"no address":      func(e *ente) { e.ocsp, e.crl = false, false },
	} {
		t.Run(nome, func(t *testing.T) {
			e := nuovo(t)
			guasta(e)

			if s, err := revoca.Nuova(nil, adesso).Stato(t.Context(), e.firmatario(t), e.cert); err == nil {
				t.Errorf("%+v", s)
			}
		})
	}
}

// An answer counts until the issuer's next one is due, and only where nobody
// answers: a certificate revoked meanwhile is found out as soon as somebody does.
func TestStato_anEarlierAnswerServesWhileNobodyAnswers(t *testing.T) {
	e := nuovo(t)
	cert := e.firmatario(t)
	ora := adesso()
	i := revoca.Nuova(nil, func() time.Time { return ora })
	if _, err := i.Stato(t.Context(), cert, e.cert); err != nil {
		t.Fatal(err)
	}

	e.revoca = ora.Add(-time.Hour)
	dopo, err := i.Stato(t.Context(), cert, e.cert)
	e.srv.Close()
	senza, errSenza := i.Stato(t.Context(), cert, e.cert)
	ora = e.fino.Add(time.Minute)
	_, errTardi := i.Stato(t.Context(), cert, e.cert)

	if err != nil || !dopo.Revocato || dopo.Memoria {
		t.Errorf("asked again: %+v %v", dopo, err)
	}
	if errSenza != nil || !senza.Revocato || !senza.Memoria || !senza.Emesso.Equal(dopo.Emesso) {
		t.Errorf("nobody answers: %+v %v", senza, errSenza)
	}
	if errTardi == nil {
		t.Error("an answer out of date is still believed")
	}
}

// The test environment's certificates name a fixed address; it answers at
// another one, over TLS, and only its own authority vouches for that.
func TestDevia_asksTheTestEnvironmentWhereItIs(t *testing.T) {
	e := nuovo(t)
	cert := e.firmatario(t)
	vero := httptest.NewTLSServer(e)
	t.Cleanup(vero.Close)
	e.srv.Close()
	suo := x509.NewCertPool()
	suo.AddCert(vero.Certificate())

	for nome, c := range map[string]struct {
		da string
		ca *x509.CertPool
		sa bool
	}{
		"its authority":     {e.srv.URL, suo, true},
		"another authority": {e.srv.URL, x509.NewCertPool(), false},
		"another address":   {"http://127.0.0.2", suo, false},
	} {
		i := revoca.Nuova(nil, adesso)
		i.Devia(c.da, vero.URL, c.ca)

		if s, err := i.Stato(t.Context(), cert, e.cert); (err == nil) != c.sa {
			t.Errorf("%s: %+v %v", nome, s, err)
		}
	}
}
