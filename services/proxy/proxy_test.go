package proxy_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/proxy"
)

func itoa(n int) string { return strconv.Itoa(n) }

// meta is the service that all want to reach.
func meta(t *testing.T) (srv *httptest.Server, addr string) {
	t.Helper()
	srv = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "arrivato") }))
	t.Cleanup(srv.Close)
	return srv, srv.Listener.Addr().String()
}

func nuovo(t *testing.T, i proxy.Impostazioni) *proxy.Compositore {
	t.Helper()
	c, err := proxy.New(i, proxy.Opzioni{Orologio: time.Now, Ambiente: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// chiedi speaks TLS with the service through c.
func chiedi(t *testing.T, c *proxy.Compositore, srv *httptest.Server, indirizzo string) (string, error) {
	t.Helper()
	tr, ok := srv.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatal("no transport")
	}
	tr = tr.Clone()
	tr.DialContext = c.Componi
	defer tr.CloseIdleConnections()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, indirizzo, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := (&http.Client{Transport: tr}).Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	return string(b), err
}

func TestComponi_reachesTheServiceByEachWay(t *testing.T) {
	srv, addr := meta(t)
	pass := esenpat.NewSecret("p€rla:nera")
	for nome, prova := range map[string]struct {
		regola regola
		i      proxy.Impostazioni
	}{
		"no login":       {libero, proxy.Impostazioni{}},
		"Basic":          {conBasic("rossi", "p€rla:nera"), proxy.Impostazioni{Utente: "rossi", Password: pass}},
		"NTLM":           {conNTLM("NTLM", "AO", "rossi", "p€rla:nera"), proxy.Impostazioni{Utente: `AO\rossi`, Password: pass}},
		"NTLM as itself": {conNTLM("Negotiate", "AO", "rossi", "p€rla:nera"), proxy.Impostazioni{Utente: `AO\rossi`, Password: pass}},
	} {
		t.Run(nome, func(t *testing.T) {
			b := avvia(t, prova.regola, addr)
			prova.i.Modo, prova.i.Indirizzo = proxy.Manuale, b.indirizzo

			testo, err := chiedi(t, nuovo(t, prova.i), srv, "https://example.com/")

			if err != nil || testo != "arrivato" || b.gallerie.Load() != 1 {
				t.Errorf("%q, %v, %d tunnels", testo, err, b.gallerie.Load())
			}
		})
	}
}

func TestComponi_eachRefusalHasItsOwnCode(t *testing.T) {
	srv, addr := meta(t)
	sbagliata := proxy.Impostazioni{Utente: `AO\rossi`, Password: esenpat.NewSecret("altra")}
	for nome, prova := range map[string]struct {
		regola regola
		i      proxy.Impostazioni
		codice string
	}{
		"login wanted, none set": {conBasic("rossi", "x"), proxy.Impostazioni{}, "rete.proxy-serve-accesso"},
		"wrong Basic":            {conBasic("rossi", "x"), sbagliata, "rete.proxy-credenziali"},
		"wrong NTLM":             {conNTLM("NTLM", "AO", "rossi", "giusta"), sbagliata, "rete.proxy-credenziali"},
		"forbidden destination":  {vieta, proxy.Impostazioni{}, "rete.proxy-rifiuta"},
	} {
		t.Run(nome, func(t *testing.T) {
			b := avvia(t, prova.regola, addr)
			prova.i.Modo, prova.i.Indirizzo = proxy.Manuale, b.indirizzo

			_, err := chiedi(t, nuovo(t, prova.i), srv, "https://example.com/")

			if esenpat.CodeOf(err) != prova.codice || esenpat.KindOf(err) != esenpat.Offline {
				t.Errorf("%s (%v)", esenpat.CodeOf(err), err)
			}
			if strings.Contains(err.Error(), "altra") {
				t.Error("the password is in the error")
			}
		})
	}
}

func TestComponi_passwordGoesOnlyToAProxyThatAsks(t *testing.T) {
	srv, addr := meta(t)
	b := avvia(t, libero, addr)

	_, err := chiedi(t, nuovo(t, proxy.Impostazioni{Modo: proxy.Manuale, Indirizzo: b.indirizzo, Utente: "rossi", Password: esenpat.NewSecret("x")}), srv, "https://example.com/")

	if visti := *b.visti.Load(); err != nil || len(visti) != 1 || visti[0] != "" {
		t.Errorf("%v: sent %d credentials", err, len(visti))
	}
}

func TestComponi_absentProxyMayBeTriedAgain(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	via := l.Addr().String()
	_ = l.Close()

	_, err = nuovo(t, proxy.Impostazioni{Modo: proxy.Manuale, Indirizzo: via}).Componi(t.Context(), "tcp", "servizi.example:443")

	if esenpat.CodeOf(err) != "rete.proxy-assente" {
		t.Errorf("%v", err)
	}
}

func TestComponi_muteProxyEndsWithTheContext(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	ctx, smetti := context.WithCancel(t.Context())
	go func() {
		if c, errA := l.Accept(); errA == nil {
			_, _ = c.Read(make([]byte, 1)) // it has asked: now nobody answers
			smetti()
			<-t.Context().Done()
			_ = c.Close()
		}
	}()

	_, err = nuovo(t, proxy.Impostazioni{Modo: proxy.Manuale, Indirizzo: l.Addr().String()}).Componi(ctx, "tcp", "servizi.example:443")

	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestComponi_exclusionsAndNoProxyGoDirectly(t *testing.T) {
	srv, addr := meta(t)
	b := avvia(t, vieta, addr)
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range []proxy.Impostazioni{
		{Modo: proxy.Nessuno, Indirizzo: b.indirizzo},
		{Modo: proxy.Manuale, Indirizzo: b.indirizzo, Esclusioni: []string{"altrove.example", host}},
	} {
		if testo, err := chiedi(t, nuovo(t, i), srv, srv.URL); err != nil || testo != "arrivato" {
			t.Errorf("%s: %v", i.Modo, err)
		}
	}
	c := nuovo(t, proxy.Impostazioni{Modo: proxy.Manuale, Indirizzo: b.indirizzo, Esclusioni: []string{".asl.example"}})
	for dove, via := range map[string]string{"api.asl.example:443": "", "servizi.example:443": b.indirizzo} {
		if v, err := c.Via(t.Context(), dove); err != nil || v != via {
			t.Errorf("%s by %q, %v", dove, v, err)
		}
	}
}

func TestComponi_systemMeansTheVariables(t *testing.T) {
	b := avvia(t, libero, "")
	vars := map[string]string{"https_proxy": "http://" + b.indirizzo, "no_proxy": "asl.example"}
	c, err := proxy.New(proxy.Impostazioni{}, proxy.Opzioni{Ambiente: func(n string) string { return vars[n] }})
	if err != nil {
		t.Fatal(err)
	}
	for dove, via := range map[string]string{"api.asl.example:443": "", "servizi.example:443": b.indirizzo} {
		if v, err := c.Via(t.Context(), dove); err != nil || v != via {
			t.Errorf("%s by %q, %v", dove, v, err)
		}
	}
}

func TestComponi_pacDecides(t *testing.T) {
	srv, addr := meta(t)
	b := avvia(t, libero, addr)
	morto := "127.0.0.1:1"
	testo := `function FindProxyForURL(url, host) {
		if (isPlainHostName(host) || dnsDomainIs(host, ".asl.example")) return "DIRECT";
		if (isInNet(host, "127.0.0.0", "255.0.0.0") && shExpMatch(url, "https://127.*/")) return "PROXY ` + morto + `; PROXY ` + b.indirizzo + `; DIRECT";
		if (weekdayRange("MON", "SUN") && timeRange(0, 0, 0, 23, 59, 59) && dateRange("JAN", "DEC")) return "SOCKS x:1; PROXY sera.example";
		return "";
	}`
	file := filepath.Join(t.TempDir(), "proxy.pac")
	if err := os.WriteFile(file, []byte(testo), 0o600); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(file))))
	defer web.Close()
	for _, dove := range []string{file, "file://" + file, web.URL + "/proxy.pac"} {
		c := nuovo(t, proxy.Impostazioni{Modo: proxy.PAC, Script: dove})
		for host, via := range map[string]string{
			"api.asl.example:443": "", "locale:443": "", "fuori.example:443": "sera.example:8080",
		} {
			if v, err := c.Via(t.Context(), host); err != nil || v != via {
				t.Errorf("%s: %s by %q, %v", dove, host, v, err)
			}
		}
		if r, err := chiedi(t, c, srv, srv.URL); err != nil || r != "arrivato" {
			t.Errorf("second proxy after an absent one: %v", err)
		}
	}
}

