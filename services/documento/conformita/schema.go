package conformita

import (
	"regexp"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/services/documento/albero"
)

// schema holds what the XSD asks of the shape: which elements stand in which,
// how many, and in which order (spec 3, section 2). Data types (names,
// addresses, codes) take their parts in any order and are judged by the rules
// about them.
func schema() []regola {
	return []regola{
		{"XSD-ordine", "", inOrdine},
		{"XSD-narrativa", "", narrativa},
	}
}

// infrastruttura may open every element of the model.
const infrastruttura = "realmCode* typeId? templateId* "

// modelli gives, for an element (or its parent and itself where the name has
// two meanings), its children in order: a name alone stands once, ? at most
// once, + once or more, * any number; a|b is one of them.
func modelli() map[string]string {
	return map[string]string{
		"ClinicalDocument": "realmCode* typeId templateId* id code title? sdtc:statusCode? effectiveTime confidentialityCode languageCode? setId? " +
			"versionNumber? copyTime? recordTarget+ author+ dataEnterer? informant* custodian informationRecipient* legalAuthenticator* authenticator* " +
			"participant* inFulfillmentOf* documentationOf* relatedDocument* authorization* componentOf? component",
		"recordTarget": infrastruttura + "patientRole",
		"patientRole":  infrastruttura + "id+ addr* telecom* patient? providerOrganization?",
		"patient": infrastruttura + "id? name* administrativeGenderCode? birthTime? maritalStatusCode? religiousAffiliationCode? raceCode* ethnicGroupCode* " +
			"guardian* birthplace? languageCommunication*",
		"birthplace":                       infrastruttura + "place",
		"place":                            infrastruttura + "name? addr?",
		"ClinicalDocument/author":          infrastruttura + "functionCode? time assignedAuthor",
		"assignedAuthor":                   infrastruttura + "id+ code? addr* telecom* assignedPerson|assignedAuthoringDevice? representedOrganization?",
		"assignedPerson":                   infrastruttura + "name*",
		"representedOrganization":          organizzazione,
		"serviceProviderOrganization":      organizzazione,
		"asOrganizationPartOf":             infrastruttura + "id* code? statusCode? effectiveTime? wholeOrganization?",
		"custodian":                        infrastruttura + "assignedCustodian",
		"assignedCustodian":                infrastruttura + "representedCustodianOrganization",
		"representedCustodianOrganization": infrastruttura + "id+ name? telecom? addr?",
		"legalAuthenticator":               infrastruttura + "time signatureCode assignedEntity",
		"assignedEntity":                   infrastruttura + "id+ code? addr* telecom* assignedPerson? representedOrganization?",
		"relatedDocument":                  infrastruttura + "parentDocument",
		"parentDocument":                   infrastruttura + "id+ code? text? setId? versionNumber?",
		"componentOf":                      infrastruttura + "encompassingEncounter",
		"encompassingEncounter": infrastruttura + "id* code? effectiveTime admissionReferralSourceCode? dischargeDispositionCode? responsibleParty? " +
			"encounterParticipant* location?",
		"encompassingEncounter/location": infrastruttura + "healthCareFacility",
		"healthCareFacility":             infrastruttura + "id* code? location? serviceProviderOrganization?",
		"healthCareFacility/location":    infrastruttura + "name? addr?",
		"ClinicalDocument/component":     infrastruttura + "structuredBody",
		"structuredBody":                 infrastruttura + "confidentialityCode? languageCode? component+",
		"structuredBody/component":       infrastruttura + "section",
		"section/component":              infrastruttura + "section",
		"section": infrastruttura + "id? code? title? text? confidentialityCode? languageCode? subject? author* informant* " +
			"entry* component*",
		"entry": infrastruttura + "act|encounter|observation|observationMedia|organizer|procedure|regionOfInterest|substanceAdministration|supply",
		"act": infrastruttura + "id* code text? statusCode? effectiveTime? priorityCode? languageCode? subject? specimen* performer* author* informant* " +
			"participant* entryRelationship* reference* precondition*",
		"observation": infrastruttura + "id* code derivationExpr? text? statusCode? effectiveTime? priorityCode? repeatNumber? languageCode? value* " +
			"interpretationCode* methodCode* targetSiteCode* subject? specimen* performer* author* informant* participant* entryRelationship* reference* " +
			"precondition* referenceRange*",
	}
}

