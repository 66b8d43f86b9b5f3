package certificati_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

func richiesta(s *servizio) esenpat.RichiestaFirma {
	return esenpat.RichiestaFirma{
		Riferimento: esenpat.RiferimentoCertificato{AssistitoID: "assistito-1", ID: "cert-1", ETag: s.cert.ETag}, SHA256: impronta(s.pdf),
		Credenziali: esenpat.CredenzialiFirma{Provider: "ARUBA", Alias: "a", PIN: esenpat.NewSecret("12345678")},
	}
}

// Manual: M10, E3.
func TestFirma_isWhatWasShownAndIsVerified(t *testing.T) {
	s := conCertificato()
	if _, err := s.archivio().Documento(t.Context(), "assistito-1", "cert-1"); err != nil {
		t.Fatal(err)
	}

	f, err := s.firma().FirmaCertificato(t.Context(), richiesta(s))

	if err != nil || !f.IdenticoAnteprima || f.Verifica.Stato != esenpat.VerificaValida || len(f.PDF) == 0 || s.firme != 1 || len(s.sospesi) != 0 {
		t.Errorf("firmato = %+v, %v", f, err)
	}
	controlli := f.Verifica.Firme[0].Controlli
	if controlli[len(controlli)-1].Esito != esenpat.ControlloOK {
		t.Errorf("checks = %+v", controlli)
	}
	if s.eventi[0] != (evento.CertificatoCambiato{AssistitoID: "assistito-1", ID: "cert-1"}) {
		t.Errorf("events = %v", s.eventi)
	}
}

// Manual: E3.
func TestFirma_bytesThatWereNotShownAreNotSigned(t *testing.T) {
	s := conCertificato()
	r := richiesta(s)
	s.pdf = []byte("%PDF-1.7 cambiato\n%%EOF\n")

	_, err := s.firma().FirmaCertificato(t.Context(), r)

	codice(t, err, esenpat.Conflict, "firma.documento-cambiato")
	if s.firme != 0 {
		t.Error("signed")
	}
}

func TestFirma_alteredPrefixIsSeen(t *testing.T) {
	s := conCertificato()
	_, _ = s.archivio().Documento(t.Context(), "assistito-1", "cert-1")
	r := richiesta(s)
	s.pdf = []byte("%PDF-1.7 sostituito dal servizio\n%%EOF\n")

	f, err := s.firma().FirmaCertificato(t.Context(), r)

	if err != nil || f.IdenticoAnteprima {
		t.Errorf("identico = %v, %v", f.IdenticoAnteprima, err)
	}
}

func TestFirma_refusalLeavesEverythingAsItWas(t *testing.T) {
	s := conCertificato()
	s.rifiuta = esenpat.NewError(esenpat.Firma, "firma.otp-errato", "finto").With("tentativi", "2")

	_, err := s.firma().FirmaCertificato(t.Context(), richiesta(s))

	if e := erroreDi(t, err, esenpat.Firma, "firma.otp-errato"); e.Params["tentativi"] != "2" || len(s.sospesi) != 0 {
		t.Errorf("error = %+v, pending %v", e, s.sospesi)
	}
}

func TestFirma_lostAnswerIsFoundOut(t *testing.T) {
	s := conCertificato()
	s.perdi = true

	f, err := s.firma().FirmaCertificato(t.Context(), richiesta(s))

	if err != nil || !f.IdenticoAnteprima || f.Esito.Certificato.Stato != esenpat.Valido || f.Esito.FirmatoIl.IsZero() || s.firme != 1 {
		t.Errorf("firmato = %+v, %v, signed %d", f, err, s.firme)
	}
}

// Manual: G04, E4.
func TestFirma_unknownOutcomeIsVerifiedLaterAndNeverSignedTwice(t *testing.T) {
	s := conCertificato()
	s.perdi, s.muto = true, true
	r := richiesta(s)
	_, err := s.firma().FirmaCertificato(t.Context(), r)
	codice(t, err, esenpat.Uncertain, "firma.esito-incerto")
	_, err = s.firma().VerificaFirma(t.Context(), r)
	codice(t, err, esenpat.Uncertain, "firma.esito-incerto")
	_, err = s.firma().FirmaCertificato(t.Context(), r) // pressed again
	codice(t, err, esenpat.Uncertain, "firma.esito-incerto")
	s.muto = false

	f, err := s.firma().VerificaFirma(t.Context(), r)

	if err != nil || f.Esito.Certificato.Stato != esenpat.Valido || s.firme != 1 || len(s.sospesi) != 0 {
		t.Errorf("firmato = %+v, %v, signed %d", f, err, s.firme)
	}
}

