package cda

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Scrivi returns c as a CDA document, UTF-8 with XML declaration. Equal values
// give equal bytes. The only error is Invalid "documento.caratteri-non-ammessi":
// a text holds something that XML cannot carry; what is merely missing or
// wrong is found by package conformita, which judges the bytes.
func Scrivi(c Certificato) ([]byte, error) {
	p := nuovaPenna()
	p.dentro("ClinicalDocument", func() {
		p.testata(c)
		p.paziente(c.Paziente)
		p.autore(c)
		p.custode(c.Azienda)
		p.firmatario(c)
		p.precedente(c.Documento)
		p.incontro(c)
		p.corpo(c)
	}, "xmlns", "urn:hl7-org:v3", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance", "xmlns:sdtc", "urn:hl7-org:sdtc", "xsi:schemaLocation", "urn:hl7-org:v3 CDA.xsd")
	b, err := p.fine()
	if err != nil {
		return nil, esenpat.NewError(esenpat.Invalid, "documento.caratteri-non-ammessi", "cda.Scrivi").At(campoConFalla(c)).Because(err)
	}
	return b, nil
}

// campoConFalla names the form field whose text XML cannot carry.
func campoConFalla(c Certificato) string {
	for _, x := range campi(c) {
		if !utf8.ValidString(x.valore) || strings.ContainsFunc(x.valore, nonXML) {
			return x.nome
		}
	}
	return ""
}

func (p *penna) testata(c Certificato) {
	d := c.Documento
	p.vuoto("realmCode", "code", "IT")
	p.vuoto("typeId", "root", "2.16.840.1.113883.1.3", "extension", "POCD_MT000040UV02")
	p.vuoto("templateId", "root", oidTemplate, "extension", "1.1", "assigningAuthorityName", "HL7 Italia")
	p.vuoto("id", "root", d.Radice, "extension", d.ID, "assigningAuthorityName", entePiemonte)
	p.vuoto("code", "code", "11488-4", "codeSystem", oidLOINC, "codeSystemName", "LOINC", "displayName", "Nota di consulto")
	p.foglia("title", d.Titolo)
	p.vuoto("sdtc:statusCode", "code", "active")
	p.vuoto("effectiveTime", "value", d.Emesso.Format(formatoTempo))
	nome := "Normal"
	if d.Riservatezza == "V" {
		nome = "Very restricted"
	}
	p.vuoto("confidentialityCode", "code", d.Riservatezza, "codeSystem", oidRiserva, "codeSystemName", "HL7 Confidentiality", "displayName", nome)
	p.vuoto("languageCode", "code", "it-IT")
	p.vuoto("setId", "root", d.Radice, "extension", d.SetID, "assigningAuthorityName", entePiemonte)
	p.vuoto("versionNumber", "value", strconv.Itoa(d.Versione))
}

func (p *penna) paziente(a Paziente) {
	p.apre("recordTarget")
	p.apre("patientRole")
	// The fiscal code comes first: gateway and registry take the first id.
	p.vuoto("id", "root", oidCF, "extension", a.CodiceFiscale, "assigningAuthorityName", enteMEF)
	if a.IDAura != "" {
		p.vuoto("id", "root", oidAura, "extension", a.IDAura, "assigningAuthorityName", entePiemonte)
	}
	if a.Residenza != (Luogo{}) {
		p.dentro("addr", func() { p.luogo(a.Residenza) }, "use", "H")
	}
	p.apre("patient")
	p.dentro("name", func() {
		p.foglia("family", a.Cognome)
		p.foglia("given", a.Nome)
	})
	p.vuoto("administrativeGenderCode", "code", a.Sesso, "codeSystem", oidSesso, "codeSystemName", "HL7 AdministrativeGender", "displayName", nomeSesso(a.Sesso))
	if a.Nascita.Vuota() {
		p.vuoto("birthTime", "nullFlavor", "UNK")
	} else {
		p.vuoto("birthTime", "value", strings.ReplaceAll(a.Nascita.String(), "-", ""))
	}
	if a.LuogoNascita != (Luogo{}) {
		p.apre("birthplace")
		p.apre("place")
		p.dentro("addr", func() { p.luogo(a.LuogoNascita) })
		p.chiude("place")
		p.chiude("birthplace")
	}
	p.chiude("patient")
	p.chiude("patientRole")
	p.chiude("recordTarget")
}

func nomeSesso(s string) string {
	switch esenpat.Sesso(s) {
	case esenpat.Femmina:
		return "Femmina"
	case esenpat.Maschio:
		return "Maschio"
	}
	return ""
}

func (p *penna) luogo(l Luogo) {
	p.foglia("country", l.Stato)
	p.fogliaSe("state", l.Regione)
	p.fogliaSe("county", l.Provincia)
	p.foglia("city", l.Citta)
	p.fogliaSe("censusTract", l.Istat)
	p.fogliaSe("postalCode", l.CAP)
	p.fogliaSe("streetAddressLine", l.Indirizzo)
}

func (p *penna) persona(m Medico) {
	p.apre("assignedPerson")
	p.dentro("name", func() {
		p.foglia("family", m.Cognome)
		p.foglia("given", m.Nome)
		p.fogliaSe("prefix", m.Titolo)
	})
	p.chiude("assignedPerson")
}

func (p *penna) asl(e Ente) {
	p.vuoto("id", "root", oidASL, "extension", e.Codice, "assigningAuthorityName", enteMinistero)
}

func (p *penna) autore(c Certificato) {
	p.apre("author")
	p.vuoto("time", "value", c.Documento.Emesso.Format(formatoTempo))
	p.apre("assignedAuthor")
	p.vuoto("id", "root", oidCF, "extension", c.Medico.CodiceFiscale, "assigningAuthorityName", enteMEF)
	if c.Medico.Recapito != "" {
		p.vuoto("telecom", "use", "WP", "value", c.Medico.Recapito)
	}
	p.persona(c.Medico)
	p.dentro("representedOrganization", func() {
		p.asl(c.Azienda)
		p.foglia("name", c.Azienda.Nome)
	})
	p.chiude("assignedAuthor")
	p.chiude("author")
}

func (p *penna) custode(e Ente) {
	p.apre("custodian")
	p.apre("assignedCustodian")
	p.dentro("representedCustodianOrganization", func() {
		p.asl(e)
		p.foglia("name", e.Nome)
	})
	p.chiude("assignedCustodian")
	p.chiude("custodian")
}

// firmatario is written before validation and never touched at signing: the
// gateway compares the CDA's hash (spec 3, section 9).
func (p *penna) firmatario(c Certificato) {
	p.apre("legalAuthenticator")
	p.vuoto("time", "value", c.Documento.Emesso.Format(formatoTempo))
	p.vuoto("signatureCode", "code", "S")
	p.apre("assignedEntity")
	p.vuoto("id", "root", oidCF, "extension", c.Medico.CodiceFiscale, "assigningAuthorityName", enteMEF)
	p.persona(c.Medico)
	p.chiude("assignedEntity")
	p.chiude("legalAuthenticator")
}

func (p *penna) precedente(d Documento) {
	if d.Precedente == (Precedente{}) {
		return
	}
	p.apre("relatedDocument", "typeCode", "RPLC")
	p.apre("parentDocument")
	p.vuoto("id", "root", d.Radice, "extension", d.Precedente.ID, "assigningAuthorityName", entePiemonte)
	p.vuoto("setId", "root", d.Radice, "extension", d.SetID, "assigningAuthorityName", entePiemonte)
	p.vuoto("versionNumber", "value", strconv.Itoa(d.Precedente.Versione))
	p.chiude("parentDocument")
	p.chiude("relatedDocument")
}

func (p *penna) incontro(c Certificato) {
	quando := c.Documento.Emesso.Format(formatoTempo)
	p.apre("componentOf")
	p.apre("encompassingEncounter")
	p.vuoto("id", "root", radiceIncontri(c.Azienda.Codice), "extension", c.Incontro.ID, "assigningAuthorityName", c.Azienda.Nome)
	p.dentro("effectiveTime", func() {
		p.vuoto("low", "value", quando)
		p.vuoto("high", "value", quando)
	})
	p.apre("location")
	p.apre("healthCareFacility")
	// Without this id the publication fails in the gateway's FHIR step.
	p.vuoto("id", "root", oidUnita, "extension", c.Incontro.Unita.Codice, "assigningAuthorityName", enteMinistero)
	p.dentro("location", func() { p.foglia("name", c.Incontro.Unita.Nome) })
	p.apre("serviceProviderOrganization")
	if s := c.Incontro.Struttura.Codice; s != "" {
		p.vuoto("id", "root", oidSTS11, "extension", s, "assigningAuthorityName", enteMinistero)
	}
	p.foglia("name", c.Incontro.Struttura.Nome)
	p.dentro("asOrganizationPartOf", func() { p.asl(c.Azienda) })
	p.chiude("serviceProviderOrganization")
	p.chiude("healthCareFacility")
	p.chiude("location")
	p.chiude("encompassingEncounter")
	p.chiude("componentOf")
}

// radiceIncontri returns the OID of a company's encounters: its code without
// leading zeros is an arc (spec 3, section 4).
func radiceIncontri(azienda string) string {
	return oidIncontri + strings.TrimLeft(azienda, "0") + ".4.6"
}
