package regionetest_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

func rilascio(c esenpat.Certificato) esenpat.RichiestaEsenzione {
	return esenpat.RichiestaEsenzione{AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Rilascio, DurataPredefinita: true}
}

// TestGuasti_lostAnswersLeaveExactlyOne cuts the connection after the commit of
// each step of the main job, and before it: the program finds out which.
// Manual: G04, E4.
func TestGuasti_lostAnswersLeaveExactlyOne(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ctx, g := t.Context(), p.Guasti()
	conta := func(passo string, buono bool) {
		t.Helper()
		if !buono {
			t.Fatalf("%s: %+v", passo, p.Conteggi())
		}
	}

	b := p.bozza(cfAdulta)
	g.Aggiungi(ambiente.Guasto{Operazione: "creaCertificato", Punto: ambiente.PuntoRisposta, Volte: 3, Chiudi: true}) // at every try
	c, err := p.redazione.Crea(ctx, b)
	p.bene(err)
	conta("created", p.Conteggi().Certificati == 1 && c.IDClient == b.ID && g.Viste("creaCertificato") == 3)

	r := p.richiesta(c)
	g.PerdiRichiesta("firmaCertificato", 1) // it never arrives
	_, err = p.firme.FirmaCertificato(ctx, r)
	p.vuole(err, esenpat.Offline, "atto.mai-arrivato")
	conta("not signed", p.Conteggi().Firme == 0)
	g.PerdiRisposta("firmaCertificato", 1)
	f, err := p.firme.FirmaCertificato(ctx, r) // pressed again, same OTP: it was not used
	p.bene(err)
	conta("signed", p.Conteggi().Firme == 1 && f.IdenticoAnteprima && f.Esito.Certificato.Stato == esenpat.Valido)

	g.PerdiRisposta("annullaCertificato", 1)
	a, err := p.firme.AnnullaCertificato(ctx, riferimento(f.Esito.Certificato), "")
	p.bene(err)
	rif := riferimento(c)
	rif.ETag = a.ETag
	_, err = p.firme.DocumentoAnnullativo(ctx, rif)
	p.bene(err)
	r = p.conOTP(rif, a.ID, a.PDF.SHA256)
	g.PerdiRisposta("firmaAnnullamento", 1)
	f, err = p.firme.FirmaAnnullamento(ctx, r)
	p.bene(err)
	conta("annulled", p.Conteggi().Annullati == 1 && p.Conteggi().Firme == 2 && f.IdenticoAnteprima)

	c = p.firmato(cfAdulta)
	g.PerdiRisposta("rilasciaEsenzione", 1)
	e, err := p.rilasci.RilasciaEsenzione(ctx, rilascio(c))
	p.bene(err)
	conta("issued", p.Conteggi().Esenzioni == 1 && e.Esito == "RILASCIATA" && e.Esenzione.CertificatoID == c.ID)
	if sospesi, _ := p.deposito.AttiInSospeso(ctx, string(c.Redattore.CodiceFiscale)); len(sospesi) != 0 {
		t.Errorf("still pending: %v", sospesi)
	}
}

// TestGuasti_serverDiesAfterTheCommit also loses the program's memory: what
// became of the signature is found out after the restart of both.
func TestGuasti_serverDiesAfterTheCommit(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	r := p.richiesta(p.crea(cfAdulta))
	p.Guasti().Aggiungi(ambiente.Guasto{
		Operazione: "firmaCertificato", Punto: ambiente.PuntoDopoIlCommit, Chiudi: true, Fai: p.Relay.Stacca, // and the network goes
	})

	_, err := p.firme.FirmaCertificato(t.Context(), r)
	p.vuole(err, esenpat.Uncertain, "firma.esito-incerto")
	_, err = p.firme.FirmaCertificato(t.Context(), r) // blocked while nobody knows
	p.vuole(err, esenpat.Uncertain, "firma.esito-incerto")

	p.Spegni()
	p.Accendi()
	p.Relay.Riattacca()
	p.monta()
	p.entra(regionetest.Ferraris)
	f, err := p.firme.VerificaFirma(t.Context(), r)
	p.bene(err)
	if f.Esito.Certificato.Stato != esenpat.Valido || p.Conteggi().Firme != 1 {
		t.Errorf("firmato = %+v, %+v", f.Esito, p.Conteggi())
	}
	if n, err := p.motore.VerificaTutti(t.Context(), string(f.Esito.Certificato.Redattore.CodiceFiscale)); n != 0 || err != nil {
		t.Errorf("pending %d, %v", n, err)
	}
}

func TestGuasti_pressedTenTimesIsSentOnce(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	c := p.crea(cfAdulta)
	r := p.richiesta(c)
	p.Guasti().Rallenta("firmaCertificato", -1, 50*time.Millisecond)

	var wg sync.WaitGroup
	esiti := make(chan error, 10)
	for range 10 {
		wg.Go(func() {
			_, err := p.firme.FirmaCertificato(context.WithoutCancel(t.Context()), r)
			esiti <- err
		})
	}
	wg.Wait()
	close(esiti)

	riusciti := 0
	for err := range esiti {
		if err == nil {
			riusciti++
		} else if code := esenpat.CodeOf(err); code != "atto.in-corso" && code != "firma.gia-firmato" && code != "versione.superata" {
			t.Errorf("err = %v", err)
		}
	}
	if riusciti != 1 || p.Conteggi().Firme != 1 {
		t.Errorf("%d succeeded, %+v", riusciti, p.Conteggi())
	}
}

