package regione_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// operazione is one of the nine of spec 4, 4.4, with how often it may leave. An
// OTP request is sent once too, but a lost answer is told as it is: the code may
// be on its way.
type operazione struct {
	nome   string
	volte  int64 // at most
	cambia bool  // it changes something on the server: a lost answer is Uncertain
	fai    func(context.Context, *regione.Client) error
}

func nove() []operazione {
	rif := firma().Riferimento
	chiedi := esenpat.RichiestaEsenzione{AssistitoID: "a", CertificatoID: "b", Modalita: esenpat.Rilascio}
	domanda := chiedi
	domanda.Modalita = esenpat.Richiesta
	return []operazione{
		{"search patient", 3, false, func(ctx context.Context, c *regione.Client) error {
			_, err := c.CercaAssistiti(ctx, esenpat.RicercaAssistito{CodiceFiscale: "RSSLNE68D52L219V"})
			return err
		}},
		{"catalogue sync", 3, false, func(ctx context.Context, c *regione.Client) error {
			_, _, err := c.CatalogoEsenzioni(ctx, "")
			return err
		}},
		{"create certificate", 3, true, func(ctx context.Context, c *regione.Client) error {
			_, err := c.CreaCertificato(ctx, "k", esenpat.NuovoCertificato{AssistitoID: "a", IDClient: "b"})
			return err
		}},
		{"OTP request", 1, false, func(ctx context.Context, c *regione.Client) error {
			_, err := c.RichiediOTP(ctx, "k", esenpat.RichiestaOTP{Credenziali: firma().Credenziali})
			return err
		}},
		{"sign", 1, true, func(ctx context.Context, c *regione.Client) error {
			_, err := c.FirmaCertificato(ctx, "k", firma())
			return err
		}},
		{"annul", 1, true, func(ctx context.Context, c *regione.Client) error {
			_, err := c.AnnullaCertificato(ctx, "k", rif, "")
			return err
		}},
		{"issue exemption", 1, true, func(ctx context.Context, c *regione.Client) error {
			_, err := c.RilasciaEsenzione(ctx, "k", chiedi)
			return err
		}},
		{"request exemption", 1, true, func(ctx context.Context, c *regione.Client) error {
			_, err := c.RilasciaEsenzione(ctx, "k", domanda)
			return err
		}},
		{"download PDF", 3, false, func(ctx context.Context, c *regione.Client) error {
			_, err := c.DocumentoCertificato(ctx, "a", "b")
			return err
		}},
	}
}

func stato(n int, testa ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(testa); i += 2 {
			w.Header().Set(testa[i], testa[i+1])
		}
		w.WriteHeader(n)
	}
}

func corpo(n int, tipo, testo string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", tipo)
		w.WriteHeader(n)
		_, _ = w.Write([]byte(testo))
	}
}

// aMeta promises more than it sends.
func aMeta(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", "100000")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte(`{"totale":1,"elementi":[`))
	taglia(w)
}

func guastiDiRete() map[string]http.HandlerFunc {
	profondo := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	return map[string]http.HandlerFunc{
		"reset before the answer": func(w http.ResponseWriter, _ *http.Request) { taglia(w) },
		"reset in the answer":     aMeta,
		"captive portal":          corpo(200, "text/html", "<html><body>Accedi alla rete</body></html>"),
		"200 of the wrong type":   corpo(200, "text/plain", "ok"),
		"200 without a body":      stato(200),
		"204":                     stato(204),
		"null":                    corpo(200, "application/json", "null"),
		"half JSON":               corpo(200, "application/json", `{"totale":`),
		"JSON too deep":           corpo(200, "application/json", profondo),
		"408":                     stato(408), "413": stato(413), "418": stato(418),
		"429 seconds":   stato(429, "Retry-After", "7"),
		"429 HTTP-date": stato(429, "Retry-After", "Sun, 22 Nov 2026 10:00:00 GMT"),
		"429 far away":  stato(429, "Retry-After", "3600"),
		"500":           stato(500), "502": corpo(502, "text/html", "<h1>Bad gateway</h1>"),
		"503 seconds": stato(503, "Retry-After", "2"),
	}
}

