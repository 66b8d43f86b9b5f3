package rilascio_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
)

// Manual: M107, M108, M109, M111.
func TestRilascio_untouchedDateIsSetByTheService(t *testing.T) {
	b := nuovo(t)
	b.apri(esenpat.Rilascio)
	if b.s.Modulo.DataFine != "22/11/2031" || b.s.Modulo.Righe[0].Valore != "048  Neoplasie" {
		t.Fatalf("%+v", b.s.Modulo)
	}

	req := b.inviata(t, "22/11/2031")

	if !req.DurataPredefinita || !req.DataFine.Vuota() || req.Modalita != esenpat.Rilascio {
		t.Errorf("%+v", req)
	}
	if b.s.Esito.Frase != "L'esenzione è stata rilasciata con n. 202601030100000001." || !b.s.Esito.Promemoria || !b.s.Esito.Attestato {
		t.Errorf("%+v", b.s.Esito)
	}
}

// Manual: M111, C15.
func TestRilascio_clearedFixedDateNeverMeansUnlimited(t *testing.T) {
	b := nuovo(t)
	b.apri(esenpat.Rilascio)
	b.p.SetDataFine("")
	if !strings.Contains(b.s.Modulo.AiutoData, "mai senza scadenza") {
		t.Errorf("%q", b.s.Modulo.AiutoData)
	}

	if req := b.inviata(t, ""); !req.DurataPredefinita {
		t.Errorf("%+v", req)
	}
}

// Manual: M112.
func TestRilascio_changedDateIsSent(t *testing.T) {
	b := nuovo(t)
	b.apri(esenpat.Rilascio)

	if req := b.inviata(t, "1/3/2028"); req.DurataPredefinita || req.DataFine != esenpat.NewData(2028, 3, 1) {
		t.Errorf("%+v", req)
	}
}

// Manual: M110, M113, M114.
func TestRilascio_unlimitedIsEmptyAndMayGetADate(t *testing.T) {
	b := nuovo(t)
	b.proposta.DataFine, b.proposta.Durata = esenpat.Data{}, esenpat.Durata{Unita: esenpat.DurataIllimitata}
	b.apri(esenpat.Rilascio)
	if b.s.Modulo.DataFine != "" || !strings.Contains(b.s.Modulo.AiutoData, "senza scadenza") || !b.s.Modulo.PuoConferm {
		t.Fatalf("%+v", b.s.Modulo)
	}
	if req := b.inviata(t, "31/12/2030"); req.DataFine != esenpat.NewData(2030, 12, 31) || req.DurataPredefinita {
		t.Errorf("%+v", req)
	}
}

func TestRilascio_unknownDurationIsLeftToTheService(t *testing.T) {
	b := nuovo(t)
	b.proposta.DataFine, b.proposta.Durata = esenpat.Data{}, esenpat.Durata{}
	b.apri(esenpat.Rilascio)

	if !strings.Contains(b.s.Modulo.AiutoData, "La data la propone il servizio") || !b.s.Modulo.PuoConferm {
		t.Errorf("%+v", b.s.Modulo)
	}
}

// Manual: M112, G06.
func TestRilascio_wrongDatesAreSaidUnderTheField(t *testing.T) {
	b := nuovo(t)
	b.proposta.DataMinima, b.proposta.DataMassima = esenpat.NewData(2026, 12, 1), esenpat.NewData(2040, 1, 1)
	b.apri(esenpat.Rilascio)
	for data, parola := range map[string]string{
		"29/02/2027": "non esiste", "ieri": "non esiste", "21/11/2026": "già passata", "30/11/2026": "dal 01/12/2026", "02/01/2040": "entro il 01/01/2040",
	} {
		b.p.SetDataFine(data)
		b.p.Conferma()

		if !strings.Contains(b.s.Modulo.ErroreData, parola) || b.s.Modulo.PuoConferm || b.s.Fuoco.Campo != rilascio.CampoData {
			t.Errorf("%s: %q", data, b.s.Modulo.ErroreData)
		}
	}
	b.p.SetDataFine("23/11/2031")
	if b.s.Modulo.AvvisoData == "" || !b.s.Modulo.PuoConferm {
		t.Errorf("beyond the default: a warning, not a stop: %+v", b.s.Modulo)
	}
	if b.rilasciate.Load() != 0 {
		t.Error("something was sent")
	}
}

