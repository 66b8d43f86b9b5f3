package regione

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// classe says how often a request may leave.
type classe int

const (
	lettura   classe = iota // up to three tries
	creazione               // up to three tries, same Idempotency-Key
	sonda                   // once, on whatever connection there is
	sola                    // once, on a connection of its own: acts
)

// maxTentativi of what may be repeated.
const maxTentativi = 3

// maxAttesa is the longest Retry-After that is waited for here; a longer one
// becomes an error that says when to try again, never an earlier try.
const maxAttesa = 15 * time.Second

// chiamata is one operation of the contract, ready to be sent.
type chiamata struct {
	op        string // operationId: for logs and Error.Op
	metodo    string
	percorso  string // template: what is logged
	parametri map[string]string
	query     map[string]string
	corpo     any
	chiave    string // Idempotency-Key
	ifMatch   string
	ifNone    string
	classe    classe
	pdf       bool
	incerto   string        // code when a state-changing request may have arrived and nobody knows; "" for reads
	silenzio  bool          // not reported to Osserva
	anonima   bool          // before a login: says nothing of who calls
	con       *resty.Client // the connection to use; nil: by its class
}

// risposta is an answer of the service, whole.
type risposta struct {
	stato        int
	intestazioni http.Header
	corpo        []byte
	richiesta    string // X-Request-Id
}

// tentativo is how one try ended.
type tentativo struct {
	r          risposta
	err        *esenpat.Error
	arrivato   bool          // the request may have reached the service
	definitivo bool          // the service has decided
	ripetibile bool          // trying again can help
	dopo       time.Duration // Retry-After
}

// chiama sends q by the rules of its class.
func (c *Client) chiama(ctx context.Context, q chiamata) (risposta, error) {
	corpo, err := corpoJSON(q)
	if err != nil {
		return risposta{}, err
	}
	chi := c.identita(q) // the same at every try, even if somebody else logs in meanwhile
	forse := false       // some try may have arrived without an answer
	for n := 1; ; n++ {
		t := c.tenta(ctx, q, corpo, chi, n)
		if t.err == nil {
			return t.r, nil
		}
		forse = (forse || t.arrivato) && !t.definitivo
		pausa, ancora := c.ancora(q, n, t)
		if ancora && c.o.Attendi(ctx, pausa) == nil {
			continue
		}
		return risposta{}, c.finale(ctx, q, t.err, forse)
	}
}

// finale is the error of the whole call: what may have changed something on the
// server without an answer is Uncertain, even if the user has stopped waiting.
func (c *Client) finale(ctx context.Context, q chiamata, e *esenpat.Error, forse bool) error {
	switch {
	case forse && q.incerto != "":
		u := esenpat.NewError(esenpat.Uncertain, q.incerto, q.op).Because(e)
		u.RequestID = e.RequestID
		e = u
	case ctx.Err() != nil:
		e = esenpat.NewError(esenpat.Canceled, "operazione.annullata", q.op).Because(ctx.Err())
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			e = esenpat.NewError(esenpat.Offline, "rete.lenta", q.op).Because(ctx.Err())
		}
	}
	if !q.silenzio {
		c.o.Osserva(e)
	}
	return e
}

// ancora says whether to try again, and after how long.
func (c *Client) ancora(q chiamata, n int, t tentativo) (time.Duration, bool) {
	if q.classe == sola || q.classe == sonda || n >= maxTentativi || !t.ripetibile || t.dopo > maxAttesa {
		return 0, false
	}
	if t.err.Code == "rete.lenta" { // the whole limit was waited: the doctor is told now, not after three of them
		return 0, false
	}
	// 0.3 s and 0.6 s, of which at least the half is waited: clients that
	// failed together do not come back together.
	pausa := time.Duration(float64(300*time.Millisecond) * float64(n) * (0.5 + caso()/2))
	return max(pausa, t.dopo), true
}

func corpoJSON(q chiamata) ([]byte, error) {
	if q.corpo == nil {
		return nil, nil
	}
	b, err := json.Marshal(q.corpo)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", q.op).Because(err)
	}
	return b, nil
}

