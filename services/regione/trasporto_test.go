package regione_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

func TestClient_wrongIdentityHasItsOwnCodeAndSendsNothing(t *testing.T) {
	buono := avvia(t, profilo{}, attivo)
	for nome, prova := range map[string]struct {
		profilo profilo
		ca      []byte // nil: the server's own
		codice  string
	}{
		"somebody else's authority": {profilo{}, buono.ca, "rete.certificato-sconosciuto"},
		"another host":              {profilo{nome: "altrove.example"}, nil, "rete.nome-diverso"},
		"expired":                   {profilo{fine: time.Now().Add(-time.Hour)}, nil, "rete.certificato-scaduto"},
		"TLS 1.1":                   {profilo{tls: soloVecchio()}, nil, "rete.tls-non-sicuro"},
		"no TLS at all":             {profilo{inChiaro: true}, buono.ca, "rete.non-tls"},
	} {
		t.Run(nome, func(t *testing.T) {
			b := avvia(t, prova.profilo, attivo)
			ca := prova.ca
			if ca == nil {
				ca = b.ca
			}
			c := nuovo(t, strings.Replace(b.URL, "http:", "https:", 1), ca)

			_, err := c.FirmaCertificato(t.Context(), "k", firma())

			codice(t, err, esenpat.Offline, prova.codice)
			if n := b.richieste.Load(); n != 0 {
				t.Errorf("%d requests reached the server", n)
			}
		})
	}
}

// soloVecchio is a server that was never updated.
func soloVecchio() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
}

func TestClient_trustsTheGivenAuthority(t *testing.T) {
	b := avvia(t, profilo{}, attivo)

	s, err := cliente(t, b).ServizioAttivo(t.Context())
	if err != nil || !s.Attivo || s.Ambiente != "prova" {
		t.Fatalf("ServizioAttivo = %+v, %v", s, err)
	}
}

func TestNew_refusesWhatIsNotSafe(t *testing.T) {
	for indirizzo, code := range map[string]string{
		"http://servizi.example":      "rete.indirizzo-non-sicuro",
		"servizi.example":             "rete.indirizzo-non-valido",
		"https://u:p@servizi.example": "rete.indirizzo-non-valido",
		"":                            "rete.indirizzo-non-valido",
	} {
		_, err := regione.New(regione.Opzioni{Indirizzo: indirizzo})
		codice(t, err, esenpat.Invalid, code)
	}
	_, err := regione.New(regione.Opzioni{Indirizzo: "https://servizi.example", CA: []byte("x")})
	codice(t, err, esenpat.Invalid, "rete.ca-illeggibile")
}

func TestClient_noServiceIsNotNoNetwork(t *testing.T) {
	b := avvia(t, profilo{}, attivo) // before, or it could take the freed port
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	indirizzo := "https://" + l.Addr().String()
	_ = l.Close()

	_, err = nuovo(t, indirizzo, b.ca).Utente(t.Context())
	codice(t, err, esenpat.Offline, "servizio.fermo")
	_, err = nuovo(t, "https://esenpat.invalid", b.ca).Utente(t.Context())
	codice(t, err, esenpat.Offline, "rete.assente")
}

func TestClient_captivePortalIsNeverParsed(t *testing.T) {
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`{"codice_fiscale":"X","cognome":"PORTALE","nome":"X"}`))
	})
	c := cliente(t, b)

	u, err := c.Utente(t.Context())
	codice(t, err, esenpat.Offline, "rete.portale")
	if u.Cognome != "" {
		t.Error("the page was read as data")
	}
	_, err = c.DocumentoCertificato(t.Context(), "a", "b")
	codice(t, err, esenpat.Offline, "rete.portale")
	_, err = c.FirmaCertificato(t.Context(), "k", firma())
	codice(t, err, esenpat.Uncertain, "firma.esito-incerto")
}

