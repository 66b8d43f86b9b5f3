package ambiente

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// richiesta is a request that passed the common checks.
type richiesta struct {
	http     *http.Request
	nome     string // operation
	id       string // X-Request-Id
	corpo    []byte
	sessione *sessione // nil for open operations
	provider string    // of a signature: its faults are this request's
}

// percorso returns a segment of the path.
func (r *richiesta) percorso(nome string) string { return r.http.PathValue(nome) }

// risposta is what an operation answers.
type risposta struct {
	stato   int
	corpo   any // JSON, nil for none
	pdf     []byte
	testate map[string]string
	solo    any // of an act: answered now in place of corpo and kept nowhere
}

func ok(corpo any) risposta { return risposta{stato: http.StatusOK, corpo: corpo} }

func (r risposta) con(nome, valore string) risposta {
	t := map[string]string{nome: valore}
	maps.Copy(t, r.testate)
	r.testate = t
	return r
}

// serve runs one operation: faults, headers, access, body, handler, answer.
func (s *server) serve(op rotta) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		if g, ok := w.(*registrata); ok {
			g.nome = op.nome
		}
		ctx := hr.Context()
		rif := s.guasti.allArrivo(ctx, s, op.nome)
		var ris risposta
		if rif == nil {
			var err error
			if ris, err = s.esegui(ctx, op, hr, w); err != nil {
				rif = s.rifiutoDi(err)
			}
		}
		if rif != nil {
			s.scriviRifiuto(w, rif)
			return
		}
		s.guasti.prima(PuntoRisposta, op.nome)
		s.scrivi(w, hr, op.nome, ris)
	})
}

func (s *server) esegui(ctx context.Context, op rotta, hr *http.Request, w http.ResponseWriter) (risposta, error) {
	r := &richiesta{http: hr, nome: op.nome, id: hr.Header.Get("X-Request-Id")}
	if err := errors.Join(s.ammessa(w, hr), s.controllaTestate(r)); err != nil {
		return risposta{}, err
	}
	if op.livello != aperta {
		var err error
		if r.sessione, err = s.sessioneDi(ctx, hr, op.livello); err != nil {
			return risposta{}, err
		}
	}
	s.guasti.prima(PuntoAccesso, op.nome)
	if op.corpo > 0 {
		if err := s.leggiCorpo(r, w, op.corpo); err != nil {
			return risposta{}, err
		}
	}
	s.guasti.prima(PuntoCorpo, op.nome)
	return op.gestore(ctx, r)
}

// controllaTestate wants the headers that every call carries.
func (s *server) controllaTestate(r *richiesta) error {
	if _, err := uuid.Parse(r.id); err != nil || len(r.id) != 36 {
		return s.nega("PARAMETRI_MANCANTI").Al("X-Request-Id")
	}
	for _, nome := range []string{"X-Codice-Servizio", "X-Codice-Verticale"} {
		if strings.TrimSpace(r.http.Header.Get(nome)) == "" {
			return s.nega("PARAMETRI_MANCANTI").Al(nome)
		}
	}
	if regime := r.http.Header.Get("Regime"); regime != "" && regime != "ORD" {
		return s.nega("DATI_INCONGRUENTI").Al("Regime")
	}
	return nil
}

func (s *server) leggiCorpo(r *richiesta, w http.ResponseWriter, massimo int64) error {
	tipo, _, err := mime.ParseMediaType(r.http.Header.Get("Content-Type"))
	if err != nil || tipo != "application/json" {
		return s.nega("TIPO_NON_AMMESSO")
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.http.Body, massimo))
	if err != nil {
		if _, troppo := errors.AsType[*http.MaxBytesError](err); troppo {
			return s.nega("CORPO_TROPPO_GRANDE")
		}
		return s.nega("DATI_INCONGRUENTI")
	}
	r.corpo = b
	return nil
}

// decodifica reads the body into v: unknown fields, wrong types and trailing
// bytes are refused. The decoder's own words, which may quote what was typed,
// go nowhere.
func (s *server) decodifica(r *richiesta, v any) error {
	d := json.NewDecoder(bytes.NewReader(r.corpo))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		rif := s.nega("DATI_INCONGRUENTI")
		if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && e.Field != "" {
			rif = rif.Al(strings.ReplaceAll(e.Field, ".", "/"))
		}
		return rif
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return s.nega("DATI_INCONGRUENTI")
	}
	return nil
}

// scrivi sends an answer; a matching If-None-Match turns it into a 304.
func (s *server) scrivi(w http.ResponseWriter, r *http.Request, nome string, ris risposta) {
	h := w.Header()
	for k, v := range ris.testate {
		h.Set(k, v)
	}
	if etag := h.Get("ETag"); etag != "" && r.Method == http.MethodGet && corrisponde(r.Header.Get("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if ris.pdf != nil {
		h.Set("Content-Type", "application/pdf")
		h.Set("Content-Length", strconv.Itoa(len(ris.pdf)))
		w.WriteHeader(ris.stato)
		_, _ = w.Write(s.guasti.aMeta(w, nome, ris.pdf))
		return
	}
	if ris.corpo == nil {
		w.WriteHeader(ris.stato)
		return
	}
	b, err := json.Marshal(ris.corpo)
	if err != nil {
		s.scriviRifiuto(w, s.nega("ERRORE_GENERICO").Perche(err))
		return
	}
	h.Set("Content-Type", "application/json")
	w.WriteHeader(ris.stato)
	_, _ = w.Write(s.guasti.aMeta(w, nome, b))
}

// corrisponde compares an If-None-Match list with the current ETag.
func corrisponde(elenco, etag string) bool {
	for v := range strings.SplitSeq(elenco, ",") {
		v = strings.TrimSpace(v)
		if v == "*" || strings.TrimPrefix(v, "W/") == etag {
			return true
		}
	}
	return false
}

// conETag adds a strong ETag made from the content.
func conETag(ris risposta) (risposta, error) {
	b, err := json.Marshal(ris.corpo)
	if err != nil {
		return ris, err
	}
	return ris.con("ETag", `"`+impronta(b)[:32]+`"`), nil
}

// rispostaPDF answers with a document: name, digest and ETag of its bytes.
func rispostaPDF(pdf []byte, nome string) risposta {
	h := sha256.Sum256(pdf)
	return risposta{stato: http.StatusOK, pdf: pdf, testate: map[string]string{
		"ETag": `"` + impronta(pdf) + `"`, "Digest": "sha-256=" + base64.StdEncoding.EncodeToString(h[:]),
		"Content-Disposition": mime.FormatMediaType("attachment", map[string]string{"filename": nome}),
	}}
}

// conPagine adds the paging headers and cuts the page.
func conPagine[T any](tutti []T, limit, offset int) risposta {
	totale := len(tutti)
	da, a := min(offset, totale), min(offset+limit, totale)
	pagina := tutti[da:a]
	if pagina == nil {
		pagina = []T{}
	}
	return risposta{stato: http.StatusOK, corpo: pagina, testate: map[string]string{
		"X-Total-Elements": strconv.Itoa(totale), "X-Page": strconv.Itoa(offset/limit + 1),
		"X-Page-Size": strconv.Itoa(limit), "X-Total-Pages": strconv.Itoa((totale + limit - 1) / limit),
	}}
}
