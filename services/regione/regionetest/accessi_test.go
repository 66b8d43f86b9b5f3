package regionetest_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/identita"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// browser follows a login page as a person would: fills the form, presses the
// button, is sent back.
type browser struct {
	t        *testing.T
	web      *http.Client
	medico   esenpat.CredenzialiAccesso
	cambia   func(q url.Values) // of the first address
	indietro func(q url.Values) // of the address back
}

func nuovoBrowser(p *postazione, medico string) *browser {
	radici := x509.NewCertPool()
	radici.AppendCertsFromPEM(p.CA())
	return &browser{
		t: p.t, medico: p.Medico(medico).Credenziali, cambia: func(url.Values) {}, indietro: func(url.Values) {},
		web: &http.Client{
			Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: radici, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// Apri implements identita.Navigatore.
func (b *browser) Apri(ctx context.Context, indirizzo string) error {
	u, err := url.Parse(indirizzo)
	if err != nil {
		return err
	}
	q := u.Query()
	b.cambia(q)
	u.RawQuery = q.Encode()
	modulo := url.Values{"nome_utente": {b.medico.NomeUtente}, "password": {b.medico.Password.Reveal()}, "pin": {b.medico.PIN.Reveal()}}
	stato, dove, err := b.vai(ctx, http.MethodPost, u.String(), modulo)
	if err != nil {
		return err
	}
	if stato != http.StatusSeeOther {
		return errors.New(strconv.Itoa(stato))
	}
	ritorno, err := url.Parse(dove)
	if err != nil {
		return err
	}
	q = ritorno.Query()
	b.indietro(q)
	ritorno.RawQuery = q.Encode()
	_, _, err = b.vai(ctx, http.MethodGet, ritorno.String(), nil)
	return err
}

func (b *browser) vai(ctx context.Context, metodo, indirizzo string, modulo url.Values) (stato int, dove string, err error) {
	req, err := http.NewRequestWithContext(ctx, metodo, indirizzo, strings.NewReader(modulo.Encode()))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r, err := b.web.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = r.Body.Close() }()
	_, err = io.Copy(io.Discard, r.Body)
	return r.StatusCode, r.Header.Get("Location"), err
}

func (p *postazione) oidc(ctx context.Context) esenpat.AccessoOIDC {
	p.t.Helper()
	s, err := p.Client.ServizioAttivo(ctx)
	p.bene(err)
	if s.Accessi.OIDC == nil || !s.Accessi.Certificato {
		p.t.Fatalf("the service offers %+v", s.Accessi)
	}
	return *s.Accessi.OIDC
}

// mezzi are the card, the file and the browser of the workstation.
type mezzi struct{ p *postazione }

func (m mezzi) Carta(context.Context, esenpat.Secret) (esenpat.Identita, error) {
	return esenpat.Identita{Chiudi: func() {}}, nil // a card without a certificate
}

func (m mezzi) File(_ context.Context, nome string, password esenpat.Secret) (esenpat.Identita, error) {
	return identita.DaFile(nome, password, m.p.Orologio.Ora())
}

func (m mezzi) Browser(ctx context.Context) (esenpat.ConcessioneOIDC, error) {
	return identita.ConBrowser(ctx, nuovoBrowser(m.p, regionetest.Ferraris), m.p.oidc(ctx), identita.Pagina{})
}

func TestAccesso_withTheBrowser(t *testing.T) {
	p := apri(t)

	scelte, err := p.sessione.Accedi(t.Context(), esenpat.CredenzialiAccesso{Metodo: esenpat.AccessoBrowser})
	p.bene(err)

	if scelte.Utente.CodiceFiscale == "" || len(scelte.Ruoli) == 0 {
		t.Errorf("%+v", scelte)
	}
}

func TestAccesso_aBrowserCodeIsSpentOnce(t *testing.T) {
	p := apri(t)
	k, err := mezzi{p}.Browser(t.Context())
	p.bene(err)
	p.bene(p.Client.AutenticaConOIDC(t.Context(), k))

	err = p.Client.AutenticaConOIDC(t.Context(), k)

	p.vuole(err, esenpat.Invalid, "accesso.browser-rifiutato")
}

func TestAccesso_browserCodeIsOfNoUseToAnybodyElse(t *testing.T) {
	p := apri(t)
	k, err := mezzi{p}.Browser(t.Context())
	p.bene(err)
	k.Verificatore = esenpat.NewSecret(strings.Repeat("a", 43))

	err = p.Client.AutenticaConOIDC(t.Context(), k)

	p.vuole(err, esenpat.Invalid, "accesso.browser-rifiutato")
}

func TestAccesso_browserNeverReturnsElsewhere(t *testing.T) {
	p := apri(t)
	b := nuovoBrowser(p, regionetest.Ferraris)
	b.cambia = func(q url.Values) { q.Set("redirect_uri", "http://altrove.example/ritorno") }

	_, err := identita.ConBrowser(t.Context(), b, p.oidc(t.Context()), identita.Pagina{})

	if err == nil || !strings.Contains(err.Error(), "400") {
		t.Errorf("%v", err)
	}
}

func TestAccesso_browserReturnOfAnotherLoginIsIgnored(t *testing.T) {
	p := apri(t)
	b := nuovoBrowser(p, regionetest.Ferraris)
	b.indietro = func(q url.Values) { q.Set("state", "altro") }
	ctx, smetti := context.WithCancel(t.Context())
	b2 := apriPoi{b, smetti}

	_, err := identita.ConBrowser(ctx, b2, p.oidc(t.Context()), identita.Pagina{})

	p.vuole(err, esenpat.Canceled, "operazione.annullata")
}

// apriPoi does something once the browser has come back.
type apriPoi struct {
	*browser
	poi func()
}

func (a apriPoi) Apri(ctx context.Context, indirizzo string) error {
	defer a.poi()
	return a.browser.Apri(ctx, indirizzo)
}

func TestAccesso_browserRefusedByTheUser(t *testing.T) {
	p := apri(t)
	b := nuovoBrowser(p, regionetest.Ferraris)
	b.indietro = func(q url.Values) { q.Del("code"); q.Set("error", "access_denied") }

	_, err := identita.ConBrowser(t.Context(), b, p.oidc(t.Context()), identita.Pagina{})
	p.vuole(err, esenpat.Invalid, "accesso.browser-rifiutato")

	_, err = identita.ConBrowser(t.Context(), b, esenpat.AccessoOIDC{Indirizzo: "http://idp.example/a", Client: "x"}, identita.Pagina{})
	p.vuole(err, esenpat.Invalid, "accesso.browser-non-sicuro")
}

// p12 downloads the file that the environment gives a doctor.
func (p *postazione) p12(medico string) string {
	p.t.Helper()
	b := nuovoBrowser(p, medico)
	req, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, strings.TrimSuffix(p.URL(), ambiente.Base)+"/prova/identita/"+medico+".p12", nil)
	p.bene(err)
	r, err := b.web.Do(req)
	p.bene(err)
	defer func() { _ = r.Body.Close() }()
	testo, err := io.ReadAll(r.Body)
	p.bene(err)
	nome := filepath.Join(p.t.TempDir(), "identita.p12")
	p.bene(os.WriteFile(nome, testo, 0o600))
	return nome
}

// conFile is the login of Ferraris with a file that the environment gave her.
func (p *postazione) conFile() esenpat.CredenzialiAccesso {
	return esenpat.CredenzialiAccesso{
		Metodo: esenpat.AccessoFile, File: p.p12(regionetest.Ferraris), Password: esenpat.NewSecret(ambiente.PasswordIdentita),
	}
}

func TestAccesso_withACertificateFile(t *testing.T) {
	p := apri(t)
	scelte, err := p.sessione.Accedi(t.Context(), p.conFile())
	p.bene(err)

	r := scelte.Ruoli[0]
	s, err := p.sessione.Apri(t.Context(), r.Ruolo.Codice, r.Collocazioni[0].Codice)
	p.bene(err)
	if s.Utente.CodiceFiscale != scelte.Utente.CodiceFiscale {
		t.Errorf("%+v", s)
	}
}

func TestAccesso_expiredCertificateIsRefusedByTheService(t *testing.T) {
	p := apri(t)
	c := p.conFile()
	id, err := mezzi{p}.File(t.Context(), c.File, c.Password)
	p.bene(err)
	p.Orologio.Avanti(400 * 24 * time.Hour)

	err = p.Client.AutenticaConIdentita(t.Context(), id)

	p.vuole(err, esenpat.Invalid, "accesso.certificato-rifiutato")
}

func TestAccesso_withoutACertificateThereIsNoLogin(t *testing.T) {
	p := apri(t)

	_, err := p.sessione.Accedi(t.Context(), esenpat.CredenzialiAccesso{Metodo: esenpat.AccessoCarta, PIN: esenpat.NewSecret("12345")})

	p.vuole(err, esenpat.Invalid, "accesso.certificato-rifiutato")
}
