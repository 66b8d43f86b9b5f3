package regionetest_test

import (
	"slices"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/copie"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// inviata is a request that the ASL has not touched.
func (p *postazione) inviata(cf string) esenpat.Esenzione {
	p.t.Helper()
	c := p.firmato(cf)
	e, err := p.rilasci.RilasciaEsenzione(p.t.Context(), esenpat.RichiestaEsenzione{
		AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Richiesta, DurataPredefinita: true,
	})
	p.bene(err)
	return p.riletta(e.Esenzione)
}

func (p *postazione) riletta(e esenpat.Esenzione) esenpat.Esenzione {
	p.t.Helper()
	n, err := p.esenzioni.Esenzione(p.t.Context(), e.Beneficiario.ID, e.ID)
	p.bene(err)
	return n
}

// asl lets the operator act on a request and reads it again.
func (p *postazione) asl(e esenpat.Esenzione, a ambiente.AzioneASL, motivo, note string) esenpat.Esenzione {
	p.t.Helper()
	p.bene(p.ASL(p.t.Context(), ambiente.OrdineASL{Pratica: e.Numero, Azione: a, Motivo: motivo, Note: note}))
	return p.riletta(e)
}

func rifDi(e esenpat.Esenzione) esenpat.RiferimentoEsenzione {
	return esenpat.RiferimentoEsenzione{AssistitoID: e.Beneficiario.ID, ID: e.ID, ETag: e.ETag}
}

// X09: a request that nobody has touched is taken back, and its certificate
// can be used again.
func TestAnnullaRichiesta_theCertificateIsFreeAgain(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	e := p.inviata(cfAltraASL)
	if e.Stato != esenpat.EsenzioneInviata || !e.Ammette(esenpat.PuoAnnullareRichiesta) || e.ETag == "" {
		t.Fatalf("request = %v %v %q", e.Stato, e.Azioni, e.ETag)
	}

	dopo, err := p.pratiche.AnnullaRichiesta(t.Context(), rifDi(e), " inviata per errore ")
	p.bene(err)

	if dopo.Stato != esenpat.EsenzioneAnnullata || dopo.Ammette(esenpat.PuoAnnullareRichiesta) {
		t.Errorf("after = %v %v", dopo.Stato, dopo.Azioni)
	}
	c, err := p.archivio.Certificato(t.Context(), e.Beneficiario.ID, e.CertificatoID)
	p.bene(err)
	if !c.Legami.Utilizzabile || c.Legami.EsenzioneID != "" || !c.Ammette(esenpat.PuoRichiesta) {
		t.Errorf("the certificate is burned: %+v %v", c.Legami, c.Azioni)
	}
	if _, err = p.esenzioni.Promemoria(t.Context(), e.Beneficiario.ID, e.ID); esenpat.KindOf(err) != esenpat.NotFound {
		t.Errorf("papers of an exemption that never was: %v", err)
	}
	storico, err := p.esenzioni.Storico(t.Context(), e.Beneficiario.ID, e.ID)
	p.bene(err)
	if n := storico[len(storico)-1]; n.Stato != "ANN" || n.Nota != "Richiesta annullata dal medico: inviata per errore" {
		t.Errorf("history = %+v", storico)
	}
	if _, err = p.rilasci.RilasciaEsenzione(t.Context(), esenpat.RichiestaEsenzione{
		AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Richiesta, DurataPredefinita: true,
	}); err != nil {
		t.Errorf("asked again: %v", err)
	}
}

// X09: what the ASL has begun to work on stays, with the reason; so does what
// belongs to somebody else.
func TestAnnullaRichiesta_refused(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	e := p.inviata(cfAdulta)
	stessa := e
	presa := p.asl(e, ambiente.ASLPrende, "", "")
	if presa.Stato != esenpat.EsenzioneInLavorazione || presa.Ammette(esenpat.PuoAnnullareRichiesta) {
		t.Errorf("taken = %v %v", presa.Stato, presa.Azioni)
	}

	_, err := p.pratiche.AnnullaRichiesta(t.Context(), rifDi(stessa), "")
	p.vuole(err, esenpat.Conflict, "esenzione.richiesta-presa-in-carico")

	p.entra("paolo.martini") // competent for every ASL: reads it, but did not send it
	altrui := p.riletta(e)
	_, err = p.pratiche.AnnullaRichiesta(t.Context(), rifDi(altrui), "")
	p.vuole(err, esenpat.Forbidden, "esenzione.altro-richiedente")
	p.entra("luisa.gallo") // neither sent it nor is competent
	_, err = p.pratiche.AnnullaRichiesta(t.Context(), rifDi(stessa), "")
	p.vuole(err, esenpat.Forbidden, "medico.non-abilitato")
}

// X09: the answer is lost, the act is not sent twice and its outcome is found.
func TestAnnullaRichiesta_lostAnswerAndNoNetwork(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	e := p.inviata(cfAltraASL)

	p.Relay.Stacca()
	_, err := p.pratiche.AnnullaRichiesta(t.Context(), rifDi(e), "")
	if k := esenpat.KindOf(err); k != esenpat.Offline {
		t.Fatalf("off line: %v", err)
	}
	p.Relay.Riattacca()
	if n := p.riletta(e); n.Stato != esenpat.EsenzioneInviata {
		t.Fatalf("off line it became %v", n.Stato)
	}

	p.Guasti().PerdiRisposta("annullaRichiesta", 1)
	p.Guasti().PerdiRichiesta("operazione", 20)
	_, err = p.pratiche.AnnullaRichiesta(t.Context(), rifDi(e), "")
	p.vuole(err, esenpat.Uncertain, "esenzione.richiesta-incerta")
	p.Guasti().Azzera()
	viste := p.Guasti().Viste("annullaRichiesta")
	p.monta() // the program starts again
	p.entra(regionetest.Ferraris)
	dopo, err := p.pratiche.VerificaPratica(t.Context(), esenpat.AttoAnnullaRichiesta, rifDi(e))
	p.bene(err)
	if dopo.Stato != esenpat.EsenzioneAnnullata || p.Guasti().Viste("annullaRichiesta") != viste {
		t.Errorf("found %v, sent %d times", dopo.Stato, p.Guasti().Viste("annullaRichiesta"))
	}

	q := p.inviata(cfAdulta)
	p.Guasti().PerdiRichiesta("annullaRichiesta", 1)
	_, err = p.pratiche.AnnullaRichiesta(t.Context(), rifDi(q), "")
	p.vuole(err, esenpat.Offline, "atto.mai-arrivato")
	_, err = p.pratiche.VerificaPratica(t.Context(), esenpat.AttoAnnullaRichiesta, rifDi(q))
	p.vuole(err, esenpat.Offline, "atto.mai-arrivato")
}

// X02: the ASL asks for a new certificate, the doctor reads why, signs one and
// sends the request back with notes.
func TestRinvio_fromTheAslAndBack(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	e := p.inviata(cfAltraASL)
	prima := e.CertificatoID
	e = p.asl(e, ambiente.ASLRimanda, "DIAGNOSI_DA_PRECISARE", "Indicare la sede.")
	if c := e.Comunicazione; e.Stato != esenpat.EsenzioneAlMedico || c.Motivo.Testo != "Diagnosi da precisare" || c.Note != "Indicare la sede." || c.Il.IsZero() || !e.Ammette(esenpat.PuoRimandare) {
		t.Fatalf("returned = %v %+v %v", e.Stato, c, e.Azioni)
	}
	trovate, err := p.esenzioni.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Stati: []esenpat.StatoEsenzione{esenpat.EsenzioneAlMedico}, Pagina: esenpat.Finestra{Limit: 1}})
	p.bene(err)
	if trovate.Totale != 1 {
		t.Errorf("counted %d", trovate.Totale)
	}
	adatti, err := p.pratiche.CertificatiPerRinvio(t.Context(), e)
	p.bene(err)
	if len(adatti) != 0 {
		t.Errorf("the used certificate is offered again: %v", adatti)
	}

	nuovo := p.firmato(cfAltraASL)
	_, err = p.rilasci.RilasciaEsenzione(t.Context(), esenpat.RichiestaEsenzione{AssistitoID: nuovo.Assistito.ID, CertificatoID: nuovo.ID, Modalita: esenpat.Richiesta, DurataPredefinita: true})
	p.vuole(err, esenpat.Conflict, "esenzione.presente") // there is one that waits: it must be answered
	adatti, err = p.pratiche.CertificatiPerRinvio(t.Context(), e)
	p.bene(err)
	if len(adatti) != 1 || adatti[0].ID != nuovo.ID {
		t.Fatalf("offered = %+v", adatti)
	}
	dopo, err := p.pratiche.RimandaRichiesta(t.Context(), esenpat.RinvioRichiesta{Riferimento: rifDi(e), CertificatoID: nuovo.ID, Note: "Sede precisata."})
	p.bene(err)

	if dopo.Stato != esenpat.EsenzioneInviata || dopo.CertificatoID != nuovo.ID || dopo.Comunicazione.Motivo.Codice != "" {
		t.Errorf("after = %v %s %+v", dopo.Stato, dopo.CertificatoID, dopo.Comunicazione)
	}
	storico, err := p.esenzioni.Storico(t.Context(), e.Beneficiario.ID, e.ID)
	p.bene(err)
	var stati []string
	for _, s := range storico {
		stati = append(stati, s.Stato)
	}
	if !slices.Equal(stati, []string{"INV", "INM", "INV"}) {
		t.Errorf("history = %v", stati)
	}
	for _, id := range []string{prima, nuovo.ID} {
		c, err := p.archivio.Certificato(t.Context(), e.Beneficiario.ID, id)
		p.bene(err)
		if c.Legami.EsenzioneID != e.ID {
			t.Errorf("certificate %s is not tied to the request", id)
		}
	}
	if v := p.asl(dopo, ambiente.ASLValida, "", ""); v.Stato != esenpat.EsenzioneValidata || v.CodiceAttestato == "" { // X16
		t.Errorf("validated = %v", v.Stato)
	}
	if s := p.scheda(cfAltraASL); len(s.EsenzioniAURA) != 1 {
		t.Errorf("AURA = %+v", s.EsenzioniAURA)
	}
}

