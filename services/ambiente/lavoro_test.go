package ambiente_test

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
)

// Fiscal codes of the invented people, see mondo/dati/README.md.
const (
	cfAdulto     = "RSSLNE68D52L219V"
	cfMinore     = "MRCTMS16P03L219T"
	cfAltraASL   = "BRBGNN57A30H355J"
	ferraris     = "anna.ferraris"
	aliasAnna    = "ferraris-prova"
	pinAnna      = "24681357"
	attesaCodici = 90 * time.Second
)

// assistito finds a patient by fiscal code and returns the opaque id.
func (c *cliente) assistito(cf string) string {
	c.t.Helper()
	e := c.chiama("POST", "/cittadini/_search", oggetto{"codice_fiscale": cf})
	e.vuole(http.StatusOK)
	tutti := e.elenco()
	if len(tutti) != 1 {
		c.t.Fatalf("%d people", len(tutti))
	}
	id, _ := tutti[0]["id"].(string)
	return id
}

// bozza is a certificate for 048 to be created.
func (c *cliente) bozza() oggetto {
	return oggetto{
		"id_client": uuid.NewString(), "tipologia": "MC", "codice_esenzione": "048", "codice_diagnosi": "174.9",
		"patologia": "Carcinoma della mammella in trattamento.\nControlli semestrali.", "soggetto_leggi_speciali": false,
		"unita_produttiva": c.unita(), "regime_documento": "SSN", "redatto_il": "2026-11-22T11:00:00+01:00", "versione_catalogo": c.versione(),
	}
}

func (c *cliente) unita() string {
	c.t.Helper()
	m, _ := c.chiama("GET", "/operatore-sanitario/unita-produttive", nil).vuole(http.StatusOK).elenco()[0]["matricola"].(string)
	return m
}

func (c *cliente) versione() string {
	c.t.Helper()
	return c.chiama("GET", "/cataloghi/esenzioni", nil).vuole(http.StatusOK).testo("versione")
}

// creato is a certificate on the server.
type creato struct {
	cit, id, etag, sha, numero string
	pdf                        []byte
}

func (v creato) percorso() string { return "/cittadini/" + v.cit + "/certificati/" + v.id }

func (c *cliente) crea(cit string, b oggetto) creato {
	c.t.Helper()
	e := c.chiama("POST", "/cittadini/"+cit+"/certificati", b, chiave(nuovaChiave())).vuole(http.StatusCreated)
	v := creato{cit: cit, id: e.testo("id"), etag: e.testate.Get("ETag"), sha: e.testo("pdf", "sha256"), numero: e.testo("numero")}
	v.pdf = c.chiama("GET", v.percorso()+"/pdf", nil).vuole(http.StatusOK).corpo
	return v
}

// otp asks, as Anna Ferraris, for a code and reads it from the test telephone.
func (b *banco) otp(c *cliente, documenti ...oggetto) string {
	c.t.Helper()
	b.tempo.Avanti(attesaCodici)
	c.chiama("POST", "/firma/otp", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "modalita": "SMS", "documenti": documenti}, chiave(nuovaChiave())).
		vuole(http.StatusAccepted)
	codice, ok := b.UltimoOTP(aliasAnna)
	if !ok {
		c.t.Fatal("no code on the telephone")
	}
	return codice
}

func (b *banco) firma(c *cliente, v creato) *esito {
	c.t.Helper()
	codice := b.otp(c, oggetto{"id": v.id, "sha256": v.sha})
	return c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": codice, "sha256": v.sha},
		chiave(nuovaChiave()), seEtag(v.etag))
}

func TestLavoro_fromFiscalCodeToExemption(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	c.chiama("GET", "/cittadini/"+cit, nil).vuole(http.StatusOK)

	v := c.crea(cit, c.bozza())
	if sha(v.pdf) != v.sha || !bytes.HasPrefix(v.pdf, []byte("%PDF-")) {
		t.Fatal("the PDF is not the one announced")
	}

	e := b.firma(c, v).vuole(http.StatusOK)
	if e.testo("certificato", "stato", "codice") != "VALIDO" {
		t.Fatalf("state: %s", e.corpo)
	}
	firmato := c.chiama("GET", v.percorso()+"/pdf", nil).vuole(http.StatusOK).corpo
	if !bytes.HasPrefix(firmato, v.pdf) || len(firmato) <= len(v.pdf) {
		t.Fatal("the signed file does not begin with the previewed bytes")
	}

	p := c.chiama("GET", v.percorso()+"/proposta-esenzione", nil).vuole(http.StatusOK)
	if p.testo("data_fine_proposta") != "2031-11-22" || p.mappa()["rilasciabile"] != true {
		t.Fatalf("proposal: %s", p.corpo)
	}
	es := c.chiama("POST", "/cittadini/"+cit+"/esenzioni", oggetto{"certificato_id": v.id, "modalita": "RILASCIO", "usa_durata_predefinita": true}, chiave(nuovaChiave())).
		vuole(http.StatusCreated)
	if es.testo("esito") != "RILASCIATA" || es.testo("esenzione", "data_fine_validita") != "2031-11-22" {
		t.Fatalf("outcome: %s", es.corpo)
	}
	id := es.testo("esenzione", "id")
	for _, percorso := range []string{"/esenzioni/" + id + "/pdf?document_type=07", "/esenzioni/pdf"} {
		if pdf := c.chiama("GET", "/cittadini/"+cit+percorso, nil).vuole(http.StatusOK).corpo; !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("%s is no PDF", percorso)
		}
	}
	for _, percorso := range []string{"/esenzioni", "/esenzioni/" + id, "/esenzioni/" + id + "/storico", "/esenzioni-aura", "/certificati"} {
		c.chiama("GET", "/cittadini/"+cit+percorso, nil).vuole(http.StatusOK)
	}
}
