package filo

import (
	_ "embed"
	"encoding/json"
	"net/http"
)

//go:embed rifiuti.json
var rifiuti []byte

// Rifiuti are the refusals of the contract (spec 1, 3.5) by stable code.
type Rifiuti map[string]struct {
	Stato  int    `json:"stato"`
	Titolo string `json:"titolo"`
}

// CaricaRifiuti reads the embedded table.
func CaricaRifiuti() (Rifiuti, error) {
	var r Rifiuti
	err := json.Unmarshal(rifiuti, &r)
	return r, err
}

// Nega returns the refusal with that code.
func (r Rifiuti) Nega(codice string) *Rifiuto {
	v, ok := r[codice]
	if !ok {
		return Nuovo(http.StatusInternalServerError, codice, codice)
	}
	return Nuovo(v.Stato, codice, v.Titolo)
}
