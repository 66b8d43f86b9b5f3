package ambiente

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// registrata notes what was answered, for the log.
type registrata struct {
	http.ResponseWriter
	stato  int
	nome   string // operation
	codice string // stable code of a refusal
	causa  error
}

func (g *registrata) WriteHeader(n int) {
	if g.stato == 0 {
		g.stato = n
	}
	g.ResponseWriter.WriteHeader(n)
}

func (g *registrata) Write(b []byte) (int, error) {
	if g.stato == 0 {
		g.stato = http.StatusOK
	}
	return g.ResponseWriter.Write(b)
}

// Unwrap serves http.ResponseController.
func (g *registrata) Unwrap() http.ResponseWriter { return g.ResponseWriter }

// intorno is around every operation: request id, log line, no panic with data.
// The log has the operation's name, never the address: ids stay out of it.
func (s *server) intorno(dentro http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, inizio := r.Context(), s.o.Orologio()
		id := r.Header.Get("X-Request-Id")
		if _, err := uuid.Parse(id); err != nil || len(id) != 36 {
			id = ""
		}
		w.Header().Set("X-Request-Id", id)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		g := &registrata{ResponseWriter: w}
		defer func() {
			p := recover()
			err, _ := p.(error)
			taglio := errors.Is(err, http.ErrAbortHandler) // an injected fault
			if p != nil && !taglio {
				// The value may hold data of a patient: only that it happened is told.
				s.log.LogAttrs(ctx, slog.LevelError, "panic", slog.String("operazione", g.nome), slog.String("request_id", id))
				s.scriviRifiuto(g, s.nega("ERRORE_GENERICO"))
			}
			s.registra(ctx, g, r.Method, id, s.o.Orologio().Sub(inizio))
			if taglio {
				panic(http.ErrAbortHandler) // closes the connection
			}
		}()
		dentro.ServeHTTP(g, r)
	})
}

func (s *server) registra(ctx context.Context, g *registrata, metodo, id string, durata time.Duration) {
	attr := []slog.Attr{
		slog.String("operazione", g.nome), slog.String("metodo", metodo), slog.Int("stato", g.stato),
		slog.String("request_id", id), slog.Duration("durata", durata),
	}
	livello := slog.LevelInfo
	if g.codice != "" {
		attr = append(attr, slog.String("codice", g.codice))
	}
	if g.stato >= http.StatusInternalServerError && g.causa != nil {
		livello = slog.LevelError
		attr = append(attr, slog.Any("causa", causaSicura(g.causa)))
	}
	s.log.LogAttrs(ctx, livello, "richiesta", attr...)
}

// causaSicura reduces a cause to what may be logged.
func causaSicura(err error) any {
	if e, ok := errors.AsType[*esenpat.Error](err); ok {
		return e
	}
	return err.Error()
}

// scriviRifiuto answers with the regional error.
func (s *server) scriviRifiuto(w http.ResponseWriter, rif *filo.Rifiuto) {
	if g, ok := w.(*registrata); ok {
		g.codice, g.causa = rif.Codice, rif.Err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if rif.Attesa > 0 {
		h.Set("Retry-After", rif.RetryAfter())
	}
	if rif.Stato == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="APIOPESENPAT"`)
	}
	b, err := json.Marshal(rif.Corpo(h.Get("X-Request-Id")))
	if err != nil {
		b = []byte("{}")
	}
	w.WriteHeader(rif.Stato)
	_, _ = w.Write(b)
}

// rifiutoDi classifies what a handler returned.
func (s *server) rifiutoDi(err error) *filo.Rifiuto {
	if r, ok := errors.AsType[*filo.Rifiuto](err); ok {
		return r
	}
	return s.nega("ERRORE_GENERICO").Perche(err)
}

// tokenDi returns the bearer token of a request, "" without one.
func tokenDi(r *http.Request) string {
	schema, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(schema, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
