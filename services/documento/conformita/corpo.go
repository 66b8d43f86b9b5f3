package conformita

import (
	"regexp"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/services/documento/albero"
)

const sezioni = "component/structuredBody/component/section"

// sezione returns the first-level sections with a LOINC code.
func sezione(r *albero.Nodo, loinc string) []*albero.Nodo {
	var s []*albero.Nodo
	for _, n := range r.Trova(sezioni) {
		if conta(n, "code", "code", loinc, "codeSystem", oidLOINC) == 1 {
			s = append(s, n)
		}
	}
	return s
}

// nelle reports whether f holds for each section with that code.
func nelle(loinc string, f func(*albero.Nodo) bool) func(*albero.Nodo) bool {
	return func(r *albero.Nodo) bool {
		return !slices.ContainsFunc(sezione(r, loinc), func(n *albero.Nodo) bool { return !f(n) })
	}
}

func testoUnico(n *albero.Nodo) bool { return len(n.Trova("text")) == 1 }

func corpo() []regola {
	const prestazioni, referto, diagnosi, conclusioni = "62387-6", "47045-0", "29548-5", "55110-1"
	regole := []regola{
		{"ERRORE-b1", "", func(r *albero.Nodo) bool { return len(sezione(r, prestazioni)) == 1 }},
		{"ERRORE-b2", "", nelle(prestazioni, testoUnico)},
		{"ERRORE-b3", "", nelle(prestazioni, func(n *albero.Nodo) bool { return conta(n, "entry") >= 1 })},
		{"ERRORE-b4", "patologia", func(r *albero.Nodo) bool { return len(sezione(r, referto)) == 1 }},
		{"ERRORE-b5", "patologia", nelle(referto, testoUnico)},
		{"ERRORE-b15", "codice_diagnosi", nelle(diagnosi, testoUnico)},
		{"ERRORE-b16", "", nelle(conclusioni, testoUnico)},
		{"ERRORE-b20", "codice_esenzione", soloSezioniAmmesse},
		{"ERRORE-b78", "", nelle(prestazioni, ogniVoce(uno("act")))},
		{"ERRORE-b79", "", nelle(prestazioni, ogniVoce(uno("act", "classCode", "ACT", "moodCode", "EVN")))},
		{"ERRORE-b80", "data", nelle(prestazioni, ogniVoce(func(e *albero.Nodo) bool {
			return istante(e.Primo("act/effectiveTime").Attr("value"))
		}))},
		{"ERRORE-b84", "codice_diagnosi", nelle(diagnosi, ogniVoce(uno("observation")))},
		{"ERRORE-b85", "codice_diagnosi", nelle(diagnosi, ogniVoce(uno("observation/code", "code", "29308-4", "codeSystem", oidLOINC)))},
		{"ERRORE-b86", "codice_diagnosi", nelle(diagnosi, ogniVoce(uno("observation/value")))},
		{"ESENPAT-referto", "patologia", nelle(referto, patologiaPresente)},
		{"ESENPAT-diagnosi", "codice_diagnosi", seCertificato(nelle(diagnosi, func(n *albero.Nodo) bool { return pieno("text")(n) }))},
		{"ESENPAT-esenzione", "codice_esenzione", seCertificato(esenzionePresente)},
		{"TERM-icd9", "codice_diagnosi", func(r *albero.Nodo) bool { return icd9(r) }},
		// With an entry of its own the FHIR map drops the text of the conclusions.
		{"GTW-conclusioni", "codice_esenzione", nelle(conclusioni, func(n *albero.Nodo) bool { return conta(n, "entry") == 0 })},
	}
	// Sections that other systems may add: one text each.
	for _, altra := range [][2]string{
		{"ERRORE-b6", "29299-5"},
		{"ERRORE-b7", "11329-0"},
		{"ERRORE-b12", "30954-2"},
		{"ERRORE-b13", "29545-1"},
		{"ERRORE-b14", "93126-1"},
		{"ERRORE-b17", "62385-0"},
		{"ERRORE-b18", "80615-8"},
		{"ERRORE-b19", "93341-6"},
	} {
		regole = append(regole, regola{altra[0], "", nelle(altra[1], testoUnico)})
	}
	return regole
}

func ogniVoce(f func(*albero.Nodo) bool) func(*albero.Nodo) bool {
	return func(n *albero.Nodo) bool {
		return !slices.ContainsFunc(n.Trova("entry"), func(e *albero.Nodo) bool { return !f(e) })
	}
}

func soloSezioniAmmesse(r *albero.Nodo) bool {
	ammesse := []string{
		"29299-5", "11329-0", "30954-2", "29545-1", "62387-6", "93126-1",
		"47045-0", "29548-5", "55110-1", "62385-0", "80615-8", "93341-6",
	}
	return !slices.ContainsFunc(r.Trova(sezioni), func(s *albero.Nodo) bool {
		c := s.Trova("code")
		return len(c) != 1 || c[0].Attr("codeSystem") != oidLOINC || !slices.Contains(ammesse, c[0].Attr("code"))
	})
}

