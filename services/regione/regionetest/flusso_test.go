package regionetest_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// TestFlusso_fromTheFiscalCodeToTheExemption is the main job, over TLS, with
// every exchange held against the contract.
// Manual: M10, M117, G20.
func TestFlusso_fromTheFiscalCodeToTheExemption(t *testing.T) {
	p := apri(t)
	s := p.entra(regionetest.Ferraris)
	if !s.Prova || !s.Puo(esenpat.AzioneCreaValida) || s.Azienda.Codice != "010301" {
		t.Errorf("session = %+v", s)
	}

	c := p.crea(cfAdulta)
	r := p.richiesta(c)
	f, err := p.firme.FirmaCertificato(t.Context(), r)
	p.bene(err)

	if !f.IdenticoAnteprima || !f.Verifica.Prova || f.Esito.Certificato.Stato != esenpat.Valido {
		t.Errorf("signed: identical %v, verdict %+v", f.IdenticoAnteprima, f.Verifica)
	}
	if d := f.Esito.Certificato.Fascicolo; d.Esito != "CONSEGNATO" || d.Quando.IsZero() {
		t.Errorf("delivery = %+v", d)
	}
	if f.Verifica.Stato != esenpat.VerificaValida && f.Verifica.Stato != esenpat.VerificaValidaAvvisi {
		t.Errorf("verdict = %+v", f.Verifica)
	}
	if v := f.Verifica.Firme[0]; v.CodiceFiscale != string(s.Utente.CodiceFiscale) {
		t.Errorf("signer = %s", v.CodiceFiscale)
	}
	if bozze, _ := p.bozze.Elenca(t.Context()); len(bozze) != 0 {
		t.Error("the draft of a certificate is still there")
	}

	proposta, err := p.rilasci.PropostaEsenzione(t.Context(), c.Assistito.ID, c.ID)
	p.bene(err)
	if !proposta.Rilasciabile || proposta.DataFine.Anno != proposta.DataInizio.Anno+5 {
		t.Errorf("proposta = %+v", proposta)
	}
	e, err := p.rilasci.RilasciaEsenzione(t.Context(), esenpat.RichiestaEsenzione{
		AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Rilascio, DurataPredefinita: true,
	})
	p.bene(err)
	if e.Esito != "RILASCIATA" || e.Esenzione.Date.Fine != proposta.DataFine || len(e.Esenzione.Numero) != 18 {
		t.Errorf("esito = %+v", e)
	}
	promemoria, err := p.esenzioni.Promemoria(t.Context(), c.Assistito.ID, e.Esenzione.ID)
	p.bene(err)
	attestato, err := p.esenzioni.Attestato(t.Context(), c.Assistito.ID)
	p.bene(err)
	if !bytes.HasPrefix(promemoria, []byte("%PDF-")) || !bytes.HasPrefix(attestato, []byte("%PDF-")) {
		t.Error("not PDF files")
	}
	p.leggiTutto(c, e.Esenzione)
}