func TestVerificaFirma_asksTheCertificateWhenNothingIsPending(t *testing.T) {
	s := conCertificato()
	_, err := s.firma().VerificaFirma(t.Context(), richiesta(s))
	codice(t, err, esenpat.Offline, "atto.mai-arrivato")
	_, _ = s.firma().FirmaCertificato(t.Context(), richiesta(s))

	f, err := s.firma().VerificaFirma(t.Context(), richiesta(s))

	if err != nil || f.Esito.Certificato.Stato != esenpat.Valido {
		t.Errorf("firmato = %+v, %v", f, err)
	}
}

func TestFirma_somebodyElsesSignatureIsNotValid(t *testing.T) {
	s := conCertificato()
	s.verifica.Firme[0].CodiceFiscale = "ALTRO"

	f, err := s.firma().FirmaCertificato(t.Context(), richiesta(s))

	if err != nil || f.Verifica.Stato != esenpat.VerificaNonValida || f.Verifica.Firme[0].Stato != esenpat.VerificaNonValida {
		t.Errorf("verifica = %+v, %v", f.Verifica, err)
	}
}

func TestFirma_signedButNotDownloadedIsNoError(t *testing.T) {
	s := conCertificato()
	_, _ = s.archivio().Documento(t.Context(), "assistito-1", "cert-1")
	r := richiesta(s)
	s.scarica = esenpat.NewError(esenpat.Offline, "rete.assente", "finto")

	f, err := s.firma().FirmaCertificato(t.Context(), r)

	if err != nil || f.PDF != nil || esenpat.CodeOf(f.NonScaricato) != "rete.assente" || f.Verifica.Stato != esenpat.VerificaNonVerificabile || s.firme != 1 {
		t.Errorf("firmato = %+v, %v", f, err)
	}
}

func TestAnnullo_isPreparedSignedAndFoundOut(t *testing.T) {
	for _, perdi := range []bool{false, true} {
		s := conCertificato()
		s.perdi = perdi
		a, err := s.firma().AnnullaCertificato(t.Context(), richiesta(s).Riferimento, "")
		if err != nil || a.ID != "ann-1" || a.ETag != `"2"` || s.cert.Stato != esenpat.DaFirmare {
			t.Fatalf("lost %v: annullativo = %+v, %v", perdi, a, err)
		}
		r := richiesta(s)
		pdf, err := s.firma().DocumentoAnnullativo(t.Context(), r.Riferimento)
		if err != nil || impronta(pdf) != a.PDF.SHA256 {
			t.Fatal(err)
		}
		r.SHA256, s.perdi = a.PDF.SHA256, perdi

		f, err := s.firma().FirmaAnnullamento(t.Context(), r)

		if err != nil || f.Esito.Certificato.Stato != esenpat.Annullato || !f.IdenticoAnteprima || s.annulli != 1 {
			t.Errorf("lost %v: %+v, %v", perdi, f, err)
		}
		if f, err = s.firma().VerificaFirmaAnnullamento(t.Context(), r); err != nil || f.Esito.Certificato.Stato != esenpat.Annullato {
			t.Errorf("lost %v: %+v, %v", perdi, f, err)
		}
	}
}

func TestScartaEdElimina_lostAnswersAreReadBack(t *testing.T) {
	incerto := esenpat.NewError(esenpat.Uncertain, "certificato.esito-incerto", "finto")
	s := conCertificato()
	rif := richiesta(s).Riferimento
	s.cert.Legami.AnnullativoID = "ann-1"

	s.rifiuta = incerto // it did not arrive
	codice(t, s.firma().ScartaAnnullamento(t.Context(), rif), esenpat.Offline, "atto.mai-arrivato")
	codice(t, s.archivio().Elimina(t.Context(), rif), esenpat.Offline, "atto.mai-arrivato")
	s.rifiuta, s.perdi = nil, true // it did, nobody was told
	if err := s.firma().ScartaAnnullamento(t.Context(), rif); err != nil {
		t.Error(err)
	}
	s.perdi = true
	if err := s.archivio().Elimina(t.Context(), rif); err != nil || s.cert != nil {
		t.Error(err)
	}
	s.rifiuta = esenpat.NewError(esenpat.Conflict, "versione.superata", "finto")
	codice(t, s.archivio().Elimina(t.Context(), rif), esenpat.Conflict, "versione.superata")
}

// Found by TestModello: annulled with a signature is not dropped.
func TestElimina_annulledElsewhereIsNotTakenForDropped(t *testing.T) {
	s := conCertificato()
	rif := richiesta(s).Riferimento
	s.cert.Stato, s.cert.Date.FirmatoIl = esenpat.Annullato, time.Now()
	s.rifiuta = esenpat.NewError(esenpat.Uncertain, "certificato.esito-incerto", "finto") // it did not arrive

	codice(t, s.archivio().Elimina(t.Context(), rif), esenpat.Offline, "atto.mai-arrivato")
}

