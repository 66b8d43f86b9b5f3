package regione_test

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// TestClient_actLeavesOnceWhereNetHTTPWouldRepeatIt shows the trap first, with
// net/http as it is, then that the client is not in it (spec 4, 4.3).
func TestClient_actLeavesOnceWhereNetHTTPWouldRepeatIt(t *testing.T) {
	var mu sync.Mutex
	arrivi := map[string]int{}
	b := avvia(t, profilo{}, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		mu.Lock()
		arrivi[r.Header.Get("Idempotency-Key")]++
		mu.Unlock()
		if r.Method == http.MethodPost {
			taglia(w)
			return
		}
		attivo(w, r)
	})
	ingenuo := b.Client()
	chiedi := func(metodo, chiave string) {
		r, _ := http.NewRequestWithContext(t.Context(), metodo, b.URL+"/x", bytes.NewReader([]byte("{}")))
		r.Header.Set("Idempotency-Key", chiave)
		if risp, err := ingenuo.Do(r); err == nil {
			_, _ = io.Copy(io.Discard, risp.Body)
			_ = risp.Body.Close()
		}
	}
	chiedi(http.MethodGet, "prima") // leaves a connection behind
	chiedi(http.MethodPost, "ingenuo")
	if arrivi["ingenuo"] < 2 {
		t.Fatalf("net/http sent %d: the trap is gone, so may be its guard", arrivi["ingenuo"])
	}

	c := cliente(t, b)
	for _, chiave := range []string{"k1", "k2"} {
		if _, err := c.ServizioAttivo(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, err := c.FirmaCertificato(t.Context(), chiave, firma())
		codice(t, err, esenpat.Uncertain, "firma.esito-incerto")
		if arrivi[chiave] != 1 {
			t.Errorf("the act arrived %d times", arrivi[chiave])
		}
	}
}

func TestClient_actsAreNeverRepeated(t *testing.T) {
	rif := firma().Riferimento
	atti := map[string]func(context.Context, *regione.Client) error{
		"firma": func(ctx context.Context, c *regione.Client) error {
			_, err := c.FirmaCertificato(ctx, "k", firma())
			return err
		},
		"firma annullamento": func(ctx context.Context, c *regione.Client) error {
			_, err := c.FirmaAnnullamento(ctx, "k", firma())
			return err
		},
		"annullamento": func(ctx context.Context, c *regione.Client) error {
			_, err := c.AnnullaCertificato(ctx, "k", rif, "")
			return err
		},
		"rilascio": func(ctx context.Context, c *regione.Client) error {
			_, err := c.RilasciaEsenzione(ctx, "k", esenpat.RichiestaEsenzione{AssistitoID: "a", CertificatoID: "b", Modalita: esenpat.Rilascio})
			return err
		},
		"eliminazione": func(ctx context.Context, c *regione.Client) error { return c.EliminaCertificato(ctx, rif) },
	}
	guasti := map[string]struct {
		h    http.HandlerFunc
		kind esenpat.Kind
	}{
		"connection cut":       {func(w http.ResponseWriter, _ *http.Request) { taglia(w) }, esenpat.Uncertain},
		"gateway page":         {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "bad gateway", http.StatusBadGateway) }, esenpat.Uncertain},
		"failed, cause open":   {func(w http.ResponseWriter, _ *http.Request) { rifiuta(w, 500, "ERRORE_GENERICO") }, esenpat.Uncertain},
		"success, unreadable":  {func(w http.ResponseWriter, _ *http.Request) { rispondi(w, 200, map[string]any{"altro": 1}) }, esenpat.Uncertain},
		"accepted, still busy": {func(w http.ResponseWriter, _ *http.Request) { rispondi(w, 202, map[string]any{}) }, esenpat.Uncertain},
		"session over":         {func(w http.ResponseWriter, _ *http.Request) { rifiuta(w, 401, "NON_AUTENTICATO") }, esenpat.Unauthenticated},
		"provider down":        {func(w http.ResponseWriter, _ *http.Request) { rifiuta(w, 503, "PROVIDER_NON_RAGGIUNGIBILE") }, esenpat.Firma},
		"told to wait": {func(w http.ResponseWriter, _ *http.Request) {
			rifiuta(w, 429, "TROPPE_RICHIESTE", "riprova_tra_s", "61")
		}, esenpat.Unavailable},
	}
	for guasto, g := range guasti {
		for nome, atto := range atti {
			if nome == "eliminazione" && strings.HasPrefix(guasto, "success") {
				continue // it has no body to read
			}
			t.Run(nome+", "+guasto, func(t *testing.T) {
				b := avvia(t, profilo{}, g.h)

				err := atto(t.Context(), cliente(t, b))

				if esenpat.KindOf(err) != g.kind {
					t.Errorf("kind = %d (%v), want %d", esenpat.KindOf(err), err, g.kind)
				}
				if n := b.richieste.Load(); n != 1 {
					t.Errorf("arrived %d times", n)
				}
			})
		}
	}
}