func TestClient_redirectElsewhereIsRefusedAndTokenStays(t *testing.T) {
	visto := make(chan string, 10)
	altrove := avvia(t, profilo{}, func(w http.ResponseWriter, r *http.Request) {
		visto <- r.Header.Get("Authorization")
		attivo(w, r)
	})
	b := avvia(t, profilo{}, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/login/token") {
			rispondi(w, http.StatusOK, map[string]any{"access_token": "gettone-di-prova-lungo", "tipo_token": "Bearer", "scade_il": "2026-11-22T10:00:00Z"})
			return
		}
		http.Redirect(w, r, altrove.URL+r.URL.Path, http.StatusTemporaryRedirect)
	})
	c := cliente(t, b)
	if err := c.Autentica(t.Context(), esenpat.CredenzialiAccesso{NomeUtente: "u", Password: esenpat.NewSecret("p"), PIN: esenpat.NewSecret("1")}); err != nil {
		t.Fatal(err)
	}

	_, err := c.Utente(t.Context())
	codice(t, err, esenpat.Offline, "rete.portale")
	_, err = c.FirmaCertificato(t.Context(), "k", firma()) // with the PIN in its body
	codice(t, err, esenpat.Uncertain, "firma.esito-incerto")
	if len(visto) != 0 {
		t.Error("the redirect was followed")
	}
}

// TestClient_redirectToPlainHTTPIsRefused guards FT-65: not even to itself.
func TestClient_redirectToPlainHTTPIsRefused(t *testing.T) {
	inChiaro := avvia(t, profilo{inChiaro: true}, attivo)
	b := avvia(t, profilo{}, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inChiaro.URL+r.URL.Path, http.StatusFound)
	})

	_, err := cliente(t, b).Utente(t.Context())

	codice(t, err, esenpat.Offline, "rete.portale")
	if n := inChiaro.richieste.Load(); n != 0 {
		t.Errorf("%d requests in the clear", n)
	}
}

func TestClient_proxyFaultsAreTold(t *testing.T) {
	b := avvia(t, profilo{}, attivo)
	for code, volte := range map[string]int{"rete.proxy-credenziali": 1, "rete.proxy-rifiuta": 1, "rete.proxy-assente": 3} {
		n := 0
		c := cliente(t, b, func(o *regione.Opzioni) {
			o.SoloCA = false
			o.Componi = func(context.Context, string, string) (net.Conn, error) {
				n++
				return nil, esenpat.NewError(esenpat.Offline, code, "prova")
			}
		})

		_, err := c.Utente(t.Context())

		codice(t, err, esenpat.Offline, code)
		if n != volte {
			t.Errorf("%s: %d connections", code, n)
		}
	}
}

func TestClient_slowServerIsGivenUpAndCancelStopsAtOnce(t *testing.T) {
	libera := make(chan struct{})
	b := avvia(t, profilo{}, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-libera:
		case <-r.Context().Done():
		}
	})
	defer close(libera)

	_, err := cliente(t, b, func(o *regione.Opzioni) { o.Limiti.Lettura = 50 * time.Millisecond }).Utente(t.Context())
	codice(t, err, esenpat.Offline, "rete.lenta")

	ctx, smetti := context.WithCancel(t.Context())
	finito := make(chan error, 1)
	c := cliente(t, b)
	go func() {
		_, err := c.Utente(ctx)
		finito <- err
	}()
	smetti()
	codice(t, <-finito, esenpat.Canceled, "operazione.annullata")
}

func TestClient_pinsMustBeInTheChainAndNothingIsSentOtherwise(t *testing.T) {
	b := avvia(t, profilo{}, attivo)
	altra := base64.StdEncoding.EncodeToString(make([]byte, sha256.Size))
	terza := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, sha256.Size))
	sua := sha256.Sum256(b.Certificate().RawSubjectPublicKeyInfo)
	pin := func(i ...string) func(*regione.Opzioni) { return func(o *regione.Opzioni) { o.Impronte = i } }

	_, err := cliente(t, b, pin(altra, terza)).FirmaCertificato(t.Context(), "k", firma())
	codice(t, err, esenpat.Offline, "rete.impronta-diversa")
	if n := b.richieste.Load(); n != 0 {
		t.Errorf("%d requests reached the server", n)
	}
	if _, err = cliente(t, b, pin(altra, base64.StdEncoding.EncodeToString(sua[:]))).ServizioAttivo(t.Context()); err != nil {
		t.Errorf("with the right pin: %v", err)
	}
	for _, i := range [][]string{{altra}, {altra, "x"}} {
		_, err := regione.New(regione.Opzioni{Indirizzo: b.URL, CA: b.ca, Impronte: i})
		codice(t, err, esenpat.Invalid, "rete.impronte")
	}
}
