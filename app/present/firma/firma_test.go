package firma_test

import (
	"image"
	"sync/atomic"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
)

// Manual: M88, M89, M90, M93, M95, M96, M97, C09.
func TestFirma_statesFromEmptyToSigned(t *testing.T) {
	b := nuovo(t)
	b.apri(t)

	if b.s.Modulo.PuoFirmare || b.s.Modulo.Mancano == "" {
		t.Fatalf("an empty form can be signed: %+v", b.s.Modulo)
	}
	b.p.SetProvider("ARUBA")
	b.p.SetAlias("FRRBCI")
	b.p.SetPIN("1234567") // one digit short of the server's rule
	b.p.SetOTP("1234-5678")
	b.p.PaginaMostrata()
	if b.s.Modulo.PuoFirmare {
		t.Fatal("a PIN against the provider's rule is accepted")
	}
	b.p.SetPIN("12345678")
	if !b.s.Modulo.PuoFirmare || b.s.Modulo.Mancano != "" {
		t.Fatalf("complete form: %+v", b.s.Modulo)
	}

	var req esenpat.RichiestaFirma
	b.firma = func(r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { req = r; return firmato(), nil }
	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	b.p.Wait()

	if req.SHA256 != impronta() || req.Credenziali.OTP.Reveal() != "12345678" || req.Riferimento.ETag != `"1"` {
		t.Errorf("request: %v otp %q", req.SHA256, req.Credenziali.OTP.Reveal())
	}
	e := b.s.Esito
	if e.Frase != "Il certificato n. 12 è stato firmato." || e.Firma != "Firma valida" || e.Identico != "Contenuto identico all'anteprima" {
		t.Errorf("outcome: %+v", e)
	}
	if !e.CreaValida.Attivo || !e.Richiedi.Attivo {
		t.Errorf("buttons: %+v %+v", e.CreaValida, e.Richiedi)
	}
	if b.ricordato[0] != "ARUBA=FRRBCI" || b.ultimo != "ARUBA" {
		t.Errorf("remembered %v, last %q", b.ricordato, b.ultimo)
	}
	b.p.Scarica()
	b.coda.Fino(t, func() bool { return b.s.Esito.Fatto != "" })
	if b.salvati[0] != "Certificato_malattia_12_2026-11-22.pdf" {
		t.Errorf("file name %q", b.salvati[0])
	}
}

// Manual: E3.
func TestFirma_nobodySignsWhatWasNotShown(t *testing.T) {
	b := nuovo(t)
	b.apri(t)
	b.p.SetProvider("AUTO")
	b.p.SetAlias("x")
	b.p.SetPIN("1")

	b.p.FirmaDocumento()

	if b.firme.Load() != 0 || b.s.Modulo.PuoFirmare {
		t.Fatal("signed before the first page was shown")
	}
	b.p.SetLetto(true) // only where no picture can be drawn
	if b.s.Modulo.PuoFirmare {
		t.Fatal("«Ho letto» counts although there is a picture")
	}
}

func TestFirma_withoutPictureTheDoctorDeclaresToHaveRead(t *testing.T) {
	b := nuovo(t)
	b.pagine = func() ([]image.Image, error) { return nil, nuovoErr(esenpat.Internal, "anteprima.guasta") }
	b.p.Apri(firma.Documento{Numero: "12", Riferimento: esenpat.RiferimentoCertificato{ID: "c1"}})
	b.coda.Fino(t, func() bool { return b.s.Documento.SenzaVista && len(b.s.Modulo.Provider) > 0 })
	b.p.SetProvider("AUTO")
	b.p.SetAlias("x")
	b.p.SetPIN("1")

	b.p.PaginaMostrata()
	if b.s.Modulo.PuoFirmare {
		t.Fatal("no page was shown")
	}
	b.p.SetLetto(true)
	if !b.s.Modulo.PuoFirmare {
		t.Fatalf("%+v", b.s.Modulo)
	}
}

func TestFirma_tenTimesEnterIsOneSignature(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	via := make(chan struct{})
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { <-via; return firmato(), nil }

	for range 10 {
		b.p.FirmaDocumento()
	}
	if b.p.Chiudi() {
		t.Error("the form closes while a signature is under way")
	}
	close(via)
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	for range 10 {
		b.p.FirmaDocumento()
	}

	if n := b.firme.Load(); n != 1 {
		t.Fatalf("%d signatures", n)
	}
}

// Manual: M94.
func TestFirma_everyRefusalKeepsTheFormAndSaysWhere(t *testing.T) {
	for _, c := range []struct {
		codice   string
		kind     esenpat.Kind
		pin, otp bool // emptied
		fuoco    string
		bloccato bool
	}{
		{"firma.pin-errato", esenpat.Firma, true, false, firma.CampoPIN, false},
		{"firma.pin-bloccato", esenpat.Firma, true, true, firma.CampoProvider, true},
		{"firma.otp-errato", esenpat.Firma, false, true, firma.CampoOTP, false},
		{"firma.otp-scaduto", esenpat.Firma, false, true, firma.CampoOTP, false},
		{"firma.otp-usato", esenpat.Firma, false, true, firma.CampoOTP, false},
		{"firma.otp-mancante", esenpat.Firma, false, false, firma.CampoOTP, false},
		{"firma.otp-desincronizzato", esenpat.Firma, false, true, firma.CampoOTP, false},
		{"firma.alias-sconosciuto", esenpat.Firma, false, false, firma.CampoAlias, false},
		{"firma.alias-altrui", esenpat.Firma, true, true, firma.CampoProvider, true},
		{"firma.certificato-scaduto", esenpat.Firma, true, true, firma.CampoProvider, true},
		{"firma.certificato-revocato", esenpat.Firma, true, true, firma.CampoProvider, true},
		{"firma.certificato-sospeso", esenpat.Firma, true, true, firma.CampoProvider, true},
		{"firma.certificato-non-ancora-valido", esenpat.Firma, true, true, firma.CampoProvider, true},
		{"firma.provider-non-risponde", esenpat.Firma, false, true, firma.CampoFirma, false},
		{"firma.marca-non-disponibile", esenpat.Firma, false, false, firma.CampoFirma, false},
		{"qualcosa.di-nuovo", esenpat.Rejected, true, true, firma.CampoPIN, false},
	} {
		t.Run(c.codice, func(t *testing.T) {
			b := nuovo(t)
			b.compila(t)
			prima := b.s.Modulo
			b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
				return esenpat.CertificatoFirmato{}, nuovoErr(c.kind, c.codice)
			}

			b.p.FirmaDocumento()
			b.coda.Fino(t, b.fermo)

			m := b.s.Modulo
			if b.s.Fase != firma.FaseModulo || b.s.Avviso.Vuoto() {
				t.Fatalf("phase %v notice %+v", b.s.Fase, b.s.Avviso)
			}
			if (m.AzzeraPIN > prima.AzzeraPIN) != c.pin || (m.AzzeraOTP > prima.AzzeraOTP) != c.otp {
				t.Errorf("emptied pin %v otp %v", m.AzzeraPIN > prima.AzzeraPIN, m.AzzeraOTP > prima.AzzeraOTP)
			}
			if b.s.Fuoco.Campo != c.fuoco || m.Disabilitato != c.bloccato || m.Alias != "FRRBCI" || m.ProviderScelto != "ARUBA" {
				t.Errorf("focus %q locked %v alias %q", b.s.Fuoco.Campo, m.Disabilitato, m.Alias)
			}
			if c.bloccato && (m.Aiuto != "Sblocco con il PUK." || m.PuoFirmare) {
				t.Errorf("a locked credential can sign, or no help: %+v", m)
			}
		})
	}
}

