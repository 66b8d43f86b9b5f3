package ambiente

import (
	"database/sql"
	_ "embed"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

const (
	percorsoOIDC = "/oidc/autorizza"
	clientOIDC   = "esenpat-desktop"
	durataCodice = time.Minute
)

//go:embed oidc.html
var paginaOIDCHTML string

// codiciOIDC are the codes that were given and not yet spent; a restart loses
// them, and the user begins again.
type codiciOIDC struct {
	mu sync.Mutex
	m  map[string]codiceOIDC
}

type codiceOIDC struct {
	utente, sfida, ritorno string
	scade                  time.Time
}

func (c *codiciOIDC) metti(codice string, v codiceOIDC) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = map[string]codiceOIDC{}
	}
	c.m[codice] = v
}

// spendi returns a code once.
func (c *codiciOIDC) spendi(codice string, ora time.Time) (codiceOIDC, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.m[codice]
	delete(c.m, codice)
	return v, ok && ora.Before(v.scade)
}

// richiestaOIDC is what the client's address asked.
type richiestaOIDC struct {
	Stato, Sfida, Ritorno string
	Errore                string
}

// leggiOIDC checks the request. A return address that is not this workstation's
// own is never gone to (RFC 8252, 7.3).
func leggiOIDC(q url.Values) (richiestaOIDC, bool) {
	r := richiestaOIDC{Stato: q.Get("state"), Sfida: q.Get("code_challenge"), Ritorno: q.Get("redirect_uri")}
	u, err := url.Parse(r.Ritorno)
	if err != nil || u.Scheme != "http" || !net.ParseIP(u.Hostname()).IsLoopback() {
		return r, false
	}
	return r, q.Get("response_type") == "code" && q.Get("client_id") == clientOIDC && r.Sfida != "" && q.Get("code_challenge_method") == "S256"
}

// paginaOIDC is the identity provider's own page.
func (s *server) paginaOIDC(w http.ResponseWriter, r *http.Request) {
	q, ok := leggiOIDC(r.URL.Query())
	if !ok {
		http.Error(w, "Richiesta di accesso non valida.", http.StatusBadRequest)
		return
	}
	s.mostraOIDC(w, http.StatusOK, q)
}

func (s *server) mostraOIDC(w http.ResponseWriter, stato int, q richiestaOIDC) {
	t, err := template.New("oidc").Parse(paginaOIDCHTML)
	if err != nil {
		http.Error(w, "oidc", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	w.WriteHeader(stato)
	_ = t.Execute(w, q)
}

// autorizzaOIDC checks the form by the rules of every login and goes back with
// a code.
func (s *server) autorizzaOIDC(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, corpoPiccolo)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "Modulo non valido.", http.StatusBadRequest)
		return
	}
	q, ok := leggiOIDC(r.URL.Query())
	if !ok {
		http.Error(w, "Richiesta di accesso non valida.", http.StatusBadRequest)
		return
	}
	c := filo.Credenziali{NomeUtente: r.PostForm.Get("nome_utente"), Password: r.PostForm.Get("password"), PIN: r.PostForm.Get("pin")}
	var rif *filo.Rifiuto
	ctx := r.Context()
	err := s.archivio.Transazione(ctx, func(tx *sql.Tx) (err error) {
		rif, err = s.verificaAccesso(ctx, tx, c)
		return err
	})
	if err != nil {
		http.Error(w, "Accesso non riuscito.", http.StatusInternalServerError)
		return
	}
	if rif != nil {
		q.Errore = "Nome utente, password o PIN non corretti."
		s.mostraOIDC(w, http.StatusUnauthorized, q)
		return
	}
	codice, err := s.casuale(24)
	if err != nil {
		http.Error(w, "Accesso non riuscito.", http.StatusInternalServerError)
		return
	}
	s.codici.metti(codice, codiceOIDC{c.NomeUtente, q.Sfida, q.Ritorno, s.ora().Add(durataCodice)})
	http.Redirect(w, r, q.Ritorno+"?"+url.Values{"code": {codice}, "state": {q.Stato}}.Encode(), http.StatusSeeOther)
}
