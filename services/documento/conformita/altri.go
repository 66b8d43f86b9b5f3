package conformita

import "github.com/esenpat/esenpat-desktop/services/documento/albero"

// altri holds the rules on the parts of the header that our document leaves out
// and another system's may have: who typed it, who took part, what was ordered,
// the programme it belongs to.
func altri() []regola {
	const inserisce = "dataEnterer/assignedEntity"
	const nomeInserisce = inserisce + "/assignedPerson/name"
	return []regola{
		{"ERRORE-23", "", seInserito(uno("dataEnterer/time"))},
		{"ERRORE-24", "", seInserito(uno(inserisce+"/id", "root", oidCF))},
		{"ERRORE-25", "", seInserito(uno(nomeInserisce))},
		{"ERRORE-26", "", seInserito(nomeCompleto(nomeInserisce))},
		{"ERRORE-33a", "", perOgni("documentationOf/serviceEvent", func(e *albero.Nodo) bool {
			return conta(e, "code", "code", "PROG") == 1 || conta(e, "code", "code", "DIR") == 1
		})},
		{"ERRORE-33b", "", perOgni("documentationOf/serviceEvent", uno("code", "codeSystem", "2.16.840.1.113883.2.9.5.1.4"))},
		{"ERRORE-33c", "", perOgni("documentationOf/serviceEvent/performer", func(e *albero.Nodo) bool {
			return e.Ha("typeCode", "PRF") || e.Ha("typeCode", "SPRF")
		})},
		{"ERRORE-34", "", perOgni("participant", func(p *albero.Nodo) bool { return conta(p, "associatedEntity/id") >= 1 })},
		{"ERRORE-35", "", indirizzi("participant/associatedEntity/addr")},
		{"ERRORE-36", "", perOgni("participant/associatedEntity/associatedPerson", uno("name"))},
		{"ERRORE-37", "", perOgni("participant/associatedEntity/associatedPerson", nomeCompleto("name"))},
		{"ERRORE-38", "", perOgni("inFulfillmentOf/order/priorityCode", func(p *albero.Nodo) bool {
			return p.Ha("codeSystem", "2.16.840.1.113883.5.7")
		})},
	}
}

// seInserito applies f when the document says who typed it.
func seInserito(f func(*albero.Nodo) bool) func(*albero.Nodo) bool {
	return func(r *albero.Nodo) bool { return conta(r, "dataEnterer") == 0 || f(r) }
}

// perOgni reports whether f holds for each node of path.
func perOgni(path string, f func(*albero.Nodo) bool) func(*albero.Nodo) bool {
	return func(r *albero.Nodo) bool {
		for _, n := range r.Trova(path) {
			if !f(n) {
				return false
			}
		}
		return true
	}
}