// Manual: G18.
func TestFirma_lastAttemptIsToldBeforeItLocks(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		return esenpat.CertificatoFirmato{}, nuovoErr(esenpat.Firma, "firma.pin-errato").With("tentativi", "1")
	}

	b.p.FirmaDocumento()
	b.coda.Fino(t, b.fermo)

	if want := "Attenzione: al prossimo errore il PIN verrà bloccato."; len(b.s.Avviso.Rimedio) < len(want) || b.s.Avviso.Rimedio[:len(want)] != want {
		t.Errorf("remedy %q", b.s.Avviso.Rimedio)
	}
}

func TestFirma_changedDocumentIsShownAgainBeforeSigning(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		return esenpat.CertificatoFirmato{}, nuovoErr(esenpat.Conflict, "firma.documento-cambiato")
	}
	b.documento = func() ([]byte, error) { return []byte("%PDF-1.7 cambiato"), nil }

	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Documento.Impronta != "" && b.s.Documento.Impronta != impronta() })

	if b.s.Documento.Letto || b.s.Modulo.PuoFirmare {
		t.Error("the new bytes can be signed unseen")
	}
}

func TestFirma_unknownOutcomeOffersOnlyVerifica(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		return esenpat.CertificatoFirmato{}, nuovoErr(esenpat.Uncertain, "firma.esito-incerto")
	}

	b.p.FirmaDocumento()
	b.coda.Fino(t, b.fermo)
	b.p.FirmaDocumento() // must do nothing
	if b.s.Fase != firma.FaseIncerta || b.s.Modulo.PuoFirmare || b.firme.Load() != 1 {
		t.Fatalf("phase %v, %d sent", b.s.Fase, b.firme.Load())
	}
	if b.p.Apri(firma.Documento{Riferimento: esenpat.RiferimentoCertificato{ID: "altro"}}) {
		t.Error("another document may be opened over an unknown outcome")
	}

	b.p.Verifica() // still not known
	b.coda.Fino(t, b.fermo)
	if b.s.Fase != firma.FaseIncerta {
		t.Fatalf("phase %v", b.s.Fase)
	}

	var chiesta esenpat.RichiestaFirma
	b.esito = func(r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { chiesta = r; return firmato(), nil }
	b.p.Verifica()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	if b.firme.Load() != 1 || chiesta.SHA256 != impronta() {
		t.Errorf("%d signatures, hash asked %q", b.firme.Load(), chiesta.SHA256)
	}
}

