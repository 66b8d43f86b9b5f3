// Package revoca asks the issuer of a certificate whether it was revoked: OCSP
// first, then the list of revoked certificates. It is only for certificates
// whose issuer is trusted already, because their own addresses are called; with
// no answer in time nothing is known, and the caller says so.
package revoca

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/ocsp"
)

const (
	// Attesa is how long both questions together may take (VF-06).
	Attesa     = 5 * time.Second
	maxOCSP    = 64 << 10
	maxElenco  = 8 << 20
	maxRicordi = 256
	tolleranza = 5 * time.Minute // clocks of servers and workstations
)

// Stato is what the issuer says of a certificate.
type Stato struct {
	Revocato bool
	Dal      time.Time // of the revocation
	Fonte    string    // "OCSP" or "CRL"
	Emesso   time.Time // when the answer was made (thisUpdate)
	Fino     time.Time // when the next one is due (nextUpdate); may be zero
	Memoria  bool      // nobody answers now: this was the answer to an earlier question
}

// Interroga asks issuers over the network. Its zero value is not ready: use
// [Nuova].
type Interroga struct {
	http *http.Client
	ora  func() time.Time

	mu    sync.Mutex
	gia   map[string]Stato // last answers, by issuer and number
	devia deviazione
}

// deviazione sends the addresses that begin with da to another place.
type deviazione struct {
	da, a string
	http  *http.Client
}

// Devia lets the addresses that begin with da be asked at a instead, whose
// server is believed by the given authorities: the test environment announces a
// fixed address and listens at another one each time.
func (i *Interroga) Devia(da, a string, autorita *x509.CertPool) {
	trasporto := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: autorita, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.devia = deviazione{da, a, cliente(trasporto)}
}

// dove returns where to ask instead of that address, and with what.
func (i *Interroga) dove(indirizzo string) (string, *http.Client) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if resto, ok := strings.CutPrefix(indirizzo, i.devia.da); ok && i.devia.http != nil {
		return i.devia.a + resto, i.devia.http
	}
	return indirizzo, i.http
}

