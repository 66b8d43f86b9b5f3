package ambiente_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/ambiente/ambientetest"
)

// banco is a running environment with the contract around it.
type banco struct {
	*ambiente.Ambiente
	tempo *ambientetest.Orologio
	log   *bytes.Buffer

	fermata sync.Once
}

func avvia(t *testing.T, cambia ...func(*ambiente.Opzioni)) *banco {
	t.Helper()
	b := &banco{tempo: ambientetest.NuovoOrologio(ambientetest.Inizio()), log: &bytes.Buffer{}}
	o := ambientetest.Opzioni(t, b.tempo)
	o.Log = slog.New(slog.NewJSONHandler(b.log, nil))
	for _, f := range cambia {
		f(&o)
	}
	var err error
	if b.Ambiente, err = ambiente.Avvia(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.ferma(t) })
	return b
}

// ferma stops the environment; again, it does nothing.
func (b *banco) ferma(t *testing.T) {
	t.Helper()
	b.fermata.Do(func() {
		if err := b.Chiudi(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

// cliente is a plain HTTP client of one doctor.
type cliente struct {
	t                   *testing.T
	base                string
	http                *http.Client
	token               string
	ruolo, collocazione string
	usati               int
}

func (b *banco) cliente(t *testing.T) *cliente {
	t.Helper()
	radici := x509.NewCertPool()
	if !radici.AppendCertsFromPEM(b.CA()) {
		t.Fatal("no CA")
	}
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: radici, MinVersion: tls.VersionTLS12, Time: ambientetest.Inizio}}
	t.Cleanup(tr.CloseIdleConnections)
	return &cliente{t: t, base: b.URL(), http: &http.Client{Transport: tr, Timeout: 30 * time.Second}}
}

// medico logs a doctor in, with the first role and workplace.
func (b *banco) medico(t *testing.T, nomeUtente string) *cliente {
	t.Helper()
	c := b.cliente(t)
	for _, m := range b.Medici() {
		if m.Credenziali.NomeUtente != nomeUtente {
			continue
		}
		e := c.chiama("POST", "/login/token", oggetto{"nome_utente": nomeUtente, "password": m.Credenziali.Password.Reveal(), "pin": m.Credenziali.PIN.Reveal()})
		e.vuole(http.StatusOK)
		c.token = e.testo("access_token")
		ruoli := c.chiama("GET", "/login/ruoli", nil).elenco()
		c.ruolo, _ = ruoli[0]["codice"].(string)
		coll := c.chiama("GET", "/login/collocazioni?codice_ruolo="+c.ruolo, nil).elenco()
		c.collocazione, _ = coll[0]["codice_collocazione"].(string)
		c.chiama("POST", "/login/sessione", oggetto{"codice_ruolo": c.ruolo, "codice_collocazione": c.collocazione}).vuole(http.StatusCreated)
		return c
	}
	t.Fatalf("no doctor %s", nomeUtente)
	return nil
}

type oggetto map[string]any

// esito is an answer.
type esito struct {
	t       *testing.T
	err     error
	stato   int
	testate http.Header
	corpo   []byte
}

// opzione changes a request before it leaves.
type opzione func(*http.Request)

func testata(nome, valore string) opzione {
	return func(r *http.Request) { r.Header.Set(nome, valore) }
}
func chiave(k string) opzione { return testata("Idempotency-Key", k) }
func seEtag(v string) opzione { return testata("If-Match", v) }
func nuovaChiave() string     { return uuid.NewString() }

func (c *cliente) chiama(metodo, percorso string, corpo any, oo ...opzione) *esito {
	c.t.Helper()
	var b io.Reader
	if corpo != nil {
		j, err := json.Marshal(corpo)
		if err != nil {
			c.t.Fatal(err)
		}
		b = bytes.NewReader(j)
	}
	r, err := http.NewRequestWithContext(c.t.Context(), metodo, c.base+percorso, b)
	if err != nil {
		c.t.Fatal(err)
	}
	r.GetBody = nil // net/http must not repeat an act by itself
	r.Header.Set("X-Request-Id", uuid.NewString())
	r.Header.Set("X-Codice-Servizio", "ESENPATDSK")
	r.Header.Set("X-Codice-Verticale", "ESENPAT")
	if corpo != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
		r.Header.Set("Ruolo", c.ruolo)
		r.Header.Set("Collocazione", c.collocazione)
	}
	for _, o := range oo {
		o(r)
	}
	e := &esito{t: c.t}
	ris, err := c.http.Do(r)
	if err != nil {
		e.err = err
		return e
	}
	defer func() { _ = ris.Body.Close() }()
	e.stato, e.testate = ris.StatusCode, ris.Header
	e.corpo, e.err = io.ReadAll(ris.Body)
	return e
}

func (e *esito) vuole(stato int) *esito {
	e.t.Helper()
	if e.err != nil || e.stato != stato {
		e.t.Fatalf("answer %d (%v), want %d: %s", e.stato, e.err, stato, e.corpo)
	}
	return e
}

// rifiuta wants a refusal with that status and stable code.
func (e *esito) rifiuta(stato int, codice string) {
	e.t.Helper()
	e.vuole(stato)
	if e.codice() != codice {
		e.t.Fatalf("code %s, want %s", e.codice(), codice)
	}
}

func (e *esito) codice() string { return e.dettaglio("codice") }

func (e *esito) dettaglio(nome string) string {
	var v struct {
		Detail []struct{ Chiave, Valore string }
	}
	_ = json.Unmarshal(e.corpo, &v)
	for _, d := range v.Detail {
		if d.Chiave == nome {
			return d.Valore
		}
	}
	return ""
}

func (e *esito) mappa() map[string]any {
	e.t.Helper()
	var m map[string]any
	if err := json.Unmarshal(e.corpo, &m); err != nil {
		e.t.Fatalf("%v: %s", err, e.corpo)
	}
	return m
}

func (e *esito) elenco() []map[string]any {
	e.t.Helper()
	var m []map[string]any
	if err := json.Unmarshal(e.corpo, &m); err != nil {
		e.t.Fatalf("%v: %s", err, e.corpo)
	}
	return m
}

// testo follows names into objects.
func (e *esito) testo(nomi ...string) string {
	e.t.Helper()
	var v any = e.mappa()
	for _, n := range nomi {
		m, ok := v.(map[string]any)
		if !ok {
			e.t.Fatalf("no %v in %s", nomi, e.corpo)
		}
		v = m[n]
	}
	s, _ := v.(string)
	return s
}

func sha(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
