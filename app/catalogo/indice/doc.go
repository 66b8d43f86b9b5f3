// Package indice is the in-memory search index behind every field where a
// code or its words are typed. It exists because a query on each keystroke
// must end in less than a millisecond over the whole catalogue, the complete
// ICD-9-CM included, and find words by their beginning and by their middle.
package indice

// Campo is the field of an entry where a term was found. The order is the
// order of importance of REQUISITI R2.3.
type Campo uint8

// Fields, most important first.
const (
	Codice Campo = iota
	Descrizione
	Gruppo
	Riferimento
	Nota
	NumCampi
)

// String returns the field's name as the command line and the window show it.
func (c Campo) String() string {
	switch c {
	case Codice:
		return "codice"
	case Descrizione:
		return "descrizione"
	case Gruppo:
		return "gruppo"
	case Riferimento:
		return "riferimento"
	case Nota:
		return "nota"
	case NumCampi:
	}
	return ""
}

// Documento is one entry to be found.
type Documento struct {
	Codici []string // all the spellings that count as its code
	Testi  Testi
}

// Testi are the words of an entry by field.
type Testi struct{ Descrizione, Gruppo, Riferimento, Nota string }

// Colpo is one entry found: its place in the slice given to Costruisci, and
// the least important field that a term needed.
type Colpo struct {
	Doc    int
	Campo  Campo
	Esatto bool // the query is the code itself
}
