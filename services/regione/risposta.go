package regione

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	tipoJSON = "application/json"
	tipoPDF  = "application/pdf"
)

// ricevi reads an answer whole and judges it. Nothing but the type that was
// asked for is ever parsed: an HTML page with status 200 is a captive portal.
func (c *Client) ricevi(q chiamata, h *http.Response) tentativo {
	t := tentativo{arrivato: true}
	t.r = risposta{stato: h.StatusCode, intestazioni: h.Header}
	massimo := c.o.Limiti.JSON
	tipo, _, _ := mime.ParseMediaType(h.Header.Get("Content-Type"))
	if tipo == tipoPDF {
		massimo = c.o.Limiti.PDF
	}
	corpo, err := leggiTutto(h.Body, massimo)
	if _, ok := errors.AsType[erroreGrande](err); ok {
		t.err = esenpat.NewError(esenpat.Internal, "servizio.risposta-troppo-grande", "")
		return t
	}
	if err != nil {
		stato := t.r.stato
		t = interrotto(err, true)
		t.r.stato = stato
		return t
	}
	t.r.corpo = corpo
	switch {
	case senzaCorpo(q, h.StatusCode):
		return t
	case h.StatusCode == http.StatusAccepted && q.incerto != "":
		// The service is still at it: the outcome is asked for later.
		t.err = esenpat.NewError(esenpat.Unavailable, "atto.in-corso-remoto", "")
		return t
	case h.StatusCode >= 200 && h.StatusCode < 300:
		t.err = atteso(q, tipo, t.r)
		t.ripetibile = t.err != nil && t.err.Code == "documento.danneggiato"
		return t
	}
	return c.rifiuto(q, t, tipo)
}

// senzaCorpo reports whether an answer without a body is right. A success
// without the document that was asked for is none.
func senzaCorpo(q chiamata, stato int) bool {
	return (stato == http.StatusNoContent && !q.pdf) || (stato == http.StatusNotModified && q.ifNone != "")
}

// atteso checks that a success carries what was asked for.
func atteso(q chiamata, tipo string, r risposta) *esenpat.Error {
	vuole := tipoJSON
	if q.pdf {
		vuole = tipoPDF
	}
	switch {
	case q.pdf && r.stato == http.StatusNoContent:
		return esenpat.NewError(esenpat.Unavailable, "documento.danneggiato", "")
	case tipo != vuole:
		return esenpat.NewError(esenpat.Offline, "rete.portale", "")
	case q.pdf && !integro(r):
		return esenpat.NewError(esenpat.Unavailable, "documento.danneggiato", "")
	}
	return nil
}

// integro reports whether a PDF has the hash that the service declares
// (RFC 3230, "sha-256=" and base64).
func integro(r risposta) bool {
	nome, valore, ok := strings.Cut(r.intestazioni.Get("Digest"), "=")
	if !ok || !strings.EqualFold(nome, "sha-256") {
		return false
	}
	atteso, err := base64.StdEncoding.DecodeString(valore)
	h := sha256.Sum256(r.corpo)
	return err == nil && bytes.Equal(atteso, h[:]) && bytes.HasPrefix(r.corpo, []byte("%PDF-"))
}

// erroreGrande is an answer over the limit: it is not read to the end.
type erroreGrande struct{}

func (erroreGrande) Error() string { return "answer over the limit" }

func leggiTutto(r io.Reader, massimo int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, massimo+1))
	if int64(len(b)) > massimo {
		return nil, erroreGrande{}
	}
	return b, err
}

// obbligatorio is a DTO that knows what the contract requires of it.
type obbligatorio interface {
	// manca returns the name of a required field that is missing, or "".
	manca() string
}

// chiedi sends q and reads the DTO of its answer. Unknown fields are ignored,
// missing ones are an error; for what changes something on the server an
// unreadable success is Uncertain, since it may well have been one.
func chiedi[D obbligatorio](ctx context.Context, c *Client, q chiamata) (D, risposta, error) {
	var d D
	r, err := c.chiama(ctx, q)
	if err != nil || r.stato == http.StatusNotModified {
		return d, r, err
	}
	if bytes.Equal(bytes.TrimSpace(r.corpo), []byte("null")) {
		err = errors.New("null") // an empty list is []: «nobody» must have been said
	} else if troppoProfondo(r.corpo) {
		err = errors.New("nested too deep")
	} else if err = json.Unmarshal(r.corpo, &d); err == nil {
		if campo := d.manca(); campo != "" {
			err = errors.New("missing " + campo)
		}
	}
	if err != nil {
		var vuoto D
		return vuoto, r, c.malformata(q, r, err)
	}
	visibili(reflect.ValueOf(&d))
	return d, r, nil
}

// elenco is a list of DTOs.
type elenco[D obbligatorio] []D

func (l elenco[D]) manca() string {
	for _, d := range l {
		if campo := d.manca(); campo != "" {
			return campo
		}
	}
	return ""
}

func (c *Client) malformata(q chiamata, r risposta, causa error) error {
	e := esenpat.NewError(esenpat.Internal, "servizio.risposta-non-valida", q.op).Because(causa)
	if q.incerto != "" {
		e = esenpat.NewError(esenpat.Uncertain, q.incerto, q.op).Because(causa)
	}
	e.RequestID = r.richiesta
	c.o.Osserva(e)
	return e
}

// retryAfter reads seconds or an HTTP date (which the server's own Date is
// subtracted from, so that our clock does not matter).
func retryAfter(h http.Header) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.Atoi(v); err == nil {
		return time.Duration(max(s, 0)) * time.Second
	}
	quando, err := http.ParseTime(v)
	ora, err2 := http.ParseTime(h.Get("Date"))
	if err != nil || err2 != nil {
		return 0
	}
	return max(quando.Sub(ora), 0)
}

// senzaIndirizzo drops the address from an error: it may hold ids.
func senzaIndirizzo(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// diRete reports whether err is the connection's own: a time limit or a cut,
// not something that the other side said.
func diRete(err error) bool {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return true
	}
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return true
	}
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op != "remote error" // a TLS alert is an OpError too
}