// X02: what the service refuses, with its reason.
func TestRinvio_refused(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ctx, e := t.Context(), p.inviata(cfAdulta)
	rimanda := func(e esenpat.Esenzione, c string) error {
		_, err := p.pratiche.RimandaRichiesta(ctx, esenpat.RinvioRichiesta{Riferimento: rifDi(e), CertificatoID: c})
		return err
	}
	p.vuole(rimanda(e, e.CertificatoID), esenpat.Conflict, "esenzione.richiesta-non-attesa")

	vecchia := e
	e = p.asl(e, ambiente.ASLRimanda, "ALTRO", "")
	p.vuole(rimanda(e, e.CertificatoID), esenpat.Conflict, "certificato.gia-utilizzato")
	p.vuole(rimanda(e, p.crea(cfAdulta).ID), esenpat.Conflict, "certificato.non-valido")
	p.vuole(rimanda(vecchia, p.firmato(cfAdulta).ID), esenpat.Conflict, "versione.superata")
	b := p.bozza(cfAdulta)
	b.Dati.Esenzione, b.Dati.Diagnosi = esenpat.VoceEsenzione{Codice: "013"}, esenpat.VoceDiagnosi{Codice: "250"}
	c, err := p.redazione.Crea(ctx, b)
	p.bene(err)
	f, err := p.firme.FirmaCertificato(ctx, p.richiesta(c))
	p.bene(err)
	p.vuole(rimanda(e, f.Esito.Certificato.ID), esenpat.Invalid, "esenzione.certificato-di-altra")
	if n := p.riletta(e); n.Stato != esenpat.EsenzioneAlMedico {
		t.Errorf("after the refusals = %v", n.Stato)
	}

	p.entra("sergio.villata") // without the right 26
	p.vuole(rimanda(e, c.ID), esenpat.Forbidden, "medico.non-abilitato")
	p.entra("paolo.martini")
	p.vuole(rimanda(p.riletta(e), c.ID), esenpat.Forbidden, "esenzione.altro-richiedente")
}

