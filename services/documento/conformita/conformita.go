// Package conformita judges the bytes of a CDA by the rules that the national
// gateway applies to a Referto di Specialistica Ambulatoriale: the statements
// of the RSA schematron v8.3 that concern this document (their ERRORE numbers
// are kept), what the XSD and the dictionaries ask of its elements, and the
// gateway's own rules that stand in no schema (spec 3).
//
// A certificate that fails is never offered for signature.
package conformita

import (
	"slices"

	"github.com/esenpat/esenpat-desktop/services/documento/albero"
)

// Rilievo is one broken rule. Regola is the schematron's number ("ERRORE-20"),
// or XSD, TERM, GTW, ESENPAT with a name; Campo is the form field to correct.
// What the rule asks is the text "conformita.<Regola>" of assets/locale.
type Rilievo struct{ Regola, Campo string }

// regola is a rule on the whole document: ok reports whether it holds.
type regola struct {
	numero, campo string
	ok            func(*albero.Nodo) bool
}

// Verifica returns every rule that the document breaks, in the order of the
// schematron; none means that it may be signed.
func Verifica(cda []byte) []Rilievo {
	r, err := albero.Leggi(cda)
	if err != nil {
		return []Rilievo{{Regola: "XML"}}
	}
	if r.Nome != "ClinicalDocument" {
		return []Rilievo{{Regola: "XML"}}
	}
	var rilievi []Rilievo
	for _, x := range regole(cda) {
		if !x.ok(r) {
			rilievi = append(rilievi, Rilievo{x.numero, x.campo})
		}
	}
	return rilievi
}

// Regole lists every rule that Verifica applies, with the field it points to.
func Regole() []Rilievo {
	rilievi := []Rilievo{{Regola: "XML"}}
	for _, x := range regole(nil) {
		rilievi = append(rilievi, Rilievo{x.numero, x.campo})
	}
	return rilievi
}

func regole(cda []byte) []regola {
	return slices.Concat(testata(), paziente(), professionisti(), altri(), incontro(), corpo(), gateway(cda), ovunque(), schema())
}

const (
	oidCF    = "2.16.840.1.113883.2.9.4.3.2"
	oidLOINC = "2.16.840.1.113883.6.1"
	oidICD9  = "2.16.840.1.113883.6.103"
	oidRSA   = "2.16.840.1.113883.2.9.10.1.9.1"
)

// conta counts the nodes of path that have all the attributes (name, value, …).
func conta(n *albero.Nodo, path string, coppie ...string) int {
	k := 0
	for _, x := range n.Trova(path) {
		if x.Ha(coppie...) {
			k++
		}
	}
	return k
}

func uno(path string, coppie ...string) func(*albero.Nodo) bool {
	return func(n *albero.Nodo) bool { return conta(n, path, coppie...) == 1 }
}

// pieno asks for exactly one node with a text that is not blank.
func pieno(path string) func(*albero.Nodo) bool {
	return func(n *albero.Nodo) bool {
		t := n.Trova(path)
		return len(t) == 1 && t[0].TestoPieno() != ""
	}
}

// nomeCompleto asks for one name with one family and one given, neither blank:
// the schematron accepts empty ones, the registry and the reader do not.
func nomeCompleto(path string) func(*albero.Nodo) bool {
	return func(n *albero.Nodo) bool {
		return len(n.Trova(path)) == 1 && pieno(path+"/family")(n) && pieno(path+"/given")(n)
	}
}

// ogni reports whether f holds for every node of the document with that name.
func ogni(nome string, f func(*albero.Nodo) bool) func(*albero.Nodo) bool {
	return func(r *albero.Nodo) bool {
		ok := true
		r.Visita(func(n *albero.Nodo) {
			if n.Nome == nome && !f(n) {
				ok = false
			}
		})
		return ok
	}
}
