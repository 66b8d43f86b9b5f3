// Package avviso turns an error into the three sentences that the user reads:
// what happened, why, what to do now.
package avviso

import (
	"maps"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Testi looks up a sentence; see app/testi.
type Testi interface {
	// T never fails: a missing key is returned in brackets.
	T(key string, kv ...string) string
	Has(key string) bool
}

// Avviso is an error, ready to be drawn.
type Avviso struct {
	Kind     esenpat.Kind
	Codice   string // stable code, shown in the folded details
	Titolo   string // what happened
	Causa    string // why
	Rimedio  string // what to do now
	Campo    string // field to focus, empty if none
	Supporto string // assistance code (request id), empty if none
}

// Vuoto reports whether there is nothing to show.
func (a Avviso) Vuoto() bool { return a.Codice == "" }

// Di returns the notice for err: empty for nil and for what the user
// cancelled, "errore.imprevisto" for a code without texts.
func Di(t Testi, err error) Avviso {
	if err == nil || esenpat.KindOf(err) == esenpat.Canceled {
		return Avviso{}
	}
	e := esenpat.AsError(err)
	key := "errore." + e.Code
	if !t.Has(key + ".titolo") {
		key = "errore.errore.imprevisto"
	}
	kv := make([]string, 0, 2*len(e.Params)+2)
	for k, v := range e.Params {
		kv = append(kv, k, v)
	}
	frase := func(parte string) string { return t.T(conValori(t, key+parte, e.Params), kv...) }
	a := Avviso{
		Kind: e.Kind, Codice: e.Code, Campo: e.Field, Supporto: e.RequestID,
		Titolo: frase(".titolo"), Causa: frase(".causa"), Rimedio: frase(".rimedio"),
	}
	if e.Kind == esenpat.Rejected && e.Dettaglio != "" {
		a.Causa = e.Dettaglio
	}
	return a
}

// conValori returns the sentence that names one of the values at hand, such as
// "errore.firma.certificato-scaduto.titolo@data", or else the plain one: nobody
// reads an empty {data}.
func conValori(t Testi, key string, valori map[string]string) string {
	for _, k := range slices.Sorted(maps.Keys(valori)) {
		if valori[k] != "" && t.Has(key+"@"+k) {
			return key + "@" + k
		}
	}
	return key
}