// TestNove_everyFaultOnEveryOperationEndsInATypedError guards FT-20, FT-22,
// FT-23 and FT-24: each of the nine operations under each fault of the network
// and the server ends in an error of ours with its three texts; what changes
// something leaves once, the rest at most three times; what may have arrived is
// never told as a plain failure.
func TestNove_everyFaultOnEveryOperationEndsInATypedError(t *testing.T) {
	for guasto, h := range guastiDiRete() {
		for _, op := range nove() {
			t.Run(op.nome+", "+guasto, func(t *testing.T) {
				b := avvia(t, profilo{}, h)

				err := op.fai(t.Context(), cliente(t, b))

				e := esenpat.AsError(err)
				if e == nil {
					t.Fatal("no error")
				}
				if e.Code == "errore.imprevisto" {
					t.Errorf("untyped: %v", err)
				}
				if n := b.richieste.Load(); n < 1 || n > op.volte {
					t.Errorf("left %d times, at most %d may", n, op.volte)
				}
				if op.cambia && (strings.HasPrefix(guasto, "reset") || guasto == "half JSON") && e.Kind != esenpat.Uncertain {
					t.Errorf("what may have arrived is %v", err)
				}
			})
		}
	}
}

// TestNove_withoutANetworkNothingIsUncertain guards FT-20: where nothing can
// have left, nobody is told to wait for an outcome.
func TestNove_withoutANetworkNothingIsUncertain(t *testing.T) {
	b := avvia(t, profilo{}, attivo)
	indirizzo := b.URL
	b.Close()
	for _, op := range nove() {
		if err := op.fai(t.Context(), nuovo(t, indirizzo, b.ca)); esenpat.KindOf(err) != esenpat.Offline {
			t.Errorf("%s: %v", op.nome, err)
		}
	}
	for _, op := range nove() {
		if err := op.fai(t.Context(), nuovo(t, "https://nome.che.non.esiste.invalid", b.ca)); esenpat.KindOf(err) != esenpat.Offline {
			t.Errorf("%s, name not found: %v", op.nome, err)
		}
	}
}

// TestDeriva_mutatedAnswersNeverPanic guards FT-50: answers of a newer or
// broken service, mutated at random from a fixed seed, give data or a typed
// error, and never a panic.
func TestDeriva_mutatedAnswersNeverPanic(t *testing.T) {
	caso := rand.New(rand.NewPCG(50, 2026))
	var risposta []byte
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(risposta)
	})
	c := cliente(t, b)
	letture := []func(context.Context) error{
		func(ctx context.Context) error { _, err := c.Assistito(ctx, "a"); return err },
		func(ctx context.Context) error {
			_, err := c.FindCertificati(ctx, esenpat.FiltroCertificati{})
			return err
		},
		func(ctx context.Context) error { _, err := c.Certificato(ctx, "a", "b"); return err },
		func(ctx context.Context) error { _, err := c.Esenzione(ctx, "a", "b"); return err },
		func(ctx context.Context) error { _, err := c.Operazione(ctx, "k"); return err },
		func(ctx context.Context) error { _, err := c.PropostaEsenzione(ctx, "a", "b"); return err },
	}
	volte := tasktest.Quante(400, 10_000)
	for i := range volte {
		risposta = mutata(caso)
		if err := letture[i%len(letture)](t.Context()); esenpat.CodeOf(err) == "errore.imprevisto" {
			t.Fatalf("mutation %d: %v\n%.400s", i, err, risposta)
		}
	}
	t.Logf("%d mutated answers", volte)
}

// mutata is an answer with fields of every kind where others are expected.
func mutata(caso *rand.Rand) []byte {
	campi := []string{
		"id", "numero", "stato", "assistito", "certificato", "esenzione", "diagnosi", "azioni", "date", "creato_il", "redattore", "documento",
		"pdf", "totale", "elementi", "codice", "descrizione", "codice_fiscale", "cognome", "data_nascita", "residenza", "comune", "competenza", "ignoto",
	}
	valori := []string{
		"null", "true", "-1", "1e400", `""`, `"x"`, `"2026-13-45"`, `"22/11/2026"`, "[]", "[null]", "{}", `{"id":7}`, `"\u0000\u202e"`,
		`"` + strings.Repeat("è", 3000) + `"`, `[{"id":"1","stato":"MAI_VISTO"}]`, `{"codice":{"codice":{}}}`, `"00000000-0000-0000-0000-000000000000"`,
	}
	var s strings.Builder
	s.WriteString("{")
	for i := range 3 + caso.IntN(20) {
		if i > 0 {
			s.WriteString(",")
		}
		fmt.Fprintf(&s, "%q:%s", campi[caso.IntN(len(campi))], valori[caso.IntN(len(valori))])
	}
	s.WriteString("}")
	out := []byte(s.String())
	if caso.IntN(8) == 0 {
		out[caso.IntN(len(out))] ^= 1 << caso.IntN(7)
	}
	if !json.Valid(out) && caso.IntN(2) == 0 {
		return []byte("{}")
	}
	return out
}