// leggiTutto touches every read that the main job does not.
func (p *postazione) leggiTutto(c esenpat.Certificato, e esenpat.Esenzione) {
	p.t.Helper()
	ctx, cit := p.t.Context(), c.Assistito.ID
	riletto, err := p.archivio.Certificato(ctx, cit, c.ID)
	p.bene(err)
	if riletto.Legami.EsenzioneID != e.ID || riletto.Legami.Utilizzabile {
		p.t.Errorf("legami = %+v", riletto.Legami)
	}
	storico, err := p.archivio.Storico(ctx, cit, c.ID)
	p.bene(err)
	if len(storico) < 3 {
		p.t.Errorf("storico = %+v", storico)
	}
	_, err = p.esenzioni.Storico(ctx, cit, e.ID)
	p.bene(err)
	es, err := p.esenzioni.Esenzione(ctx, cit, e.ID)
	p.bene(err)
	if es.Numero != e.Numero || es.CertificatoID != c.ID {
		p.t.Errorf("esenzione = %+v", es)
	}
	trovati, err := p.archivio.FindCertificati(ctx, esenpat.FiltroCertificati{Stati: []esenpat.StatoCertificato{esenpat.Valido}, Persona: esenpat.RicercaAssistito{CodiceFiscale: cfAdulta}})
	p.bene(err)
	trovate, err := p.esenzioni.FindEsenzioni(ctx, esenpat.FiltroEsenzioni{CodiceEsenzione: "048"})
	p.bene(err)
	if trovati.Totale != 1 || len(trovate.Elementi) != trovate.Totale || trovate.Totale == 0 {
		p.t.Errorf("lists: %d, %d", trovati.Totale, trovate.Totale)
	}
	s := p.scheda(cfAdulta)
	if len(s.Certificati) != 1 || len(s.Esenzioni) != 1 || len(s.EsenzioniAURA) != 1 || !s.EsenzioniAURA[0].Attiva {
		p.t.Errorf("scheda = %+v", s)
	}
	p.leggiCataloghi()
	regimi, err := p.sessione.Regimi(ctx)
	p.bene(err)
	provider, err := p.firme.ProviderFirma(ctx)
	p.bene(err)
	if len(regimi) != 2 || len(provider) < 3 {
		p.t.Errorf("regimi %v, provider %v", regimi, provider)
	}
	p.bene(p.Client.Audit(ctx, uuid.NewString(), []esenpat.EventoAudit{
		{ID: uuid.NewString(), Quando: p.Orologio.Ora(), Azione: "STAMPA", Oggetto: c.ID, AssistitoID: cit, Esito: "OK"},
	}))
	vivo, err := p.Client.ServizioAttivo(ctx)
	p.bene(err)
	if !vivo.Attivo || vivo.Ambiente != "prova" {
		p.t.Errorf("servizio = %+v", vivo)
	}
	p.bene(p.sessione.Esci(ctx))
	_, err = p.Client.Utente(ctx)
	p.vuole(err, esenpat.Unauthenticated, "sessione.scaduta")
}

func (p *postazione) leggiCataloghi() {
	p.t.Helper()
	ctx := p.t.Context()
	tutti, _, err := p.Client.Cataloghi(ctx, "")
	p.bene(err)
	voci, v, err := p.Client.CatalogoEsenzioni(ctx, "")
	p.bene(err)
	diagnosi, _, err := p.Client.CatalogoDiagnosi(ctx, "")
	p.bene(err)
	if len(tutti) < 10 || len(voci) == 0 || len(diagnosi) == 0 || v.ETag == "" {
		p.t.Errorf("cataloghi %d, voci %d, diagnosi %d, %+v", len(tutti), len(voci), len(diagnosi), v)
	}
	voci, v2, err := p.Client.CatalogoEsenzioni(ctx, v.ETag)
	p.bene(err)
	if voci != nil || v2.Versione != "" {
		p.t.Errorf("not modified: %d entries, %+v", len(voci), v2)
	}
}