// patologiaPresente asks for more than the introduction: the gateway would
// take a report that says nothing.
func patologiaPresente(s *albero.Nodo) bool {
	p := s.Trova("text/paragraph")
	if len(p) > 0 && strings.HasSuffix(p[0].Testo, "dalla seguente patologia:") {
		p = p[1:]
	}
	return slices.ContainsFunc(p, func(n *albero.Nodo) bool { return n.TestoPieno() != "" })
}

// seCertificato limits a rule to documents that do not annul another one: those
// repeat neither diagnosis nor exemption (spec 3, section 5).
func seCertificato(f func(*albero.Nodo) bool) func(*albero.Nodo) bool {
	return func(r *albero.Nodo) bool {
		return strings.HasPrefix(r.Primo("title").Testo, "Annullamento") || f(r)
	}
}

func esenzione(r *albero.Nodo) *albero.Nodo {
	for _, s := range sezione(r, "55110-1") {
		for _, e := range s.Trova("component/section") {
			if conta(e, "code", "code", "57827-8", "codeSystem", oidLOINC) == 1 {
				return e.Primo("entry/act/code")
			}
		}
	}
	return &albero.Nodo{}
}

func esenzionePresente(r *albero.Nodo) bool {
	c := esenzione(r)
	return c.Attr("codeSystem") != "" && c.Attr("code") != "" && !strings.ContainsAny(c.Attr("code"), " \t\r\n\u00a0")
}

// icd9 checks the shape only: the gateway's dictionary wants the dot (174.4,
// 042, V10.3, 89.7); whether the code exists is the catalogue's business.
func icd9(r *albero.Nodo) bool {
	forma := regexp.MustCompile(`^(\d{3}|V\d{2}|E\d{3}|\d{2})(\.\d{1,2})?$`)
	ok := true
	r.Visita(func(n *albero.Nodo) {
		if n.Attr("codeSystem") == oidICD9 && !forma.MatchString(n.Attr("code")) {
			ok = false
		}
	})
	return ok
}

// ovunque holds the rules whose context is any element of a name.
func ovunque() []regola {
	return []regola{
		{"ERRORE-43", "medico.telefono", ogni("telecom", func(n *albero.Nodo) bool { return n.Attr("use") != "" && n.Attr("value") != "" })},
		{"ERRORE-44", "assistito.codice_fiscale", ogni("id", func(n *albero.Nodo) bool {
			ok, err := regexp.MatchString(`^[A-Z0-9]{16}$`, n.Attr("extension"))
			return n.Attr("root") != oidCF || (err == nil && ok)
		})},
		{"ERRORE-45", "", ogni("observation", func(n *albero.Nodo) bool { return n.Ha("classCode", "OBS") })},
		{"ERRORE-46", "", ogni("observation", func(n *albero.Nodo) bool { return n.Ha("moodCode", "EVN") })},
		{"ERRORE-47", "", ogni("statusCode", func(n *albero.Nodo) bool {
			return slices.Contains([]string{"active", "completed", "aborted", "suspended"}, n.Attr("code"))
		})},
		{"ERRORE-43a", "medico.azienda", organizzazioni("telecom")},
		{"ERRORE-51", "medico.azienda", organizzazioni("addr")},
		{"ERRORE-48", "medico.azienda", nomiSemplici},
		{"ERRORE-49", "", ogni("name", func(n *albero.Nodo) bool { return len(n.Trova("delimiter")) == 0 })},
		{"ERRORE-50", "data", ogni("effectiveTime", func(n *albero.Nodo) bool {
			low, high := n.Primo("low").Attr("value"), n.Primo("high").Attr("value")
			return low == "" || high == "" || high >= low
		})},
		{"ERRORE-52", "", ogni("reference", func(n *albero.Nodo) bool { return n.Attr("value") != "" })},
		{"TERM-versione", "", senzaVersione},
		{"TERM-arco", "", senzaArchiDiEsempio},
	}
}

func senzaVersione(r *albero.Nodo) bool {
	ok := true
	r.Visita(func(n *albero.Nodo) { ok = ok && n.Attr("codeSystemVersion") == "" })
	return ok
}

func senzaArchiDiEsempio(r *albero.Nodo) bool {
	ok := true
	r.Visita(func(n *albero.Nodo) {
		for arco := range strings.SplitSeq(n.Attr("codeSystem"), ".") {
			ok = ok && arco != "999" && arco != "9999"
		}
	})
	return ok
}

// nomiSemplici asks that the name of an organisation or place is plain text.
func nomiSemplici(r *albero.Nodo) bool {
	ok := true
	r.Visita(func(n *albero.Nodo) {
		if !strings.Contains(n.Nome, "Organization") && n.Nome != "location" {
			return
		}
		for _, nome := range n.Trova("name") {
			ok = ok && len(nome.Trova("delimiter"))+len(nome.Trova("prefix"))+len(nome.Trova("suffix")) == 0
		}
	})
	return ok
}

// organizzazioni asks that no organisation has a home address or telephone.
func organizzazioni(figlio string) func(*albero.Nodo) bool {
	return func(r *albero.Nodo) bool {
		ok := true
		r.Visita(func(n *albero.Nodo) {
			if strings.Contains(n.Nome, "Organization") {
				ok = ok && conta(n, figlio, "use", "H")+conta(n, figlio, "use", "HP")+conta(n, figlio, "use", "HV") == 0
			}
		})
		return ok
	}
}
