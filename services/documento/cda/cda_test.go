package cda_test

import (
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
)

func esempio() cda.Certificato {
	roma, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		panic(err)
	}
	return cda.Certificato{
		Documento: cda.Documento{
			Radice: cda.RadicePredefinita, ID: "010301.ESENPAT.20260701120000.0A0B0C0D", SetID: "010301.ESENPAT.20260701120000.0A0B0C0D", Versione: 1,
			Titolo: cda.TitoloCertificato, Emesso: time.Date(2026, 7, 1, 12, 0, 0, 0, roma), Riservatezza: "N",
		},
		Paziente:    cda.Paziente{CodiceFiscale: "PRVDAA68C52L219G", Cognome: "Provetti", Nome: "Ada", Sesso: "F", Nascita: esenpat.NewData(1968, 3, 12)},
		Medico:      cda.Medico{CodiceFiscale: "CLLBRN75S05D205G", Cognome: "Collaudi", Nome: "Bruno", Recapito: "tel:0115550100"},
		Azienda:     cda.Ente{Codice: "010301", Nome: "ASL Città di Torino"},
		Incontro:    cda.Incontro{ID: "AMB-1", Unita: cda.Ente{Codice: "010301.1.64", Nome: "Oncologia"}, Struttura: cda.Ente{Nome: "Oncologia"}},
		Prestazione: "Visita", Referto: "Testo", Diagnosi: cda.Diagnosi{Codice: "174.4", Descrizione: "Tumori"},
		Esenzione: cda.Esenzione{Sistema: "2.16.840.1.113883.2.9.6.1.22", Codice: "048", Descrizione: "Neoplasie"}, Conclusioni: "Si certifica.",
	}
}