// Manual: M119, M123.
func TestFlusso_minorOtherASLActiveAndAnnulment(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ctx := t.Context()

	if c := p.crea(cfMinore); c.Dati.OscuratoGenitore != esenpat.Si {
		t.Errorf("minor: %+v", c.Dati)
	}

	c := p.firmato(cfAltraASL)
	proposta, err := p.rilasci.PropostaEsenzione(ctx, c.Assistito.ID, c.ID)
	p.bene(err)
	if proposta.Rilasciabile || !proposta.Richiedibile || proposta.Motivo.Testo == "" || proposta.AslCompetente.Codice == "010301" {
		t.Errorf("proposta = %+v", proposta)
	}
	q := esenpat.RichiestaEsenzione{AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Rilascio, DurataPredefinita: true}
	_, err = p.rilasci.RilasciaEsenzione(ctx, q)
	p.vuole(err, esenpat.Forbidden, "assistito.fuori-asl")
	q.Modalita = esenpat.Richiesta
	e, err := p.rilasci.RilasciaEsenzione(ctx, q)
	p.bene(err)
	if e.Esito != "RICHIESTA_INVIATA" || e.Esenzione.Stato != esenpat.EsenzioneInviata {
		t.Errorf("esito = %+v", e)
	}

	c = p.firmato(cfAttiva) // 048 is active in AURA already
	e, err = p.rilasci.RilasciaEsenzione(ctx, esenpat.RichiestaEsenzione{AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Rilascio, DurataPredefinita: true})
	p.bene(err)
	if e.Esito != "SCADENZA_AGGIORNATA" || e.ScadenzaPrecedente != esenpat.NewData(2029, 5, 9) {
		t.Errorf("esito = %+v", e)
	}

	c = p.firmato(cfAdulta)
	a, err := p.firme.AnnullaCertificato(ctx, riferimento(c), "Errore materiale")
	p.bene(err)
	c, err = p.archivio.Certificato(ctx, c.Assistito.ID, c.ID)
	p.bene(err)
	p.bene(p.firme.ScartaAnnullamento(ctx, riferimento(c))) // the doctor leaves: as it was
	if c, err = p.archivio.Certificato(ctx, c.Assistito.ID, c.ID); err != nil || c.Stato != esenpat.Valido || c.Legami.AnnullativoID != "" {
		t.Fatalf("after leaving: %+v, %v", c, err)
	}
	if a, err = p.firme.AnnullaCertificato(ctx, riferimento(c), ""); err != nil {
		t.Fatal(err)
	}
	rif := riferimento(c)
	rif.ETag = a.ETag
	if _, err = p.firme.DocumentoAnnullativo(ctx, rif); err != nil {
		t.Fatal(err)
	}
	f, err := p.firme.FirmaAnnullamento(ctx, p.conOTP(rif, a.ID, a.PDF.SHA256))
	p.bene(err)
	if f.Esito.Certificato.Stato != esenpat.Annullato || !f.IdenticoAnteprima || f.Verifica.Stato == esenpat.VerificaNonValida {
		t.Errorf("annulled: %+v", f)
	}

	daButtare := p.crea(cfAdulta)
	p.bene(p.archivio.Elimina(ctx, riferimento(daButtare)))
	if c, err = p.archivio.Certificato(ctx, daButtare.Assistito.ID, daButtare.ID); err == nil && c.Stato != esenpat.Annullato {
		t.Errorf("dropped: %+v", c)
	}
}

func TestFlusso_refusalsOfTheRegistry(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	a := p.scheda(cfDeceduto).Assistito
	if a.Competenza.PuoCertificare || a.Competenza.Motivo.Codice == "" || a.Anagrafica.DataDecesso.Vuota() {
		t.Errorf("assistito = %+v", a.Competenza)
	}
	_, err := p.redazione.Crea(t.Context(), p.bozza(cfDeceduto))
	p.vuole(err, esenpat.Rejected, "assistito.deceduto")
	righe, err := p.registro.FindAssistiti(t.Context(), esenpat.RicercaAssistito{CodiceFiscale: cfMilano})
	p.bene(err)
	_, err = p.registro.Scheda(t.Context(), righe[0].ID)
	p.vuole(err, esenpat.Rejected, "assistito.non-piemonte")
	_, err = p.registro.FindAssistiti(t.Context(), esenpat.RicercaAssistito{
		CodiceFiscale: esenpat.ComponiCodiceFiscale("Nessuno", "Nemo", esenpat.NewData(1970, 1, 1), esenpat.Maschio, "L219"),
	})
	p.vuole(err, esenpat.NotFound, "assistito.non-trovato")
	righe, err = p.registro.FindAssistiti(t.Context(), esenpat.RicercaAssistito{Cognome: "rossi"})
	p.bene(err)
	if len(righe) < 5 {
		t.Errorf("%d namesakes", len(righe))
	}
}

