package store

import (
	"encoding/json"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// pacco is drafts on their way to another workstation, each as in its cell.
type pacco struct {
	Schema int               `json:"schema"`
	Bozze  []json.RawMessage `json:"bozze"`
}

// Impacchetta returns drafts with every field, for [Spacchetta] of this or a
// later version. It is plain text: whoever writes it down seals it first.
func Impacchetta(bozze []esenpat.Bozza) ([]byte, error) {
	p := pacco{Schema: schemaBozza, Bozze: make([]json.RawMessage, len(bozze))}
	for i, b := range bozze {
		r, err := codificaBozza(b)
		if err != nil {
			return nil, err
		}
		p.Bozze[i] = r
	}
	out, err := json.Marshal(p)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "store.Impacchetta").Because(err)
	}
	return out, nil
}

// Spacchetta reads what Impacchetta wrote. Errors: "bozza.illeggibile",
// "archivio.schema-nuovo" (Storage).
func Spacchetta(chiaro []byte) ([]esenpat.Bozza, error) {
	var p pacco
	if json.Unmarshal(chiaro, &p) != nil { // its error would quote what a doctor wrote
		return nil, esenpat.NewError(esenpat.Storage, "bozza.illeggibile", "store.Spacchetta")
	}
	bozze := make([]esenpat.Bozza, len(p.Bozze))
	for i, r := range p.Bozze {
		b, err := decodificaBozza(p.Schema, r)
		if err != nil {
			return nil, err
		}
		bozze[i] = b
	}
	return bozze, nil
}
