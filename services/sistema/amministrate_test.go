package sistema_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

func TestLeggiAmministrate_fixedWinsDefaultYields(t *testing.T) {
	file := filepath.Join(t.TempDir(), "impostazioni.json")
	testo := `{"connessione.proxy":{"valore":"manuale","bloccata":true},"aspetto.tema":{"valore":"scuro"}}`
	if err := os.WriteFile(file, []byte(testo), 0o600); err != nil {
		t.Fatal(err)
	}

	a, err := sistema.LeggiAmministrate(file)
	if err != nil {
		t.Fatal(err)
	}

	for _, prova := range [][3]string{
		{"connessione.proxy", "nessuno", "manuale"},
		{"connessione.proxy", "", "manuale"},
		{"aspetto.tema", "chiaro", "chiaro"},
		{"aspetto.tema", "", "scuro"},
		{"aspetto.scala", "150", "150"},
	} {
		if got := a.Di(prova[0], prova[1]); got != prova[2] {
			t.Errorf("%s of %q is %q", prova[0], prova[1], got)
		}
	}
	if !a.Bloccata("connessione.proxy") || a.Bloccata("aspetto.tema") || a.Bloccata("altro") {
		t.Error("locks")
	}
}

func TestLeggiAmministrate_noFileIsNoErrorADamagedOneIs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "impostazioni.json")
	if a, err := sistema.LeggiAmministrate(file); err != nil || a.Bloccata("x") || a.Di("x", "y") != "y" {
		t.Errorf("%v, %v", a, err)
	}
	for _, testo := range []string{"", "{", `{"a":"b"}`, `{"a":{"valore":"b","blocata":true}}`} {
		if err := os.WriteFile(file, []byte(testo), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := sistema.LeggiAmministrate(file); esenpat.CodeOf(err) != "impostazioni.amministratore" {
			t.Errorf("%s: %v", testo, err)
		}
	}
}