func TestDocumento_newDocumentMustSayWhatTheDraftSays(t *testing.T) {
	s := nuovoServizio()
	if _, err := s.redazione().Crea(t.Context(), bozza()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.archivio().Documento(t.Context(), "assistito-1", "cert-1"); err != nil {
		t.Fatal(err)
	}
	s.cda.Patologia = "Un'altra malattia."

	_, err := s.archivio().Documento(t.Context(), "assistito-1", "cert-1")

	codice(t, err, esenpat.Conflict, "certificato.documento-diverso")
	diverso, ok := errors.AsType[*esenpat.DocumentoDiverso](err)
	if !ok || len(diverso.Differenze) != 1 || diverso.Differenze[0].Campo != "patologia" || diverso.Differenze[0].Documento != "Un'altra malattia." {
		t.Errorf("%+v", diverso)
	}
	if strings.Contains(err.Error(), "malattia") {
		t.Error("the text of the illness is in the error's own words")
	}
	s.firma()
	s.bus.Pubblica(evento.SessioneChiusa{}) // nothing is remembered over a change of doctor
	_, err = s.archivio().Documento(t.Context(), "assistito-1", "cert-1")
	codice(t, err, esenpat.Conflict, "certificato.documento-diverso") // the service contradicts itself
	s.cert.Dati.Patologia = s.cda.Patologia
	if _, err := s.archivio().Documento(t.Context(), "assistito-1", "cert-1"); err != nil {
		t.Error(err)
	}
}

func TestArchivio_checksFiltersFirst(t *testing.T) {
	a := conCertificato().archivio()

	_, err := a.FindCertificati(t.Context(), esenpat.FiltroCertificati{Dal: esenpat.NewData(2026, 2, 1), Al: esenpat.NewData(2026, 1, 1)})
	codice(t, err, esenpat.Invalid, "periodo.incoerente")
	_, err = a.FindCertificati(t.Context(), esenpat.FiltroCertificati{Persona: esenpat.RicercaAssistito{CodiceFiscale: "x"}})
	codice(t, err, esenpat.Invalid, "cf.lunghezza")
	if p, err := a.FindCertificati(t.Context(), esenpat.FiltroCertificati{}); err != nil || p.Totale != 1 {
		t.Error(p, err)
	}
	if v, err := a.Storico(t.Context(), "a", "b"); err != nil || len(v) != 1 {
		t.Error(v, err)
	}
}

// Manual: M89, E2.
func TestAlias_isPerDoctorAndProviderAndHidesTheFiscalCode(t *testing.T) {
	s := conCertificato()
	f := s.firma()

	if a, err := f.Alias(t.Context(), "ARUBA"); len(a) != 0 || err != nil {
		t.Errorf("alias = %q, %v", a, err)
	}
	for _, a := range []string{"alias-1", "alias-2", "alias-1"} {
		_ = f.RicordaAlias(t.Context(), "ARUBA", a)
	}
	if a, _ := f.Alias(t.Context(), "ARUBA"); !slices.Equal(a, []string{"alias-1", "alias-2"}) {
		t.Errorf("alias = %q", a)
	}
	_ = f.DimenticaAlias(t.Context(), "ARUBA", "alias-2")
	if a, _ := f.Alias(t.Context(), "INFOCERT"); len(a) != 0 {
		t.Errorf("alias of another provider = %q", a)
	}
	for voce := range s.chiavi {
		if strings.Contains(voce, string(medico)) {
			t.Error("the fiscal code is in the name of the entry")
		}
	}
	if err := f.DimenticaAlias(t.Context(), "ARUBA", "alias-1"); err != nil || f.DimenticaAlias(t.Context(), "ARUBA", "alias-1") != nil || len(s.chiavi) != 0 {
		t.Error(err)
	}
}

func TestOTP_eachPressIsOneRequest(t *testing.T) {
	s := conCertificato()
	f := s.firma()
	_, _ = f.RichiediOTP(t.Context(), esenpat.RichiestaOTP{})
	_, err := f.RichiediOTP(t.Context(), esenpat.RichiestaOTP{})

	if err != nil || len(s.inviate) != 2 || s.inviate[0] == s.inviate[1] {
		t.Errorf("sent %v, %v", s.inviate, err)
	}
	if p, err := f.ProviderFirma(t.Context()); err != nil || len(p) != 1 {
		t.Error(err)
	}
}
