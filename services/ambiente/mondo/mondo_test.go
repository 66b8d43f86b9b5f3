package mondo_test

import (
	"os"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

func carica(t *testing.T) *mondo.Mondo {
	t.Helper()
	m, err := mondo.Carica(os.DirFS("../../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Manual: M08.
func TestCarica_everyFiscalCodeIsValidAndUnique(t *testing.T) {
	m := carica(t)

	visti := map[esenpat.CodiceFiscale]bool{}
	for _, a := range m.Assistiti {
		if _, err := esenpat.ParseCodiceFiscale(string(a.CodiceFiscale)); err != nil || visti[a.CodiceFiscale] {
			t.Errorf("case %s: code wrong or repeated (%v)", a.Caso, err)
		}
		visti[a.CodiceFiscale] = true
	}

	if len(m.Assistiti) < 60 || len(m.Medici) != 6 {
		t.Errorf("patients %d, doctors %d", len(m.Assistiti), len(m.Medici))
	}
}

func TestCarica_holdsEveryCaseOfTheIssue(t *testing.T) {
	m := carica(t)
	oggi := esenpat.NewData(2026, 11, 22)

	casi := map[string]func(mondo.Assistito) bool{
		"minor":              func(a mondo.Assistito) bool { return a.Minorenne(oggi) },
		"omocodia":           func(a mondo.Assistito) bool { return a.CodiceFiscale[14] >= 'A' },
		"born abroad":        func(a mondo.Assistito) bool { return a.Anagrafica.ComuneNascita.Provincia == "EE" },
		"other ASL":          func(a mondo.Assistito) bool { return a.AslResidenza.Codice == "010203" },
		"other region":       func(a mondo.Assistito) bool { return !a.Anagrafica.Piemontese },
		"deceased":           func(a mondo.Assistito) bool { return !a.Anagrafica.DataDecesso.Vuota() },
		"SSN ended":          func(a mondo.Assistito) bool { return !a.Anagrafica.FineSSN.Vuota() },
		"active in AURA":     func(a mondo.Assistito) bool { return len(a.AURA) > 0 && a.AURA[0].Codice == "048" },
		"60-character names": func(a mondo.Assistito) bool { return len(a.Cognome) == 60 && len(a.Nome) == 60 },
	}
	for nome, vale := range casi {
		trovato := false
		for _, a := range m.Assistiti {
			trovato = trovato || vale(a)
		}
		if !trovato {
			t.Errorf("no patient for %q", nome)
		}
	}
}

func TestCatalogo_hasTheEntriesOfTheJob(t *testing.T) {
	c := carica(t).Catalogo

	tumori, ok := c.Esenzione("048")
	if !ok || tumori.Durata.Valore != 5 || tumori.Durata.Unita != esenpat.DurataAnni {
		t.Errorf("048: %v %+v", ok, tumori.Durata)
	}
	if d, trovata := c.CercaDiagnosi("048", "174.9"); !trovata || d.Fittizia {
		t.Error("048 has no diagnosis 174.9")
	}
	if d, trovata := c.CercaDiagnosi("051", ""); !trovata || !d.Fittizia {
		t.Error("051 has no placeholder")
	}
	if _, trovata := c.CercaDiagnosi("013", "174.9"); trovata {
		t.Error("174.9 is not a diagnosis of 013")
	}
}
