package firma_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
)

// riga is one row of the table of failures (spec 4, 1.6): what arrives, what is
// said, where the focus goes, what is kept.
type riga struct {
	nome     string // the row's own name
	err      *esenpat.Error
	otp      bool   // the refusal answers «Richiedi OTP», not the signature
	dice     string // in one of the three sentences
	fuoco    string
	pin, cod bool // emptied
	blocca   bool
	poi      func(s firma.State) bool // what else must hold; nil for nothing
}

func (b *banco) provoca(t *testing.T, r riga) {
	t.Helper()
	if r.otp {
		b.p.SetRichiediOTP(true)
		b.p.SetModalita("SMS")
		b.otp = func(esenpat.RichiestaOTP) (esenpat.OTPInviato, error) { return esenpat.OTPInviato{}, r.err }
		b.p.RichiediOTP()
	} else {
		b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
			return esenpat.CertificatoFirmato{}, r.err
		}
		b.p.FirmaDocumento()
	}
	b.coda.Fino(t, b.fermo)
	b.p.Wait()
	b.coda.Svuota()
}

func righe() []riga {
	f := func(codice string) *esenpat.Error { return nuovoErr(esenpat.Firma, codice) }
	return []riga{
		{nome: "SIG_PIN_WRONG", err: f("firma.pin-errato").With("tentativi", "2"), dice: "Tentativi rimasti prima del blocco: 2", fuoco: firma.CampoPIN, pin: true},
		{nome: "SIG_PIN_WRONG, l'ultimo", err: f("firma.pin-errato").With("tentativi", "1"), dice: "al prossimo errore il PIN verrà bloccato", fuoco: firma.CampoPIN, pin: true},
		{nome: "SIG_PIN_WRONG, OTP consumato", err: f("firma.pin-errato").With("otp_consumato", "true"), dice: "quello usato non è più valido", fuoco: firma.CampoPIN, pin: true, cod: true},
		{nome: "SIG_PIN_LOCKED", err: f("firma.pin-bloccato"), dice: "PUK sul portale di Aruba", fuoco: firma.CampoProvider, pin: true, cod: true, blocca: true, poi: func(s firma.State) bool { return s.Modulo.Aiuto == "Sblocco con il PUK." }},
		{nome: "SIG_OTP_WRONG", err: f("firma.otp-errato").With("tentativi", "4"), dice: "Tentativi rimasti: 4", fuoco: firma.CampoOTP, cod: true},
		{nome: "SIG_OTP_EXPIRED", err: f("firma.otp-scaduto"), dice: "Richiedere un nuovo OTP", fuoco: firma.CampoOTP, cod: true},
		{nome: "SIG_OTP_USED", err: f("firma.otp-usato"), dice: "Attendere il prossimo codice", fuoco: firma.CampoOTP, cod: true},
		{nome: "SIG_OTP_REQUIRED", err: f("firma.otp-mancante"), dice: "Serve il codice OTP", fuoco: firma.CampoOTP, poi: func(s firma.State) bool { return s.OTP.Visibile && s.OTP.Richiedi && s.OTP.Obbligatorio }},
		{nome: "SIG_OTP_DESYNC", err: f("firma.otp-desincronizzato"), dice: "sincronizzazione sul portale di Aruba", fuoco: firma.CampoOTP, cod: true},
		{nome: "SIG_OTP_TOO_SOON", otp: true, err: f("firma.otp-troppo-presto").With("secondi", "40"), dice: "tra 40 secondi", fuoco: firma.CampoOTP, poi: func(s firma.State) bool { return s.OTP.BottoneTesto == "Di nuovo tra 40 s" && !s.OTP.BottoneAttivo }},
		{nome: "SIG_OTP_LIMIT", otp: true, err: f("firma.otp-limite").With("secondi", "300").With("minuti", "5"), dice: "tra 5 minuti", fuoco: firma.CampoOTP, poi: func(s firma.State) bool { return !s.OTP.BottoneAttivo }},
		{nome: "SIG_OTP_SEND_FAILED", otp: true, err: f("firma.otp-non-inviato"), dice: "Scegliere un altro canale", fuoco: firma.CampoModalita, poi: func(s firma.State) bool { return len(s.OTP.Modalita) == 2 && s.OTP.BottoneAttivo }},
		{nome: "SIG_OTP_CHANNEL", otp: true, err: f("firma.canale-non-disponibile"), dice: "Canale OTP non disponibile", fuoco: firma.CampoModalita},
		{nome: "SIG_ALIAS_UNKNOWN", err: f("firma.alias-sconosciuto"), dice: "non riconosciuto da Aruba", fuoco: firma.CampoAlias},
		{nome: "SIG_ALIAS_NOT_YOURS", err: f("firma.alias-altrui").With("intestatario", "LUISA GALLO"), dice: "intestato a LUISA GALLO", fuoco: firma.CampoProvider, pin: true, cod: true, blocca: true},
		{nome: "SIG_CERT_EXPIRED", err: f("firma.certificato-scaduto").With("data", "01/11/2026"), dice: "è scaduto il 01/11/2026", fuoco: firma.CampoProvider, pin: true, cod: true, blocca: true},
		{nome: "SIG_CERT_NOT_YET", err: f("firma.certificato-non-ancora-valido").With("data", "01/12/2026"), dice: "comincia il 01/12/2026", fuoco: firma.CampoProvider, pin: true, cod: true, blocca: true},
		{nome: "SIG_CERT_REVOKED", err: f("firma.certificato-revocato"), dice: "Rivolgersi a Aruba", fuoco: firma.CampoProvider, pin: true, cod: true, blocca: true},
		{nome: "SIG_CERT_SUSPENDED", err: f("firma.certificato-sospeso"), dice: "sospeso", fuoco: firma.CampoProvider, pin: true, cod: true, blocca: true},
		{nome: "SIG_PROVIDER_DOWN", err: f("firma.provider-non-risponde"), dice: "resta «Da firmare»", fuoco: firma.CampoFirma, cod: true},
		{nome: "SIG_TSA_DOWN", err: f("firma.marca-non-disponibile").With("senza_marca_ammessa", "true"), dice: "Firma senza marca", fuoco: firma.CampoFirma, poi: func(s firma.State) bool { return s.SenzaMarca }},
		{nome: "SIG_TSA_DOWN, marca obbligatoria", err: f("firma.marca-non-disponibile"), dice: "Marca temporale non disponibile", fuoco: firma.CampoFirma, poi: func(s firma.State) bool { return !s.SenzaMarca }},
		{nome: "SIG_DOC_CHANGED", err: nuovoErr(esenpat.Conflict, "firma.documento-cambiato"), dice: "cambiato rispetto all'anteprima", fuoco: firma.CampoOTP, cod: true, poi: func(s firma.State) bool { return !s.Documento.Letto && !s.Modulo.PuoFirmare }},
		{nome: "SESSION_EXPIRED", err: nuovoErr(esenpat.Unauthenticated, "sessione.scaduta"), dice: "accedere di nuovo", pin: true, cod: true, poi: func(s firma.State) bool { return s.SessioneScaduta }},
	}
}

