package ambiente_test

import (
	"bytes"
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
)

// credenziali of a doctor, as the test environment lists them.
func (b *banco) credenziali(t *testing.T, nomeUtente string) (provider, alias, pin string) {
	t.Helper()
	for _, m := range b.Medici() {
		if m.Credenziali.NomeUtente == nomeUtente {
			return m.Provider, m.Alias, m.PINFirma.Reveal()
		}
	}
	t.Fatalf("no doctor %s", nomeUtente)
	return "", "", ""
}

// Manual: M91, C08.
func TestFirma_everyDoctorSignsInHisOwnWay(t *testing.T) {
	b := avvia(t)
	for nome, modalita := range map[string]string{ferraris: "SMS", "marco.bianchini": "SMS", "luisa.gallo": "", "paolo.martini": "APP", "giulia.conti": "SMS"} {
		t.Run(nome, func(t *testing.T) {
			c := b.medico(t, nome)
			provider, alias, pin := b.credenziali(t, nome)
			v := c.crea(c.assistito(cfAdulto), c.bozza())
			otp := ""
			if modalita == "SMS" {
				c.chiama("POST", "/firma/otp", oggetto{"provider": provider, "alias": alias, "pin": pin, "modalita": modalita, "documenti": []oggetto{{"id": v.id, "sha256": v.sha}}}, chiave(nuovaChiave())).
					vuole(http.StatusAccepted)
			}
			if modalita != "" {
				var ok bool
				if otp, ok = b.UltimoOTP(alias); !ok {
					t.Fatal("no code")
				}
			}
			e := c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": provider, "alias": alias, "pin": pin, "otp": otp, "sha256": v.sha}, chiave(nuovaChiave()), seEtag(v.etag))
			e.vuole(http.StatusOK)
		})
	}
}

func TestFirma_refusals(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	firma := func(cambia oggetto, oo ...opzione) *esito {
		t.Helper()
		corpo := oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": "00000000", "sha256": v.sha}
		maps.Copy(corpo, cambia)
		return c.chiama("POST", v.percorso()+"/firma", corpo, append([]opzione{chiave(nuovaChiave()), seEtag(v.etag)}, oo...)...)
	}
	codice := b.otp(c, oggetto{"id": v.id, "sha256": v.sha})

	firma(nil, func(r *http.Request) { r.Header.Del("If-Match") }).rifiuta(428, "VERSIONE_MANCANTE")
	firma(nil, seEtag(`"vecchia"`)).rifiuta(412, "VERSIONE_SUPERATA")
	firma(oggetto{"sha256": sha([]byte("altro"))}).rifiuta(409, "CONTENUTO_CAMBIATO")
	firma(oggetto{"alias": "nessuno"}).rifiuta(422, "ALIAS_SCONOSCIUTO")
	firma(oggetto{"alias": "villata-prova"}).rifiuta(403, "ALIAS_ALTRUI")
	e := firma(oggetto{"pin": "00000000", "otp": codice})
	e.rifiuta(422, "PIN_ERRATO")
	if e.dettaglio("tentativi_residui") != "2" {
		t.Errorf("attempts left: %s", e.corpo)
	}
	e = firma(oggetto{"otp": "12345678"})
	e.rifiuta(422, "OTP_ERRATO")
	if e.dettaglio("tentativi_residui") == "" {
		t.Errorf("attempts left: %s", e.corpo)
	}
	firma(oggetto{"otp": ""}).rifiuta(422, "OTP_MANCANTE")
	b.Autorita().Guasti().ProviderGiu("ARUBA", true)
	firma(oggetto{"otp": codice}).rifiuta(503, "PROVIDER_NON_RAGGIUNGIBILE")
	b.Autorita().Guasti().ProviderGiu("ARUBA", false)

	firma(oggetto{"otp": codice}).vuole(200)
	firma(oggetto{"otp": codice}).rifiuta(409, "GIA_FIRMATO")
	if n := b.conta(t); n.Firme != 1 {
		t.Errorf("%d signatures", n.Firme)
	}
}

func TestFirma_usedAndExpiredCodes(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	primo, secondo := c.crea(cit, c.bozza()), c.crea(cit, c.bozza())
	codice := b.otp(c, oggetto{"id": primo.id, "sha256": primo.sha}, oggetto{"id": secondo.id, "sha256": secondo.sha})
	firma := func(v creato, otp string) *esito {
		return c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": otp, "sha256": v.sha}, chiave(nuovaChiave()), seEtag(v.etag))
	}
	firma(primo, codice).vuole(200)

	firma(secondo, codice).rifiuta(422, "OTP_USATO")
	codice = b.otp(c, oggetto{"id": secondo.id, "sha256": secondo.sha})
	b.tempo.Avanti(3 * time.Minute)
	firma(secondo, codice).rifiuta(422, "OTP_SCADUTO")
}

func TestFirma_lockedCredentialAndRepeatedWrongPIN(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, "sergio.villata")
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "ARUBA", "alias": "villata-prova", "pin": "31415926", "sha256": v.sha}, chiave(nuovaChiave()), seEtag(v.etag)).
		rifiuta(423, "PIN_BLOCCATO")

	d := b.medico(t, "luisa.gallo")
	w := d.crea(d.assistito(cfAdulto), d.bozza())
	prova := func(pin string) *esito {
		return d.chiama("POST", w.percorso()+"/firma", oggetto{"provider": "NAMIRIAL", "alias": "gallo-prova", "pin": pin, "sha256": w.sha}, chiave(nuovaChiave()), seEtag(w.etag))
	}
	prova("11111111").rifiuta(422, "PIN_ERRATO")
	prova("11111111").rifiuta(422, "PIN_ERRATO")
	prova("11111111").rifiuta(423, "PIN_BLOCCATO")
	prova("97531864").rifiuta(423, "PIN_BLOCCATO")
}

