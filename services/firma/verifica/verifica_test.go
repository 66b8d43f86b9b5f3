package verifica_test

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"testing"

	"github.com/smallstep/pkcs7"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

func TestVerifica_acceptsRSAandECDSAandSaysTheyAreOfATest(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA di prova")
	for nome, k := range map[string]crypto.Signer{"RSA": firmatest.RSA(t, 2048), "ECDSA": firmatest.EC(t)} {
		pdf := firmatest.Firma(t, firmatest.PDF(t, "uno"), ca.Firmatario(t, k, nil))

		out := verificato(t, verificatore(ca), pdf)

		if out.Stato != esenpat.VerificaValida || !out.Prova || len(out.Firme) != 1 {
			t.Fatalf("%s: %+v", nome, out)
		}
		f := out.Firme[0]
		if f.Livello != "di prova" || f.CodiceFiscale != string(firmatest.CodiceFiscale()) || f.Firmatario != "Ada Prova" || f.Emittente != "CA di prova" {
			t.Errorf("%s: %+v", nome, f)
		}
		if !f.Data.Equal(firmatest.Ora()) || f.DataGarantita || esito(f, "data") != esenpat.ControlloND {
			t.Errorf("%s: date %v guaranteed %v", nome, f.Data, f.DataGarantita)
		}
		if esito(f, "revoca") != esenpat.ControlloND {
			t.Errorf("%s: revocation must be said to be unchecked", nome)
		}
	}
}

func TestVerifica_tellsTampering(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	buono := firmatest.Firma(t, firmatest.PDF(t, "Importo 100"), ca.Firmatario(t, firmatest.RSA(t, 2048), nil))
	da, fine := buco(buono)
	// The end of the unsigned document: it points to tables without signature.
	coda := buono[bytes.Index(buono, []byte("startxref")):]
	coda = coda[:bytes.Index(coda, []byte("%%EOF"))+6]
	cambia := func(f func(b []byte) []byte) []byte { return f(bytes.Clone(buono)) }
	for nome, c := range map[string]struct {
		pdf  []byte
		want esenpat.StatoVerifica
	}{
		"one byte of a stream": {cambia(func(b []byte) []byte { return bytes.Replace(b, []byte("Importo 100"), []byte("Importo 900"), 1) }), esenpat.VerificaNonValida},
		"update appended":      {firmatestUpdate(buono), esenpat.VerificaModificato},
		"comment appended":     {append(bytes.Clone(buono), "% ciao\n"...), esenpat.VerificaModificato},
		"one byte appended":    {append(bytes.Clone(buono), '\n'), esenpat.VerificaModificato},
		"contents zeroed": {cambia(func(b []byte) []byte {
			copy(b[da+1:fine-1], bytes.Repeat([]byte("0"), fine-da-2))
			return b
		}), esenpat.VerificaNonValida},
		"range shortened": {cambia(func(b []byte) []byte {
			i := bytes.LastIndex(b, []byte("/ByteRange ["))
			j := i + bytes.IndexByte(b[i:], ']')
			b[j-1]--
			return b
		}), esenpat.VerificaNonValida},
		"range moved": {cambia(func(b []byte) []byte {
			i := bytes.LastIndex(b, []byte("/ByteRange [0 ")) + len("/ByteRange [0 ")
			b[i+9] ^= 1
			return b
		}), esenpat.VerificaNonValida},
		"tail cut":              {buono[:len(buono)-50], esenpat.VerificaNonFirmato},
		"cut in the signature":  {buono[:da+1000], esenpat.VerificaNonFirmato},
		"signature hidden":      {append(bytes.Clone(buono), coda...), esenpat.VerificaModificato},
		"cut before it":         {buono[:da-400], esenpat.VerificaNonFirmato},
		"date of the signature": {cambia(func(b []byte) []byte { return bytes.Replace(b, []byte("/M (D:2026"), []byte("/M (D:2025"), 1) }), esenpat.VerificaNonValida},
	} {
		out := verificato(t, verificatore(ca), c.pdf)
		if out.Stato != c.want {
			t.Errorf("%s: %s, want %s", nome, out.Stato, c.want)
		}
	}
}

// firmatestUpdate appends an empty incremental update.
func firmatestUpdate(pdf []byte) []byte {
	return append(bytes.Clone(pdf), "900 0 obj\n<< /Aggiunta true >>\nendobj\nstartxref\n0\n%%EOF\n"...)
}

func TestVerifica_everySingleByteCounts(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	buono := firmatest.Firma(t, firmatest.PDF(t, "uno"), ca.Firmatario(t, firmatest.EC(t), nil))
	da, fine := buco(buono)
	v := verificatore(ca)
	for i := range buono {
		if i >= da && i < fine {
			continue
		}
		b := bytes.Clone(buono)
		b[i] ^= 0x01
		out, err := v.Verifica(t.Context(), b)
		if err == nil && (out.Stato == esenpat.VerificaValida || out.Stato == esenpat.VerificaValidaAvvisi) {
			t.Fatalf("byte %d changed and nothing noticed", i)
		}
	}
}

