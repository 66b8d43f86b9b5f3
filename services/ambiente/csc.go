package ambiente

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// The signing side as the Cloud Signature Consortium's API (v2.0.0.2, and
// sendOTP of v1): the same credentials, driven by any standard client. It signs
// hashes; what is built around them is the caller's (spec 4, 1.3).

const (
	cscV1 = "/csc/v1"
	cscV2 = "/csc/v2"
	// durataCSC is how long a service token is good.
	durataCSC = time.Hour
)

// erroreCSC is a refusal of that API: only the description tells most apart.
type erroreCSC struct {
	stato       int
	Codice      string `json:"error"`
	Descrizione string `json:"error_description"`
}

func (e *erroreCSC) Error() string { return e.Codice + ": " + e.Descrizione }

func invalida(descrizione string) *erroreCSC {
	return &erroreCSC{http.StatusBadRequest, "invalid_request", descrizione}
}

func mancante(tipo, nome string) *erroreCSC {
	return invalida("Missing (or invalid type) " + tipo + " parameter " + nome)
}

// metodiCSC are the methods, with the path under /csc/v2 (and /csc/v1 for
// sendOTP). All are POST with JSON; medico is nil where no token is asked for.
func (s *server) metodiCSC() map[string]func(context.Context, *mondo.Medico, corpoCSC) (any, error) {
	return map[string]func(context.Context, *mondo.Medico, corpoCSC) (any, error){
		"credentials/list": s.cscElenco, "credentials/info": s.cscInfo, "credentials/getChallenge": s.cscSfida, "credentials/sendOTP": s.cscSfida,
		"credentials/authorize": s.cscAutorizza, "credentials/extendTransaction": s.cscEstendi,
		"signatures/signHash": s.cscFirma, "signatures/timestamp": s.cscMarca, "auth/revoke": s.cscRevoca,
	}
}

// gestoreCSC serves the whole API under both versions.
func (s *server) gestoreCSC() http.Handler {
	mux := http.NewServeMux()
	for _, base := range []string{cscV1, cscV2} {
		mux.HandleFunc("POST "+base+"/info", s.cscServizio)
		mux.HandleFunc("POST "+base+"/auth/login", s.cscLogin)
		mux.HandleFunc("POST "+base+"/oauth2/token", s.cscToken)
		for nome, f := range s.metodiCSC() {
			mux.HandleFunc("POST "+base+"/"+nome, func(w http.ResponseWriter, r *http.Request) { s.cscEsegui(w, r, f) })
		}
	}
	return mux
}

func (s *server) cscEsegui(w http.ResponseWriter, r *http.Request, f func(context.Context, *mondo.Medico, corpoCSC) (any, error)) {
	ctx := r.Context()
	ses, err := s.sessioneDi(ctx, r, perCSC)
	if err != nil {
		s.cscScrivi(w, nil, &erroreCSC{http.StatusUnauthorized, "invalid_token", "The access token is not valid or has expired"})
		return
	}
	c, err := leggiCSC(w, r)
	if err == nil {
		c.token = tokenDi(r)
		var v any
		if v, err = f(ctx, ses.medico, c); err == nil {
			s.cscScrivi(w, v, nil)
			return
		}
	}
	s.cscScrivi(w, nil, err)
}

// cscScrivi answers with v (nil: 204) or with the error.
func (s *server) cscScrivi(w http.ResponseWriter, v any, err error) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	stato := http.StatusOK
	if err != nil {
		e, ok := errors.AsType[*erroreCSC](err)
		if !ok {
			e = &erroreCSC{http.StatusInternalServerError, "server_error", "Internal error"}
		}
		v, stato = e, e.stato
		if stato == http.StatusUnauthorized {
			h.Set("WWW-Authenticate", `Bearer realm="CSC"`)
		}
	}
	if v == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	h.Set("Content-Type", "application/json")
	w.WriteHeader(stato)
	_ = json.NewEncoder(w).Encode(v)
}

// corpoCSC is a request body, read field by field as the standard's errors want.
type corpoCSC struct {
	campi map[string]json.RawMessage
	token string
}