func TestFirma_codeIsAskedForKnownBytesOnly(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	chiedi := func(documento oggetto, modalita string) *esito {
		return c.chiama("POST", "/firma/otp", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "modalita": modalita, "documenti": []oggetto{documento}}, chiave(nuovaChiave()))
	}
	chiedi(oggetto{"id": v.id, "sha256": sha([]byte("altro"))}, "SMS").rifiuta(409, "CONTENUTO_CAMBIATO")
	chiedi(oggetto{"id": "0123456789abcdef", "sha256": v.sha}, "SMS").rifiuta(404, "RISORSA_NON_TROVATA")
	chiedi(oggetto{"id": v.id, "sha256": v.sha}, "").rifiuta(422, "MODALITA_OBBLIGATORIA")
	b.Autorita().Guasti().InvioFallito(autorita.Aruba, true)
	chiedi(oggetto{"id": v.id, "sha256": v.sha}, "SMS").rifiuta(502, "OTP_NON_INVIATO")
	b.Autorita().Guasti().InvioFallito(autorita.Aruba, false)
	chiedi(oggetto{"id": v.id, "sha256": v.sha}, "SMS").vuole(202)
	e := chiedi(oggetto{"id": v.id, "sha256": v.sha}, "SMS")
	e.rifiuta(429, "OTP_TROPPO_PRESTO")
	if e.testate.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

// Manual: M101, M102, C24.
func TestAnnulla_signedAnnulment(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	c.chiama("POST", v.percorso()+"/annullamento", oggetto{}, chiave(nuovaChiave()), seEtag(v.etag)).rifiuta(409, "STATO_NON_ANNULLABILE")
	v.etag = b.firma(c, v).vuole(200).testate.Get("ETag")
	firmato := c.chiama("GET", v.percorso()+"/pdf", nil).vuole(200).corpo
	altro := b.medico(t, "luisa.gallo")
	altro.chiama("POST", v.percorso()+"/annullamento", oggetto{}, chiave(nuovaChiave()), seEtag(v.etag)).rifiuta(403, "NON_REDATTORE")

	e := c.chiama("POST", v.percorso()+"/annullamento", oggetto{"motivo": "Errore di compilazione"}, chiave(nuovaChiave()), seEtag(v.etag)).vuole(201)
	if s := c.chiama("GET", v.percorso(), nil).vuole(200).testo("stato", "codice"); s != "VALIDO" {
		t.Fatalf("before the signature the certificate is %s", s)
	}
	c.chiama("DELETE", v.percorso()+"/annullamento", nil, seEtag(v.etag)).rifiuta(412, "VERSIONE_SUPERATA")
	c.chiama("DELETE", v.percorso()+"/annullamento", nil, seEtag(e.testate.Get("ETag"))).vuole(204)
	etag := c.chiama("GET", v.percorso(), nil).vuole(200).testate.Get("ETag")
	e = c.chiama("POST", v.percorso()+"/annullamento", oggetto{}, chiave(nuovaChiave()), seEtag(etag)).vuole(201)
	ann := creato{cit: v.cit, id: e.testo("annullativo", "id"), sha: e.testo("annullativo", "pdf", "sha256"), etag: e.testate.Get("ETag")}
	if pdf := c.chiama("GET", v.percorso()+"/annullamento/pdf", nil).vuole(200).corpo; sha(pdf) != ann.sha {
		t.Fatal("annulling document differs")
	}
	codice := b.otp(c, oggetto{"id": ann.id, "sha256": ann.sha})
	e = c.chiama("POST", v.percorso()+"/annullamento/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": codice, "sha256": ann.sha}, chiave(nuovaChiave()), seEtag(ann.etag)).vuole(200)

	if e.testo("certificato", "stato", "codice") != "ANNULLATO" {
		t.Errorf("%s", e.corpo)
	}
	if string(c.chiama("GET", v.percorso()+"/pdf", nil).vuole(200).corpo) != string(firmato) {
		t.Error("the original changed")
	}
	if l := c.chiama("GET", v.percorso(), nil).vuole(200); l.testo("annullativo", "id") != ann.id || l.testo("stato", "codice") != "ANNULLATO" {
		t.Errorf("not linked to its annulment: %s", l.corpo)
	}
	if pdf := c.chiama("GET", v.percorso()+"/annullamento/pdf", nil).vuole(200).corpo; !bytes.Contains(pdf, []byte("/ByteRange")) || sha(pdf) == ann.sha {
		t.Error("the annulling document is not signed")
	}
	c.chiama("POST", v.percorso()+"/annullamento", oggetto{}, chiave(nuovaChiave()), seEtag(e.testate.Get("ETag"))).rifiuta(409, "GIA_ANNULLATO")
	if n := len(c.chiama("GET", v.percorso()+"/storico", nil).vuole(200).elenco()); n != 3 {
		t.Errorf("history of %d lines", n)
	}
}

func TestElimina_onlyWhatIsNotSigned(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	v := c.crea(cit, c.bozza())
	c.chiama("DELETE", v.percorso(), nil).rifiuta(428, "VERSIONE_MANCANTE")
	c.chiama("DELETE", v.percorso(), nil, seEtag(v.etag)).vuole(204)
	if s := c.chiama("GET", v.percorso(), nil).vuole(200).testo("stato", "codice"); s != "ANNULLATO" {
		t.Errorf("state %s", s)
	}
	w := c.crea(cit, c.bozza())
	etag := b.firma(c, w).vuole(200).testate.Get("ETag")
	c.chiama("DELETE", w.percorso(), nil, seEtag(etag)).rifiuta(409, "STATO_NON_ELIMINABILE")
}