// tenta sends q once.
func (c *Client) tenta(ctx context.Context, q chiamata, corpo []byte, chi map[string]string, n int) tentativo {
	limite := c.o.Limiti.Lettura
	if q.pdf || (q.classe == sola && q.incerto != "") {
		limite = c.o.Limiti.Firma
	}
	ctx, smetti := context.WithTimeout(ctx, limite)
	defer smetti()
	var viaggio viaggio
	ctx = viaggio.segui(ctx)

	id, inizio := nuovaRichiesta(), c.o.Orologio()
	t := c.spedisci(ctx, q, corpo, intestazioni(q, chi, id), &viaggio)
	if t.err != nil {
		t.err.Op, t.err.RequestID = q.op, id
	}
	t.r.richiesta = id
	c.registra(ctx, q, t, n, id, c.o.Orologio().Sub(inizio))
	return t
}

func (c *Client) spedisci(ctx context.Context, q chiamata, corpo []byte, testa map[string]string, v *viaggio) tentativo {
	con := c.letture
	if q.con != nil {
		con = q.con
	} else if q.classe == sola || q.incerto != "" {
		// On a new connection it is certain whether anything has left.
		con = c.atti
	}
	r := con.R().SetContext(ctx).SetPathParams(q.parametri).SetQueryParams(q.query).SetHeaders(testa)
	if corpo != nil {
		r.SetHeader("Content-Type", tipoJSON).SetBody(corpo)
	}
	risp, err := r.Execute(q.metodo, q.percorso)
	if risp != nil && risp.RawResponse != nil {
		defer func() { _ = risp.RawResponse.Body.Close() }()
	}
	if err != nil {
		return interrotto(v.causa(err), v.partito.Load())
	}
	return c.ricevi(q, risp.RawResponse)
}

// intestazioni returns the headers of one try.
func intestazioni(q chiamata, chi map[string]string, id string) map[string]string {
	h := map[string]string{"X-Request-Id": id, "Accept": tipoJSON}
	maps.Copy(h, chi)
	if q.pdf {
		h["Accept"] = tipoPDF + ", " + tipoJSON
	}
	for nome, valore := range map[string]string{"Idempotency-Key": q.chiave, "If-Match": q.ifMatch, "If-None-Match": q.ifNone} {
		if valore != "" {
			h[nome] = valore
		}
	}
	return h
}

// interrotto is a try that got no answer.
func interrotto(err error, partito bool) tentativo {
	codice, ripetibile := guasto(err)
	e := esenpat.NewError(esenpat.Offline, codice, "").Because(senzaIndirizzo(err))
	if d, ok := errors.AsType[impronteDiverse](err); ok {
		e = e.With("impronta", d.vista)
	}
	return tentativo{err: e, arrivato: partito, ripetibile: ripetibile}
}

// viaggio follows how far a request went.
type viaggio struct {
	partito atomic.Bool // a connection was ready: bytes may have left
	stretta atomic.Bool // the TLS handshake failed
}

func (v *viaggio) segui(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { v.partito.Store(true) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err != nil {
				v.stretta.Store(true)
			}
		},
	})
}

func (v *viaggio) causa(err error) error {
	if v.stretta.Load() && guastoTLS(err) == "" && !diRete(err) {
		return strettaDiMano{err}
	}
	return err
}

// registra logs a try: which operation, how it went, how long. Never addresses,
// bodies or texts of foreign errors.
func (c *Client) registra(ctx context.Context, q chiamata, t tentativo, n int, id string, durata time.Duration) {
	livello, codice := slog.LevelInfo, ""
	if t.err != nil {
		livello, codice = slog.LevelWarn, t.err.Code
	}
	c.o.Log.LogAttrs(context.WithoutCancel(ctx), livello, "chiamata al servizio",
		slog.String("op", q.op), slog.String("metodo", q.metodo), slog.String("percorso", q.percorso),
		slog.String("request_id", id), slog.Int("stato", t.r.stato), slog.Int("tentativo", n),
		slog.String("codice", codice), slog.Int64("ms", durata.Milliseconds()))
}