// Manual: M118, C12.
func TestRilascio_activeInAuraWantsAConfirmation(t *testing.T) {
	b := nuovo(t)
	b.proposta.AttivaAURA = esenpat.EsenzioneAURA{Codice: "048", DataScadenza: esenpat.NewData(2027, 1, 1)}
	b.apri(esenpat.Rilascio)
	if !strings.Contains(b.s.Modulo.Aura, "passa da 01/01/2027 a 22/11/2031") || b.s.Modulo.PuoConferm {
		t.Fatalf("%+v", b.s.Modulo)
	}
	b.p.Conferma()
	if b.rilasciate.Load() != 0 || b.s.Fuoco.Campo != rilascio.CampoAura {
		t.Fatal("sent without the confirmation")
	}
	b.p.SetAuraLetto(true)
	b.p.SetDataFine("01/01/2030") // another date: to be confirmed anew
	if b.s.Modulo.AuraLetto || !strings.Contains(b.s.Modulo.Aura, "a 01/01/2030") {
		t.Fatalf("%+v", b.s.Modulo)
	}
	b.p.SetAuraLetto(true)
	b.p.Conferma()
	b.quieto()
	if b.rilasciate.Load() != 1 {
		t.Error("not sent")
	}
}

// Manual: M48, M106, M120, M121, M122, C13, C22, E5.
func TestRilascio_whoCannotIssueIsOfferedTheRequest(t *testing.T) {
	b := nuovo(t)
	b.proposta.Rilasciabile, b.proposta.Motivo = false, esenpat.Motivo{Codice: "ASL_NON_COMPETENTE", Testo: "Paziente residente in ASL TO3"}
	b.apri(esenpat.Rilascio)

	m := b.s.Modulo.Modalita
	if m.Scelta != string(esenpat.Richiesta) || m.Rilascia.Attivo || m.Rilascia.Motivo != "Paziente residente in ASL TO3" || !strings.Contains(m.Spiega, "ASL TO3") || !strings.Contains(m.Spiega, "NON viene rilasciata") {
		t.Fatalf("%+v", m)
	}
	if b.s.Titolo != "Richiedi esenzione" {
		t.Errorf("title %q", b.s.Titolo)
	}
	b.p.SetModalita(esenpat.Rilascio)
	if req := b.inviata(t, "22/11/2031"); req.Modalita != esenpat.Richiesta {
		t.Errorf("%+v", req)
	}
}

func TestRilascio_tenTimesEnterIsOneAct(t *testing.T) {
	b := nuovo(t)
	via := make(chan struct{})
	b.rilascia = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) { <-via; return rilasciata(), nil }
	b.apri(esenpat.Rilascio)

	for range 10 {
		b.p.Conferma()
	}
	if b.p.Chiudi() || b.s.Modulo.PuoConferm {
		t.Error("closes or confirms again while the act is under way")
	}
	close(via)
	b.quieto()
	b.p.Conferma()

	if n := b.rilasciate.Load(); n != 1 || b.s.Fase != rilascio.FaseFatta {
		t.Errorf("%d acts, phase %v", n, b.s.Fase)
	}
}

