package regione_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// TestEnormi_everyCapHoldsAndTheMemoryToo guards FT-52: what a broken or hostile
// service may send is refused at its cap (JSON 32 MiB, PDF 20 MiB, depth 64,
// headers 64 KiB), whether it is compressed or not and whatever it says its
// length is, and not read any further.
func TestEnormi_everyCapHoldsAndTheMemoryToo(t *testing.T) {
	const mega = 1 << 20
	utente := func(ctx context.Context, c *regione.Client) error { _, err := c.Utente(ctx); return err }
	elenco := func(ctx context.Context, c *regione.Client) error {
		_, err := c.FindCertificati(ctx, esenpat.FiltroCertificati{})
		return err
	}
	pdf := func(ctx context.Context, c *regione.Client) error {
		_, err := c.DocumentoCertificato(ctx, "a", "b")
		return err
	}
	manda := func(tipo string, n int64, inizio, mattone string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", tipo)
			_, _ = io.WriteString(w, inizio)
			_, _ = io.CopyN(w, ripetuto(mattone), n)
		}
	}
	for nome, prova := range map[string]struct {
		fai    func(context.Context, *regione.Client) error
		h      http.HandlerFunc
		codice string
	}{
		"a list of a million rows": {elenco, manda("application/json", 64*mega, "[", `{"id":"certificato-1","cit_id":"a","numero":"1","stato":{"codice":"VALIDO"}},`), "servizio.risposta-troppo-grande"},
		"a PDF of 200 MB":          {pdf, manda("application/pdf", 200*mega, "%PDF-1.7\n", "x"), "servizio.risposta-troppo-grande"},
		"a million levels":         {elenco, manda("application/json", 1_000_000, "[", "["), "servizio.risposta-non-valida"},
		"a million closed levels": {elenco, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, strings.Repeat("[", 1_000_000)+strings.Repeat("]", 1_000_000))
		}, "servizio.risposta-non-valida"},
		"65 levels in a field nobody knows": {utente, corpo(200, "application/json", `{"codice_fiscale":"RSSMRA80A01L219M","cognome":"R","nome":"M","x":`+strings.Repeat("[", 64)+strings.Repeat("]", 64)+`}`), "servizio.risposta-non-valida"},
		"a bomb, 1 to 1000": {utente, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = io.CopyN(z, ripetuto(" "), 100*mega)
			_ = z.Close()
		}, "servizio.risposta-troppo-grande"},
		"headers over 64 KiB": {utente, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Lungo", strings.Repeat("a", 66<<10))
			rispondi(w, 200, 1)
		}, "rete.interrotta"},
		"a refusal of 200 MB": {utente, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusConflict)
			_, _ = io.CopyN(w, ripetuto(" "), 200*mega)
		}, "servizio.risposta-troppo-grande"},
	} {
		t.Run(nome, func(t *testing.T) {
			err := prova.fai(t.Context(), cliente(t, avvia(t, profilo{}, prova.h)))

			if c := esenpat.CodeOf(err); c != prova.codice {
				t.Errorf("error = %v, want %s", err, prova.codice)
			}
		})
	}
}

// TestEnormi_aLongDescriptionIsShortened: 10 MB are under the cap, and too much
// for any window; 64 levels may be there, and brackets in a text do not count.
func TestEnormi_aLongDescriptionIsShortened(t *testing.T) {
	lunga := strings.Repeat("è", 5<<20)
	b := avvia(t, profilo{}, corpo(200, "application/json", `{"codice_fiscale":"RSSMRA80A01L219M","nome":"M","cognome":"`+lunga+`","x":`+strings.Repeat("[", 63)+strings.Repeat("]", 63)+`,"y":"{[\"[{"}`))

	u, err := cliente(t, b).Utente(t.Context())

	if err != nil || !strings.HasSuffix(u.Cognome, "è…") || len(u.Cognome) > 100_000 {
		t.Errorf("%d bytes, %v", len(u.Cognome), err)
	}
}

// ripetuto is an endless text.
type ripetuto string

func (r ripetuto) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		n += copy(b[n:], r)
	}
	return n, nil
}
