package conformita

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/services/documento/albero"
)

// gateway holds the rules of dispatcher and validator that no schema states.
func gateway(cda []byte) []regola {
	return []regola{
		{"GTW-xml", "", func(*albero.Nodo) bool {
			return bytes.HasPrefix(cda, []byte(`<?xml version="1.0" encoding="UTF-8"?>`))
		}},
		{"GTW-typeId", "", uno("typeId", "root", "2.16.840.1.113883.1.3", "extension", "POCD_MT000040UV02")},
		{"GTW-templateId", "", func(r *albero.Nodo) bool {
			primo := ""
			r.Visita(func(n *albero.Nodo) {
				if n.Nome == "templateId" && primo == "" {
					primo = n.Attr("root")
				}
			})
			return primo == oidRSA
		}},
		{"GTW-titolo", "", pieno("title")},
		{"GTW-paziente", "assistito.codice_fiscale", func(r *albero.Nodo) bool {
			id := r.Primo("recordTarget/patientRole/id")
			return id.Attr("root") == oidCF && codiceFiscale(id.Attr("extension"))
		}},
		{"GTW-medico", "medico.codice_fiscale", func(r *albero.Nodo) bool {
			return codiceFiscale(cf(r, "author/assignedAuthor/id")) && codiceFiscale(cf(r, "legalAuthenticator/assignedEntity/id"))
		}},
		{"GTW-firmatario", "medico.codice_fiscale", func(r *albero.Nodo) bool {
			return cf(r, "author/assignedAuthor/id") == cf(r, "legalAuthenticator/assignedEntity/id")
		}},
		{"GTW-versione", "sostituisce", versionePrima},
		{"GTW-riferimenti", "", riferimenti},
		{"GTW-date", "data", func(r *albero.Nodo) bool {
			return istante(r.Primo("author/time").Attr("value")) && istante(r.Primo("legalAuthenticator/time").Attr("value"))
		}},
	}
}

func cf(r *albero.Nodo, path string) string {
	for _, id := range r.Trova(path) {
		if id.Attr("root") == oidCF {
			return id.Attr("extension")
		}
	}
	return ""
}

func versionePrima(r *albero.Nodo) bool {
	v, err := strconv.Atoi(r.Primo("versionNumber").Attr("value"))
	if err != nil || v < 1 {
		return false
	}
	for _, d := range r.Trova("relatedDocument") {
		p := d.Primo("parentDocument")
		stessa := p.Primo("setId").Attr("extension") == r.Primo("setId").Attr("extension") && p.Primo("setId").Attr("root") == r.Primo("setId").Attr("root")
		if d.Attr("typeCode") != "RPLC" || !stessa || p.Primo("versionNumber").Attr("value") != strconv.Itoa(v-1) || p.Primo("id").Attr("extension") == "" {
			return false
		}
	}
	return true
}

func riferimenti(r *albero.Nodo) bool {
	ids := map[string]int{}
	r.Visita(func(n *albero.Nodo) {
		if id := n.Attr("ID"); id != "" {
			ids[id]++
		}
	})
	for _, k := range ids {
		if k > 1 {
			return false
		}
	}
	return ogni("reference", func(n *albero.Nodo) bool {
		id, ok := strings.CutPrefix(n.Attr("value"), "#")
		return ok && ids[id] == 1
	})(r)
}

// istante checks YYYYMMDDhhmmss+ZZZZ, the form the dispatcher parses without
// guessing the zone.
func istante(s string) bool {
	t, err := time.Parse("20060102150405-0700", s)
	return err == nil && len(s) == len("20060102150405-0700") && t.Year() >= 1900
}

func giorno(s string) bool {
	_, err := time.Parse("20060102", s)
	return err == nil
}
