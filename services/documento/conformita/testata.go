package conformita

import (
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/albero"
)

func testata() []regola {
	return []regola{
		{"ERRORE-1", "", func(r *albero.Nodo) bool { return conta(r, "realmCode") >= 1 }},
		{"ERRORE-2", "", uno("realmCode", "code", "IT")},
		{"ERRORE-3", "", func(r *albero.Nodo) bool { return conta(r, "templateId") >= 1 }},
		{"ERRORE-4", "", func(r *albero.Nodo) bool {
			return conta(r, "templateId", "root", oidRSA) == 1 && r.Primo("templateId").Attr("extension") != ""
		}},
		{"ERRORE-5", "", uno("code", "code", "11488-4", "codeSystem", oidLOINC)},
		{"ERRORE-6", "soggetto_leggi_speciali", func(r *albero.Nodo) bool {
			k := 0
			for _, v := range []string{"N", "R", "V"} {
				k += conta(r, "confidentialityCode", "code", v, "codeSystem", "2.16.840.1.113883.5.25")
			}
			return k == 1
		}},
		{"ERRORE-7", "", uno("languageCode")},
		{"ERRORE-8", "documento.set_id", setIdCoerente},
		{"ERRORE-9", "sostituisce", precedenteCoerente},
		{"XSD-id", "documento.id", func(r *albero.Nodo) bool {
			return r.Primo("id").Attr("root") != "" && r.Primo("id").Attr("extension") != ""
		}},
		{"XSD-effectiveTime", "data", func(r *albero.Nodo) bool { return istante(r.Primo("effectiveTime").Attr("value")) }},
	}
}

func setIdCoerente(r *albero.Nodo) bool {
	id, set := r.Primo("id"), r.Primo("setId")
	if set.Nome == "" || id.Attr("root") != set.Attr("root") {
		return true
	}
	uguali := id.Attr("extension") == set.Attr("extension")
	return uguali == (r.Primo("versionNumber").Attr("value") == "1")
}

func precedenteCoerente(r *albero.Nodo) bool {
	v, err := strconv.Atoi(r.Primo("versionNumber").Attr("value"))
	if err != nil {
		return true
	}
	n := conta(r, "relatedDocument")
	return (v <= 1 && n == 0) || (v > 1 && n == 1)
}

func paziente() []regola {
	const ruolo = "recordTarget/patientRole"
	const p = ruolo + "/patient"
	return []regola{
		{"ERRORE-10", "assistito", uno("recordTarget")},
		{"ERRORE-10a", "assistito.codice_fiscale", uno(ruolo+"/id", "root", oidCF)},
		{"ERRORE-10b", "assistito.codice_fiscale", func(r *albero.Nodo) bool { // an insured of another state has both or neither
			return conta(r, ruolo+"/id", "root", "2.16.840.1.113883.2.9.4.3.7") == conta(r, ruolo+"/id", "root", "2.16.840.1.113883.2.9.4.3.3")
		}},
		{"ERRORE-10c", "assistito.codice_fiscale", func(r *albero.Nodo) bool {
			return conta(r, ruolo+"/id", "root", "2.16.840.1.113883.2.9.2.10.4.1.1") == 0
		}},
		{"ERRORE-11", "assistito.residenza", indirizzi(ruolo + "/addr")},
		{"ERRORE-12", "assistito", uno(p)},
		{"ERRORE-13", "assistito.cognome", uno(p + "/name")},
		{"ERRORE-14", "assistito.cognome", nomeCompleto(p + "/name")},
		{"ERRORE-15", "assistito.sesso", uno(p + "/administrativeGenderCode")},
		{"ERRORE-16", "assistito.sesso", func(r *albero.Nodo) bool {
			g := r.Primo(p + "/administrativeGenderCode")
			return g.Ha("codeSystem", "2.16.840.1.113883.5.1") && (g.Ha("code", "F") || g.Ha("code", "M"))
		}},
		{"ERRORE-17", "assistito.data_nascita", func(r *albero.Nodo) bool {
			b := r.Trova(p + "/birthTime")
			return len(b) == 1 && (b[0].Ha("nullFlavor", "UNK") || giorno(b[0].Attr("value")))
		}},
		{"ERRORE-18", "assistito.comune_nascita", func(r *albero.Nodo) bool {
			return conta(r, p+"/birthplace") == 0 || conta(r, p+"/birthplace/place/addr") == 1
		}},
	}
}

