//go:build unix

package store_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestApri_filesBelongToTheUserWhateverTheUmask(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profilo")
	vecchia := syscall.Umask(0)
	a := apriIn(t, dir)
	salva(t, a, bozza("1", "x", 1))
	syscall.Umask(vecchia)

	for nome := range tutti(t, dir) {
		if info, err := os.Stat(nome); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", nome, info.Mode(), err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}
