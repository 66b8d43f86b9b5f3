package identita

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// percorsoRitorno is where the browser comes back to.
const percorsoRitorno = "/ritorno"

// Navigatore opens a page in the system's browser.
type Navigatore interface {
	Apri(ctx context.Context, indirizzo string) error
}

// Pagina is the text that the browser shows when it has come back.
type Pagina struct{ Riuscito, Fallito string }

// ConBrowser logs in with the identity provider of a, in the system's browser,
// and waits for it to come back to this workstation (RFC 8252: authorization
// code with PKCE, loopback address, a port of the moment). The program never
// sees the password. ctx ends the wait, which has no other limit: the doctor
// may be looking for a telephone.
//
// Errors: "accesso.browser-non-sicuro" (Invalid, the page is not https),
// "accesso.browser-rifiutato" (Invalid, the provider or the user refused),
// those of nav, Canceled.
func ConBrowser(ctx context.Context, nav Navigatore, a esenpat.AccessoOIDC, p Pagina) (esenpat.ConcessioneOIDC, error) {
	const op = "identita.ConBrowser"
	if u, err := url.Parse(a.Indirizzo); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return esenpat.ConcessioneOIDC{}, esenpat.NewError(esenpat.Invalid, "accesso.browser-non-sicuro", op)
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return esenpat.ConcessioneOIDC{}, esenpat.NewError(esenpat.Internal, "accesso.browser-porta", op).Because(err)
	}
	cfg := oauth2.Config{
		ClientID: a.Client, RedirectURL: "http://" + l.Addr().String() + percorsoRitorno, Scopes: []string{a.Ambito},
		Endpoint: oauth2.Endpoint{AuthURL: a.Indirizzo},
	}
	stato, verificatore := rand.Text(), oauth2.GenerateVerifier()
	ritorni := make(chan url.Values, 1)
	srv := &http.Server{Handler: ascolta(stato, p, ritorni), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = srv.Serve(l) }() // ends with Close below
	defer func() {
		congedo, smetti := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer smetti()
		_ = srv.Shutdown(congedo) // lets the page be delivered
		_ = srv.Close()
	}()
	if err := nav.Apri(ctx, cfg.AuthCodeURL(stato, oauth2.S256ChallengeOption(verificatore))); err != nil {
		return esenpat.ConcessioneOIDC{}, err
	}
	select {
	case v := <-ritorni:
		if v.Get("code") == "" {
			return esenpat.ConcessioneOIDC{}, esenpat.NewError(esenpat.Invalid, "accesso.browser-rifiutato", op)
		}
		return esenpat.ConcessioneOIDC{
			Codice: esenpat.NewSecret(v.Get("code")), Verificatore: esenpat.NewSecret(verificatore), Ritorno: cfg.RedirectURL,
		}, nil
	case <-ctx.Done():
		return esenpat.ConcessioneOIDC{}, esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(ctx.Err())
	}
}

// ascolta takes the first return that knows the state of this login; any other
// request, as of another page that guesses the port, changes nothing.
func ascolta(stato string, p Pagina, ritorni chan<- url.Values) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+percorsoRitorno, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(stato)) != 1 {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, p.Fallito)
			return
		}
		testo := p.Riuscito
		if q.Get("code") == "" {
			testo = p.Fallito
		}
		_, _ = io.WriteString(w, testo)
		select {
		case ritorni <- q:
		default: // a reload of the page
		}
	})
	return mux
}