func TestVerifica_twoSignaturesWarnAboutTheFirst(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	uno := firmatest.Firma(t, firmatest.PDF(t, "uno"), ca.Firmatario(t, firmatest.RSA(t, 2048), nil))
	due := firmatest.Firma(t, uno, ca.Firmatario(t, firmatest.EC(t), nil))

	out := verificato(t, verificatore(ca), due)

	if out.Stato != esenpat.VerificaValidaAvvisi || len(out.Firme) != 2 ||
		esito(out.Firme[0], "copertura") != esenpat.ControlloAvviso || esito(out.Firme[1], "copertura") != esenpat.ControlloOK {
		t.Errorf("%+v", out)
	}
}

func TestVerifica_unsignedIsNotAnError(t *testing.T) {
	if out := verificato(t, verificatore(), firmatest.PDF(t, "parlo di /ByteRange [0 1 2 3]")); out.Stato != esenpat.VerificaNonFirmato {
		t.Error(out.Stato)
	}
}

func TestVerifica_refusesWhatIsNotAPDFOrTooLarge(t *testing.T) {
	v := verifica.Nuovo(verifica.Opzioni{Orologio: firmatest.Ora, MaxByte: 1 << 20})
	for code, b := range map[string][]byte{"verifica.non-pdf": []byte("PK\x03\x04"), "verifica.troppo-grande": make([]byte, 2<<20)} {
		if _, err := v.Verifica(t.Context(), b); esenpat.CodeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestVerifica_certificateAndTrust(t *testing.T) {
	ca, altra := firmatest.NuovaCA(t, "CA"), firmatest.NuovaCA(t, "CA")
	k := firmatest.EC(t)
	scaduto := func(m *x509.Certificate) { m.NotAfter = firmatest.Ora().AddDate(0, -1, 0) }
	futuro := func(m *x509.Certificate) { m.NotBefore = firmatest.Ora().AddDate(0, 1, 0) }
	senzaCF := func(m *x509.Certificate) { m.Subject.SerialNumber = "TINDE-123" }
	vecchio := func(m *x509.Certificate) { m.Subject.SerialNumber = "IT:" + string(firmatest.CodiceFiscale()) }
	for nome, c := range map[string]struct {
		ca      *firmatest.CA
		ritocca func(*x509.Certificate)
		id      string
		esito   esenpat.EsitoControllo
		stato   esenpat.StatoVerifica
	}{
		"other authority of the same name": {altra, nil, "catena", esenpat.ControlloAvviso, esenpat.VerificaNonVerificabile},
		"expired when signing":             {ca, scaduto, "validita", esenpat.ControlloKO, esenpat.VerificaNonValida},
		"not yet valid":                    {ca, futuro, "validita", esenpat.ControlloKO, esenpat.VerificaNonValida},
		"no Italian fiscal code":           {ca, senzaCF, "codice_fiscale", esenpat.ControlloAvviso, esenpat.VerificaValidaAvvisi},
		"old form of the fiscal code":      {ca, vecchio, "codice_fiscale", esenpat.ControlloOK, esenpat.VerificaValida},
		"key not for signing":              {ca, func(m *x509.Certificate) { m.KeyUsage = x509.KeyUsageKeyAgreement }, "uso_chiave", esenpat.ControlloAvviso, esenpat.VerificaValidaAvvisi},
	} {
		out := verificato(t, verificatore(ca), firmatest.Firma(t, firmatest.PDF(t, "uno"), c.ca.Firmatario(t, k, c.ritocca)))
		if got := esito(out.Firme[0], c.id); got != c.esito || out.Stato != c.stato {
			t.Errorf("%s: %s %s, want %s %s", nome, out.Stato, got, c.stato, c.esito)
		}
	}
}

func TestVerifica_testTrustNeverCountsAsReal(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	qc := func(m *x509.Certificate) {
		m.ExtraExtensions = []pkix.Extension{{Id: cms.OID("1.3.6.1.5.5.7.1.3"), Value: []byte{
			0x30, 0x14, 0x30, 0x08, 6, 6, 4, 0, 0x8E, 0x46, 1, 1, 0x30, 0x08, 6, 6, 4, 0, 0x8E, 0x46, 1, 4,
		}}}
	}
	pdf := firmatest.Firma(t, firmatest.PDF(t, "uno"), ca.Firmatario(t, firmatest.EC(t), qc))
	semplice := firmatest.Firma(t, firmatest.PDF(t, "uno"), ca.Firmatario(t, firmatest.EC(t), nil))
	reale := verifica.Radici{Qualificate: certificati([]*firmatest.CA{ca}), Aggiornate: firmatest.Ora()}
	doppia := reale
	doppia.Prova = reale.Qualificate
	for nome, c := range map[string]struct {
		pdf     []byte
		r       verifica.Radici
		livello string
		prova   bool
	}{
		"real and qualified":     {pdf, reale, "qualificata", false},
		"real but not qualified": {semplice, reale, "non qualificata", false},
		"in both":                {pdf, doppia, "di prova", true},
		"test only":              {pdf, verifica.Radici{Prova: reale.Qualificate}, "di prova", true},
	} {
		out := verificato(t, verifica.Nuovo(verifica.Opzioni{Radici: c.r, Orologio: firmatest.Ora}), c.pdf)
		if out.Firme[0].Livello != c.livello || out.Prova != c.prova {
			t.Errorf("%s: %s %v", nome, out.Firme[0].Livello, out.Prova)
		}
	}
}

func TestVerifica_comparesSignerAndDoctor(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	pdf := firmatest.Firma(t, firmatest.PDF(t, "uno"), ca.Firmatario(t, firmatest.EC(t), nil))
	altro := esenpat.ComponiCodiceFiscale("Altri", "Ugo", esenpat.NewData(1960, 1, 2), esenpat.Maschio, "L219")
	for cf, want := range map[esenpat.CodiceFiscale]esenpat.StatoVerifica{
		firmatest.CodiceFiscale(): esenpat.VerificaValida, altro: esenpat.VerificaValidaAvvisi,
	} {
		v := verifica.Nuovo(verifica.Opzioni{
			Radici: verifica.Radici{Prova: certificati([]*firmatest.CA{ca})}, Orologio: firmatest.Ora,
			MedicoDi: func([]byte) (esenpat.CodiceFiscale, bool) { return cf, true },
		})
		if out := verificato(t, v, pdf); out.Stato != want {
			t.Errorf("%s, want %s", out.Stato, want)
		}
	}
}

func TestVerifica_refusesWeakAlgorithms(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	corto := firmatest.Firma(t, firmatest.PDF(t, "uno"), ca.Firmatario(t, firmatest.RSA(t, 1024), nil))
	buono := ca.Firmatario(t, firmatest.RSA(t, 2048), nil)
	adbe := bytes.Replace(firmatest.Firma(t, firmatest.PDF(t, "uno"), buono), []byte("/ETSI.CAdES.detached"), []byte("/adbe.pkcs7.detached"), 1)
	con := func(digest []byte) []byte {
		return ricuci(t, adbe, func(contenuto []byte) []byte { return conPkcs7(t, contenuto, buono, digest) })
	}
	for nome, c := range map[string]struct {
		pdf  []byte
		want esenpat.StatoVerifica
	}{
		"RSA of 1024 bits": {corto, esenpat.VerificaNonValida},
		"SHA-1":            {con([]byte("1")), esenpat.VerificaNonValida},
		"SHA-256, adbe":    {con([]byte("256")), esenpat.VerificaValidaAvvisi},
	} {
		out := verificato(t, verificatore(ca), c.pdf)
		if out.Stato != c.want {
			t.Errorf("%s: %s: %+v", nome, out.Stato, out.Firme[0].Controlli)
		}
		if c.want == esenpat.VerificaNonValida && esito(out.Firme[0], "algoritmi") != esenpat.ControlloKO {
			t.Errorf("%s: the algorithm is not what is blamed", nome)
		}
	}
}

// conPkcs7 signs with the other implementation, as Acrobat would.
func conPkcs7(t *testing.T, contenuto []byte, chi cms.Firmatario, digest []byte) []byte {
	t.Helper()
	sd, err := pkcs7.NewSignedData(contenuto)
	if err != nil {
		t.Fatal(err)
	}
	sd.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA1)
	if string(digest) == "256" {
		sd.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	}
	if err = sd.AddSigner(chi.Certificato, chi.Chiave, pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	sd.Detach()
	out, err := sd.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestControllaPrefisso_provesWhatWasShown(t *testing.T) {
	pdf := firmatest.PDF(t, "uno")
	firmato := firmatest.Firma(t, pdf, firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.EC(t), nil))
	if err := verifica.ControllaPrefisso(pdf, firmato); err != nil {
		t.Error(err)
	}
	for nome, c := range map[string][2][]byte{"another": {firmatest.PDF(t, "due"), firmato}, "the same": {pdf, pdf}, "nothing shown": {nil, firmato}} {
		if err := verifica.ControllaPrefisso(c[0], c[1]); esenpat.CodeOf(err) != "verifica.prefisso-diverso" {
			t.Errorf("%s: %v", nome, err)
		}
	}
}