// X02: the lost answer of a return is found; when the request has come back
// again meanwhile, the earlier success is not taken for the new one.
func TestRinvio_lostAnswer(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ctx := t.Context()
	e := p.asl(p.inviata(cfAltraASL), ambiente.ASLRimanda, "ALTRO", "")
	primo := p.firmato(cfAltraASL)

	p.Guasti().PerdiRisposta("rimandaRichiesta", 1)
	p.Guasti().PerdiRichiesta("operazione", 20)
	r := esenpat.RinvioRichiesta{Riferimento: rifDi(e), CertificatoID: primo.ID}
	_, err := p.pratiche.RimandaRichiesta(ctx, r)
	p.vuole(err, esenpat.Uncertain, "esenzione.richiesta-incerta")
	p.Guasti().Azzera()

	e = p.asl(e, ambiente.ASLRimanda, "ALTRO", "ancora")
	secondo := p.firmato(cfAltraASL)
	r = esenpat.RinvioRichiesta{Riferimento: rifDi(e), CertificatoID: secondo.ID}
	_, err = p.pratiche.RimandaRichiesta(ctx, r)
	p.vuole(err, esenpat.Offline, "atto.mai-arrivato")
	dopo, err := p.pratiche.RimandaRichiesta(ctx, r)
	p.bene(err)
	if dopo.Stato != esenpat.EsenzioneInviata || dopo.CertificatoID != secondo.ID || p.Guasti().Viste("rimandaRichiesta") != 2 {
		t.Errorf("after = %v %s, seen %d", dopo.Stato, dopo.CertificatoID, p.Guasti().Viste("rimandaRichiesta"))
	}
}

