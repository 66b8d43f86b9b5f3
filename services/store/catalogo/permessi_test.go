//go:build unix

package catalogo_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/services/store/catalogo"
)

// Found in the profile of a window: catalogo.db was readable by everybody.
func TestApri_theDatabaseIsTheUsersOwnAlsoIfItWasNot(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, catalogo.NomeFile)
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	a, err := catalogo.Apri(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Chiudi() }()
	for _, nome := range []string{file, file + "-wal", file + "-shm"} {
		info, err := os.Stat(nome)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", filepath.Base(nome), info.Mode(), err)
		}
	}
}
