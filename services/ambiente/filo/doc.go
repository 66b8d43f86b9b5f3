// Package filo is what travels on the wire between the test environment and
// its clients: the shapes of assets/openapi/apiopesenpat.yaml as Go types, and
// the error model with its stable codes. It holds no rule.
package filo

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Codifica is a code with its description.
type Codifica struct {
	Codice      string `json:"codice"`
	Descrizione string `json:"descrizione"`
}

// Motivo is a reason with a stable code.
type Motivo struct {
	Codice string `json:"codice"`
	Testo  string `json:"testo"`
}

// Data is a date that is absent, not empty, when there is none: use it behind
// a pointer with omitempty, or alone where the contract admits null.
type Data struct{ esenpat.Data }

// MarshalJSON writes null for no date.
func (d Data) MarshalJSON() ([]byte, error) {
	if d.Vuota() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// SeData returns nil for no date.
func SeData(d esenpat.Data) *Data {
	if d.Vuota() {
		return nil
	}
	return &Data{d}
}

// SeIstante returns nil for the zero time; instants carry the offset of Rome.
func SeIstante(t time.Time, loc *time.Location) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.In(loc).Truncate(time.Millisecond))
}

// Azienda is a health company.
type Azienda struct {
	IDAzienda     string `json:"id_azienda"`
	Denominazione string `json:"denominazione"`
	Indirizzo     string `json:"indirizzo,omitempty"`
	Recapiti      string `json:"recapiti,omitempty"`
	PEC           string `json:"pec,omitempty"`
	PartitaIVA    string `json:"partita_iva,omitempty"`
}

// DiAzienda maps a company.
func DiAzienda(a esenpat.Azienda) Azienda {
	return Azienda{a.Codice, a.Denominazione, a.Indirizzo, a.Telefono, a.PEC, a.PartitaIVA}
}

// Comune is a municipality or a foreign state.
type Comune struct {
	CodiceIstat     string `json:"codice_istat"`
	CodiceCatastale string `json:"codice_catastale,omitempty"`
	Denominazione   string `json:"denominazione"`
	Provincia       string `json:"provincia,omitempty"`
}

// DiComune maps a municipality.
func DiComune(c esenpat.Comune) Comune {
	return Comune{c.CodiceIstat, c.CodiceCatastale, c.Denominazione, c.Provincia}
}

// Durata is a duration; Valore is null when unlimited.
type Durata struct {
	Valore *int   `json:"valore"`
	Tipo   string `json:"tipo"`
	Fonte  string `json:"fonte,omitempty"`
}

// DiDurata returns nil when no source states the duration.
func DiDurata(d esenpat.Durata) *Durata {
	if !d.Nota() {
		return nil
	}
	r := &Durata{Tipo: string(d.Unita), Fonte: d.Fonte}
	if !d.Illimitata() {
		r.Valore = new(d.Valore)
	}
	return r
}

// PDF identifies the bytes of a document.
type PDF struct {
	SHA256     string `json:"sha256"`
	Dimensione int    `json:"dimensione"`
	Firmato    bool   `json:"firmato"`
}
