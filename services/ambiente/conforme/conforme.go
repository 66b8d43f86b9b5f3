// Package conforme holds every exchange with a server against the contract of
// assets/openapi: every response, and every request that the server accepted.
// Tests wrap the test environment with it.
package conforme

import (
	"bytes"
	"fmt"
	"io"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// Controllo is the contract, ready to judge.
type Controllo struct {
	vie    routers.Router
	rileva func(error)
}

// Nuovo reads the contract; rileva is called, from the server's goroutines,
// with every breach of it.
func Nuovo(contratto []byte, rileva func(error)) (*Controllo, error) {
	doc, err := openapi3.NewLoader().LoadFromData(contratto)
	if err != nil {
		return nil, err
	}
	// The examples are checked once, by the test beside the contract.
	vie, err := legacy.NewRouter(doc, openapi3.DisableExamplesValidation())
	if err != nil {
		return nil, err
	}
	return &Controllo{vie, rileva}, nil
}

// Avvolgi checks what passes through h. It never changes an exchange.
func (c *Controllo) Avvolgi(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		corpo, err := io.ReadAll(io.LimitReader(r.Body, 8<<20))
		if err != nil {
			c.rileva(fmt.Errorf("request body: %w", err))
		}
		r.Body = io.NopCloser(bytes.NewReader(corpo))
		copia := r.Clone(r.Context())
		copia.Body = io.NopCloser(bytes.NewReader(corpo))
		g := &copiata{ResponseWriter: w, stato: http.StatusOK}
		h.ServeHTTP(g, r) // a panic (connection cut) leaves nothing to check
		c.giudica(copia, g)
	})
}

func (c *Controllo) giudica(r *http.Request, g *copiata) {
	via, parametri, err := c.vie.FindRoute(r)
	if err != nil {
		if g.stato != http.StatusNotFound && g.stato != http.StatusMethodNotAllowed {
			c.rileva(fmt.Errorf("%s answered %d outside the contract: %w", r.Method, g.stato, err))
		}
		return
	}
	nome := via.Operation.OperationID
	richiesta := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: parametri, Route: via,
		Options: &openapi3filter.Options{
			AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true, MultiError: true,
			SkipSettingDefaults: true,
		},
	}
	if g.stato < http.StatusBadRequest {
		if err := openapi3filter.ValidateRequest(r.Context(), richiesta); err != nil {
			c.rileva(fmt.Errorf("%s: accepted request: %w", nome, err))
		}
	}
	risposta := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: richiesta, Status: g.stato, Header: g.Header(), Options: richiesta.Options,
	}
	risposta.SetBodyBytes(g.corpo.Bytes())
	if err := openapi3filter.ValidateResponse(r.Context(), risposta); err != nil {
		c.rileva(fmt.Errorf("%s: answer %d: %w", nome, g.stato, err))
	}
}

// copiata sends the answer on and keeps a copy.
type copiata struct {
	http.ResponseWriter
	stato int
	corpo bytes.Buffer
}

func (g *copiata) WriteHeader(n int) {
	g.stato = n
	g.ResponseWriter.WriteHeader(n)
}

func (g *copiata) Write(b []byte) (int, error) {
	_, _ = g.corpo.Write(b)
	return g.ResponseWriter.Write(b)
}