func indirizzi(path string) func(*albero.Nodo) bool {
	return func(r *albero.Nodo) bool {
		for _, a := range r.Trova(path) {
			if !pieno("country")(a) || !pieno("city")(a) || !pieno("streetAddressLine")(a) {
				return false
			}
		}
		return true
	}
}

func professionisti() []regola {
	const autore = "author/assignedAuthor"
	const ente = "custodian/assignedCustodian/representedCustodianOrganization"
	const firma = "legalAuthenticator/assignedEntity"
	return []regola{
		{"ERRORE-19", "medico.codice_fiscale", uno(autore+"/id", "root", oidCF)},
		{"ERRORE-20", "medico.telefono", func(r *albero.Nodo) bool { return conta(r, autore+"/telecom") >= 1 }},
		{"ERRORE-21", "medico.cognome", uno(autore + "/assignedPerson/name")},
		{"ERRORE-22", "medico.cognome", nomeCompleto(autore + "/assignedPerson/name")},
		{"ERRORE-27", "medico.azienda", pieno(ente + "/name")},
		{"ERRORE-28", "medico.azienda", indirizzi(ente + "/addr")},
		{"XSD-custodian", "medico.azienda", func(r *albero.Nodo) bool { return cifre(r.Primo(ente+"/id").Attr("extension"), 6) }},
		{"ERRORE-29", "medico", uno("legalAuthenticator")},
		{"ERRORE-30", "medico", uno("legalAuthenticator/signatureCode", "code", "S")},
		{"ERRORE-31", "medico.codice_fiscale", uno(firma+"/id", "root", oidCF)},
		{"ERRORE-32", "medico.cognome", uno(firma + "/assignedPerson/name")},
		{"ERRORE-33", "medico.cognome", nomeCompleto(firma + "/assignedPerson/name")},
	}
}

func incontro() []regola {
	const inc = "componentOf/encompassingEncounter"
	const sede = inc + "/location/healthCareFacility"
	return []regola{
		{"ERRORE-39", "unita_produttiva", uno("componentOf")},
		{"ERRORE-40", "unita_produttiva", uno(sede)},
		{"ERRORE-41", "unita_produttiva", uno(inc + "/location")},
		{"ERRORE-42", "medico.azienda", func(r *albero.Nodo) bool {
			return conta(r, sede+"/serviceProviderOrganization/asOrganizationPartOf") == 0 || conta(r, sede+"/serviceProviderOrganization/asOrganizationPartOf/id") == 1
		}},
		{"XSD-encounter", "data", func(r *albero.Nodo) bool {
			return istante(r.Primo(inc+"/effectiveTime/low").Attr("value")) && istante(r.Primo(inc+"/effectiveTime/high").Attr("value"))
		}},
		{"GTW-healthCareFacility", "unita_produttiva", func(r *albero.Nodo) bool {
			return r.Primo(sede+"/id").Attr("extension") != ""
		}},
		{"GTW-location", "unita_produttiva", pieno(sede + "/location/name")},
		{"GTW-locality", "unita_produttiva.sts11", func(r *albero.Nodo) bool {
			id := r.Trova(sede + "/serviceProviderOrganization/id")
			return len(id) == 0 || cifre(id[0].Attr("extension"), 12)
		}},
	}
}

func cifre(s string, n int) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(s) == n
}

func codiceFiscale(s string) bool {
	cf, err := esenpat.ParseCodiceFiscale(s)
	return err == nil && string(cf) == s
}
