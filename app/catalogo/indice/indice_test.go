package indice_test

import (
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
)

func piccolo() *indice.Indice {
	return indice.Costruisci([]indice.Documento{
		{Codici: []string{"048"}, Testi: indice.Testi{Descrizione: "Soggetti affetti da patologie neoplastiche maligne"}},
		{Codici: []string{"174.9"}, Testi: indice.Testi{Descrizione: "Tumore maligno della mammella"}},
		{Codici: []string{"A31"}, Testi: indice.Testi{Descrizione: "Ipertensione", Nota: "Città dell'età"}},
		{Codici: []string{"N01"}, Testi: indice.Testi{Descrizione: "Danneggiati", Riferimento: "L. n. 210 del 25.02.1992"}},
		{Codici: []string{"X"}, Testi: indice.Testi{Descrizione: "invalidità > 2/3, dal 67% al 79%"}},
		{Codici: []string{"200.2"}, Testi: indice.Testi{Descrizione: "Linfoma"}},
		{Codici: []string{"Y"}, Testi: indice.Testi{Descrizione: "Volontari", Riferimento: "D. Lgs. n. 77/2002; D.P.R. n. 243", Nota: "Vedi Nota (**)"}},
	})
}

func TestCerca_orderFieldsAndFolding(t *testing.T) {
	x := piccolo()

	for q, want := range map[string][]int{
		"malign":             {1, 0}, // "maligno" and "maligne" alike begin so: the order of the list decides
		"MALIGNO mammella":   {1},
		"mammella maligno":   {1},
		"plastic":            {0},
		"174.9":              {1},
		"1749":               {1},
		"174":                {1},
		"48":                 {0},
		"31":                 {2},
		"citta":              {2},
		"ETÀ":                {2},
		"L.210":              {3},
		"legge 210":          {3},
		"l n 210":            {3},
		"2/3":                {4},
		"67%":                {4},
		">":                  {4},
		"**":                 {6},
		"nota (**)":          {6},
		"dpr 243":            {6},
		"D.P.R.243":          {6},
		"dpr":                {6},
		"002":                {6}, // inside the year, not inside the code 200.2
		"2002":               {5, 6},
		"\"":                 nil,
		"maligno ipertens":   nil,
		"\x00\xff'\"%--..//": nil,
	} {
		colpi, n := x.Cerca(q, 0, nil)
		var got []int
		for _, c := range colpi {
			got = append(got, c.Doc)
		}
		slices.Sort(got)
		want = slices.Sorted(slices.Values(want))
		if !slices.Equal(got, want) || n != len(want) {
			t.Errorf("%q: %v (%d), want %v", q, got, n, want)
		}
	}
}

func TestCerca_exactCodeFirstAndLimitKeepsTheCount(t *testing.T) {
	x := indice.Costruisci([]indice.Documento{
		{Codici: []string{"0480"}, Testi: indice.Testi{Descrizione: "048"}},
		{Codici: []string{"1"}, Testi: indice.Testi{Descrizione: "048 nel testo"}},
		{Codici: []string{"048"}, Testi: indice.Testi{Descrizione: "altro"}},
	})

	colpi, n := x.Cerca("048", 1, nil)

	if n != 3 || len(colpi) != 1 || colpi[0].Doc != 2 || !colpi[0].Esatto || colpi[0].Campo != indice.Codice {
		t.Errorf("%+v %d", colpi, n)
	}
}

func TestCerca_emptyTextListsInOrderAndFilters(t *testing.T) {
	colpi, n := piccolo().Cerca("", 2, func(d int) bool { return d > 0 && d < 5 })

	if n != 4 || len(colpi) != 2 || colpi[0].Doc != 1 || colpi[1].Doc != 2 {
		t.Errorf("%+v %d", colpi, n)
	}
}

func TestCerca_manyAtOnce(t *testing.T) {
	docs := make([]indice.Documento, 2000)
	for i := range docs {
		docs[i].Testi.Descrizione = []string{"tumore maligno", "tumori benigni", "malattia", "malattie del tumore"}[i%4]
	}
	x := indice.Costruisci(docs)
	want, _ := x.Cerca("tumore mal", 20, nil)
	fatto := make(chan bool)

	for range 8 {
		go func() {
			uguali := true
			for range 50 {
				got, _ := x.Cerca("tumore mal", 20, nil)
				uguali = uguali && slices.Equal(got, want)
			}
			fatto <- uguali
		}()
	}
	for range 8 {
		if !<-fatto {
			t.Error("concurrent searches differ")
		}
	}
}

func TestCerca_theThingItselfBeforeWhatIsCombinedWithIt(t *testing.T) {
	x := indice.Costruisci([]indice.Documento{
		{Codici: []string{"013A02"}, Testi: indice.Testi{Descrizione: "Diabete mellito + soggetti affetti da malattie cardiache e del circolo polmonare"}},
		{Codici: []string{"013"}, Testi: indice.Testi{Descrizione: "DIABETE MELLITO"}},
		{Codici: []string{"012"}, Testi: indice.Testi{Descrizione: "DIABETE INSIPIDO", Riferimento: "DM 329"}},
	})
	for cerca, primo := range map[string]int{"diabete mellito": 1, "diabete": 1, "mellito cardiache": 0} {
		colpi, _ := x.Cerca(cerca, 0, nil)
		if len(colpi) == 0 || colpi[0].Doc != primo {
			t.Errorf("%s: %+v", cerca, colpi)
		}
	}
}
