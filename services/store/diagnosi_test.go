package store_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

func TestEsamina_countsAndChangesNothing(t *testing.T) {
	dir := t.TempDir()
	if d, err := store.Esamina(t.Context(), dir); err != nil || d != (store.Diagnosi{}) {
		t.Errorf("empty profile: %+v %v", d, err)
	}
	a := apriIn(t, dir)
	for i := range 3 {
		salva(t, a, bozza(fmt.Sprint(i), "x", 1))
	}
	if err := a.AnnotaAtto(t.Context(), esenpat.AttoInSospeso{Chiave: "k", Proprietario: medicoA}); err != nil {
		t.Fatal(err)
	}
	if d, err := store.Esamina(t.Context(), dir); err != nil || d.Bozze != 3 || d.Atti != 1 || d.Schema != store.UltimoSchema() {
		t.Errorf("while a window uses it: %+v %v", d, err)
	}
	chiudi(t, a)

	file := filepath.Join(dir, "archivio.db")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	copy(b[4096:], make([]byte, 4096)) // a lost page
	if err = os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err = store.Esamina(t.Context(), dir); esenpat.CodeOf(err) != "archivio.corrotto" {
		t.Errorf("damaged: %v", err)
	}
	dopo, err := os.ReadFile(file)
	if err != nil || sha256.Sum256(dopo) != sha256.Sum256(b) {
		t.Errorf("a look changed the file: %v", err)
	}
}
