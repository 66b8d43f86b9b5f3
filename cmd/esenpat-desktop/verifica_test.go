package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A script reads one line for each file with the same keys, also where the file
// is not a document at all; the code says that not all of them are valid.
func TestVerifica_everyFileHasItsLineWithTheSameKeys(t *testing.T) {
	dir := t.TempDir()
	scrivi := func(nome, s string) string {
		f := filepath.Join(dir, nome)
		if err := os.WriteFile(f, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		return f
	}
	file := []string{scrivi("testo.pdf", "ciao"), scrivi("vuoto.pdf", ""), scrivi("testa.pdf", "%PDF-1.7\n"), filepath.Join(dir, "manca.pdf")}

	codice, out, _ := chiama(t, "", append([]string{"--profilo", dir, "verifica"}, file...)...)

	righe := strings.Split(strings.TrimSpace(out), "\n")
	if codice != esitoNonFatto || len(righe) != len(file) {
		t.Fatalf("code %d, %d lines", codice, len(righe))
	}
	for i, riga := range righe {
		var r struct {
			File  string
			Stato string
			Firme []any
		}
		if err := json.Unmarshal([]byte(riga), &r); err != nil {
			t.Fatal(err)
		}
		want := []string{"non_verificabile"}
		if i == 2 {
			want = []string{"non_firmato"}
		}
		if r.File != file[i] || !slices.Contains(want, r.Stato) || r.Firme == nil {
			t.Errorf("%s", riga)
		}
	}
}
