package autorita_test

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/smallstep/pkcs7"

	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
)

// inLinea starts an environment whose PKI is served, with one credential.
func inLinea(t *testing.T) (b *banco, url string) {
	t.Helper()
	b = nuovoBanco(t)
	*b.ora = time.Now()
	b.riapri(t)
	b.credenziale(t, autorita.InfoCert, autorita.OTPNessuno)
	s := httptest.NewServer(http.StripPrefix("/pki", b.PKI(b.db)))
	t.Cleanup(s.Close)
	return b, s.URL + "/pki"
}

func scarica(t *testing.T, url string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatal(r.Status, err)
	}
	return b
}

// certificato takes the signer's certificate out of a signed file.
func certificato(t *testing.T, pdf []byte) *x509.Certificate {
	t.Helper()
	p7, err := pkcs7.Parse(dentro(t, pdf))
	if err != nil {
		t.Fatal(err)
	}
	return p7.GetOnlySigner()
}

func pemDi(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

// The responder and the list say what was committed, at once, and openssl
// believes them.
func TestPKI_revocationIsSeenByOpenssl(t *testing.T) {
	b, url := inLinea(t)
	pdf := documento(t, "prova")
	firmato, err := b.firma(t, b.richiesta(autorita.InfoCert, "", pdf), pdf)
	if err != nil {
		t.Fatal(err)
	}
	ca := scrivi(t, "emittente.pem", pemDi(scarica(t, url+"/ca/INFOCERT.crt")))
	radice := scrivi(t, "radice.pem", scarica(t, url+"/ca.pem"))
	cert := scrivi(t, "cert.pem", pemDi(certificato(t, firmato).Raw))
	stato := func() string {
		out, fallito := exec.CommandContext(t.Context(), "openssl", "ocsp", "-issuer", ca, "-cert", cert, "-url", url+"/ocsp", "-CAfile", radice).CombinedOutput()
		if fallito != nil {
			t.Fatalf("%v: %s", fallito, out)
		}
		return string(out)
	}
	if s := stato(); !strings.Contains(s, ": good") || !strings.Contains(s, "Response verify OK") {
		t.Errorf("before: %s", s)
	}

	b.stato(t, autorita.Revocata)

	if s := stato(); !strings.Contains(s, ": revoked") {
		t.Errorf("after: %s", s)
	}
	crl, err := x509.ParseRevocationList(scarica(t, url+"/crl/INFOCERT.crl"))
	if err != nil || len(crl.RevokedCertificateEntries) != 1 {
		t.Fatalf("%v %+v", err, crl)
	}
	emittente, _ := pem.Decode(leggiFile(t, ca))
	c, err := x509.ParseCertificate(emittente.Bytes)
	if err != nil || crl.CheckSignatureFrom(c) != nil {
		t.Error("the list is not signed by the issuer")
	}
}

func TestPKI_timeStampsAreAcceptedByOpenssl(t *testing.T) {
	b, url := inLinea(t)
	dati := scrivi(t, "dati", []byte("qualcosa"))
	domanda := filepath.Join(t.TempDir(), "q.tsq")
	esegui(t, "openssl", "ts", "-query", "-data", dati, "-sha256", "-cert", "-out", domanda)
	chiedi := func() (int, []byte) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/tsa", bytes.NewReader(leggiFile(t, domanda)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Body.Close() }()
		out, _ := io.ReadAll(r.Body)
		return r.StatusCode, out
	}

	_, risposta := chiedi()
	esegui(t, "openssl", "ts", "-verify", "-queryfile", domanda, "-in", scrivi(t, "r.tsr", risposta), "-CAfile", scrivi(t, "ca.pem", b.RadicePEM()))

	b.Guasti().TSAGiu(true)
	if codice, _ := chiedi(); codice != http.StatusServiceUnavailable {
		t.Errorf("status %d when it is down", codice)
	}
	pdf := documento(t, "prova")
	r := b.richiesta(autorita.InfoCert, "", pdf)
	r.ConMarca = true
	_, err := b.firma(t, r, pdf)
	atteso(t, err, autorita.TSAGiu, -1)
}

// One root for TLS too: a client that trusts it alone reaches the server by
// every local name.
func TestCertificatoTLS_isTrustedByTheOneRoot(t *testing.T) {
	b := nuovoBanco(t)
	radici := x509.NewCertPool()
	radici.AppendCertsFromPEM(b.RadicePEM())
	prima := b.CertificatoTLS()
	for _, nome := range []string{"localhost", "127.0.0.1", "::1"} {
		if _, err := prima.Leaf.Verify(x509.VerifyOptions{Roots: radici, DNSName: nome, CurrentTime: *b.ora}); err != nil {
			t.Errorf("%s: %v", nome, err)
		}
	}

	b.riapri(t)
	if !bytes.Equal(prima.Certificate[0], b.CertificatoTLS().Certificate[0]) {
		t.Error("the certificate changed at a restart")
	}
	*b.ora = b.ora.AddDate(0, 0, 380)
	b.riapri(t)
	nuovo := b.CertificatoTLS()
	if bytes.Equal(prima.Certificate[0], nuovo.Certificate[0]) || !nuovo.Leaf.NotAfter.After(b.ora.AddDate(0, 6, 0)) {
		t.Error("the certificate was not renewed in time")
	}
}

func TestCertificato_hasTheProfileAndSaysItIsATest(t *testing.T) {
	b, _ := inLinea(t)
	pdf := documento(t, "prova")
	firmato, err := b.firma(t, b.richiesta(autorita.InfoCert, "", pdf), pdf)
	if err != nil {
		t.Fatal(err)
	}
	c := certificato(t, firmato)
	if c.Subject.SerialNumber != "TINIT-"+string(medico().CodiceFiscale) || c.KeyUsage != x509.KeyUsageContentCommitment {
		t.Errorf("%v usage %b", c.Subject, c.KeyUsage)
	}
	trovati := map[string]bool{}
	for _, e := range c.Extensions {
		trovati[e.Id.String()] = e.Critical
	}
	for oid, critica := range map[string]bool{"2.5.29.15": true, "2.5.29.32": false, "1.3.6.1.5.5.7.1.3": false, "2.5.29.35": false, "2.5.29.31": false, "1.3.6.1.5.5.7.1.1": false} {
		if got, ok := trovati[oid]; !ok || got != critica {
			t.Errorf("extension %s: there %v, critical %v", oid, ok, got)
		}
	}
	if !strings.Contains(c.Issuer.String(), "NON VALIDA") || !strings.Contains(c.Subject.String(), "AMBIENTE DI PROVA") {
		t.Errorf("%s by %s", c.Subject, c.Issuer)
	}
}

func leggiFile(t *testing.T, nome string) []byte {
	t.Helper()
	b, err := os.ReadFile(nome)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
