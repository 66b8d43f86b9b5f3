package main

import (
	"slices"
	"testing"
)

// The window guided in another language is found by that language's labels, all
// of them where Italian has one word for two controls.
func TestPilota_nomiNellaLinguaDellaFinestra(t *testing.T) {
	it, err := caricaTesti("it")
	if err != nil {
		t.Fatal(err)
	}
	en, err := caricaTesti("en")
	if err != nil {
		t.Fatal(err)
	}
	inglese, italiano := pilota{tradotte: tradotte(it, en)}, pilota{tradotte: tradotte(it, it)}
	for etichetta, want := range map[string]string{"Cerca": "Search", "Nuovo Certificato": "New certificate", "Annulla": "Cancel", "048": "048"} {
		if got := inglese.nomi(etichetta); !slices.Contains(got, want) {
			t.Errorf("%s: %q in English, want %q", etichetta, got, want)
		}
		if got := slices.Compact(italiano.nomi(etichetta)); !slices.Equal(got, []string{etichetta}) {
			t.Errorf("%s: %q in Italian", etichetta, got)
		}
	}
}
