package firma_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
)

// servizioMolti answers for several certificates at once.
type servizioMolti struct {
	*fuori
	rifiuta map[string]error // by id of the certificate
	inviate []esenpat.RichiestaFirma
	entrata chan struct{} // told at each request
	via     chan struct{} // each request waits for it; nil: none does
}

func (s *servizioMolti) Certificato(_ context.Context, _, id string) (esenpat.Certificato, error) {
	c := esenpat.Certificato{ID: id, ETag: `"` + id + `"`, Stato: esenpat.DaFirmare, Azioni: []esenpat.AzioneCertificato{esenpat.PuoFirmare}}
	return c, nil
}

func (s *servizioMolti) Documento(_ context.Context, _, id string) ([]byte, error) {
	return []byte("%PDF-1.7 " + id), nil
}

func (s *servizioMolti) FirmaCertificato(_ context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	if s.via != nil {
		s.entrata <- struct{}{}
		<-s.via
	}
	s.inviate = append(s.inviate, r)
	if err := s.rifiuta[r.Riferimento.ID]; err != nil {
		return esenpat.CertificatoFirmato{}, err
	}
	f := firmato()
	f.Esito.Certificato.ID = r.Riferimento.ID
	if len(r.Altri) > 0 {
		f.Esito.Autorizzazione = esenpat.AutorizzazioneFirma{Gettone: esenpat.NewSecret("gettone"), Firme: len(r.Altri)}
	}
	return f, nil
}

// molti opens the form for n certificates at the provider that signs them
// together; all are read, the first is on the screen.
func molti(t *testing.T, n int) (*banco, *servizioMolti) {
	t.Helper()
	s := &servizioMolti{rifiuta: map[string]error{}}
	b := nuovoCon(t, func(f *fuori) firma.Porte {
		s.fuori = f
		f.provider[0].MassimoFirme = 10
		return firma.Porte{Documenti: s, Firme: s, Esiti: s, Credenziali: f, Regole: f, Immagini: f, Uscita: f, Preferenze: f, Sessioni: f, Rapporti: f}
	})
	var scelti []firma.DaFirmare
	for i := range n {
		id := "c" + strconv.Itoa(i+1)
		scelti = append(scelti, firma.DaFirmare{AssistitoID: "a", ID: id, Numero: strconv.Itoa(i + 1), Titolo: "VERDI ANNA · 048"})
	}
	if !b.p.ApriMolti(scelti) {
		t.Fatal("not opened")
	}
	b.coda.Fino(t, func() bool {
		return len(b.s.Modulo.Provider) == 2 && !slices.ContainsFunc(b.s.Lotto.Voci, func(r firma.RigaLotto) bool { return r.Testo == "In arrivo…" })
	})
	b.p.SetProvider("ARUBA")
	b.p.SetAlias("FRRBCI")
	b.p.SetPIN("12345678")
	b.p.SetOTP("12345678")
	return b, s
}

// leggiTutti brings every document to the screen.
func (b *banco) leggiTutti() {
	for i := range b.s.Lotto.Voci {
		b.p.MostraVoce(i)
		b.p.PaginaMostrata()
	}
}

func (b *banco) firmaMolti(t *testing.T) {
	t.Helper()
	b.p.FirmaDocumento()
	b.coda.Fino(t, b.fermo)
	b.p.Wait()
	b.coda.Svuota()
}

func (b *banco) testi() string {
	var tt []string
	for _, v := range b.s.Lotto.Voci {
		tt = append(tt, v.Testo)
	}
	return strings.Join(tt, ",")
}

func TestMolti_unPINeUnOTPPerTutti(t *testing.T) {
	b, s := molti(t, 3)
	b.leggiTutti()
	firmati := 0
	b.p.Eventi.Firmato = func(esenpat.Certificato) { firmati++ }

	b.firmaMolti(t)

	if b.s.Fase != firma.FaseFirmata || b.testi() != "Firmato,Firmato,Firmato" || b.s.Lotto.Frase != "Firmati 3 di 3." || firmati != 1 {
		t.Fatalf("phase %v, %s, %q, lists told %d times", b.s.Fase, b.testi(), b.s.Lotto.Frase, firmati)
	}
	prima, altre := s.inviate[0], s.inviate[1:]
	if prima.Credenziali.PIN.Empty() || len(prima.Altri) != 2 || prima.Altri[1].ID != "c3" || prima.Riferimento.ETag != `"c1"` {
		t.Errorf("first request: %d others, etag %s", len(prima.Altri), prima.Riferimento.ETag)
	}
	for _, r := range altre {
		if !r.Credenziali.PIN.Empty() || !r.Credenziali.OTP.Empty() || r.Autorizzazione.Reveal() != "gettone" {
			t.Error("PIN or OTP travel again")
		}
	}
}