// TestFlusso_doctorWhoMayOnlyRequest signs without an OTP, as her credential
// allows, and cannot issue.
// Manual: M97.
func TestFlusso_doctorWhoMayOnlyRequest(t *testing.T) {
	p := apri(t)
	p.entra("luisa.gallo")
	c := p.crea(cfAdulta)
	_, err := p.archivio.Documento(t.Context(), c.Assistito.ID, c.ID)
	p.bene(err)
	m := p.Medico("luisa.gallo")

	f, err := p.firme.FirmaCertificato(t.Context(), esenpat.RichiestaFirma{
		Riferimento: riferimento(c), SHA256: c.PDF.SHA256,
		Credenziali: esenpat.CredenzialiFirma{Provider: m.Provider, Alias: m.Alias, PIN: m.PINFirma},
	})
	p.bene(err)
	if !f.IdenticoAnteprima || f.Esito.Certificato.Ammette(esenpat.PuoRilascio) {
		t.Errorf("azioni = %v", f.Esito.Certificato.Azioni)
	}
	_, err = p.rilasci.RilasciaEsenzione(t.Context(), rilascio(c))
	p.vuole(err, esenpat.Forbidden, "medico.non-abilitato")
}

func TestFlusso_lockedAndForeignCredentials(t *testing.T) {
	p := apri(t)
	p.entra("sergio.villata")
	c := p.crea(cfAdulta)
	bloccato, altrui := p.Medico("sergio.villata"), p.Medico(regionetest.Ferraris)
	q := esenpat.RichiestaOTP{Modalita: "SMS", Documenti: []esenpat.DocumentoDaFirmare{{ID: c.ID, SHA256: c.PDF.SHA256}}}

	q.Credenziali = esenpat.CredenzialiFirma{Provider: bloccato.Provider, Alias: bloccato.Alias, PIN: bloccato.PINFirma}
	_, err := p.firme.RichiediOTP(t.Context(), q)
	p.vuole(err, esenpat.Firma, "firma.pin-bloccato")
	q.Credenziali = esenpat.CredenzialiFirma{Provider: altrui.Provider, Alias: altrui.Alias, PIN: altrui.PINFirma}
	_, err = p.firme.RichiediOTP(t.Context(), q)
	p.vuole(err, esenpat.Firma, "firma.alias-altrui")
	q.Credenziali.Alias = "nessuno"
	_, err = p.firme.RichiediOTP(t.Context(), q)
	p.vuole(err, esenpat.Firma, "firma.alias-sconosciuto")
}

// TestFlusso_certificateWithoutACodedDiagnosis goes through «000», special laws
// and a duration without end, and its document says what the draft says.
func TestFlusso_certificateWithoutACodedDiagnosis(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	voci, _, err := p.Client.CatalogoEsenzioni(t.Context(), "")
	p.bene(err)
	i := slices.IndexFunc(voci, func(v esenpat.VoceEsenzione) bool {
		return v.SenzaDiagnosiCodifica && v.Tipologia == esenpat.MalattiaCronica
	})
	if i < 0 {
		t.Fatal("no exemption without a coded diagnosis")
	}
	b := p.bozza(cfMinore)
	b.Dati.Esenzione, b.Dati.Diagnosi, b.Dati.LeggiSpeciali = voci[i], esenpat.VoceDiagnosi{}, esenpat.Si

	c, err := p.redazione.Crea(t.Context(), b)
	p.bene(err)
	f, err := p.firme.FirmaCertificato(t.Context(), p.richiesta(c))
	p.bene(err)

	if c = f.Esito.Certificato; c.Dati.Diagnosi.CodiceVisibile() != esenpat.CodiceNessunaDiagnosi || c.Dati.LeggiSpeciali != esenpat.Si {
		t.Errorf("dati = %+v", c.Dati)
	}
	proposta, err := p.rilasci.PropostaEsenzione(t.Context(), c.Assistito.ID, c.ID)
	p.bene(err)
	if proposta.CodiceDiagnosi != esenpat.CodiceNessunaDiagnosi {
		t.Errorf("proposta = %+v", proposta)
	}
}