func TestRilascio_unknownOutcomeOffersOnlyVerifica(t *testing.T) {
	b := nuovo(t)
	b.rilascia = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		return esenpat.EsitoEsenzione{}, errore(esenpat.Uncertain, "esenzione.esito-incerto")
	}
	b.apri(esenpat.Rilascio)
	b.p.Conferma()
	b.quieto()
	b.p.Conferma()
	if b.s.Fase != rilascio.FaseIncerta || !b.p.Incerta() || b.s.Modulo.PuoConferm || b.rilasciate.Load() != 1 {
		t.Fatalf("phase %v", b.s.Fase)
	}

	b.verifica = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		return esenpat.EsitoEsenzione{}, errore(esenpat.Offline, "rete.assente")
	}
	b.p.Verifica() // the question itself failed
	b.quieto()
	if b.s.Fase != rilascio.FaseIncerta {
		t.Fatalf("phase %v", b.s.Fase)
	}
	b.verifica = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		return esenpat.EsitoEsenzione{}, errore(esenpat.Offline, "atto.mai-arrivato")
	}
	b.p.Verifica()
	b.quieto()
	if b.s.Fase != rilascio.FaseModulo || b.s.Modulo.DataFine != "22/11/2031" || b.rilasciate.Load() != 1 {
		t.Fatalf("phase %v %q", b.s.Fase, b.s.Modulo.DataFine)
	}
	b.p.Conferma()
	b.quieto()
	b.verifica = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) { return rilasciata(), nil }
	b.p.Verifica()
	b.quieto()
	if b.s.Fase != rilascio.FaseFatta || b.rilasciate.Load() != 2 {
		t.Errorf("phase %v, %d sent", b.s.Fase, b.rilasciate.Load())
	}
}

func TestRilascio_sessionExpiredKeepsTheDate(t *testing.T) {
	b := nuovo(t)
	var riprendi func()
	b.p.Eventi.SessioneScaduta = func(r func()) { riprendi = r }
	b.propErr = errore(esenpat.Unauthenticated, "sessione.scaduta")
	b.apri(esenpat.Rilascio)
	if !b.s.SessioneScaduta {
		t.Fatal("no login asked")
	}
	b.propErr = nil
	riprendi()
	b.quieto()
	if b.s.Fase != rilascio.FaseModulo {
		t.Fatalf("phase %v", b.s.Fase)
	}

	b.rilascia = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		return esenpat.EsitoEsenzione{}, errore(esenpat.Unauthenticated, "sessione.scaduta")
	}
	b.p.SetDataFine("01/02/2029")
	b.p.Conferma()
	b.quieto()
	riprendi()

	if b.s.Modulo.DataFine != "01/02/2029" || b.s.SessioneScaduta || !b.s.Modulo.PuoConferm || b.rilasciate.Load() != 1 {
		t.Errorf("%+v", b.s)
	}
}

// Manual: M48, M115, M116, M122, G21.
func TestRilascio_outcomeTellsUpdateAndRequest(t *testing.T) {
	b := nuovo(t)
	v := rilasciata()
	v.Esito, v.ScadenzaPrecedente, v.Esenzione.Date.Fine = "SCADENZA_AGGIORNATA", esenpat.NewData(2027, 1, 1), esenpat.NewData(2031, 11, 22)
	b.rilascia = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) { return v, nil }
	b.apri(esenpat.Rilascio)
	b.p.Conferma()
	b.quieto()
	if !strings.Contains(b.s.Esito.Frase, "da 01/01/2027 a 22/11/2031") {
		t.Errorf("%q", b.s.Esito.Frase)
	}
	b.p.ScaricaPromemoria()
	b.quieto()
	b.p.ScaricaAttestato()
	b.quieto()
	if len(b.salvati) != 2 || !strings.HasPrefix(b.salvati[0], "Promemoria_esenzione_2026") || b.s.Esito.Fatto == "" {
		t.Errorf("%v", b.salvati)
	}

	b = nuovo(t)
	v = rilasciata()
	v.Esito, v.Esenzione.Stato = "RICHIESTA_INVIATA", esenpat.EsenzioneInviata
	b.rilascia = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) { return v, nil }
	b.apri(esenpat.Richiesta)
	b.p.Conferma()
	b.quieto()
	if r := b.s.Esito.Righe; r[len(r)-1] != (parti.Riga{Etichetta: "Assistito", Valore: "Il servizio non gli invia avvisi: informarlo che la pratica è presso l'ASL."}) {
		t.Errorf("the notice to the patient: %+v", r)
	}
	if !strings.Contains(b.s.Esito.Frase, "(ASL TO3). L'esenzione NON è ancora rilasciata.") || b.s.Esito.Promemoria {
		t.Errorf("%+v", b.s.Esito)
	}
}