// X16: a rejected request says why.
func TestRespinta_saysWhy(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	e := p.asl(p.inviata(cfAltraASL), ambiente.ASLRespinge, "REQUISITI_ASSENTI", "Referto non coerente.")

	if e.Stato != esenpat.EsenzioneRespinta || e.Comunicazione.Motivo.Testo == "" || len(e.Azioni) != 0 {
		t.Errorf("rejected = %v %+v %v", e.Stato, e.Comunicazione, e.Azioni)
	}
	if err := p.ASL(t.Context(), ambiente.OrdineASL{Pratica: e.ID, Azione: ambiente.ASLValida}); err == nil {
		t.Error("a rejected request was validated")
	}
}

// X06, X07: an exemption that ends soon, and one that has ended, say so and can
// be renewed; the renewal moves the expiry of the one in force (M118) and makes
// a new one of what has ended, with the dates of M109 and C16.
func TestRinnovo_datesOfTheNewExemption(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ctx := t.Context()
	c := p.firmato(cfAdulta)
	breve := esenpat.DataDi(p.Orologio.Ora()).PiuGiorni(30)
	r := rilascio(c)
	r.DataFine, r.DurataPredefinita = breve, false
	esito, err := p.rilasci.RilasciaEsenzione(ctx, r)
	p.bene(err)
	e := p.riletta(esito.Esenzione)
	if e.Stato != esenpat.EsenzioneValidaInScadenza || !e.Ammette(esenpat.PuoRinnovare) {
		t.Fatalf("ends in 30 days: %v %v", e.Stato, e.Azioni)
	}

	nuovo := p.firmato(cfAdulta)
	esito, err = p.rilasci.RilasciaEsenzione(ctx, rilascio(nuovo))
	p.bene(err)
	if esito.Esito != "SCADENZA_AGGIORNATA" || esito.ScadenzaPrecedente != breve || esito.Esenzione.Date.Fine.Anno != esito.Esenzione.Date.Inizio.Anno+5 {
		t.Errorf("renewed = %s, was %v, now %v", esito.Esito, esito.ScadenzaPrecedente, esito.Esenzione.Date)
	}
	if n := p.riletta(e); n.Stato != esenpat.EsenzioneValidata || n.Ammette(esenpat.PuoRinnovare) {
		t.Errorf("after the renewal: %v %v", n.Stato, n.Azioni)
	}

	scade := p.firmato(cfMinore)
	r = rilascio(scade)
	r.DataFine, r.DurataPredefinita = breve, false
	esito, err = p.rilasci.RilasciaEsenzione(ctx, r)
	p.bene(err)
	p.Orologio.Avanti(60 * 24 * time.Hour)
	p.entra(regionetest.Ferraris)
	if n := p.riletta(esito.Esenzione); n.Stato != esenpat.EsenzioneScaduta || !n.Ammette(esenpat.PuoRinnovare) {
		t.Errorf("after its last day: %v %v", n.Stato, n.Azioni)
	}
	dopo, err := p.rilasci.RilasciaEsenzione(ctx, rilascio(p.firmato(cfMinore)))
	p.bene(err)
	if dopo.Esito != "RILASCIATA" || dopo.Esenzione.ID == esito.Esenzione.ID || dopo.Esenzione.Date.Inizio != esenpat.DataDi(p.Orologio.Ora()) {
		t.Errorf("of an expired one = %s, from %v", dopo.Esito, dopo.Esenzione.Date.Inizio)
	}
}

