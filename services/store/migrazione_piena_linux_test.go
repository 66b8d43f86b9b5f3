package store_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// TestApri_diskFullDuringTheMigrationKeepsEveryDraft guards FT-10: wherever the
// disk fills up on the way from the first schema, the old database is whole;
// with room again the migration ends, every draft is there with its text, and
// the copy of the old database is kept.
func TestApri_diskFullDuringTheMigrationKeepsEveryDraft(t *testing.T) {
	disco := t.TempDir()
	if os.Geteuid() != 0 || exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disco).Run() != nil {
		senzaDisco(t)
		return
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", disco).Run() })
	for _, quante := range []int{0, 1, tasktest.Quante(40, 1000)} {
		modello := t.TempDir()
		vecchio(t, modello, 1, quante)
		intero, err := os.Stat(filepath.Join(modello, "archivio.db"))
		if err != nil {
			t.Fatal(err)
		}
		serve := int(intero.Size())*2 + 300<<10 // the copy, the log, the file itself again
		piene, passi := 0, tasktest.Quante(5, 40)
		for passo := range passi {
			dir := filepath.Join(disco, fmt.Sprint(quante, "-", passo))
			if err = errors.Join(os.Mkdir(dir, 0o700), duplica(filepath.Join(modello, "archivio.db"), filepath.Join(dir, "archivio.db"))); err != nil {
				t.Fatal(err)
			}
			riempi := filepath.Join(disco, "pieno")
			occupa(t, riempi, passo*serve/passi)

			a, err := store.Apri(t.Context(), store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})

			switch {
			case err == nil:
				chiudi(t, a)
			case esenpat.CodeOf(err) == "archivio.disco-pieno":
				piene++
			default:
				t.Fatalf("%d drafts, step %d: %v", quante, passo, err)
			}
			if err = os.Remove(riempi); err != nil {
				t.Fatal(err)
			}
			a = apriIn(t, dir)
			tutte(t, a, quante)
			chiudi(t, a)
			if _, err = os.Stat(filepath.Join(dir, "archivio.db.schema1")); err != nil {
				t.Errorf("no copy of the old database: %v", err)
			}
			if err = os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
		if piene == 0 {
			t.Error("the disk was never full")
		}
		t.Logf("%d drafts: %d of %d migrations met a full disk, nothing lost", quante, piene, passi)
	}
}

// tutte checks that the drafts that vecchio makes are there, word by word.
func tutte(t *testing.T, a *store.Archivio, quante int) {
	t.Helper()
	bozze, err := a.Bozze(t.Context(), medicoA)
	if err != nil || len(bozze) != quante || a.Quarantena() != "" {
		t.Fatalf("%d drafts of %d: %v", len(bozze), quante, err)
	}
	for _, b := range bozze {
		if b.Dati.Patologia != "old draft "+b.ID {
			t.Fatalf("draft %s: %q", b.ID, b.Dati.Patologia)
		}
	}
	if err := a.Integra(t.Context()); err != nil {
		t.Error(err)
	}
}

func duplica(da, a string) error {
	in, err := os.Open(da)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(a, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