// G11: a rare disease needs its statements, all of them, before anything is sent.
// Manual: G11.
func TestConferma_malattiaRaraVuoleLeDichiarazioni(t *testing.T) {
	b := nuovo(t)
	b.proposta.Dichiarazioni = []esenpat.Motivo{{Codice: "DATI", Testo: "uno"}, {Codice: "REGISTRO", Testo: "due"}}
	b.apri(esenpat.Richiesta)
	if b.s.Modulo.PuoConferm || len(b.s.Modulo.Dichiara) != 2 {
		t.Fatalf("modulo %+v", b.s.Modulo)
	}
	b.p.Dichiara("DATI", true)
	b.p.Conferma()
	b.quieto()
	if b.rilasciate.Load() != 0 || b.s.Fuoco.Campo != rilascio.CampoDichiara {
		t.Fatalf("inviate %d, fuoco %q", b.rilasciate.Load(), b.s.Fuoco.Campo)
	}
	b.p.Dichiara("REGISTRO", true)

	if r := b.inviata(t, ""); !slices.Equal(r.Dichiarazioni, []string{"DATI", "REGISTRO"}) {
		t.Errorf("inviate %q", r.Dichiarazioni)
	}
}

// Manual: M107, M108, M110, M114, M115, M116.
func TestRilascio_senzaDiagnosiESenzaScadenza(t *testing.T) {
	b := nuovo(t)
	b.proposta.CodiceEsenzione, b.proposta.CodiceDiagnosi = "051", ""
	b.proposta.DataFine, b.proposta.Durata = esenpat.Data{}, esenpat.Durata{Unita: esenpat.DurataIllimitata}
	b.p.Apri(rilascio.Pratica{AssistitoID: "a1", CertificatoID: "c1", Numero: "12", Modalita: esenpat.Rilascio, Esenzione: esenpat.Voce{Codice: "051", Descrizione: "Nati con condizioni di gravi deficit"}})
	b.quieto()
	if r := b.s.Modulo.Righe; r[0].Etichetta != "Codice esenzione" || !strings.HasPrefix(r[0].Valore, "051") || r[1].Etichetta != "Codice diagnosi" || r[1].Valore != "000  Nessuna diagnosi codificata" {
		t.Fatalf("%+v", r)
	}

	req := b.inviata(t, "")

	if !req.DataFine.Vuota() {
		t.Errorf("an end was sent: %+v", req)
	}
	e, ha := b.s.Esito, map[string]string{}
	for _, r := range e.Righe {
		ha[r.Etichetta] = r.Valore
	}
	if e.Frase != "L'esenzione è stata rilasciata con n. 202601030100000001." || ha["Data fine validità"] != "Senza scadenza" || ha["Data inizio validità"] != "22/11/2026" {
		t.Errorf("%q %q", e.Frase, ha)
	}
}