const organizzazione = infrastruttura + "id* name* telecom* addr* standardIndustryClassCode? asOrganizationPartOf?"

// posto is one place of a model.
type posto struct {
	nomi     []string
	min, max int
}

func posti(modello string) []posto {
	const molti = 1 << 20
	var p []posto
	for s := range strings.FieldsSeq(modello) {
		nome := strings.TrimRight(s, "?*+")
		x := posto{strings.Split(nome, "|"), 1, 1}
		switch s[len(nome):] {
		case "?":
			x.min = 0
		case "*":
			x.min, x.max = 0, molti
		case "+":
			x.max = molti
		}
		p = append(p, x)
	}
	return p
}

// secondo reports whether the children of n follow the model. Extensions of
// other namespaces may stand anywhere but at the top.
func secondo(n *albero.Nodo, p []posto) bool {
	i := 0
	for _, x := range p {
		k := 0
		for ; i < len(n.Figli) && k < x.max; i++ {
			f := n.Figli[i].Nome
			if slices.Contains(x.nomi, f) {
				k++
			} else if n.Nome == "ClinicalDocument" || !strings.Contains(f, ":") {
				break
			}
		}
		if k < x.min {
			return false
		}
	}
	for ; i < len(n.Figli); i++ {
		if !strings.Contains(n.Figli[i].Nome, ":") {
			return false
		}
	}
	return true
}

func inOrdine(r *albero.Nodo) bool {
	m := map[string][]posto{}
	for nome, modello := range modelli() {
		m[nome] = posti(modello)
	}
	var giu func(padre string, n *albero.Nodo) bool
	giu = func(padre string, n *albero.Nodo) bool {
		p, noto := m[padre+"/"+n.Nome]
		if !noto {
			p, noto = m[n.Nome]
		}
		if noto && !secondo(n, p) {
			return false
		}
		for _, f := range n.Figli {
			if !giu(n.Nome, f) {
				return false
			}
		}
		return true
	}
	return giu("", r)
}

// narrativa holds the text of every section against the NarrativeBlock: no HTML
// in it, and identifiers that are names (spec 3, section 7).
func narrativa(r *albero.Nodo) bool {
	const scritto = " content linkHtml sub sup br footnote footnoteRef renderMultiMedia"
	const blocchi = scritto + " paragraph list table"
	dentro := map[string]string{
		"text": blocchi, "paragraph": scritto + " caption", "content": scritto, "footnote": blocchi, "linkHtml": "footnote footnoteRef",
		"caption": "linkHtml sub sup footnote footnoteRef", "list": "caption item", "item": blocchi + " caption", "table": "caption col colgroup thead tfoot tbody",
		"colgroup": "col", "thead": "tr", "tfoot": "tr", "tbody": "tr", "tr": "th td", "th": scritto, "td": scritto + " paragraph list",
		"renderMultiMedia": "caption",
	}
	ammessi := map[string][]string{}
	for n, figli := range dentro {
		ammessi[n] = strings.Fields(figli)
	}
	var buono func(*albero.Nodo) bool
	buono = func(n *albero.Nodo) bool {
		return !slices.ContainsFunc(n.Figli, func(f *albero.Nodo) bool {
			return !slices.Contains(ammessi[n.Nome], f.Nome) || !buono(f)
		})
	}
	nome := regexp.MustCompile(`^[\pL_][\pL\pN_.\-]*$`)
	ok := true
	r.Visita(func(n *albero.Nodo) {
		if id, c := n.Attributi["ID"]; c {
			ok = ok && nome.MatchString(id)
		}
		if n.Nome == "section" {
			for _, t := range n.Trova("text") {
				ok = ok && buono(t)
			}
		}
	})
	return ok
}