func TestMolti_iNonLettiSonoNominatiPrima(t *testing.T) {
	b, s := molti(t, 3)
	var riprendi func()
	b.p.Eventi.SessioneScaduta = func(f func()) { riprendi = f }
	b.p.PaginaMostrata() // the first is on the screen

	b.p.FirmaDocumento()
	if len(s.inviate) != 0 || !slices.Equal(b.s.Lotto.NonLetti, []string{"2", "3"}) {
		t.Fatalf("sent %d, unread %q", len(s.inviate), b.s.Lotto.NonLetti)
	}
	b.p.LeggiNonLetti()
	if b.s.Lotto.Qui != 1 || len(b.s.Lotto.NonLetti) != 0 {
		t.Fatalf("in front %d", b.s.Lotto.Qui)
	}
	b.p.FirmaDocumento()
	b.vecchio = true // the question stood there for hours (SE-24)
	b.p.ConfermaNonLetti()
	b.p.Wait()
	b.coda.Svuota()
	if len(s.inviate) != 0 || len(b.s.Lotto.NonLetti) != 0 || b.s.Avviso.Codice != "sessione.da-confermare" {
		t.Fatalf("sent %d, %+v", len(s.inviate), b.s.Avviso)
	}
	b.vecchio = false
	riprendi()
	b.p.SetPIN("12345678")
	b.p.SetOTP("12345678")
	b.p.FirmaDocumento()
	b.p.ConfermaNonLetti()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })
	if len(s.inviate) != 3 {
		t.Errorf("%d requests", len(s.inviate))
	}
}

// A refusal at each position: what concerns one document lets the others go on,
// what concerns all stops, and what is left can be signed afterwards.
func TestMolti_unRifiutoInOgniPosizione(t *testing.T) {
	for _, c := range []struct {
		err      *esenpat.Error
		continua bool
	}{
		{nuovoErr(esenpat.Conflict, "firma.documento-cambiato"), true},
		{nuovoErr(esenpat.Conflict, "firma.stato"), true},
		{nuovoErr(esenpat.Conflict, "versione.superata"), true},
		{nuovoErr(esenpat.Firma, "firma.pin-errato").With("tentativi", "2"), false},
		{nuovoErr(esenpat.Firma, "firma.pin-bloccato"), false},
		{nuovoErr(esenpat.Firma, "firma.otp-scaduto"), false},
		{nuovoErr(esenpat.Firma, "firma.autorizzazione-scaduta"), false},
		{nuovoErr(esenpat.Firma, "firma.provider-non-risponde"), false},
		{nuovoErr(esenpat.Unavailable, "servizio.fermo"), false},
		{nuovoErr(esenpat.Offline, "atto.mai-arrivato"), false},
		{nuovoErr(esenpat.Unauthenticated, "sessione.scaduta"), false},
	} {
		for posto := range 3 {
			t.Run(c.err.Code+"/"+strconv.Itoa(posto+1), func(t *testing.T) {
				b, s := molti(t, 3)
				b.leggiTutti()
				male := "c" + strconv.Itoa(posto+1)
				s.rifiuta[male] = c.err

				b.firmaMolti(t)

				firmati := 2
				if !c.continua {
					firmati = posto
				}
				if n := strings.Count(b.testi(), "Firmato"); n != firmati {
					t.Fatalf("%s: %d signed, want %d", b.testi(), n, firmati)
				}
				if c.continua {
					if b.s.Fase != firma.FaseFirmata || b.s.Lotto.Voci[posto].Motivo == "" || !strings.Contains(b.s.Lotto.Frase, "Non firmati: 1") {
						t.Errorf("partial success: %v %+v", b.s.Fase, b.s.Lotto)
					}
					return
				}
				if len(s.inviate) != posto+1 || b.s.Fase != firma.FaseModulo || b.s.Avviso.Codice != c.err.Code {
					t.Fatalf("sent %d, phase %v, notice %q", len(s.inviate), b.s.Fase, b.s.Avviso.Codice)
				}
				s.rifiuta[male] = nil
				b.p.SetAlias("FRRBCI ")
				b.p.SetPIN("12345678")
				b.p.SetOTP("87654321")
				b.firmaMolti(t)
				if b.testi() != "Firmato,Firmato,Firmato" || b.s.Lotto.Frase != "Firmati 3 di 3." {
					t.Errorf("resumed: %s, %q", b.testi(), b.s.Lotto.Frase)
				}
			})
		}
	}
}