func TestFirma_lostSignatureThatNeverArrivedMayBeRepeated(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		return esenpat.CertificatoFirmato{}, nuovoErr(esenpat.Uncertain, "firma.esito-incerto")
	}
	b.p.FirmaDocumento()
	b.coda.Fino(t, b.fermo)
	b.esito = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		return esenpat.CertificatoFirmato{}, nuovoErr(esenpat.Offline, "atto.mai-arrivato")
	}

	b.p.Verifica()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseModulo && len(b.s.Documento.Pagine) > 0 })

	if b.s.Modulo.Alias != "FRRBCI" || b.s.Modulo.PuoFirmare {
		t.Errorf("secrets must be typed again, the rest stays: %+v", b.s.Modulo)
	}
	var req esenpat.RichiestaFirma
	b.firma = func(r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { req = r; return firmato(), nil }
	b.p.SetPIN("12345678")
	b.p.SetOTP("123456")
	b.p.PaginaMostrata()
	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	if req.Riferimento.ETag != `"2"` {
		t.Errorf("ETag %q, want that of the certificate as it is now", req.Riferimento.ETag)
	}
}

func TestFirma_sessionExpiredKeepsTheFormNotTheSecrets(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		return esenpat.CertificatoFirmato{}, nuovoErr(esenpat.Unauthenticated, "sessione.scaduta")
	}
	var riprendi func()
	b.p.Eventi.SessioneScaduta = func(r func()) { riprendi = r }

	b.p.FirmaDocumento()
	b.coda.Fino(t, b.fermo)
	if !b.s.SessioneScaduta || riprendi == nil || b.s.Modulo.PuoFirmare || b.s.Modulo.Alias != "FRRBCI" {
		t.Fatalf("%+v", b.s)
	}
	riprendi()

	if b.s.SessioneScaduta || !b.s.Avviso.Vuoto() || b.firme.Load() != 1 {
		t.Errorf("after login: %+v, %d sent", b.s.Avviso, b.firme.Load())
	}
}

// Manual: M91, M92, G18.
func TestFirma_otpIsAskedOnceAndCountsDown(t *testing.T) {
	b := nuovo(t)
	b.apri(t)
	b.p.SetProvider("ARUBA")
	b.p.SetAlias("FRRBCI")
	b.p.SetRichiediOTP(true)
	b.p.SetModalita("SMS")
	if b.s.OTP.BottoneAttivo {
		t.Error("this provider wants the PIN before it sends a code")
	}
	b.p.SetPIN("12345678")
	server := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC) // a clock that is years off here
	var req esenpat.RichiestaOTP
	b.otp = func(r esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
		req = r
		return esenpat.OTPInviato{InviatoIl: server, ScadeIl: server.Add(5 * time.Minute), RiprovaDal: server.Add(30 * time.Second), Modalita: "SMS", Destinazione: "•••42"}, nil
	}

	for range 10 {
		b.p.RichiediOTP()
	}
	b.coda.Fino(t, b.fermo)

	if b.richieste.Load() != 1 || req.Documenti[0].SHA256 != impronta() {
		t.Fatalf("%d requests", b.richieste.Load())
	}
	if b.s.OTP.Inviato != "Codice inviato: SMS, •••42." || b.s.OTP.Scadenza != "Il codice scade tra 5:00" || b.s.OTP.BottoneAttivo {
		t.Fatalf("%+v", b.s.OTP)
	}
	b.ora.Avanza(10 * time.Second)
	if b.s.OTP.BottoneTesto != "Di nuovo tra 20 s" || b.s.OTP.Scadenza != "Il codice scade tra 4:50" {
		t.Errorf("%+v", b.s.OTP)
	}
	b.ora.Avanza(30 * time.Second)
	if !b.s.OTP.BottoneAttivo || b.s.OTP.BottoneTesto != "Richiedi di nuovo" {
		t.Errorf("%+v", b.s.OTP)
	}
	b.ora.Avanza(6 * time.Minute)
	if b.s.OTP.Scadenza != "Il codice è scaduto: richiederne uno nuovo." {
		t.Errorf("%q", b.s.OTP.Scadenza)
	}
}