// TestTabella16 walks the rows whose outcome is the form; the others
// (SIG_ALREADY_SIGNED, SIG_STATE, SIG_UNKNOWN, SIG_VERIFY_FAILED) are below.
func TestTabella16(t *testing.T) {
	for _, r := range righe() {
		t.Run(r.nome, func(t *testing.T) {
			b := nuovo(t)
			b.compila(t)
			prima := b.s.Modulo

			b.provoca(t, r)

			a, m := b.s.Avviso, b.s.Modulo
			if b.s.Fase != firma.FaseModulo || a.Titolo == "" || a.Causa == "" || a.Rimedio == "" {
				t.Fatalf("phase %v, three sentences %q %q %q", b.s.Fase, a.Titolo, a.Causa, a.Rimedio)
			}
			if tutto := a.Titolo + " " + a.Causa + " " + a.Rimedio; !strings.Contains(tutto, r.dice) && !strings.Contains(strings.ToLower(tutto), r.dice) || strings.Contains(tutto, "{") {
				t.Errorf("it says %q, want %q", tutto, r.dice)
			}
			if r.fuoco != "" && b.s.Fuoco.Campo != r.fuoco {
				t.Errorf("focus on %q, want %q", b.s.Fuoco.Campo, r.fuoco)
			}
			if (m.AzzeraPIN > prima.AzzeraPIN) != r.pin || (m.AzzeraOTP > prima.AzzeraOTP) != r.cod {
				t.Errorf("emptied: pin %v, otp %v", m.AzzeraPIN > prima.AzzeraPIN, m.AzzeraOTP > prima.AzzeraOTP)
			}
			if m.Disabilitato != r.blocca || m.Alias != "FRRBCI" || m.ProviderScelto != "ARUBA" {
				t.Errorf("locked %v, provider %q, alias %q", m.Disabilitato, m.ProviderScelto, m.Alias)
			}
			if r.poi != nil && !r.poi(b.s) {
				t.Errorf("%+v %+v", b.s.OTP, m)
			}
		})
	}
}

