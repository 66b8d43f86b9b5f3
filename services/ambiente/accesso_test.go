package ambiente_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente"
)

func accesso(nome, password, pin string) oggetto {
	return oggetto{"nome_utente": nome, "password": password, "pin": pin}
}

func TestAccesso_fiveWrongTriesLockForAWhile(t *testing.T) {
	b := avvia(t)
	c := b.cliente(t)
	c.chiama("POST", "/login/token", accesso("nessuno", "x", "1")).rifiuta(401, "CREDENZIALI_ERRATE")
	for residui := range 4 {
		e := c.chiama("POST", "/login/token", accesso(ferraris, "Prova-Ferraris-1", "99999"))
		e.rifiuta(401, "CREDENZIALI_ERRATE")
		if e.dettaglio("tentativi_residui") != string(rune('4'-residui)) {
			t.Errorf("left %s", e.dettaglio("tentativi_residui"))
		}
	}
	c.chiama("POST", "/login/token", accesso(ferraris, "sbagliata", "11223")).rifiuta(423, "UTENTE_BLOCCATO")

	e := c.chiama("POST", "/login/token", accesso(ferraris, "Prova-Ferraris-1", "11223"))
	e.rifiuta(423, "UTENTE_BLOCCATO")
	if e.dettaglio("riprova_tra_s") != "900" || e.testate.Get("Retry-After") != "900" {
		t.Errorf("%s", e.corpo)
	}
	b.tempo.Avanti(16 * time.Minute)
	c.chiama("POST", "/login/token", accesso(ferraris, "Prova-Ferraris-1", "11223")).vuole(200)
}

func TestAccesso_sessionEndsAndIsNotShared(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	c.chiama("GET", "/login/utente", nil).vuole(200)
	c.chiama("GET", "/cataloghi", nil, testata("Authorization", "Bearer falso")).rifiuta(401, "NON_AUTENTICATO")
	c.chiama("GET", "/cataloghi", nil, testata("Ruolo", "AMMINISTRATORE_CSI")).rifiuta(403, "SENZA_RUOLO")
	c.chiama("POST", "/login/sessione", oggetto{"codice_ruolo": "AMMINISTRATORE_CSI", "codice_collocazione": c.collocazione}).rifiuta(403, "SENZA_RUOLO")
	c.chiama("GET", "/cataloghi", nil, func(r *http.Request) { r.Header.Del("X-Codice-Servizio") }).rifiuta(400, "PARAMETRI_MANCANTI")
	c.chiama("GET", "/cataloghi", nil, testata("X-Request-Id", "1")).rifiuta(400, "PARAMETRI_MANCANTI")

	b.tempo.Avanti(9 * time.Hour)
	e := c.chiama("GET", "/cataloghi", nil)
	e.rifiuta(401, "NON_AUTENTICATO")
	if e.testate.Get("WWW-Authenticate") == "" {
		t.Error("no WWW-Authenticate")
	}
	d := b.medico(t, ferraris)
	d.chiama("DELETE", "/login/sessione", nil).vuole(204)
	d.chiama("GET", "/login/utente", nil).rifiuta(401, "NON_AUTENTICATO")
}

func TestAccesso_tokenWithoutSessionOpensNothing(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, "marco.bianchini")
	if ruoli := c.chiama("GET", "/login/ruoli", nil).elenco(); len(ruoli) != 2 {
		t.Errorf("%d roles", len(ruoli))
	}
	if coll := c.chiama("GET", "/login/collocazioni?codice_ruolo=MEDICO_SPECIALISTA_ASL_DISTRETTO", nil).elenco(); len(coll) != 2 {
		t.Errorf("%d workplaces", len(coll))
	}
	c.chiama("GET", "/login/collocazioni?codice_ruolo=ALTRO", nil).rifiuta(403, "SENZA_RUOLO")
	d := b.cliente(t)
	d.token = d.chiama("POST", "/login/token", accesso(ferraris, "Prova-Ferraris-1", "11223")).vuole(200).testo("access_token")
	d.ruolo, d.collocazione = c.ruolo, c.collocazione
	d.chiama("GET", "/cataloghi", nil).rifiuta(403, "SENZA_RUOLO")
}

func TestRiavvio_keepsEverythingThatWasAnswered(t *testing.T) {
	dir := t.TempDir()
	b := avvia(t, func(o *ambiente.Opzioni) { o.Dir = dir })
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	v := c.crea(cit, c.bozza())
	k := nuovaChiave()
	bozza := c.bozza()
	prima := c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(k)).vuole(201)
	ca := b.CA()
	b.ferma(t)

	d := avvia(t, func(o *ambiente.Opzioni) { o.Dir = dir })
	c.base = d.URL() // same token, same CA

	if !bytes.Equal(ca, d.CA()) {
		t.Fatal("the CA changed")
	}
	if got := c.chiama("GET", v.percorso()+"/pdf", nil).vuole(200).corpo; !bytes.Equal(got, v.pdf) {
		t.Error("the PDF changed")
	}
	if dopo := c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(k)).vuole(201); !bytes.Equal(prima.corpo, dopo.corpo) {
		t.Error("the act is forgotten")
	}
	if n := d.conta(t); n.Certificati != 2 {
		t.Errorf("%+v", n)
	}
}

func TestStato_filesAreOfTheOwnerAndHoldNoSecret(t *testing.T) {
	dir := t.TempDir()
	b := avvia(t, func(o *ambiente.Opzioni) { o.Dir = dir })
	c := b.medico(t, ferraris)
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	codice := b.otp(c, oggetto{"id": v.id, "sha256": v.sha})

	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v", filepath.Base(f), info.Mode())
		}
		contenuto, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for nome, segreto := range map[string]string{"token": c.token, "PIN": pinAnna, "OTP": codice, "password": "Prova-Ferraris-1"} {
			if bytes.Contains(contenuto, []byte(segreto)) {
				t.Errorf("%s holds the %s", filepath.Base(f), nome)
			}
		}
	}
}

func TestLog_holdsNothingOfPatientsOrSecrets(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := b.firmato(c, c.assistito(cfAdulto), nil)
	c.rilascia(v, "RILASCIO", oggetto{"usa_durata_predefinita": true}).vuole(201)
	c.chiama("POST", "/cittadini/_search", oggetto{"cognome": "rossetti", "codice_fiscale": 7}).vuole(400)
	c.chiama("GET", "/cittadini/"+cfAdulto, nil).vuole(404)
	c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "ARUBA", "alias": aliasAnna, "pin": "13131313", "otp": "42424242", "sha256": v.sha}, chiave(nuovaChiave()), seEtag(v.etag))
	b.ferma(t)

	log := b.log.String()
	if strings.Count(log, "\n") < 10 {
		t.Fatal("hardly any log")
	}
	for _, canarino := range []string{cfAdulto, "Rossetti", "ROSSETTI", "rossetti", "Elena", "Betulle", "Carcinoma", pinAnna, "13131313", "42424242", "11223", "Prova-Ferraris", c.token, v.cit, v.id, aliasAnna} {
		if strings.Contains(log, canarino) {
			t.Errorf("the log holds %q", canarino)
		}
	}
}