func leggiCSC(w http.ResponseWriter, r *http.Request) (corpoCSC, error) {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, corpoPiccolo))
	if err != nil {
		return corpoCSC{}, invalida("The request is too large")
	}
	c := corpoCSC{campi: map[string]json.RawMessage{}}
	if len(strings.TrimSpace(string(b))) > 0 && json.Unmarshal(b, &c.campi) != nil {
		return corpoCSC{}, invalida("The request is not a JSON object")
	}
	return c, nil
}

// leggi puts a field into v and reports whether it was there. The decoder's own
// words, which may quote a PIN, go nowhere.
func (c corpoCSC) leggi(nome, tipo string, v any) (bool, error) {
	b, ok := c.campi[nome]
	if !ok || string(b) == "null" {
		return false, nil
	}
	if json.Unmarshal(b, v) != nil {
		return false, mancante(tipo, nome)
	}
	return true, nil
}

// testo reads a string that must be there.
func (c corpoCSC) testo(nome string) (string, error) {
	var v string
	if ok, err := c.leggi(nome, "string", &v); err != nil || !ok || v == "" {
		return "", mancante("string", nome)
	}
	return v, nil
}

// cscServizio is the method info: open to everybody.
func (s *server) cscServizio(w http.ResponseWriter, r *http.Request) {
	s.cscScrivi(w, map[string]any{
		"specs": "2.0.0.2", "name": "Firma remota dell'ambiente di prova - NON VALIDA", "logo": "https://" + r.Host + "/csc/logo.png", "region": "IT", "lang": "it-IT",
		"description": "Chiavi vere, senza valore legale.", "authType": []string{"basic", "oauth2client"}, "oauth2": "https://" + r.Host + cscV2,
		"methods": []string{
			"auth/login", "auth/revoke", "credentials/list", "credentials/info", "credentials/getChallenge", "credentials/sendOTP",
			"credentials/authorize", "credentials/extendTransaction", "signatures/signHash", "signatures/timestamp",
		},
		"signAlgorithms":     map[string]any{"algos": []string{oidRSASHA256, oidRSA, oidECDSASHA256}, "algoParams": []string{}},
		"signature_formats":  map[string]any{"formats": []string{}, "envelope_properties": [][]string{}},
		"conformance_levels": []string{}, "asynchronousOperationMode": false, "validationInfo": false,
	}, nil)
}

// cscLogin is auth/login: Basic, deprecated by the standard and still in use.
func (s *server) cscLogin(w http.ResponseWriter, r *http.Request) {
	utente, password, ok := r.BasicAuth()
	if !ok {
		s.cscScrivi(w, nil, invalida("Malformed authorization header."))
		return
	}
	v, err := s.cscAccedi(r.Context(), utente, password)
	s.cscScrivi(w, v, err)
}

// cscToken is oauth2/token with client_credentials: a form, as RFC 6749 wants.
func (s *server) cscToken(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, corpoPiccolo)
	if g := r.PostFormValue("grant_type"); g != "client_credentials" {
		s.cscScrivi(w, nil, &erroreCSC{http.StatusBadRequest, "unsupported_grant_type", "Only client_credentials is offered"})
		return
	}
	utente, segreto, ok := r.BasicAuth()
	if !ok {
		utente, segreto = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	v, err := s.cscAccedi(r.Context(), utente, segreto)
	s.cscScrivi(w, v, err)
}

func (s *server) cscAccedi(ctx context.Context, utente, password string) (any, error) {
	token, scade, err := s.accediCSC(ctx, utente, password)
	if rif, si := errors.AsType[*filo.Rifiuto](err); si {
		if rif.Stato >= http.StatusInternalServerError {
			return nil, err
		}
		return nil, &erroreCSC{http.StatusBadRequest, "authentication_error", "An error occurred during authentication process"}
	}
	if err != nil {
		return nil, err
	}
	return map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(scade.Sub(s.ora()) / time.Second)}, nil
}

// cscRevoca ends the service token.
func (s *server) cscRevoca(ctx context.Context, _ *mondo.Medico, c corpoCSC) (any, error) {
	token, err := c.testo("token")
	if err != nil {
		return nil, err
	}
	if esenpat.NewSecret(token).Reveal() != c.token { // one token ends itself only
		return nil, invalida("Invalid string parameter token")
	}
	return nil, archivio.TogliGettone(ctx, s.archivio.DB(), impronta([]byte(token)))
}
