package conformita_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/conformita"
)

// buono is a conforming document of version 1.
func buono(t *testing.T) string {
	t.Helper()
	comune := esenpat.Comune{CodiceIstat: "001272", Denominazione: "Torino", Provincia: "TO"}
	c, err := cda.Di(esenpat.ContenutoCertificato{
		Identita: esenpat.IdentitaDocumento{ID: "010301.ESENPAT.20261116103000.7F3A91C2", Versione: 1},
		Assistito: esenpat.Assistito{
			CodiceFiscale: "PRVDAA68C52L219G", Cognome: "Provetti", Nome: "Ada", Sesso: esenpat.Femmina,
			Anagrafica: esenpat.Anagrafica{
				DataNascita: esenpat.NewData(1968, 3, 12), ComuneNascita: comune,
				Residenza: esenpat.Residenza{Indirizzo: "Via dell'Esempio 12", CAP: "10121", Comune: comune, Regione: "010"},
			},
		},
		Medico:  esenpat.Utente{CodiceFiscale: "CLLBRN75S05D205G", Cognome: "Collaudi", Nome: "Bruno", Titolo: "Dott."},
		Azienda: esenpat.Azienda{Codice: "010301", Denominazione: "ASL Città di Torino", Telefono: "011 5550100"},
		Dati: esenpat.DatiCertificato{
			Esenzione: esenpat.VoceEsenzione{Codice: "048", Descrizione: "Neoplasie"}, Diagnosi: esenpat.VoceDiagnosi{Codice: "174.4", Descrizione: "Mammella"},
			Patologia: "Carcinoma", UnitaProduttiva: esenpat.UnitaProduttiva{Matricola: "010301.1.64", Descrizione: "Oncologia", STS11: "010301000123"},
		},
		Emesso: time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC),
	}, cda.RadicePredefinita)
	if err != nil {
		t.Fatal(err)
	}
	b, err := cda.Scrivi(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func regole(xml string) []string {
	var r []string
	for _, x := range conformita.Verifica([]byte(xml)) {
		r = append(r, x.Regola)
	}
	return r
}

// Manual: M11.
func TestVerifica_acceptsAConformingDocument(t *testing.T) {
	if r := regole(buono(t)); len(r) > 0 {
		t.Fatal(r)
	}
}

// Each case breaks one rule and must be found by its number, as the national
// schematron or the gateway finds it.
// Manual: M11.
func TestVerifica_findsEachRuleByItsNumber(t *testing.T) {
	base := buono(t)
	chiusure := map[string][2]string{"ERRORE-18": {"place", "luogo"}, "ERRORE-b3": {"entry", "voce"}, "ERRORE-b86": {"value", "valore"}}
	for _, caso := range []struct{ regola, da, a string }{
		{"ERRORE-1", `<realmCode code="IT"></realmCode>`, ``},
		{"ERRORE-2", `<realmCode code="IT">`, `<realmCode code="FR">`},
		{"ERRORE-3", `<templateId root="2.16.840.1.113883.2.9.10.1.9.1" extension="1.1" assigningAuthorityName="HL7 Italia"></templateId>`, ``},
		{"ERRORE-4", `2.16.840.1.113883.2.9.10.1.9.1"`, `2.16.840.1.113883.2.9.10.1.4.1"`},
		{"ERRORE-5", `code="11488-4"`, `code="57829-4"`},
		{"ERRORE-6", `<confidentialityCode code="N"`, `<confidentialityCode code="X"`},
		{"ERRORE-7", `<languageCode code="it-IT"></languageCode>`, ``},
		{"ERRORE-8", `<versionNumber value="1">`, `<versionNumber value="2">`},
		{"ERRORE-9", `<versionNumber value="1">`, `<versionNumber value="2">`},
		{"ERRORE-10", `<author>`, `<recordTarget></recordTarget><author>`},
		{"ERRORE-10a", `root="2.16.840.1.113883.2.9.4.3.2" extension="PRVDAA68C52L219G"`, `root="2.16.840.1.113883.2.9.4.3.1" extension="PRVDAA68C52L219G"`},
		{"ERRORE-11", `<streetAddressLine>Via dell&#39;Esempio 12</streetAddressLine>`, `<streetName>Via</streetName>`},
		{"ERRORE-14", `<given>Ada</given>`, ``},
		{"ERRORE-14", `<family>Provetti</family>`, `<family> </family>`},
		{"ERRORE-15", `administrativeGenderCode`, `genderCode`},
		{"ERRORE-16", `code="F" codeSystem="2.16.840.1.113883.5.1"`, `code="F" codeSystem="2.16.840.1.113883.5.2"`},
		{"ERRORE-17", `<birthTime value="19680312">`, `<birthTime value="19681312">`},
		{"ERRORE-18", `<place>`, `<luogo>`},
		{"ERRORE-20", `<telecom use="WP" value="tel:0115550100"></telecom>`, ``},
		{"ERRORE-27", `<name>ASL Città di Torino</name>`, ``},
		{"ERRORE-29", `legalAuthenticator`, `authenticator`},
		{"ERRORE-30", `<signatureCode code="S">`, `<signatureCode code="X">`},
		{"ERRORE-39", `componentOf`, `componenteDi`},
		{"ERRORE-40", `healthCareFacility`, `facility`},
		{"ERRORE-43", `<telecom use="WP"`, `<telecom`},
		{"ERRORE-44", `PRVDAA68C52L219G`, `prvdaa68c52l219g`},
		{"ERRORE-45", `<observation classCode="OBS"`, `<observation classCode="ACT"`},
		{"ERRORE-46", `<observation classCode="OBS" moodCode="EVN"`, `<observation classCode="OBS" moodCode="RQO"`},
		{"ERRORE-47", `<statusCode code="completed">`, `<statusCode code="done">`},
		{"ERRORE-50", `<high value="20261116103000+0100">`, `<high value="20261116093000+0100">`},
		{"ERRORE-b1", `62387-6`, `62387-0`},
		{"ERRORE-b3", `<entry>`, `<voce>`},
		{"ERRORE-b4", `47045-0`, `47045-9`},
		{"ERRORE-b20", `code="55110-1"`, `code="57827-8"`},
		{"ERRORE-b79", `<act classCode="ACT" moodCode="EVN">`, `<act classCode="ACT" moodCode="RQO">`},
		{"ERRORE-b80", `<statusCode code="completed"></statusCode>`, `<statusCode code="completed"></statusCode><effectiveTime></effectiveTime>`},
		{"ERRORE-b85", `code="29308-4"`, `code="29308-5"`},
		{"ERRORE-b86", `<value xsi:type="CD"`, `<valore xsi:type="CD"`},
		{"TERM-icd9", `code="174.4"`, `code="1744"`},
		{"TERM-versione", `displayName="Nota di consulto"`, `displayName="Nota di consulto" codeSystemVersion="2.19"`},
		{"TERM-arco", `codeSystem="2.16.840.1.113883.2.9.6.1.22"`, `codeSystem="2.16.840.1.999.22"`},
		{"GTW-xml", `<?xml version="1.0" encoding="UTF-8"?>`, `<?xml version="1.0"?>`},
		{"GTW-typeId", `POCD_MT000040UV02`, `POCD_XX`},
		{"GTW-titolo", `<title>Certificato di condizione o malattia</title>`, `<title> </title>`},
		{"GTW-paziente", `PRVDAA68C52L219G`, `PRVDAA68C52L219A`},
		{"GTW-medico", `CLLBRN75S05D205G`, `CLLBRN75S05D205A`},
		{"GTW-riferimenti", `value="#DIAG-1"`, `value="#DIAG-2"`},
		{"GTW-date", `<time value="20261116103000+0100">`, `<time value="20261116103000">`},
		{"GTW-healthCareFacility", `extension="010301.1.64" `, ``},
		{"GTW-locality", `extension="010301000123"`, `extension="123"`},
		{"XSD-effectiveTime", `<effectiveTime value="20261116103000+0100"></effectiveTime>`, ``},
		{"ESENPAT-referto", `<paragraph>Carcinoma</paragraph>`, `<paragraph> </paragraph>`},
		{"ESENPAT-esenzione", `code="048"`, `code="0 48"`},
		{"XML", `</ClinicalDocument>`, ``},
		{"ERRORE-10b", `<addr use="H">`, `<id root="2.16.840.1.113883.2.9.4.3.7" extension="IT 1"></id><addr use="H">`},
		{"ERRORE-23", `<custodian>`, `<dataEnterer></dataEnterer><custodian>`},
		{"ERRORE-24", `<custodian>`, `<dataEnterer></dataEnterer><custodian>`},
		{"ERRORE-25", `<custodian>`, `<dataEnterer></dataEnterer><custodian>`},
		{"ERRORE-26", `<custodian>`, `<dataEnterer></dataEnterer><custodian>`},
		{"ERRORE-33a", `<componentOf>`, `<documentationOf><serviceEvent><code code="ALTRO"></code></serviceEvent></documentationOf><componentOf>`},
		{"ERRORE-33b", `<componentOf>`, `<documentationOf><serviceEvent><code code="PROG"></code></serviceEvent></documentationOf><componentOf>`},
		{"ERRORE-33c", `<componentOf>`, `<documentationOf><serviceEvent><performer typeCode="PPRF"></performer></serviceEvent></documentationOf><componentOf>`},
		{"ERRORE-34", `<componentOf>`, `<participant></participant><componentOf>`},
		{"ERRORE-35", `<componentOf>`, `<participant><associatedEntity><addr></addr></associatedEntity></participant><componentOf>`},
		{"ERRORE-36", `<componentOf>`, `<participant><associatedEntity><associatedPerson></associatedPerson></associatedEntity></participant><componentOf>`},
		{"ERRORE-37", `<componentOf>`, `<participant><associatedEntity><associatedPerson><name><given>A</given></name></associatedPerson></associatedEntity></participant><componentOf>`},
		{"ERRORE-38", `<componentOf>`, `<inFulfillmentOf><order><priorityCode code="R"></priorityCode></order></inFulfillmentOf><componentOf>`},
		{"ERRORE-43a", `</representedCustodianOrganization>`, `<telecom use="HP" value="tel:1"></telecom></representedCustodianOrganization>`},
		{"ERRORE-48", `<name>ASL Città di Torino</name>`, `<name><prefix>A</prefix>SL</name>`},
		{"ERRORE-51", `</representedCustodianOrganization>`, `<addr use="H"></addr></representedCustodianOrganization>`},
		{"ERRORE-b13", `<structuredBody>`, `<structuredBody><component><section><code code="29545-1" codeSystem="2.16.840.1.113883.6.1"></code></section></component>`},
		{"GTW-conclusioni", `<paragraph>Si certifica`, `<paragraph></paragraph></text><entry></entry><text><paragraph>Si certifica`},
		{"XSD-ordine", `<languageCode code="it-IT"></languageCode>`, `<languageCode code="it-IT"></languageCode><languageCode code="it-IT"></languageCode>`},
		{"XSD-ordine", `<given>Bruno</given>`, `<given>Bruno</given></name></assignedPerson><assignedPerson><name><given>Bruno</given>`},
		{"XSD-ordine", `<location>`, `<dischargeDispositionCode></dischargeDispositionCode><location>`},
		{"XSD-ordine", `<patient>`, `<providerOrganization></providerOrganization><patient>`},
		{"XSD-ordine", `<setId`, `<altro></altro><setId`},
		{"XSD-ordine", `<observation classCode`, `<act classCode="ACT" moodCode="EVN"><code></code></act><observation classCode`},
		{"XSD-ordine", `<statusCode code="completed"></statusCode>`, `<effectiveTime value="20260101000000+0100"></effectiveTime><statusCode code="completed"></statusCode>`},
		{"XSD-narrativa", `<paragraph>Carcinoma</paragraph>`, `<p>Carcinoma</p>`},
		{"XSD-narrativa", `<paragraph>Carcinoma</paragraph>`, `<paragraph><b>Carcinoma</b></paragraph>`},
		{"XSD-narrativa", `<paragraph>Carcinoma</paragraph>`, `<list><paragraph>Carcinoma</paragraph></list>`},
		{"XSD-narrativa", `ID="PREST-1"`, `ID="1 PREST"`},
	} {
		t.Run(caso.regola, func(t *testing.T) {
			guasto := strings.ReplaceAll(base, caso.da, caso.a)
			if fine, ok := chiusure[caso.regola]; ok {
				guasto = strings.ReplaceAll(guasto, "</"+fine[0]+">", "</"+fine[1]+">")
			}
			if guasto == base {
				t.Fatal("the case changes nothing")
			}
			if r := regole(guasto); !slices.Contains(r, caso.regola) {
				t.Fatalf("found %v", r)
			}
		})
	}
}

// What another system may add without breaking a rule is no finding.
func TestVerifica_acceptsWhatTheNationalModelAllows(t *testing.T) {
	base := buono(t)
	for nome, cambia := range map[string][2]string{
		"sdtc element":  {`<administrativeGenderCode`, `<sdtc:desc>x</sdtc:desc><administrativeGenderCode`},
		"narrative":     {`<paragraph>Carcinoma</paragraph>`, `<paragraph>Car<sub>2</sub><br/></paragraph><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table><list><caption>c</caption><item><content ID="X1">d</content></item></list>`},
		"aborted visit": {`<statusCode code="completed">`, `<statusCode code="aborted">`},
		"order and programme": {`<componentOf>`, `<inFulfillmentOf><order><id root="2.16.840.1.113883.2.9.4.3.9" extension="0100A4000000001"/><priorityCode code="R" codeSystem="2.16.840.1.113883.5.7"/></order></inFulfillmentOf>` +
			`<documentationOf><serviceEvent><code code="PROG" codeSystem="2.16.840.1.113883.2.9.5.1.4"/></serviceEvent></documentationOf><componentOf>`},
		"who typed it": {`<custodian>`, `<dataEnterer><time value="20261116103000+0100"/><assignedEntity><id root="2.16.840.1.113883.2.9.4.3.2" extension="CLLBRN75S05D205G"/>` +
			`<assignedPerson><name><family>A</family><given>B</given></name></assignedPerson></assignedEntity></dataEnterer><custodian>`},
	} {
		if r := regole(strings.Replace(base, cambia[0], cambia[1], 1)); len(r) > 0 {
			t.Errorf("%s: %v", nome, r)
		}
	}
}

func FuzzVerifica(f *testing.F) {
	f.Add([]byte(`<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section/></component></structuredBody></component></ClinicalDocument>`))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(conformita.Verifica(in)) == 0 {
			if _, err := cda.LeggiCampi(in); err != nil {
				t.Fatal("conforms but cannot be read")
			}
		}
	})
}
