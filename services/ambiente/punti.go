package ambiente

import "net/http"

// Punto is a place in the life of a request where a fault can strike.
type Punto string

// The ten places, in order. Between Chiave and DopoIlCommit only an act has
// them: what is sent under an Idempotency-Key.
const (
	PuntoArrivo         Punto = "arrivo"           // nothing was done yet
	PuntoAccesso        Punto = "accesso"          // it is known who asks
	PuntoCorpo          Punto = "corpo"            // the body was read
	PuntoChiave         Punto = "chiave"           // the key was looked up: it is new
	PuntoAtto           Punto = "atto"             // the act was done (a document signed), nothing else is written
	PuntoRegistrato     Punto = "registrato"       // its outcome is written under the key
	PuntoPrimaDelCommit Punto = "prima-del-commit" // all was done, nothing is kept
	PuntoDopoIlCommit   Punto = "dopo-il-commit"   // all is kept, nobody was told
	PuntoRisposta       Punto = "risposta"         // the answer is ready to leave
	PuntoMetaRisposta   Punto = "meta-risposta"    // half of it has left
)

// Punti returns the places, in order.
func Punti() []Punto {
	return []Punto{
		PuntoArrivo, PuntoAccesso, PuntoCorpo, PuntoChiave, PuntoAtto, PuntoRegistrato, PuntoPrimaDelCommit, PuntoDopoIlCommit,
		PuntoRisposta, PuntoMetaRisposta,
	}
}

// aMeta sends the first half of a body and strikes, if a fault is in force
// there; it returns what is still to be sent.
func (g *Guasti) aMeta(w http.ResponseWriter, operazione string, corpo []byte) []byte {
	v, si := g.prendi(PuntoMetaRisposta, operazione)
	if !si {
		return corpo
	}
	_, _ = w.Write(corpo[:len(corpo)/2])
	_ = http.NewResponseController(w).Flush() // what cannot be flushed leaves with the rest, or not at all
	v.colpisci()
	return corpo[len(corpo)/2:]
}