func scrivi(t *testing.T, c cda.Certificato) []byte {
	t.Helper()
	b, err := cda.Scrivi(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLeggi_readsBackHostileTexts(t *testing.T) {
	for _, testo := range []string{
		"a", "<b>&amp;\"'", "]]>", "<!-- x --><?pi?>", "È à ù «» € – …", "due  spazi", "  davanti", "riga\n\nriga\nriga", "😀👩‍⚕️", "e\u0301q\u0307", "漢字\u202E", "\u00A0", "\uFEFFx",
		"È affetta dalla seguente patologia:", "#DIAG-1", strings.Repeat("è", 4000), "\ue000\U0001F600\U0010FFFD",
	} {
		c := esempio()
		c.Referto, c.Paziente.Cognome, c.Diagnosi.Descrizione, c.Esenzione.Descrizione = testo, testo, testo, testo
		if strings.Contains(testo, "\n") {
			c.Paziente.Cognome, c.Diagnosi.Descrizione, c.Esenzione.Descrizione = "x", "x", "x"
		}

		letto, err := cda.Leggi(scrivi(t, c))
		if err != nil {
			t.Errorf("%.40q: %v", testo, err)
			continue
		}
		if diff := cda.Confronta(c, letto); len(diff) > 0 {
			t.Errorf("%q: %+v", testo, diff)
		}
	}
}

func TestScrivi_usesTheRealOffsetOfItaly(t *testing.T) {
	c, err := cda.Di(esenpat.ContenutoCertificato{Emesso: time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)}, "")
	if err != nil {
		t.Fatal(err)
	}
	if s := string(scrivi(t, c)); !strings.Contains(s, `"20260701120000+0200"`) {
		t.Fatal(s)
	}
}

func TestLeggi_refusesWhatIsNotOurs(t *testing.T) {
	buono := string(scrivi(t, esempio()))
	for nome, cambia := range map[string]struct{ da, a, code string }{
		"extra attribute": {`<realmCode code="IT">`, `<realmCode code="IT" x="1">`, "cda.forma"},
		"extra element":   {`<realmCode`, `<realmCode code="IT"></realmCode><realmCode`, "cda.forma"},
		"other signer":    {`<signatureCode code="S"`, `<signatureCode code="X"`, "cda.forma"},
		"two doctors":     {`CLLBRN75S05D205G" assigningAuthorityName="MEF"></id>` + "\n      <assignedPerson>", `PRVDAA68C52L219G" assigningAuthorityName="MEF"></id>` + "\n      <assignedPerson>", "cda.forma"},
		"text moved":      {`<content ID="ESEN-1">048 - Neoplasie`, `<content ID="ESEN-1">049 - Neoplasie`, "cda.forma"},
		"DOCTYPE":         {"?>\n", "?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>\n", "cda.illeggibile"},
		"entity":          {`Si certifica.`, `&lol;`, "cda.illeggibile"},
		"instruction":     {`<realmCode`, `<?php x?><realmCode`, "cda.illeggibile"},
		"namespace":       {`<realmCode code="IT"></realmCode>`, `<realmCode xmlns="urn:x" code="IT"></realmCode>`, "cda.illeggibile"},
		"other root":      {`ClinicalDocument`, `Documento`, "cda.illeggibile"},
		"truncated":       {`</ClinicalDocument>`, ``, "cda.illeggibile"},
	} {
		t.Run(nome, func(t *testing.T) {
			s := strings.ReplaceAll(buono, cambia.da, cambia.a)
			if s == buono {
				t.Fatal("the case changes nothing")
			}
			if nome == "two doctors" {
				s = strings.Replace(buono, cambia.da, cambia.a, 1)
			}
			if _, err := cda.Leggi([]byte(s)); esenpat.CodeOf(err) != cambia.code {
				t.Fatalf("%v", err)
			}
		})
	}
}

func TestConfronta_listsEveryDifferentField(t *testing.T) {
	a, b := esempio(), esempio()
	b.Diagnosi.Codice, b.Paziente.Nome = "174.9", "Eva"

	d := cda.Confronta(a, b)

	if len(d) != 2 || d[0].Campo != "assistito.nome" || d[1].Campo != "codice_diagnosi" || d[1].Letto != "174.9" {
		t.Fatalf("%+v", d)
	}
}

func TestControllaRadice_takesOIDsOnly(t *testing.T) {
	for _, s := range []string{"", cda.RadicePredefinita, "2.16.840.1.113883.2.9.2.10209.4.4"} {
		if err := cda.ControllaRadice(s); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, s := range []string{"x", "2", "2.", "2.016", "3.1", "2.16 ", "2.1" + strings.Repeat(".1", 40)} {
		if esenpat.CodeOf(cda.ControllaRadice(s)) != "documento.radice" {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestSistemaEsenzione_tellsNationalFromRegional(t *testing.T) {
	const nazionale, piemonte = "2.16.840.1.113883.2.9.6.1.22", "2.16.840.1.113883.2.9.2.10.6.22"
	for codice, atteso := range map[string]string{"048": nazionale, "0A02": nazionale, "RFG101": nazionale, "RN1170": nazionale, "C01": nazionale, "0B02.429": nazionale, "F01": nazionale, "PIEM1": piemonte} {
		if s := cda.SistemaEsenzione(esenpat.VoceEsenzione{Codifica: esenpat.CodificaPiemonte, Codice: codice}); s != atteso {
			t.Errorf("%s: %s", codice, s)
		}
	}
}

func FuzzLeggi(f *testing.F) {
	b, err := cda.Scrivi(esempio())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`<ClinicalDocument xmlns="urn:hl7-org:v3"><title>x</title></ClinicalDocument>`))
	f.Add([]byte("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>"))
	f.Add([]byte(strings.Repeat("<a>", 1000)))
	f.Fuzz(func(t *testing.T, in []byte) {
		if c, err := cda.LeggiCampi(in); err == nil {
			cda.Confronta(c, esempio())
		}
		c, err := cda.Leggi(in)
		if err != nil {
			return
		}
		bis, err := cda.Leggi(scrivi(t, c))
		if err != nil || len(cda.Confronta(c, bis)) > 0 {
			t.Fatalf("accepted but not stable: %v", err)
		}
	})
}