func TestClient_creationIsRepeatedWithTheSameKeyAndANewRequestID(t *testing.T) {
	var chiavi, richieste []string
	b := avvia(t, profilo{}, func(w http.ResponseWriter, r *http.Request) {
		chiavi = append(chiavi, r.Header.Get("Idempotency-Key"))
		richieste = append(richieste, r.Header.Get("X-Request-Id"))
		taglia(w)
	})

	_, err := cliente(t, b).CreaCertificato(t.Context(), "una", esenpat.NuovoCertificato{AssistitoID: "a", IDClient: "b"})

	codice(t, err, esenpat.Uncertain, "certificato.esito-incerto")
	if len(chiavi) != 3 || chiavi[0] != "una" || chiavi[1] != "una" || chiavi[2] != "una" {
		t.Errorf("keys = %v", chiavi)
	}
	if richieste[0] == richieste[1] || richieste[0] == "" {
		t.Errorf("request ids = %v", richieste)
	}
}

func TestClient_creationIsNotUncertainWhenNothingLeft(t *testing.T) {
	b := avvia(t, profilo{}, attivo)
	b.Close()

	_, err := cliente(t, b).CreaCertificato(t.Context(), "k", esenpat.NuovoCertificato{AssistitoID: "a"})

	codice(t, err, esenpat.Offline, "servizio.fermo")
}

func TestClient_lossIsRememberedOverLaterTries(t *testing.T) {
	n := 0
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) {
		if n++; n == 1 {
			taglia(w) // perhaps after the commit
			return
		}
		rifiuta(w, 503, "REPOSITORY_NON_RAGGIUNGIBILE")
	})

	_, err := cliente(t, b).CreaCertificato(t.Context(), "k", esenpat.NuovoCertificato{AssistitoID: "a"})

	codice(t, err, esenpat.Uncertain, "certificato.esito-incerto")
}

// copione is a transport that answers from a list, inside a synctest bubble.
type copione struct {
	stati    []int
	intestaz http.Header
	arrivi   []time.Time
}

func (c *copione) RoundTrip(r *http.Request) (*http.Response, error) {
	c.arrivi = append(c.arrivi, time.Now())
	stato := c.stati[min(len(c.arrivi), len(c.stati))-1]
	h := http.Header{"Content-Type": {"application/json"}}
	maps.Copy(h, c.intestaz)
	corpo := `{"codice_fiscale":"RSSMRA80A01L219M","cognome":"Rossi","nome":"Mario"}`
	if stato >= 400 {
		corpo = `{"status":503,"code":"x","title":"x","detail":[{"chiave":"codice","valore":"REPOSITORY_NON_RAGGIUNGIBILE"}]}`
	}
	return &http.Response{StatusCode: stato, Header: h, Body: io.NopCloser(strings.NewReader(corpo)), Request: r}, nil
}

func diCopione(t *testing.T, c *copione) *regione.Client {
	t.Helper()
	r, err := regione.New(regione.Opzioni{
		Indirizzo: "https://servizi.example", Orologio: time.Now,
		Avvolgi: func(http.RoundTripper) http.RoundTripper { return c },
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestClient_backsOffWithJitter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &copione{stati: []int{503, 503, 200}}

		if _, err := diCopione(t, c).Utente(t.Context()); err != nil {
			t.Fatal(err)
		}

		for i, limite := range []time.Duration{300 * time.Millisecond, 600 * time.Millisecond} {
			if d := c.arrivi[i+1].Sub(c.arrivi[i]); d < limite/2 || d > limite {
				t.Errorf("pause %d = %v, want %v to %v", i, d, limite/2, limite)
			}
		}
	})
}

func TestClient_honoursRetryAfter(t *testing.T) {
	for nome, prova := range map[string]struct {
		intestazioni http.Header
		attese       int // tries
		dopo         time.Duration
		secondi      string
	}{
		"seconds":  {http.Header{"Retry-After": {"7"}}, 2, 7 * time.Second, ""},
		"date":     {http.Header{"Retry-After": {"Sun, 22 Nov 2026 10:00:09 GMT"}, "Date": {"Sun, 22 Nov 2026 10:00:00 GMT"}}, 2, 9 * time.Second, ""},
		"too long": {http.Header{"Retry-After": {"120"}}, 1, 0, "120"},
		"nonsense": {http.Header{"Retry-After": {"domani"}}, 2, 0, ""},
	} {
		t.Run(nome, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := &copione{stati: []int{503, 200}, intestaz: prova.intestazioni}

				_, err := diCopione(t, c).Utente(t.Context())

				if len(c.arrivi) != prova.attese {
					t.Fatalf("%d tries, want %d", len(c.arrivi), prova.attese)
				}
				if prova.attese == 1 {
					if e := esenpat.AsError(err); e == nil || e.Params["secondi"] != prova.secondi {
						t.Fatalf("error = %v, want secondi %s", err, prova.secondi)
					}
					return
				}
				if d := c.arrivi[1].Sub(c.arrivi[0]); d < prova.dopo {
					t.Errorf("tried again after %v, want at least %v", d, prova.dopo)
				}
			})
		})
	}
}

func TestClient_cancelEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &copione{stati: []int{503}, intestaz: http.Header{"Retry-After": {"10"}}}
		ctx, smetti := context.WithTimeout(t.Context(), time.Second)
		defer smetti()

		_, err := diCopione(t, c).Utente(ctx)

		codice(t, err, esenpat.Offline, "rete.lenta")
		if len(c.arrivi) != 1 {
			t.Errorf("%d tries", len(c.arrivi))
		}
	})
}