// TestRilascio_slowAuraIsAskedAgainByItself: the service answered 202. The state
// is said, the outcome is asked for with longer and longer pauses, nothing is
// sent a second time, and another certificate is not held up.
func TestRilascio_slowAuraIsAskedAgainByItself(t *testing.T) {
	b := nuovo(t)
	inviate, domande := 0, 0
	inCorso := errore(esenpat.Uncertain, "esenzione.in-lavorazione")
	b.rilascia = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		inviate++
		return esenpat.EsitoEsenzione{}, inCorso
	}
	b.verifica = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		if domande++; domande < 4 {
			return esenpat.EsitoEsenzione{}, []error{inCorso, errore(esenpat.Uncertain, "esenzione.esito-incerto"), inCorso}[domande-1]
		}
		return rilasciata(), nil
	}
	b.apri(esenpat.Rilascio)
	b.p.Conferma()
	b.quieto()
	if b.s.Fase != rilascio.FaseIncerta || b.s.Incerta != "In lavorazione alla Regione" || b.s.Avviso.Titolo != "La pratica è in lavorazione." {
		t.Fatalf("%v %q %q", b.s.Fase, b.s.Incerta, b.s.Avviso.Titolo)
	}
	if b.p.Incerta() {
		t.Error("the next certificate is held up")
	}
	b.p.Chiudi() // the doctor does something else meanwhile

	for i, pausa := range []time.Duration{15, 30, 60, 120} {
		b.ora.Avanza((pausa - 1) * time.Second)
		b.quieto()
		if domande != i {
			t.Fatalf("asked %d times before %v s", domande, pausa)
		}
		b.ora.Avanza(time.Second)
		b.quieto()
	}

	if b.s.Fase != rilascio.FaseFatta || inviate != 1 || domande != 4 {
		t.Errorf("phase %v, sent %d, asked %d", b.s.Fase, inviate, domande)
	}
}

// TestRilascio_afterARestartWhatWasSentIsFound: the form of a certificate whose
// issue has no outcome shows that, not a form to send again.
func TestRilascio_afterARestartWhatWasSentIsFound(t *testing.T) {
	b := nuovo(t)
	b.propErr = errore(esenpat.Uncertain, "esenzione.esito-incerto")
	b.verifica = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		return esenpat.EsitoEsenzione{}, errore(esenpat.Uncertain, "esenzione.in-lavorazione")
	}
	b.apri(esenpat.Richiesta)
	if b.s.Fase != rilascio.FaseIncerta || b.s.Incerta != "In lavorazione alla Regione" {
		t.Fatalf("%v %q", b.s.Fase, b.s.Incerta)
	}
	if !b.p.Apri(rilascio.Pratica{AssistitoID: "a2", CertificatoID: "c2"}) {
		t.Error("another certificate is held up")
	}
	b.quieto()
	b.p.Chiudi()

	// It never took place: the form is there again.
	b.verifica = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		b.propErr = nil
		return esenpat.EsitoEsenzione{}, errore(esenpat.Offline, "atto.mai-arrivato")
	}
	b.p.Verifica()
	b.quieto()
	b.apri(esenpat.Richiesta)
	if b.s.Fase != rilascio.FaseModulo || b.s.Modulo.DataFine == "" {
		t.Errorf("%v %+v", b.s.Fase, b.s.Modulo)
	}

	// Sent again, and nobody knows: that is not what AURA was slow with.
	b.rilascia = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		return esenpat.EsitoEsenzione{}, errore(esenpat.Uncertain, "esenzione.esito-incerto")
	}
	b.p.Conferma()
	b.quieto()
	if !b.p.Incerta() {
		t.Errorf("%v %q", b.s.Fase, b.s.Incerta)
	}
}

// TestApri_theLateOutcomeOfAnotherCertificateIsNotThisOnes: the question for the
// first patient is still out when the form of the second one opens.
func TestApri_theLateOutcomeOfAnotherCertificateIsNotThisOnes(t *testing.T) {
	b := nuovo(t)
	inCorso := errore(esenpat.Uncertain, "esenzione.in-lavorazione")
	b.rilascia = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		return esenpat.EsitoEsenzione{}, inCorso
	}
	risponde := make(chan struct{})
	b.verifica = func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
		<-risponde
		return rilasciata(), nil
	}
	b.apri(esenpat.Rilascio)
	b.p.Conferma()
	b.quieto()
	b.p.Verifica()
	b.p.Chiudi()

	b.p.Apri(rilascio.Pratica{AssistitoID: "a2", CertificatoID: "c2", Modalita: esenpat.Rilascio})
	close(risponde)
	b.quieto()

	if b.s.Fase != rilascio.FaseModulo {
		t.Errorf("the second patient's form is at %v", b.s.Fase)
	}
}