func cliente(trasporto http.RoundTripper) *http.Client {
	return &http.Client{Transport: trasporto, Timeout: Attesa, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Nuova returns an Interroga. trasporto may be nil for the ordinary one, which
// follows the system's proxy settings. Redirections are not followed.
func Nuova(trasporto http.RoundTripper, ora func() time.Time) *Interroga {
	return &Interroga{http: cliente(trasporto), ora: ora, gia: map[string]Stato{}}
}

// Stato asks about cert, issued by emittente; where nobody answers an earlier
// answer counts for as long as the issuer said. An error means that nothing is
// known: no address, no answer in time, an answer that is old or not signed by
// the issuer. It is safe for concurrent use.
func (i *Interroga) Stato(ctx context.Context, cert, emittente *x509.Certificate) (Stato, error) {
	chi := string(emittente.RawSubjectPublicKeyInfo) + cert.SerialNumber.String()
	s, err := i.domanda(ctx, cert, emittente)
	i.mu.Lock()
	defer i.mu.Unlock()
	if err == nil {
		if len(i.gia) >= maxRicordi {
			clear(i.gia)
		}
		i.gia[chi] = s
		return s, nil
	}
	s, nota := i.gia[chi]
	if !nota || s.Fino.Before(i.ora()) {
		return Stato{}, err
	}
	s.Memoria = true
	return s, nil
}

func (i *Interroga) domanda(ctx context.Context, cert, emittente *x509.Certificate) (Stato, error) {
	ctx, basta := context.WithTimeout(ctx, Attesa)
	defer basta()
	var errs []error
	for _, dove := range primi(cert.OCSPServer) {
		s, err := i.ocsp(ctx, dove, cert, emittente)
		if err == nil {
			return s, nil
		}
		errs = append(errs, err)
	}
	for _, dove := range primi(cert.CRLDistributionPoints) {
		s, err := i.elenco(ctx, dove, cert, emittente)
		if err == nil {
			return s, nil
		}
		errs = append(errs, err)
	}
	if len(errs) == 0 {
		return Stato{}, errors.New("revoca: the certificate names nobody to ask")
	}
	return Stato{}, errors.Join(errs...)
}

// primi keeps a certificate from sending us to many places.
func primi(s []string) []string { return s[:min(len(s), 2)] }

func (i *Interroga) ocsp(ctx context.Context, dove string, cert, emittente *x509.Certificate) (Stato, error) {
	domanda, err := ocsp.CreateRequest(cert, emittente, nil)
	if err != nil {
		return Stato{}, fmt.Errorf("revoca: %w", err)
	}
	b, err := i.chiedi(ctx, http.MethodPost, dove, domanda, maxOCSP)
	if err != nil {
		return Stato{}, err
	}
	r, err := ocsp.ParseResponseForCert(b, cert, emittente)
	if err != nil {
		return Stato{}, fmt.Errorf("revoca: %w", err)
	}
	if err := i.fresca(r.ThisUpdate, r.NextUpdate); err != nil {
		return Stato{}, err
	}
	switch r.Status {
	case ocsp.Good:
		return Stato{Fonte: "OCSP", Emesso: r.ThisUpdate, Fino: r.NextUpdate}, nil
	case ocsp.Revoked:
		return Stato{Revocato: true, Dal: r.RevokedAt, Fonte: "OCSP", Emesso: r.ThisUpdate, Fino: r.NextUpdate}, nil
	}
	return Stato{}, errors.New("revoca: the responder does not know the certificate")
}

func (i *Interroga) elenco(ctx context.Context, dove string, cert, emittente *x509.Certificate) (Stato, error) {
	b, err := i.chiedi(ctx, http.MethodGet, dove, nil, maxElenco)
	if err != nil {
		return Stato{}, err
	}
	l, err := x509.ParseRevocationList(b)
	if err != nil {
		return Stato{}, fmt.Errorf("revoca: %w", err)
	}
	if err := l.CheckSignatureFrom(emittente); err != nil {
		return Stato{}, fmt.Errorf("revoca: %w", err)
	}
	if err := i.fresca(l.ThisUpdate, l.NextUpdate); err != nil {
		return Stato{}, err
	}
	s := Stato{Fonte: "CRL", Emesso: l.ThisUpdate, Fino: l.NextUpdate}
	for _, e := range l.RevokedCertificateEntries {
		if e.SerialNumber.Cmp(cert.SerialNumber) == 0 {
			s.Revocato, s.Dal = true, e.RevocationTime
		}
	}
	return s, nil
}

// fresca refuses an answer from the future or one that was to be replaced by
// now: an old good answer would hide a revocation.
func (i *Interroga) fresca(da, fino time.Time) error {
	ora := i.ora()
	if da.After(ora.Add(tolleranza)) || (!fino.IsZero() && fino.Before(ora.Add(-tolleranza))) {
		return errors.New("revoca: the answer is out of date")
	}
	return nil
}

func (i *Interroga) chiedi(ctx context.Context, metodo, dove string, corpo []byte, limite int64) ([]byte, error) {
	dove, cliente := i.dove(dove)
	u, err := url.Parse(dove)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, errors.New("revoca: not an address of the web")
	}
	r, err := http.NewRequestWithContext(ctx, metodo, dove, bytes.NewReader(corpo))
	if err != nil {
		return nil, fmt.Errorf("revoca: %w", err)
	}
	if metodo == http.MethodPost {
		r.Header.Set("Content-Type", "application/ocsp-request")
	}
	risposta, err := cliente.Do(r)
	if err != nil {
		return nil, fmt.Errorf("revoca: %w", err)
	}
	defer func() { _ = risposta.Body.Close() }() // only read
	b, err := io.ReadAll(io.LimitReader(risposta.Body, limite+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("revoca: %w", err)
	case risposta.StatusCode != http.StatusOK || int64(len(b)) > limite:
		return nil, fmt.Errorf("revoca: answer %d of %d bytes", risposta.StatusCode, len(b))
	}
	return b, nil
}
