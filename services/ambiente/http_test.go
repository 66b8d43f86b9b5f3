package ambiente_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

func TestHTTP_refusesInTheContractsOwnWords(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)

	e := c.chiama("PUT", "/cataloghi", oggetto{})
	e.rifiuta(405, "METODO_NON_AMMESSO")
	if !strings.Contains(e.testate.Get("Allow"), "GET") {
		t.Errorf("Allow %q", e.testate.Get("Allow"))
	}
	c.chiama("GET", "/altro", nil).rifiuta(404, "RISORSA_NON_TROVATA")
	c.chiama("GET", "/cataloghi/altro", nil).rifiuta(404, "RISORSA_NON_TROVATA")
	c.chiama("POST", "/cittadini/_search", oggetto{"cognome": "rossi"}, testata("Content-Type", "text/plain")).rifiuta(415, "TIPO_NON_AMMESSO")
	c.chiama("POST", "/cittadini/_search", oggetto{"cognome": strings.Repeat("x", 70_000)}).rifiuta(413, "CORPO_TROPPO_GRANDE")
	c.chiama("POST", "/cittadini/_search", []int{1}).rifiuta(400, "DATI_INCONGRUENTI")
	id := uuid.NewString()
	if eco := c.chiama("GET", "/servizio-attivo", nil, testata("X-Request-Id", id)).vuole(200).testate.Get("X-Request-Id"); eco != id {
		t.Errorf("request id %s", eco)
	}
}

func TestCataloghi_versionAndETag(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	var nomi []string
	for _, v := range c.chiama("GET", "/cataloghi", nil).vuole(200).elenco() {
		nome, _ := v["nome"].(string)
		nomi = append(nomi, nome)
		e := c.chiama("GET", "/cataloghi/"+nome, nil).vuole(200)
		if e.testate.Get("ETag") != v["etag"] {
			t.Errorf("%s: ETag %s, listed %v", nome, e.testate.Get("ETag"), v["etag"])
		}
		if n := c.chiama("GET", "/cataloghi/"+nome, nil, testata("If-None-Match", e.testate.Get("ETag"))).vuole(304); len(n.corpo) != 0 {
			t.Errorf("%s: a 304 with a body", nome)
		}
		c.chiama("GET", "/cataloghi/"+nome+"/variazioni?da_versione="+e.testo("versione"), nil).vuole(200)
	}
	if len(nomi) != 16 {
		t.Errorf("catalogues: %v", nomi)
	}
	c.chiama("GET", "/cataloghi/diagnosi/variazioni?da_versione=0", nil).rifiuta(410, "CURSORE_SCADUTO")
	for _, percorso := range []string{"/firma/provider", "/operatore-sanitario/regimi", "/operatore-sanitario/unita-produttive"} {
		e := c.chiama("GET", percorso, nil).vuole(200)
		c.chiama("GET", percorso, nil, testata("If-None-Match", `"x", `+e.testate.Get("ETag"))).vuole(304)
	}
}

func TestGuasti_serverBusySessionAndSlowness(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	b.Guasti().Rispondi("cataloghi", 2, 503, 7*time.Second)
	for range 2 {
		e := c.chiama("GET", "/cataloghi", nil)
		e.rifiuta(503, "SERVIZIO_NON_DISPONIBILE")
		if e.testate.Get("Retry-After") != "7" {
			t.Error("no Retry-After")
		}
	}
	c.chiama("GET", "/cataloghi", nil).vuole(200)
	b.Guasti().ScadiSessione("cataloghi", 1)
	c.chiama("GET", "/cataloghi", nil).rifiuta(401, "NON_AUTENTICATO")
	c = b.medico(t, ferraris)
	b.Guasti().Rallenta("cataloghi", 1, time.Millisecond)
	c.chiama("GET", "/cataloghi", nil).vuole(200)
	b.Guasti().SpostaOrologio(10 * time.Minute)
	if ora := c.chiama("GET", "/servizio-attivo", nil).vuole(200).testo("ora_server"); ora != "2026-11-22T11:40:00+01:00" {
		t.Errorf("server time %s", ora)
	}
	if b.Guasti().Viste("cataloghi") != 5 {
		t.Errorf("%d requests seen", b.Guasti().Viste("cataloghi"))
	}
}

func TestGuasti_adminPathIsForTheOwnerOnly(t *testing.T) {
	b := avvia(t)
	c := b.cliente(t)
	radice := strings.TrimSuffix(b.Telefono(), "/telefono")
	chiedi := func(metodo, token, corpo string) int {
		r, err := http.NewRequestWithContext(t.Context(), metodo, radice+"/prova/guasti", strings.NewReader(corpo))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		ris, err := c.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = ris.Body.Close()
		return ris.StatusCode
	}
	if n := chiedi("POST", "indovinato", `{"chiudi":true}`); n != 404 {
		t.Errorf("a stranger gets %d", n)
	}
	if n := chiedi("POST", b.GettoneGuasti().Reveal(), `{"operazione":"servizioAttivo","volte":-1,"stato":503}`); n != 204 {
		t.Errorf("the owner gets %d", n)
	}
	c.chiama("GET", "/servizio-attivo", nil).vuole(503)
	chiedi("DELETE", b.GettoneGuasti().Reveal(), "")
	c.chiama("GET", "/servizio-attivo", nil).vuole(200)
}

func TestTelefono_showsCodesAndOnlyThere(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	codice := b.otp(c, oggetto{"id": v.id, "sha256": v.sha})
	leggi := func(url string) []byte {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		ris, err := c.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = ris.Body.Close() }()
		corpo, err := io.ReadAll(ris.Body)
		if err != nil || ris.StatusCode != 200 {
			t.Fatal(ris.StatusCode, err)
		}
		return corpo
	}

	if !bytes.Contains(leggi(b.Telefono()), []byte(codice)) {
		t.Error("the page does not show the code")
	}
	var mm []struct{ Alias, Codice string }
	if err := json.Unmarshal(leggi(b.Telefono()+"/messaggi?alias="+aliasAnna), &mm); err != nil || len(mm) != 1 || mm[0].Codice != codice {
		t.Errorf("%v %v", mm, err)
	}
}

// Manual: G17.
func TestAudit_acceptsEventsOnce(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	k := nuovaChiave()
	lotto := oggetto{"eventi": []oggetto{{"id": uuid.NewString(), "quando": "2026-11-22T10:00:00+01:00", "azione": "APERTO", "oggetto": "certificato", "esito": "OK"}}}
	for range 2 {
		c.chiama("POST", "/audit", lotto, chiave(k)).vuole(200)
	}
	n, err := b.Archivio().Conta(t.Context(), `audit WHERE operazione = 'postazione:APERTO'`)
	if err != nil || n != 1 {
		t.Errorf("%d lines (%v)", n, err)
	}
	c.chiama("GET", "/cittadini/"+c.assistito(cfAdulto), nil).vuole(200)
	if n, err = b.Archivio().Conta(t.Context(), `audit WHERE operazione = 'assistito'`); err != nil || n != 1 {
		t.Errorf("%d consultations (%v)", n, err)
	}
	if _, err := b.Archivio().DB().ExecContext(t.Context(), `UPDATE audit SET esito = 'OK'`); err == nil {
		t.Error("the audit can be rewritten")
	}
}
