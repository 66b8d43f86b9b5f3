//go:build unix

package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// variabileLettura makes the test binary open this profile as the window does,
// as a user to whom rights apply, and print what it finds.
const variabileLettura = "ESENPAT_PROVA_LETTURA"

// altroUtente is a user that exists nowhere else on the computer.
const altroUtente = 61_235

const medicoDiLettura = "CLLBRN75S05D205G"

// figlioLettura prints the banner, how many drafts can be read, what becomes of
// one that is saved, and how many there are then.
func figlioLettura(dir string) int {
	ctx := context.Background()
	b, err := apriBase(ctx, opzioni{profilo: dir, segreta: filepath.Join(dir, "..", "passphrase"), costi: argonDiProva(), ancheInLettura: true})
	if err != nil {
		fmt.Println("apri", esenpat.CodeOf(err))
		return 0
	}
	defer b.chiudi(ctx)
	prima, errPrima := b.deposito.Bozze(ctx, medicoDiLettura)
	errSalva := b.deposito.SalvaBozza(ctx, medicoDiLettura, esenpat.Bozza{ID: "nuova"})
	dopo, errDopo := b.deposito.Bozze(ctx, medicoDiLettura)
	fmt.Println(esenpat.CodeOf(b.avviso), len(prima), esenpat.CodeOf(errPrima), esenpat.CodeOf(errSalva), len(dopo), esenpat.CodeOf(errDopo))
	return 0
}

// comeUtente runs the binary over dir without the rights of root.
func comeUtente(t *testing.T, dir, tmp string) string {
	t.Helper()
	eseguibile, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), eseguibile)
	if os.Geteuid() == 0 {
		copia := filepath.Join(tmp, "programma")
		b, errLettura := os.ReadFile(eseguibile)
		if errLettura != nil {
			t.Fatal(errLettura)
		}
		if err = os.WriteFile(copia, b, 0o755); err != nil {
			t.Fatal(err)
		}
		c = exec.CommandContext(t.Context(), copia)
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: altroUtente, Gid: altroUtente}}
	}
	c.Env = append(os.Environ(), variabileLettura+"="+dir, "TMPDIR="+tmp, "HOME="+tmp)
	c.Dir = "/"
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// TestApriBase_profileThatCannotBeWrittenIsOpenedForReading guards FT-05: a
// banner, the drafts that were saved, no promise for new ones, nothing changed
// in the profile and nothing left behind.
func TestApriBase_profileThatCannotBeWrittenIsOpenedForReading(t *testing.T) {
	file := func(dir string) string { return filepath.Join(dir, "archivio.db") }
	for nome, c := range map[string]struct {
		guasta func(dir string) error
		atteso string
	}{
		"as it should be":    {func(string) error { return nil }, "1 2"},
		"folder protected":   {func(dir string) error { return protetta(dir) }, "archivio.in-lettura 1 archivio.sola-lettura 2"},
		"database protected": {func(dir string) error { return os.Chmod(file(dir), 0o400) }, "archivio.in-lettura 1 archivio.sola-lettura 2"},
		// Without a key ring not even a key can be made there.
		"folder never written": {func(dir string) error { return os.Chmod(filepath.Dir(dir), 0o500) }, "archivio.in-lettura 0 archivio.non-scrivibile archivio.sola-lettura 1 archivio.non-scrivibile"},
	} {
		t.Run(nome, func(t *testing.T) {
			dir := profiloDiProva(t)
			if nome != "folder never written" {
				if codice, _, errori := chiamaBozze(t, `{"patologia":"prima",`+medicoUno+`}`, conProfilo(dir, "importa", "-")...); codice != esitoFatto {
					t.Fatal(errori)
				}
			}
			tmp := ceduta(t, dir)
			if err := c.guasta(dir); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(dir, 0o700); _ = os.Chmod(filepath.Dir(dir), 0o700) })
			prima, _ := os.ReadFile(file(dir)) // none where nothing was ever written

			got := comeUtente(t, dir, tmp)

			if got != c.atteso {
				t.Errorf("got %q, want %q", got, c.atteso)
			}
			if dopo, _ := os.ReadFile(file(dir)); nome != "as it should be" && string(dopo) != string(prima) {
				t.Error("the profile was changed")
			}
			if resti, err := filepath.Glob(filepath.Join(tmp, "esenpat-*")); err != nil || len(resti) != 0 {
				t.Errorf("left behind: %q %v", resti, err)
			}
		})
	}
}

// protetta takes the right to write from all folders of a profile.
func protetta(dir string) error {
	return filepath.WalkDir(dir, func(nome string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return os.Chmod(nome, 0o500)
	})
}

// ceduta gives a profile to the other user and returns a folder of theirs for
// temporary files.
func ceduta(t *testing.T, dir string) string {
	t.Helper()
	tmp := t.TempDir()
	if os.Geteuid() != 0 {
		return tmp
	}
	for _, radice := range []string{filepath.Dir(dir), tmp} {
		err := filepath.WalkDir(radice, func(nome string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Chown(nome, altroUtente, altroUtente)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Dir(filepath.Dir(dir)), 0o755); err != nil {
		t.Fatal(err)
	}
	return tmp
}