func TestFirma_aliasFromTheKeyRingNeverOverwritesTyping(t *testing.T) {
	b := nuovo(t)
	b.alias = []string{"DAL-PORTACHIAVI"}
	b.apri(t)

	b.p.SetProvider("ARUBA")
	b.p.SetAlias("MIO")
	b.p.Wait()
	b.coda.Svuota()
	if b.s.Modulo.Alias != "MIO" {
		t.Errorf("alias %q", b.s.Modulo.Alias)
	}
	b.p.SetProvider("AUTO")
	b.coda.Fino(t, func() bool { return b.s.Modulo.Alias == "DAL-PORTACHIAVI" })
	if b.s.Fuoco.Campo != firma.CampoPIN {
		t.Errorf("focus %q", b.s.Fuoco.Campo)
	}
}

func TestFirma_keyRingOutOfOrderDoesNotSpoilTheSignature(t *testing.T) {
	b := nuovo(t)
	b.aliasErr = nuovoErr(esenpat.Keyring, "portachiavi.chiuso")
	b.compila(t)

	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Esito.NotaAlias != "" })

	if b.s.Fase != firma.FaseFirmata || !b.s.Esito.Valida {
		t.Errorf("%+v", b.s.Esito)
	}
}

func TestFirma_failedVerificationHandsNothingOut(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	f := firmato()
	f.Verifica.Stato = esenpat.VerificaNonValida
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return f, nil }

	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	b.p.Scarica()
	b.p.Stampa()
	b.p.Wait()
	b.coda.Svuota()

	if b.s.Esito.Valida || b.s.Esito.CreaValida.Attivo || b.s.Avviso.Codice != "firma.verifica-fallita" || len(b.salvati)+len(b.stampati) != 0 {
		t.Errorf("%+v %+v", b.s.Esito, b.s.Avviso)
	}
}

func TestFirma_lateDocumentOfAClosedFormIsDropped(t *testing.T) {
	b := nuovo(t)
	entrata, via := make(chan struct{}), make(chan struct{})
	var letture atomic.Int32
	b.documento = func() ([]byte, error) {
		if letture.Add(1) == 1 {
			close(entrata)
			<-via
			return []byte("vecchio"), nil
		}
		return pdf(), nil
	}
	b.p.Apri(firma.Documento{Numero: "1", Riferimento: esenpat.RiferimentoCertificato{ID: "c1"}})
	<-entrata
	b.coda.Fino(t, func() bool { return len(b.s.Modulo.Provider) == 2 })
	b.p.Chiudi()
	b.apri(t)
	close(via)
	b.p.Wait()
	b.coda.Svuota()

	if b.s.Documento.Impronta != impronta() {
		t.Error("the answer for the closed document was taken")
	}
}

// TestFirma_anOldLoginIsConfirmedBeforeAnythingIsSent guards SE-24.
func TestFirma_anOldLoginIsConfirmedBeforeAnythingIsSent(t *testing.T) {
	b := nuovo(t)
	b.apri(t)
	b.p.SetProvider("ARUBA")
	b.p.SetAlias("FRRBCI")
	b.p.SetPIN("12345678")
	b.p.SetOTP("12345678")
	b.p.PaginaMostrata()
	mandate := 0
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { mandate++; return firmato(), nil }
	var riprendi func()
	b.p.Eventi.SessioneScaduta = func(f func()) { riprendi = f }
	b.vecchio = true

	b.p.FirmaDocumento()
	b.p.Wait()
	b.coda.Svuota()

	if mandate != 0 || riprendi == nil || b.s.Avviso.Codice != "sessione.da-confermare" || b.s.Modulo.PuoFirmare {
		t.Fatalf("%d sent, %+v", mandate, b.s.Avviso)
	}
	b.vecchio = false
	riprendi()
	b.p.SetPIN("12345678")
	b.p.SetOTP("12345678")
	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	b.p.Wait()

	if mandate != 1 {
		t.Errorf("%d sent", mandate)
	}
}
