package codifica_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/assets"
)

func regole(t *testing.T) *codifica.Regole {
	t.Helper()
	b, err := fs.ReadFile(assets.Catalogo, "catalogo/regole_codici.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := codifica.Leggi(b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestForma_everyExampleOfTheGrammar(t *testing.T) {
	r := regole(t)

	n := 0
	for _, c := range codifica.Codifiche() {
		for _, f := range r.Famiglie(c) {
			for _, e := range f.Esempi {
				n++
				if x, ok, _ := r.Forma(c, codifica.Normalizza(e)); !ok || x.Famiglia.ID != f.ID {
					t.Errorf("%s %s: %s, want %s", c, e, x.Famiglia.ID, f.ID)
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d examples", n)
	}
}

func TestNormalizza_changesNothingElse(t *testing.T) {
	for in, want := range map[string]string{
		" c02 ": "C02", "pml  284": "PML 284", "OO2": "OO2", ".013.": "013", "0031": "0031", "4 12": "4 12", "\u00a0r99\n": "R99", "": "",
	} {
		if got := codifica.Normalizza(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestForma_excludedCodesAndFullCodes(t *testing.T) {
	r := regole(t)

	if _, ok, escluso := r.Forma(esenpat.CodificaSicilia, "002"); ok || !escluso {
		t.Error("Sicilia 002 must be excluded by note 3")
	}
	if x, ok, _ := r.Forma(esenpat.CodificaDM329, "002.V42.2"); !ok || x.Codice != "002" || x.Completo != "002.V42.2" {
		t.Errorf("full code: %+v", x)
	}
	if x, ok, _ := r.Forma(esenpat.CodificaNazionale, "M41"); !ok || x.Settimana != 41 {
		t.Errorf("week: %+v", x)
	}
}

func TestSettimanaCompiuta_countsFullWeeks(t *testing.T) {
	ultima := esenpat.NewData(2026, 1, 1)

	for giorni, want := range map[int]int{0: 0, 6: 0, 7: 1, 13: 1, 14: 2, 84: 12, 287: 41, 294: 42, -1: -1} {
		if got := codifica.SettimanaCompiuta(ultima, ultima.PiuGiorni(giorni)); got != want {
			t.Errorf("%d days: week %d, want %d", giorni, got, want)
		}
	}
	if d := codifica.UltimaMestruazione(esenpat.NewData(2026, 10, 8)); d != ultima {
		t.Errorf("280 days before 8 October 2026: %s", d)
	}
}

func TestCodiciGravidanza(t *testing.T) {
	for _, q := range []struct {
		c    esenpat.Codifica
		f    codifica.FaseGravidanza
		want string
	}{
		{"nazionale", codifica.Preconcezionale, "M00"},
		{"veneto", codifica.Preconcezionale, "400"},
		{"sicilia", codifica.Preconcezionale, "M00"},
		{"nazionale", codifica.Rischio, "M50"},
		{"veneto", codifica.Rischio, "450"},
		{"nazionale", codifica.SettimanaIgnota, "M99"},
		{"veneto", codifica.SettimanaIgnota, "490"},
		{"sicilia", codifica.SettimanaIgnota, ""},
	} {
		if got, ok := codifica.CodiceFase(q.c, q.f); got != q.want || ok != (q.want != "") {
			t.Errorf("%s %s: %q, want %q", q.c, q.f, got, q.want)
		}
	}
	if got, _ := codifica.CodiceSettimana(esenpat.CodificaVeneto, 1); got != "401" {
		t.Errorf("week 1 in Veneto: %s", got)
	}
	for _, n := range []int{-1, 0, 42, 99} {
		if _, ok := codifica.CodiceSettimana(esenpat.CodificaNazionale, n); ok || codifica.VerificaSettimana(n) == nil {
			t.Errorf("week %d has a code", n)
		}
	}
}

func TestCombina_onlyTheFivePairsOfVeneto(t *testing.T) {
	r := regole(t)

	for _, altro := range []string{"A02", "B02", "C02", "031", "A31"} {
		for _, coppia := range [][2]string{{"013", altro}, {altro, "013"}} {
			unico, err := r.Combina(esenpat.CodificaVeneto, coppia[0], coppia[1])
			if err != nil || unico != "013"+altro {
				t.Errorf("%v: %s %v", coppia, unico, err)
			}
		}
		if a, b, ok := r.Separa("013" + altro); !ok || a != "013" || b != altro {
			t.Errorf("013%s splits into %s %s", altro, a, b)
		}
	}
	for _, coppia := range [][2]string{{"013", "002"}, {"013", "013"}, {"A02", "B02"}, {"013", "0A02"}} {
		if _, err := r.Combina(esenpat.CodificaVeneto, coppia[0], coppia[1]); !errors.Is(err, &esenpat.Error{Code: "catalogo.combina-coppia"}) {
			t.Errorf("%v: %v", coppia, err)
		}
	}
	if _, err := r.Combina(esenpat.CodificaSicilia, "013", "A02"); esenpat.CodeOf(err) != "catalogo.combina-codifica" {
		t.Errorf("Sicilia: %v", err)
	}
	if len(r.Coppie()) != 5 {
		t.Error(r.Coppie())
	}
}

func TestDM329_rules(t *testing.T) {
	esenti, altre := codifica.DividiRicetta([]codifica.PrestazioneRicetta{{"a", true}, {"b", false}, {"c", true}})
	if len(esenti) != 2 || len(altre) != 1 || esenti[1].Codice != "c" {
		t.Errorf("%v %v", esenti, altre)
	}
	if d := codifica.TermineVerifica(codifica.EntrataInVigore329()); d != esenpat.NewData(2000, 2, 7) {
		t.Errorf("120 days: %s", d)
	}
	if d := codifica.TermineProroga(esenpat.NewData(2000, 1, 1)); d != esenpat.NewData(2000, 3, 1) {
		t.Errorf("60 days: %s", d)
	}
	if b, ok := codifica.Caselle("D12"); !ok || b[2] != "2" || b[3] != "" {
		t.Errorf("boxes: %v", b)
	}
	if codifica.CifreRicetta("00125300") != "001" {
		t.Error("three digits on the prescription")
	}
}

func TestLeggiIncaricati_everyCellOfVeneto(t *testing.T) {
	for cella, want := range map[string][]codifica.Ruolo{
		"": nil, "MMG": {codifica.MMG}, "Medici specialisti": {codifica.Specialista},
		"MMG e Medici specialisti":                                 {codifica.MMG, codifica.Specialista},
		"MMG e Medici Specialisti SPISAL":                          {codifica.MMG, codifica.SpecialistaSPISAL},
		"MMG; Medico specialista nell'area della Prevenzione":      {codifica.MMG, codifica.SpecialistaPrevenzione},
		"Medico specialista nell'area della Medicina dello Sport":  {codifica.SpecialistaSport},
		"Medico specialista nell'area di Igiene e Sanità Pubblica": {codifica.SpecialistaIgiene},
		"Medici Sanità Penitenziaria e Medici Specialisti":         {codifica.Specialista, codifica.SanitaPenitenziaria},
		"Ambulatorio, Poliambulatorio o CUP":                       {codifica.Sportello},
		"P.S., Ambulatorio, Poliambulatorio o CUP":                 {codifica.Sportello, codifica.ProntoSoccorso},
	} {
		if got := codifica.LeggiIncaricati(cella); !slices.Equal(got.Ruoli, want) || got.Nessuno() != (cella == "") {
			t.Errorf("%q: %v, want %v", cella, got.Ruoli, want)
		}
	}
}
