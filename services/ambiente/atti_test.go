package ambiente_test

import (
	"bytes"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente"
)

func (b *banco) conta(t *testing.T) ambiente.Conteggi {
	t.Helper()
	n, err := b.Conta(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAtti_sameKeyAnswersTheSame(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	bozza, k := c.bozza(), nuovaChiave()

	prima := c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(k)).vuole(http.StatusCreated)
	dopo := c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(k)).vuole(http.StatusCreated)

	if !bytes.Equal(prima.corpo, dopo.corpo) || dopo.testate.Get("Idempotency-Replayed") != "true" || dopo.testate.Get("ETag") != prima.testate.Get("ETag") {
		t.Error("the second answer is not the first one again")
	}
	c.chiama("POST", "/cittadini/"+cit+"/certificati", con(bozza, "patologia", "altro"), chiave(k)).rifiuta(422, "CHIAVE_RIUSATA")
	c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza).rifiuta(400, "PARAMETRI_MANCANTI")
	if n := b.conta(t); n.Certificati != 1 {
		t.Errorf("%d certificates", n.Certificati)
	}
	o := c.chiama("GET", "/operazioni/"+k, nil).vuole(http.StatusOK)
	if o.testo("stato") != "RIUSCITA" || o.testo("risorsa_id") != prima.testo("id") {
		t.Errorf("%s", o.corpo)
	}
	b.medico(t, "luisa.gallo").chiama("GET", "/operazioni/"+k, nil).rifiuta(404, "OPERAZIONE_NON_TROVATA")
	b.tempo.Avanti(8 * 24 * time.Hour)
	b.medico(t, ferraris).chiama("GET", "/operazioni/"+k, nil).rifiuta(404, "OPERAZIONE_NON_TROVATA")
}

func TestAtti_tenAtOnceMakeOne(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	bozza, k := c.bozza(), nuovaChiave()

	var gruppo sync.WaitGroup
	for range 10 {
		gruppo.Go(func() {
			e := c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(k))
			if e.stato != http.StatusCreated && e.codice() != "OPERAZIONE_IN_CORSO" {
				t.Errorf("answer %d %s", e.stato, e.codice())
			}
		})
	}
	gruppo.Wait()

	if n := b.conta(t); n.Certificati != 1 {
		t.Errorf("%d certificates", n.Certificati)
	}
}

func TestAtti_refusalFreesTheKeyAndIsTold(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	bozza, k := c.bozza(), nuovaChiave()
	c.chiama("POST", "/cittadini/"+cit+"/certificati", con(bozza, "codice_diagnosi", "250.0"), chiave(k)).rifiuta(422, "DIAGNOSI_NON_DI_ESENZIONE")

	o := c.chiama("GET", "/operazioni/"+k, nil).vuole(http.StatusOK)
	if o.testo("stato") != "FALLITA" {
		t.Errorf("%s", o.corpo)
	}

	c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(k)).vuole(http.StatusCreated)
}

// perduto checks that a lost answer is found again by key, and that the same
// request, sent again, changes nothing.
func perduto(t *testing.T, c *cliente, invia func(k string) *esito, k string, stato int) *esito {
	t.Helper()
	if e := invia(k); e.err == nil {
		t.Fatalf("the answer was not lost: %d %s", e.stato, e.corpo)
	}
	if s := c.chiama("GET", "/operazioni/"+k, nil).vuole(http.StatusOK).testo("stato"); s != "RIUSCITA" {
		t.Fatalf("the act is %s", s)
	}
	return invia(k).vuole(stato)
}

func TestAtti_answerLostAfterCommitLeavesExactlyOne(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	bozza := c.bozza()

	b.Guasti().PerdiRisposta("creaCertificato", 1)
	e := perduto(t, c, func(k string) *esito { return c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(k)) }, nuovaChiave(), 201)
	v := creato{cit: cit, id: e.testo("id"), etag: e.testate.Get("ETag"), sha: e.testo("pdf", "sha256")}

	codice := b.otp(c, oggetto{"id": v.id, "sha256": v.sha})
	b.Guasti().PerdiRisposta("firmaCertificato", 1)
	perduto(t, c, func(k string) *esito {
		return c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": codice, "sha256": v.sha}, chiave(k), seEtag(v.etag))
	}, nuovaChiave(), 200)

	altro := c.crea(cit, c.bozza())
	altro.etag = b.firma(c, altro).vuole(200).testate.Get("ETag")
	b.Guasti().PerdiRisposta("annullaCertificato", 1)
	e = perduto(t, c, func(k string) *esito {
		return c.chiama("POST", altro.percorso()+"/annullamento", oggetto{"motivo": "prova"}, chiave(k), seEtag(altro.etag))
	}, nuovaChiave(), 201)
	ann := oggetto{"id": e.testo("annullativo", "id"), "sha256": e.testo("annullativo", "pdf", "sha256")}
	etag := e.testate.Get("ETag")
	codice = b.otp(c, ann)
	b.Guasti().PerdiRisposta("firmaAnnullamento", 1)
	perduto(t, c, func(k string) *esito {
		return c.chiama("POST", altro.percorso()+"/annullamento/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": codice, "sha256": ann["sha256"]}, chiave(k), seEtag(etag))
	}, nuovaChiave(), 200)

	b.Guasti().PerdiRisposta("rilasciaEsenzione", 1)
	perduto(t, c, func(k string) *esito {
		return c.chiama("POST", "/cittadini/"+cit+"/esenzioni", oggetto{"certificato_id": v.id, "modalita": "RILASCIO", "usa_durata_predefinita": true}, chiave(k))
	}, nuovaChiave(), 201)

	n := b.conta(t)
	if n.Certificati != 2 || n.Validi != 1 || n.Annullati != 1 || n.Firme != 3 || n.Esenzioni != 1 {
		t.Errorf("%+v", n)
	}
}

func TestAtti_stoppedBeforeCommitLeavesNothing(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	v := c.crea(cit, c.bozza())
	codice := b.otp(c, oggetto{"id": v.id, "sha256": v.sha})
	b.Guasti().Aggiungi(ambiente.Guasto{Operazione: "firmaCertificato", Punto: ambiente.PuntoPrimaDelCommit, Chiudi: true})
	firma := func(k string) *esito {
		return c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": pinAnna, "otp": codice, "sha256": v.sha}, chiave(k), seEtag(v.etag))
	}
	k := nuovaChiave()
	if e := firma(k); e.err == nil {
		t.Fatal("not cut")
	}
	if n := b.conta(t); n.Firme != 0 || n.DaFirmare != 1 {
		t.Fatalf("%+v", n)
	}
	c.chiama("GET", "/operazioni/"+k, nil).rifiuta(404, "OPERAZIONE_NON_TROVATA")

	firma(k).vuole(200) // the OTP was not consumed: it is part of the transaction
}

func TestAtti_requestLostNeverHappened(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit, bozza, k := c.assistito(cfAdulto), c.bozza(), nuovaChiave()
	b.Guasti().PerdiRichiesta("creaCertificato", 1)

	if e := c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(k)); e.err == nil {
		t.Fatal("not cut")
	}

	c.chiama("GET", "/operazioni/"+k, nil).rifiuta(404, "OPERAZIONE_NON_TROVATA")
	if n := b.conta(t); n.Certificati != 0 {
		t.Errorf("%+v", n)
	}
}
