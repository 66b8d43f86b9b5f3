package testi_test

import (
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/testi"
)

// Manual: G19.
func TestConfronto_lItalianoNonGuardaAccentiEMaiuscole(t *testing.T) {
	nomi := []string{"Zola", "Èmile", "emma", "De Luca", "D'Angelo", "Elena", "DANTE", "Ávila", "avanti"}

	slices.SortFunc(nomi, testi.Confronto())

	want := []string{"avanti", "Ávila", "D'Angelo", "DANTE", "De Luca", "Elena", "Èmile", "emma", "Zola"}
	if !slices.Equal(nomi, want) {
		t.Errorf("%q, want %q", nomi, want)
	}
}
