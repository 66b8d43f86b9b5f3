package avviso_test

import (
	"errors"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

type texts map[string]string

func (m texts) Has(k string) bool { _, ok := m[k]; return ok }

func (m texts) T(k string, kv ...string) string {
	for i := 0; i+1 < len(kv); i += 2 {
		k += "|" + kv[i] + "=" + kv[i+1]
	}
	return k
}

func TestDi_threeSentencesOrNothing(t *testing.T) {
	m := texts{"errore.firma.pin-errato.titolo": ""}

	a := avviso.Di(m, esenpat.NewError(esenpat.Firma, "firma.pin-errato", "op").With("tentativi", "2").At("pin"))
	if a.Titolo != "errore.firma.pin-errato.titolo|tentativi=2" || a.Campo != "pin" || a.Vuoto() {
		t.Errorf("got %+v", a)
	}
	for _, err := range []error{nil, esenpat.NewError(esenpat.Canceled, "annullato", "op")} {
		if !avviso.Di(m, err).Vuoto() {
			t.Errorf("%v shows something", err)
		}
	}
	foreign := avviso.Di(m, errors.New("dial tcp 10.0.0.1: refused"))
	if foreign.Titolo != "errore.errore.imprevisto.titolo" || foreign.Kind != esenpat.Internal {
		t.Errorf("a foreign error reached the user: %+v", foreign)
	}
	r := &esenpat.Error{Kind: esenpat.Rejected, Code: "x", Dettaglio: "Il medico non è abilitato."}
	if got := avviso.Di(m, r).Causa; got != "Il medico non è abilitato." {
		t.Errorf("the server's sentence is lost: %q", got)
	}
}
