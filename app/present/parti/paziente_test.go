package parti_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
)

func TestPaziente_longestNameLeavesTheFiscalCodeWhole(t *testing.T) {
	a := esenpat.Assistito{
		ID: "1", Cognome: strings.Repeat("Montecuccoli ", 5), Nome: strings.Repeat("Ferdinando ", 5), CodiceFiscale: "DLLMSM69P19L219P",
		Anagrafica: esenpat.Anagrafica{DataNascita: esenpat.NewData(1969, 9, 19)},
	}

	riga := parti.Paziente(partitest.Testi(t, "../../.."), a, esenpat.NewData(2026, 11, 22))

	if n := len([]rune(riga)); n > 90 || !strings.Contains(riga, "… · 57 anni · DLLMSM69P19L219P") {
		t.Errorf("%d characters: %s", n, riga)
	}
}

func TestNomeBreve_ordinaryNamesAreWhole(t *testing.T) {
	if n := parti.NomeBreve("D’Alò", "Niccolò"); n != "D’Alò Niccolò" {
		t.Error(n)
	}
}
