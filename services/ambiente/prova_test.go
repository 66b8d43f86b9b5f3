package ambiente_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// amministra posts an order to the environment's administrative address.
func (b *banco) amministra(t *testing.T, ordine oggetto) {
	t.Helper()
	if n := b.radice(t, "POST", "/prova/guasti", ordine, b.GettoneGuasti().Reveal()).stato; n != http.StatusNoContent {
		t.Fatalf("order refused: %d", n)
	}
}

// radice calls an address outside the contract.
func (b *banco) radice(t *testing.T, metodo, percorso string, corpo any, token string) *esito {
	t.Helper()
	c := b.cliente(t)
	c.base = strings.TrimSuffix(b.Telefono(), "/telefono")
	return c.chiama(metodo, percorso, corpo, func(r *http.Request) {
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
	})
}

// forma posts a form and returns the page that answers.
func (b *banco) forma(t *testing.T, percorso string, campi url.Values) string {
	t.Helper()
	c := b.cliente(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, strings.TrimSuffix(b.Telefono(), "/telefono")+percorso, strings.NewReader(campi.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	ris, err := c.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ris.Body.Close() }()
	s, err := io.ReadAll(ris.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}

// TestProva_ogniGuastoDellaFirmaSiProvoca is SB-05 from outside: each fault is
// put in force over HTTP and gives its stable code to who signs.
func TestProva_ogniGuastoDellaFirmaSiProvoca(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	firma := func(otp string) *esito {
		return c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": otp, "sha256": v.sha}, chiave(nuovaChiave()), seEtag(v.etag))
	}
	cred := func(stato string) oggetto {
		return oggetto{"provider": "ARUBA", "alias": aliasAnna, "credenziale": stato}
	}

	for _, x := range []struct {
		ordine, dopo oggetto
		stato        int
		codice       string
	}{
		{cred("scaduta"), cred("attiva"), 422, "CERTIFICATO_FIRMA_SCADUTO"},
		{cred("non_ancora_valida"), cred("attiva"), 422, "CERTIFICATO_FIRMA_NON_ANCORA_VALIDO"},
		{cred("revocata"), cred("attiva"), 422, "CERTIFICATO_FIRMA_REVOCATO"},
		{cred("sospesa"), cred("attiva"), 422, "CERTIFICATO_FIRMA_SOSPESO"},
		{cred("bloccata"), cred("sbloccata"), 423, "PIN_BLOCCATO"},
		{oggetto{"provider": "ARUBA", "provider_giu": true}, oggetto{"provider": "ARUBA", "provider_giu": false}, 503, "PROVIDER_NON_RAGGIUNGIBILE"},
		{oggetto{"marca": "facoltativa", "tsa_giu": true}, oggetto{"marca": "nessuna", "tsa_giu": false}, 502, "TSA_NON_RAGGIUNGIBILE"},
	} {
		b.amministra(t, x.ordine)
		firma("00000000").rifiuta(x.stato, x.codice)
		b.amministra(t, x.dopo)
	}
	b.Autorita().Guasti().ProviderMuto("ARUBA", time.Nanosecond)
	firma("00000000").rifiuta(503, "PROVIDER_NON_RAGGIUNGIBILE")
	b.amministra(t, oggetto{"provider": "ARUBA", "muto_s": 0})
	firma("00000000").rifiuta(422, "OTP_SCADUTO") // nothing of the faults is left: only a code is missing
	b.radice(t, "GET", "/prova/guasti", nil, "sbagliato").vuole(404)
	var q struct {
		Provider    []struct{ Provider string }
		Credenziali []struct{ Alias, Stato string }
	}
	if err := json.Unmarshal(b.radice(t, "GET", "/prova/guasti", nil, b.GettoneGuasti().Reveal()).vuole(200).corpo, &q); err != nil || len(q.Provider) < 3 || len(q.Credenziali) < 7 {
		t.Errorf("%v %+v", err, q)
	}
}

func TestProva_laMarcaSiPuoRinunciareSoloDoveAmmesso(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	codice := b.otp(c, oggetto{"id": v.id, "sha256": v.sha})
	firma := func(senza bool) *esito {
		return c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": codice, "sha256": v.sha, "senza_marca": senza}, chiave(nuovaChiave()), seEtag(v.etag))
	}
	b.amministra(t, oggetto{"marca": "obbligatoria", "tsa_giu": true})
	if e := firma(true); e.codice() != "TSA_NON_RAGGIUNGIBILE" || e.dettaglio("senza_marca_ammessa") != "" {
		t.Fatalf("%s", e.corpo)
	}
	b.amministra(t, oggetto{"marca": "facoltativa"})
	if e := firma(false); e.codice() != "TSA_NON_RAGGIUNGIBILE" || e.dettaglio("senza_marca_ammessa") != "true" {
		t.Fatalf("%s", e.corpo)
	}
	firma(true).vuole(200) // the code was not spent by the refusals
}

func TestProva_laPaginaChiedeIlGettoneEMetteIGuasti(t *testing.T) {
	b := avvia(t)
	file, err := os.ReadFile(b.FileGettone())
	if err != nil {
		t.Fatal(err)
	}
	gettone := strings.TrimSpace(string(file))
	if i, err := os.Stat(b.FileGettone()); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("%v", err)
	}
	if s := b.forma(t, "/prova", url.Values{"gettone": {"x"}, "provider": {"ARUBA"}, "provider_giu": {"1"}}); strings.Contains(s, "Credenziali") {
		t.Error("entered without the token")
	}
	s := b.forma(t, "/prova", url.Values{"gettone": {gettone}, "provider": {"ARUBA"}, "provider_giu": {"1"}})
	if !strings.Contains(s, "torna a rispondere") || !strings.Contains(s, aliasAnna) {
		t.Errorf("page: %d characters", len(s))
	}
	s = b.forma(t, "/prova", url.Values{"gettone": {gettone}, "provider": {"ARUBA"}, "alias": {"nessuno"}, "credenziale": {"scaduta"}})
	if !strings.Contains(s, "Ordine non riconosciuto") {
		t.Error("an unknown alias is not told")
	}
	if s = b.forma(t, "/prova", url.Values{"gettone": {gettone}, "azzera": {"1"}}); strings.Contains(s, "torna a rispondere") {
		t.Error("the faults stay")
	}
}

// The reserved area of the provider: PUK and token.
func TestPortale_ilPUKSbloccaEIlDispositivoSiSincronizza(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	b.amministra(t, oggetto{"provider": "ARUBA", "alias": aliasAnna, "credenziale": "bloccata"})

	e := b.radice(t, "POST", "/portale/sblocco", oggetto{"provider": "ARUBA", "alias": aliasAnna, "puk": "1", "nuovo_pin": "13131313"}, "")
	e.rifiuta(422, "PIN_ERRATO")
	if e.dettaglio("tentativi_residui") != "9" {
		t.Errorf("%s", e.corpo)
	}
	b.radice(t, "POST", "/portale/sblocco", oggetto{"provider": "ARUBA", "alias": aliasAnna, "puk": "0123456789", "nuovo_pin": "13131313"}, "").vuole(204)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	token := func() string { o, _ := b.UltimoOTP("ferraris-token"); return o }
	firma := func(otp string) *esito {
		return c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "NAMIRIAL", "alias": "ferraris-token", "pin": "864209", "otp": otp, "sha256": v.sha}, chiave(nuovaChiave()), seEtag(v.etag))
	}
	for range 20 {
		b.forma(t, "/telefono/premi", url.Values{"alias": {"ferraris-token"}})
	}
	firma(token()).rifiuta(422, "OTP_DESINCRONIZZATO")
	if s := b.forma(t, "/portale/sincronizzazione", url.Values{"provider": {"NAMIRIAL"}, "alias": {"ferraris-token"}, "primo": {token()}, "secondo": {token()}}); !strings.Contains(s, "è sincronizzato") {
		t.Error(s)
	}
	firma(token()).vuole(200)
}