func TestGuasti_refusalsKeepTheForm(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	c := p.crea(cfAdulta)
	r := p.richiesta(c)

	sbagliato := r
	sbagliato.Credenziali.OTP = esenpat.NewSecret("00000000")
	_, err := p.firme.FirmaCertificato(t.Context(), sbagliato)
	if e := p.rifiuto(err, esenpat.Firma, "firma.otp-errato"); e.Params["tentativi"] == "" {
		t.Errorf("error = %+v", e)
	}
	sbagliato = r
	sbagliato.Credenziali.PIN = esenpat.NewSecret("00000000")
	_, err = p.firme.FirmaCertificato(t.Context(), sbagliato)
	if e := p.rifiuto(err, esenpat.Firma, "firma.pin-errato"); e.Params["tentativi"] == "" || e.RequestID == "" {
		t.Errorf("error = %+v", e)
	}
	_, err = p.firme.RichiediOTP(t.Context(), esenpat.RichiestaOTP{
		Credenziali: r.Credenziali, Modalita: "SMS", Documenti: []esenpat.DocumentoDaFirmare{{ID: c.ID, SHA256: r.SHA256}},
	})
	if e := p.rifiuto(err, esenpat.Firma, "firma.otp-troppo-presto"); e.Params["secondi"] == "" {
		t.Errorf("error = %+v", e)
	}
	vecchia := r
	vecchia.Riferimento.ETag = `"superato"`
	_, err = p.firme.FirmaCertificato(t.Context(), vecchia)
	p.vuole(err, esenpat.Conflict, "versione.superata")
	if f, err := p.firme.FirmaCertificato(t.Context(), r); err != nil || p.Conteggi().Firme != 1 {
		t.Errorf("after the refusals: %+v, %v", f.Esito, err)
	}
}

func TestGuasti_sessionEndsInTheMiddle(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	c := p.crea(cfAdulta)
	r := p.richiesta(c)
	p.Guasti().ScadiSessione("firmaCertificato", 1)

	_, err := p.firme.FirmaCertificato(t.Context(), r)

	p.vuole(err, esenpat.Unauthenticated, "sessione.scaduta")
	scadute := 0
	for _, e := range *p.eventi {
		if _, ok := e.(evento.SessioneScaduta); ok {
			scadute++
		}
	}
	if scadute != 1 || !p.sessione.Scaduta() || p.Conteggi().Firme != 0 {
		t.Errorf("told %d times, %+v", scadute, p.Conteggi())
	}
	if _, err = p.bozze.Salva(t.Context(), esenpat.Bozza{ID: "b"}); err != nil {
		t.Errorf("draft without a session: %v", err)
	}
	p.entra(regionetest.Ferraris) // over the form, which still holds its request
	if _, err = p.firme.FirmaCertificato(t.Context(), r); err != nil {
		t.Errorf("after the new login: %v", err)
	}
}

func TestGuasti_networkComesAndGoes(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	b := p.bozza(cfAdulta)
	p.Relay.Stacca()
	_, err := p.redazione.Crea(t.Context(), b)
	if k := esenpat.KindOf(err); k != esenpat.Offline {
		t.Fatalf("err = %v", err)
	}
	p.Relay.Riattacca()

	c, err := p.redazione.Crea(t.Context(), b)

	p.bene(err)
	if p.Conteggi().Certificati != 1 {
		t.Errorf("%+v", p.Conteggi())
	}
	intero, err := p.archivio.Documento(t.Context(), c.Assistito.ID, c.ID)
	p.bene(err)
	for n := 0; n < 2*len(intero); n += 1 + len(intero)/10 { // answers cut at many places
		p.Relay.LasciaPassare(n)
		pdf, err := p.archivio.Documento(t.Context(), c.Assistito.ID, c.ID)
		if err == nil && len(pdf) != len(intero) || err != nil && esenpat.KindOf(err) == esenpat.Internal {
			t.Errorf("cut at %d: %d bytes, %v", n, len(pdf), err)
		}
	}
}

func TestGuasti_busyServerIsAskedAgain(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	g := p.Guasti()

	g.Rispondi("utente", 2, http.StatusServiceUnavailable, time.Second)
	_, err := p.Client.Utente(t.Context())
	p.bene(err)
	g.Rispondi("utente", -1, http.StatusServiceUnavailable, 2*time.Minute)
	_, err = p.Client.Utente(t.Context())
	if e := p.rifiuto(err, esenpat.Unavailable, "servizio.fermo"); e.Params["minuti"] != "2" {
		t.Errorf("error = %+v", e)
	}
	if n := g.Viste("utente"); n != 1+3+1 { // the login, three tries, one
		t.Errorf("asked %d times", n)
	}
}

// TestGuasti_logsHoldNothingPersonal is the canary over client and server.
func TestGuasti_logsHoldNothingPersonal(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	c := p.crea(cfAdulta)
	r := p.richiesta(c)
	sbagliato := r
	sbagliato.Credenziali.OTP = esenpat.NewSecret("99999999")
	_, _ = p.firme.FirmaCertificato(t.Context(), sbagliato)
	f, err := p.firme.FirmaCertificato(t.Context(), r)
	p.bene(err)
	m := p.Medico(regionetest.Ferraris)

	for cosa, canarino := range map[string]string{
		"fiscal code": cfAdulta, "surname": "Rossetti", "signing PIN": m.PINFirma.Reveal(), "OTP": r.Credenziali.OTP.Reveal(),
		"password": m.Credenziali.Password.Reveal(), "illness": "mammella", "wrong OTP": "99999999", "patient id": f.Esito.Certificato.Assistito.ID,
	} {
		if p.Log.Contiene(canarino) {
			t.Errorf("the log holds the %s", cosa)
		}
	}
	if !p.Log.Contiene("/cittadini/{cit_id}/certificati/{certificato_id}/firma") {
		t.Error("the log lacks the path template")
	}
}
