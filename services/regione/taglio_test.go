package regione_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

const certificatoDiProva = `{"id":"b","numero":"202601030100000001","stato":{"codice":"DA_FIRMARE"},"esenzione":{"codice":"048"},"pdf":{"sha256":"00"},
"redattore":{"codice_fiscale":"RSSMRA80A01L219M"},"assistito":{"id":"a","codice_fiscale":"RSSMRA80A01L219M","cognome":"R","nome":"M","data_nascita":"1980-01-01","sesso":"M","competenza":{}}}`

// intero is an answer as it stands on the wire, and what must come of it.
type intero struct {
	filo  string
	atto  bool
	leggi func(context.Context, *regione.Client) (string, error)
	vuole string
}

// interi are a read, a document, a creation and an act, each with and without a
// length that tells where it ends.
func interi() map[string]intero {
	pdf := "%PDF-1.7\n" + strings.Repeat("0123456789abcdef", 40) + "\n%%EOF\n"
	h := sha256.Sum256([]byte(pdf))
	impronta := "Digest: sha-256=" + base64.StdEncoding.EncodeToString(h[:]) + "\r\n"
	certificato := func(ctx context.Context, c *regione.Client) (string, error) {
		v, err := c.Certificato(ctx, "a", "b")
		return v.Numero, err
	}
	documento := func(ctx context.Context, c *regione.Client) (string, error) {
		b, err := c.DocumentoCertificato(ctx, "a", "b")
		return string(b), err
	}
	crea := func(ctx context.Context, c *regione.Client) (string, error) {
		v, err := c.CreaCertificato(ctx, "k", esenpat.NuovoCertificato{AssistitoID: "a", IDClient: "b"})
		return v.Numero, err
	}
	annulla := func(ctx context.Context, c *regione.Client) (string, error) {
		v, err := c.AnnullaCertificato(ctx, "k", firma().Riferimento, "")
		return v.ID, err
	}
	annullativo := `{"annullativo":{"id":"annullativo-1","stato":{"codice":"DA_FIRMARE"},"pdf":{"sha256":"00"}}}`
	out := map[string]intero{}
	for lunghezza := range 2 {
		metti := func(nome, tipo, altre, corpo string, i intero) {
			testa := "HTTP/1.1 200 OK\r\nContent-Type: " + tipo + "\r\nConnection: close\r\n" + altre
			if lunghezza == 1 {
				testa += fmt.Sprintf("Content-Length: %d\r\n", len(corpo))
				nome += " with its length"
			}
			i.filo = testa + "\r\n" + corpo
			out[nome] = i
		}
		metti("read", "application/json", "", certificatoDiProva, intero{leggi: certificato, vuole: "202601030100000001"})
		metti("document", "application/pdf", impronta, pdf, intero{leggi: documento, vuole: pdf})
		metti("creation", "application/json", "", certificatoDiProva, intero{atto: true, leggi: crea, vuole: "202601030100000001"})
		metti("act", "application/json", "", annullativo, intero{atto: true, leggi: annulla, vuole: "annullativo-1"})
	}
	return out
}

// aPezzi serves the first n bytes of an answer, passo bytes at a time.
func aPezzi(filo string, n, passo int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		h, ok := w.(http.Hijacker)
		if !ok {
			return
		}
		con, _, err := h.Hijack()
		if err != nil {
			return
		}
		defer func() { _ = con.Close() }()
		for i := 0; i < n; i += passo {
			if _, err := io.WriteString(con, filo[i:min(i+passo, n)]); err != nil {
				return
			}
		}
	}
}

// TestTaglio_atEveryByteItIsWholeOrACleanError guards FT-22: an answer that ends
// after its k-th byte is never taken for a whole one. What may have arrived is
// unknown, the rest is an error that says so; and an answer that comes a byte at
// a time is as good as any.
func TestTaglio_atEveryByteItIsWholeOrACleanError(t *testing.T) {
	campioni := tasktest.Quante(12, 200)
	for nome, i := range interi() {
		t.Run(nome, func(t *testing.T) {
			n, passo := 0, len(i.filo)
			b := avvia(t, profilo{}, func(w http.ResponseWriter, r *http.Request) { aPezzi(i.filo, n, passo)(w, r) })
			c := cliente(t, b)
			for k := range campioni {
				n = k * len(i.filo) / campioni // never the whole
				v, err := i.leggi(t.Context(), c)
				kind := esenpat.KindOf(err)
				if err == nil || v == i.vuole || i.atto && kind != esenpat.Uncertain || !i.atto && kind != esenpat.Offline && kind != esenpat.Unavailable && kind != esenpat.Internal {
					t.Errorf("%d of %d bytes: %q, %v", n, len(i.filo), v, err)
				}
			}
			n = len(i.filo)
			for _, passo = range []int{len(i.filo), 1, 7} {
				if v, err := i.leggi(t.Context(), c); err != nil || v != i.vuole {
					t.Errorf("whole, %d bytes at a time: %q, %v", passo, v, err)
				}
			}
		})
	}
}

// TestFolla_fiftyClientsDoNotComeBackTogether guards FT-24: what failed for all
// at one instant is not tried again by all at one instant.
func TestFolla_fiftyClientsDoNotComeBackTogether(t *testing.T) {
	const clienti = 50
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	var mu sync.Mutex
	var pause []time.Duration
	for range clienti {
		c := cliente(t, b, func(o *regione.Opzioni) {
			prima := true
			o.Attendi = func(ctx context.Context, d time.Duration) error {
				mu.Lock()
				defer mu.Unlock()
				if prima {
					pause = append(pause, d)
				}
				prima = false
				return ctx.Err()
			}
		})
		_, err := c.Utente(t.Context())
		codice(t, err, esenpat.Unavailable, "servizio.fermo")
	}
	insieme := map[time.Duration]int{}
	for _, d := range pause {
		insieme[d/(30*time.Millisecond)]++
	}
	for _, n := range insieme {
		if n > 3*clienti/5 {
			t.Errorf("%d of %d come back together: %v", n, clienti, pause)
		}
	}
	if len(pause) != clienti {
		t.Errorf("%d pauses", len(pause))
	}
}