func TestTabella16_SIG_TSA_DOWN_senzaMarcaConGliStessiCodici(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.provoca(t, riga{err: nuovoErr(esenpat.Firma, "firma.marca-non-disponibile").With("senza_marca_ammessa", "true")})
	var req esenpat.RichiestaFirma
	b.firma = func(r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { req = r; return firmato(), nil }

	b.p.FirmaSenzaMarca()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })

	if !req.SenzaMarca || req.Credenziali.PIN.Empty() || req.Credenziali.OTP.Empty() {
		t.Errorf("without time stamp %v", req.SenzaMarca)
	}
}

func TestTabella16_SIG_ALREADY_SIGNED_siApre(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.esito = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return firmato(), nil }

	b.provoca(t, riga{err: nuovoErr(esenpat.Conflict, "firma.gia-firmato").With("data", "22/11/2026")})

	if b.s.Fase != firma.FaseFirmata || !b.s.Esito.Valida || b.firme.Load() != 1 {
		t.Errorf("phase %v, %d requests", b.s.Fase, b.firme.Load())
	}
}

func TestTabella16_SIG_STATE_nonSiPuoPiuFirmare(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.cert.Stato, b.cert.Azioni = esenpat.Annullato, nil
	b.esito = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		return esenpat.CertificatoFirmato{}, nuovoErr(esenpat.Offline, "atto.mai-arrivato")
	}

	b.provoca(t, riga{err: nuovoErr(esenpat.Conflict, "firma.stato")})

	if b.s.Fase != firma.FaseModulo || !b.s.Modulo.Disabilitato || b.s.Avviso.Codice != "firma.non-piu-firmabile" {
		t.Errorf("phase %v, %+v", b.s.Fase, b.s.Avviso)
	}
}

func TestTabella16_SIG_UNKNOWN_siVerificaESiSaTutto(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.provoca(t, riga{err: nuovoErr(esenpat.Uncertain, "firma.esito-incerto")})
	if b.s.Fase != firma.FaseIncerta || b.s.Modulo.PuoFirmare {
		t.Fatalf("phase %v", b.s.Fase)
	}
	b.p.FirmaDocumento() // blocked until the outcome is known
	b.esito = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return firmato(), nil }
	b.p.Verifica()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	if b.firme.Load() != 1 {
		t.Errorf("%d requests", b.firme.Load())
	}
}

func TestTabella16_SIG_VERIFY_FAILED_nonSiConsegna(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	f := firmato()
	f.Verifica.Stato = esenpat.VerificaNonValida
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return f, nil }
	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	b.p.ApriDocumento()
	b.p.Wait()
	b.coda.Svuota()
	if b.s.Esito.Valida || b.s.Avviso.Codice != "firma.verifica-fallita" || b.s.Esito.Fatto != "" {
		t.Errorf("%+v", b.s.Esito)
	}
}