// X02, X07: with the service off a request that came back is still there with
// what the ASL asked, and nothing can be done with it; what has ended since it
// was read is found among the expired.
func TestCopie_unaPraticaNonSiAgisceSenzaServizio(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	c := copie.New(store.NewMemoria(), p.sessione, p.Orologio.Ora)
	ese := copie.NewEsenzioni(p.esenzioni, c)
	tornata := p.asl(p.inviata(cfAltraASL), ambiente.ASLRimanda, "ALTRO", "nota")
	cert := p.firmato(cfAdulta)
	r := rilascio(cert)
	r.DataFine, r.DurataPredefinita = esenpat.DataDi(p.Orologio.Ora()).PiuGiorni(5), false
	_, err := p.rilasci.RilasciaEsenzione(t.Context(), r)
	p.bene(err)
	pagina := esenpat.Finestra{Limit: 50}
	_, err = ese.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Pagina: pagina})
	p.bene(err)
	viva, err := ese.Esenzione(t.Context(), tornata.Beneficiario.ID, tornata.ID)
	p.bene(err)

	p.Spegni()
	for range 11 { // looked at every day: what nobody uses for a day is removed (SE-09)
		p.Orologio.Avanti(23 * time.Hour)
		_, err = ese.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Pagina: pagina})
		p.bene(err)
	}
	copia, err := ese.Esenzione(t.Context(), tornata.Beneficiario.ID, tornata.ID)
	p.bene(err)
	scadute, err := ese.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Pagina: pagina, Stati: []esenpat.StatoEsenzione{esenpat.EsenzioneScaduta}})
	p.bene(err)

	if !viva.Ammette(esenpat.PuoRimandare) || len(copia.Azioni) != 0 || copia.Letta.IsZero() || copia.Comunicazione.Note != "nota" {
		t.Errorf("copy: %v %v %+v", copia.Azioni, copia.Letta, copia.Comunicazione)
	}
	if scadute.Totale != 1 {
		t.Errorf("expired in the copy: %d", scadute.Totale)
	}
}