func TestMolti_esitoPersoSiChiedeEPoiSiRiprende(t *testing.T) {
	b, s := molti(t, 3)
	b.leggiTutti()
	s.rifiuta["c2"] = nuovoErr(esenpat.Uncertain, "firma.esito-incerto")

	b.firmaMolti(t)
	if b.s.Fase != firma.FaseIncerta || b.testi() != "Firmato,Da verificare,Letto" || len(s.inviate) != 2 {
		t.Fatalf("%v %s, sent %d", b.s.Fase, b.testi(), len(s.inviate))
	}
	b.p.FirmaDocumento()
	s.esito = func(r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		if r.Riferimento.ID != "c2" {
			t.Errorf("asked about %s", r.Riferimento.ID)
		}
		return firmato(), nil
	}
	b.p.Verifica()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseModulo })
	if b.testi() != "Firmato,Firmato,Letto" || b.s.Modulo.PuoFirmare {
		t.Fatalf("%s", b.testi())
	}
	b.p.SetPIN("12345678")
	b.p.SetOTP("87654321")
	b.firmaMolti(t)
	if b.testi() != "Firmato,Firmato,Firmato" || b.s.Fase != firma.FaseFirmata {
		t.Errorf("%s %v", b.testi(), b.s.Fase)
	}
}

func TestMolti_alPiuQuantiNeFirmaIlProvider(t *testing.T) {
	b, s := molti(t, 5)
	b.credenziali = map[string]esenpat.CredenzialeFirma{"due": {Stato: esenpat.CertFirmaValido, OTPRichiesto: true, MassimoFirme: 2}}
	b.leggiTutti()
	b.p.SetAlias("due")
	b.ora.Avanza(1e9)
	b.p.Wait()
	b.coda.Svuota()
	if b.s.Lotto.Firma != "Firma documenti (2)" || b.s.Lotto.Limite == "" {
		t.Fatalf("%q %q", b.s.Lotto.Firma, b.s.Lotto.Limite)
	}

	b.firmaMolti(t)

	if len(s.inviate) != 2 || b.s.Fase != firma.FaseModulo || b.s.Lotto.Frase != "Firmati 2 di 5. Da firmare ancora: 3." {
		t.Errorf("sent %d, %q", len(s.inviate), b.s.Lotto.Frase)
	}
}

func TestMolti_siFermaDopoQuelloInCorso(t *testing.T) {
	b, s := molti(t, 3)
	b.leggiTutti()
	s.entrata, s.via = make(chan struct{}), make(chan struct{})
	b.p.FirmaDocumento()
	<-s.entrata
	if b.p.Chiudi() {
		t.Error("closed while a document is being signed")
	}
	b.p.Ferma()
	close(s.via)
	b.coda.Fino(t, b.fermo)

	if len(s.inviate) != 1 || b.testi() != "Firmato,Letto,Letto" || b.s.Fase != firma.FaseModulo {
		t.Errorf("%d requests after «Ferma»: %s", len(s.inviate), b.testi())
	}
}

func TestMolti_ilCodiceSiChiedePerTutti(t *testing.T) {
	b, _ := molti(t, 3)
	var chiesti []esenpat.DocumentoDaFirmare
	b.otp = func(r esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
		chiesti = r.Documenti
		return esenpat.OTPInviato{Modalita: "SMS"}, nil
	}
	b.p.SetRichiediOTP(true)
	b.p.SetModalita("SMS")
	b.p.RichiediOTP()
	b.coda.Fino(t, b.fermo)

	if len(chiesti) != 3 || chiesti[2].ID != "c3" || chiesti[0].SHA256 == chiesti[1].SHA256 {
		t.Errorf("%v", chiesti)
	}
}
