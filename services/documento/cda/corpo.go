package cda

import "strings"

// corpo writes the sections in the order of the national example. Only listed
// codes may stand at first level (ERRORE-b20), so the exemption is nested in
// the conclusions; those have no entry of their own, or the FHIR map would
// drop their text (spec 3, section 7).
func (p *penna) corpo(c Certificato) {
	p.apre("component")
	p.apre("structuredBody")
	p.componente(func() { p.sezionePrestazioni(c) })
	p.componente(func() { p.sezioneReferto(c) })
	if !c.Annullativo {
		p.componente(func() { p.sezioneDiagnosi(c.Diagnosi) })
		p.componente(func() { p.sezioneConclusioni(c) })
	}
	p.chiude("structuredBody")
	p.chiude("component")
}

func (p *penna) componente(f func()) { p.dentro("component", f) }

func (p *penna) capoSezione(loinc, nome, titolo string) {
	p.vuoto("code", "code", loinc, "codeSystem", oidLOINC, "codeSystemName", "LOINC", "displayName", nome)
	p.foglia("title", titolo)
}

// voce writes a narrative list of one item that an entry can refer to.
func (p *penna) voce(id, testo string) {
	p.apre("text")
	p.apre("list")
	p.dentro("item", func() { p.foglia("content", testo, "ID", id) })
	p.chiude("list")
	p.chiude("text")
}

func (p *penna) rinvio(id string) {
	p.dentro("originalText", func() { p.vuoto("reference", "value", "#"+id) })
}

func (p *penna) sezionePrestazioni(c Certificato) {
	p.apre("section", "ID", "Prestazioni")
	p.capoSezione("62387-6", "Interventi", "Prestazioni")
	p.voce("PREST-1", c.Prestazione)
	p.apre("entry")
	p.apre("act", "classCode", "ACT", "moodCode", "EVN")
	p.dentro("code", func() { p.rinvio("PREST-1") },
		"code", "89.7", "codeSystem", oidICD9, "codeSystemName", "ICD9-CM", "displayName", "Visita generale")
	p.vuoto("statusCode", "code", "completed")
	p.vuoto("effectiveTime", "value", c.Documento.Emesso.Format(formatoTempo))
	p.chiude("act")
	p.chiude("entry")
	p.chiude("section")
}

func introPatologia(sesso string) string {
	if sesso == "F" {
		return introPatologiaF
	}
	return introPatologiaM
}

func (p *penna) sezioneReferto(c Certificato) {
	p.apre("section", "ID", "Referto")
	p.capoSezione("47045-0", "Referto", "Referto")
	p.apre("text")
	if !c.Annullativo {
		p.foglia("paragraph", introPatologia(c.Paziente.Sesso))
	}
	// One paragraph per line: a <br/> would glue the words around it together
	// for whoever reads the text of the section.
	for riga := range strings.SplitSeq(c.Referto, "\n") {
		p.foglia("paragraph", riga)
	}
	p.chiude("text")
	p.chiude("section")
}

func (p *penna) sezioneDiagnosi(d Diagnosi) {
	p.apre("section", "ID", "Diagnosi")
	p.capoSezione("29548-5", "Diagnosi", "Diagnosi")
	p.voce("DIAG-1", trattino(d.Codice, d.Descrizione))
	p.apre("entry")
	p.apre("observation", "classCode", "OBS", "moodCode", "EVN")
	p.vuoto("code", "code", "29308-4", "codeSystem", oidLOINC, "codeSystemName", "LOINC", "displayName", "Diagnosi")
	coppie := []string{"xsi:type", "CD", "nullFlavor", "NI"}
	if d.Codice != "" {
		coppie = []string{"xsi:type", "CD", "code", d.Codice, "codeSystem", oidICD9, "codeSystemName", "ICD9-CM", "displayName", d.Descrizione}
	}
	p.dentro("value", func() { p.rinvio("DIAG-1") }, coppie...)
	p.chiude("observation")
	p.chiude("entry")
	p.chiude("section")
}

func (p *penna) sezioneConclusioni(c Certificato) {
	p.apre("section", "ID", "Conclusioni")
	p.capoSezione("55110-1", "Conclusioni", "Conclusioni")
	p.dentro("text", func() { p.foglia("paragraph", c.Conclusioni) })
	p.componente(func() { p.sezioneEsenzione(c.Esenzione) })
	p.chiude("section")
}

func (p *penna) sezioneEsenzione(e Esenzione) {
	p.apre("section", "ID", "Esenzione")
	p.capoSezione("57827-8", "Motivo di esenzione dal co-pagamento", "Esenzione")
	p.voce("ESEN-1", trattino(e.Codice, e.Descrizione))
	p.apre("entry")
	p.apre("act", "classCode", "ACT", "moodCode", "PRP")
	p.dentro("code", func() { p.rinvio("ESEN-1") },
		"code", e.Codice, "codeSystem", e.Sistema, "codeSystemName", nomeSistema(e.Sistema), "displayName", e.Descrizione)
	p.chiude("act")
	p.chiude("entry")
	p.chiude("section")
}

func nomeSistema(oid string) string {
	if oid == oidEsenzioni {
		return "Catalogo nazionale delle esenzioni"
	}
	return "Catalogo regionale delle esenzioni"
}