// Manual: M91, C08.
func TestCredenziale_ilModuloSiAdatta(t *testing.T) {
	b := nuovo(t)
	b.credenziali = map[string]esenpat.CredenzialeFirma{
		"auto": {Stato: esenpat.CertFirmaValido},
		"app":  {Stato: esenpat.CertFirmaValido, OTPRichiesto: true, ModalitaOTP: []esenpat.Modalita{{Codice: "APP", Descrizione: "App sul telefono"}}},
		"fine": {Stato: esenpat.CertFirmaValido, OTPRichiesto: true, ScadeIl: esenpat.NewData(2026, 12, 10)},
	}
	b.apri(t)
	b.p.SetProvider("ARUBA")
	con := func(alias string) firma.State {
		b.p.SetAlias(alias)
		b.ora.Avanza(1e9)
		b.p.Wait()
		b.coda.Svuota()
		return b.s
	}
	if s := con("auto"); s.OTP.Visibile {
		t.Error("a certificate without OTP asks for one")
	}
	if s := con("app"); !s.OTP.Obbligatorio || s.OTP.PuoChiedere || !strings.Contains(s.OTP.Nota, "App sul telefono") {
		t.Errorf("%+v", s.OTP)
	}
	if s := con("fine"); !strings.Contains(s.Modulo.NotaCert, "10/12/2026") {
		t.Errorf("%q", s.Modulo.NotaCert)
	}
	if s := con("sconosciuto"); !s.OTP.PuoChiedere || s.Modulo.NotaCert != "" {
		t.Error("what is not known must not change the provider's rules")
	}
}

func TestAlias_siSceglieESiDimentica(t *testing.T) {
	b := nuovo(t)
	b.alias = []string{"uno", "due"}
	b.apri(t)
	b.p.SetProvider("ARUBA")
	b.coda.Fino(t, func() bool { return b.s.Modulo.Alias == "uno" })
	b.p.ScegliAlias("due")
	if m := b.s.Modulo; m.Alias != "due" || len(m.AltriAlias) != 1 || m.AltriAlias[0] != "uno" || !m.AliasNoto {
		t.Fatalf("%+v", m)
	}
	b.p.DimenticaAlias()
	b.coda.Fino(t, func() bool { return b.s.Modulo.Alias == "" })
	if len(b.dimenticati) != 1 || b.dimenticati[0] != "ARUBA=due" || b.s.Modulo.AliasNoto {
		t.Errorf("%v %+v", b.dimenticati, b.s.Modulo)
	}
}

func TestAlias_portachiaviMutoSiDice(t *testing.T) {
	b := nuovo(t)
	b.aliasErr = nuovoErr(esenpat.Keyring, "keyring.lento")
	b.apri(t)
	b.p.SetProvider("ARUBA")
	b.coda.Fino(t, func() bool { return b.s.Modulo.NotaAlias != "" })
	if !strings.HasPrefix(b.s.Modulo.NotaAlias, "Il portachiavi del sistema non risponde.") {
		t.Errorf("%q", b.s.Modulo.NotaAlias)
	}
}

func TestPIN_incollatoConSpazi(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.p.SetPIN("1234 5678 ")
	var req esenpat.RichiestaFirma
	b.firma = func(r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { req = r; return firmato(), nil }
	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	if req.Credenziali.PIN.Reveal() != "12345678" {
		t.Error("the blanks of a pasted PIN stay")
	}
}

// The way the last code travelled is proposed again, and «Richiedi OTP» is the
// next key; another provider's way is not.
// Manual: M92, E2.
func TestOTP_lUltimaModalitaSiRipropone(t *testing.T) {
	b := nuovo(t)
	b.modalita = "ARUBA/SMS"
	b.apri(t)
	b.p.SetProvider("ARUBA")
	b.p.SetAlias("FRRBCI")
	b.p.SetPIN("12345678")

	b.p.SetRichiediOTP(true)

	if b.s.OTP.ModalitaScelta != "SMS" || !b.s.OTP.BottoneAttivo || b.s.Fuoco.Campo != firma.CampoRichiedi {
		t.Fatalf("%+v, focus %q", b.s.OTP, b.s.Fuoco.Campo)
	}
	b.p.SetOTP("12345678")
	b.p.PaginaMostrata()
	b.p.SetModalita("ARUBACALL")
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return firmato(), nil }
	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	b.p.Wait()
	if b.modalita != "ARUBA/ARUBACALL" {
		t.Errorf("remembered %q", b.modalita)
	}

	b = nuovo(t)
	b.modalita = "INFOCERT/SMS"
	b.apri(t)
	b.p.SetProvider("ARUBA")
	if b.s.OTP.ModalitaScelta != "" {
		t.Errorf("%q is another provider's way", b.s.OTP.ModalitaScelta)
	}
}
