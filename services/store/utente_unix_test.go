//go:build unix

package store_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// estraneo is a user that exists nowhere else on the computer.
const estraneo = 61_234

// daUtente runs the binary over dir as an ordinary user: root can write
// everywhere and would see nothing of what a doctor sees.
func daUtente(t *testing.T, dir string) string {
	t.Helper()
	eseguibile, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), eseguibile)
	if os.Geteuid() == 0 {
		c = exec.CommandContext(t.Context(), copiaEseguibile(t, eseguibile))
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: estraneo, Gid: estraneo}}
	}
	c.Env = append(os.Environ(), variabileFiglio+"="+dir, variabileUtente+"=1")
	c.Dir = "/"
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("the child did not end well: %v\n%s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// copiaEseguibile puts the test binary where another user can run it.
func copiaEseguibile(t *testing.T, da string) string {
	t.Helper()
	in, err := os.Open(da)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	nome := filepath.Join(perTutti(t), "prova")
	out, err := os.OpenFile(nome, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err = out.Close(); err != nil {
		t.Fatal(err)
	}
	return nome
}

// perTutti is a folder of the test that every user can walk through.
func perTutti(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// profiloDi makes a profile with one draft that belongs to the other user.
func profiloDi(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(perTutti(t), "profilo")
	a := apriIn(t, dir)
	salva(t, a, bozza("prima", "x", 1))
	chiudi(t, a)
	if os.Geteuid() == 0 {
		for _, nome := range []string{dir, filepath.Join(dir, "archivio.db")} {
			if err := os.Chown(nome, estraneo, estraneo); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func rendi(t *testing.T, modo os.FileMode, nomi ...string) {
	t.Helper()
	for _, nome := range nomi {
		if err := os.Chmod(nome, modo); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(nome, 0o700) })
	}
}

// TestApri_ordinaryUserWorks is the measure for the other tests of this file.
func TestApri_ordinaryUserWorks(t *testing.T) {
	if got := daUtente(t, profiloDi(t)); got != "apri bene \nbozze 2" {
		t.Errorf("got %q", got)
	}
}

// TestApri_folderOrFileThatCannotBeWrittenIsSaidAndLeftAlone guards FT-05: no
// crash, no quarantine, no promise of a draft.
func TestApri_folderOrFileThatCannotBeWrittenIsSaidAndLeftAlone(t *testing.T) {
	for nome, guasta := range map[string]func(dir, file string){
		"read-only folder and file": func(dir, file string) { rendi(t, 0o400, file); rendi(t, 0o500, dir) },
		"read-only folder":          func(dir, _ string) { rendi(t, 0o500, dir) },
		"unreadable folder":         func(dir, _ string) { rendi(t, 0, dir) },
	} {
		t.Run(nome, func(t *testing.T) {
			dir := profiloDi(t)
			guasta(dir, filepath.Join(dir, "archivio.db"))

			got := daUtente(t, dir)

			if !strings.Contains(got, "archivio.sola-lettura") && !strings.Contains(got, "archivio.non-leggibile") {
				t.Errorf("got %q", got)
			}
			rendi(t, 0o700, dir)
			if _, err := os.Stat(filepath.Join(dir, "quarantena")); err == nil {
				t.Error("a whole database was put in quarantine")
			}
		})
	}
}

// TestApri_databaseOfAnotherUserIsNotTouched guards FT-05 and SE-08.
func TestApri_databaseOfAnotherUserIsNotTouched(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("only root can make a file of somebody else: run as root this test does")
		return
	}
	dir := profiloDi(t)
	file := filepath.Join(dir, "archivio.db")
	if err := os.Chown(file, 0, 0); err != nil {
		t.Fatal(err)
	}
	prima, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	if got := daUtente(t, dir); !strings.HasPrefix(got, "apri archivio.") {
		t.Errorf("got %q", got)
	}

	if dopo, err := os.ReadFile(file); err != nil || string(dopo) != string(prima) {
		t.Errorf("it was changed: %v", err)
	}
}