func TestComponi_badPacIsToldAndNeverHangs(t *testing.T) {
	for nome, testo := range map[string]string{
		"empty": "", "no function": "var a = 1;", "not a script": "<html>", "throws": "function FindProxyForURL(){ throw 1 }",
		"nonsense": `function FindProxyForURL(){ return "VOLA via" }`, "endless": "function FindProxyForURL(){ for(;;); }",
		"deep": "function f(){ return f() } function FindProxyForURL(){ return f() }",
	} {
		t.Run(nome, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "proxy.pac")
			if err := os.WriteFile(file, []byte(testo), 0o600); err != nil {
				t.Fatal(err)
			}

			_, err := nuovo(t, proxy.Impostazioni{Modo: proxy.PAC, Script: file}).Componi(t.Context(), "tcp", "servizi.example:443")

			if esenpat.CodeOf(err) != "rete.proxy-script" {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestNew_refusesWhatCannotWork(t *testing.T) {
	for codice, i := range map[string]proxy.Impostazioni{
		"proxy.indirizzo": {Modo: proxy.Manuale, Indirizzo: "proxy asl:8080"},
		"proxy.script":    {Modo: proxy.PAC},
		"proxy.modo":      {Modo: "magico"},
	} {
		if _, err := proxy.New(i, proxy.Opzioni{}); esenpat.CodeOf(err) != codice {
			t.Errorf("%s: %v", codice, err)
		}
	}
}
