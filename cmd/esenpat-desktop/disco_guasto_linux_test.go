package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

// chiamateDisco are the calls by which the program changes a disk, but for
// write(2): SQLite does not use it, and the Go runtime would not survive.
const chiamateDisco = "pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,linkat"

// guastoDisco makes the nth of those calls fail, or all from the nth on.
type guastoDisco struct {
	errore string
	n      int
	sempre bool
}

func (g guastoDisco) String() string {
	if g.sempre {
		return fmt.Sprintf("%s from call %d on", g.errore, g.n)
	}
	return fmt.Sprintf("%s at call %d", g.errore, g.n)
}

// sottoGuasto runs the program on a disk that fails; with no fault it only
// counts. chiamate is how often the program wanted to change the disk.
func sottoGuasto(t *testing.T, g guastoDisco, in string, args ...string) (codice int, out, errori string, chiamate int) {
	t.Helper()
	io, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	registro := filepath.Join(t.TempDir(), "chiamate")
	traccia := []string{"-f", "-qq", "--seccomp-bpf", "-o", registro, "-e", "signal=none", "-e", "trace=" + chiamateDisco}
	if g.n > 0 {
		quando := fmt.Sprint(g.n)
		if g.sempre {
			quando += "+"
		}
		traccia = append(traccia, "-e", "inject="+chiamateDisco+":error="+g.errore+":when="+quando)
	}
	c := exec.CommandContext(t.Context(), "strace", append(append(traccia, io), args...)...)
	c.Env = append(os.Environ(), variabileProgramma+"=1")
	var o, e bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(in), &o, &e
	err = c.Run()
	if esito, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || esito.ExitCode() < 0) {
		t.Fatalf("strace (Debian package strace): %v %s", err, e.String())
	}
	righe, err := os.ReadFile(registro)
	if err != nil {
		t.Fatalf("strace (Debian package strace): %v %s", err, e.String())
	}
	return c.ProcessState.ExitCode(), o.String(), e.String(), bytes.Count(righe, []byte(" = "))
}

// lavoroDisco is something that the program writes, and what must hold of it.
type lavoroDisco struct {
	in   string
	args func(dir string) []string
	// dopo looks at the profile after the attempt with the fault and again
	// after one without; riuscita is what the program claimed.
	dopo  func(t *testing.T, dir string, riuscita bool)
	unica bool // once done it cannot be done again
}

// TestDisco_everyWriteThatFailsIsToldAndLeavesOldOrNew guards FT-03: each write
// and each fsync fails once, and then with all that follow, in saving,
// migrating, importing a catalogue, deleting and exporting. Either the program
// says so and the old state is whole, or it succeeded; and the next attempt on
// a healthy disk always does.
func TestDisco_everyWriteThatFailsIsToldAndLeavesOldOrNew(t *testing.T) {
	if esito, err := exec.CommandContext(t.Context(), "strace", "-f", "-o", os.DevNull, "true").CombinedOutput(); bytes.Contains(esito, []byte("ptrace")) {
		t.Logf("the kernel lets nobody trace here, so no write can be made to fail (store's full-disk tests go on): %v %s", err, esito)
		return
	}
	modello := profiloDiProva(t)
	_, out, errori := chiamaBozze(t, fmt.Sprintf("{%s,\"patologia\":\"prima\"}\n{%s,\"patologia\":\"da eliminare\"}", medicoUno, medicoDue), conProfilo(modello, "importa", "-")...)
	r := righe(t, out)
	if len(r) != 2 || !r[0].Salvata || !r[1].Salvata {
		t.Fatal(out, errori)
	}
	for nome, c := range casiDisco(r[0].ID, r[1].ID) {
		t.Run(nome, func(t *testing.T) { provaCaso(t, modello, nome, c) })
	}
}

func provaCaso(t *testing.T, modello, nome string, c lavoroDisco) {
	t.Helper()
	prepara := func() string {
		radice := t.TempDir()
		if err := os.CopyFS(radice, os.DirFS(filepath.Dir(modello))); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(radice, filepath.Base(modello))
		if strings.HasPrefix(nome, "migration") {
			invecchia(t, dir)
		}
		return dir
	}
	dir := prepara()
	codice, _, errori, chiamate := sottoGuasto(t, guastoDisco{}, c.in, c.args(dir)...)
	if codice != esitoFatto || chiamate == 0 {
		t.Fatalf("on a healthy disk: code %d, %d calls, %s", codice, chiamate, errori)
	}
	c.dopo(t, dir, true)
	passo := max(1, chiamate/tasktest.Quante(3, chiamate))
	provati, detti := 0, 0
	for n := 1; n <= chiamate; n += passo {
		for i, sempre := range []bool{false, true} {
			g := guastoDisco{[]string{"EIO", "ENOSPC"}[(n+i)%2], n, sempre}
			dir := prepara()
			codice, out, errori, _ := sottoGuasto(t, g, c.in, c.args(dir)...)
			if codice != esitoFatto && (codice != esitoNonFatto || strings.Count(strings.TrimSpace(errori), "\n") > 1 || strings.TrimSpace(errori) == "") {
				t.Fatalf("%s: code %d, %s%s", g, codice, out, errori)
			}
			provati++
			if codice != esitoFatto {
				detti++
			}
			c.dopo(t, dir, codice == esitoFatto)
			if codice == esitoFatto && c.unica {
				continue
			}
			if codice, _, errori := chiamaBozze(t, c.in, c.args(dir)...); codice != esitoFatto {
				t.Fatalf("%s: the next attempt: code %d, %s", g, codice, errori)
			}
			c.dopo(t, dir, true)
			if t.Failed() {
				t.Fatal(g)
			}
		}
	}
	if detti == 0 {
		t.Errorf("%d faults, none told", provati)
	}
	t.Logf("%d calls change the disk; %d faults, %d told, nothing lost", chiamate, provati, detti)
}

func casiDisco(nota, altra string) map[string]lavoroDisco {
	const dopo = "patologia nuova che riempie più di una pagina "
	lunga := strings.TrimSpace(strings.Repeat(dopo, 60))
	pdf := func(dir string) string { return filepath.Join(dir, "..", "Certificato.pdf") }
	return map[string]lavoroDisco{
		"save": {
			in:   fmt.Sprintf("{%s,\"id\":%q,\"patologia\":%q}", medicoUno, nota, lunga),
			args: func(dir string) []string { return conProfilo(dir, "importa", "-") },
			dopo: func(t *testing.T, dir string, riuscita bool) {
				t.Helper()
				trova(t, dir, nota, map[bool][]string{true: {lunga}, false: {"prima", lunga}}[riuscita]...)
				trova(t, dir, altra, "da eliminare")
			},
		},
		"delete": {
			unica: true,
			args:  func(dir string) []string { return conProfilo(dir, "elimina", altra) },
			dopo: func(t *testing.T, dir string, riuscita bool) {
				t.Helper()
				trova(t, dir, nota, "prima")
				if id := idDi(t, dir); riuscita && slices.Contains(id, altra) {
					t.Error("it says deleted and is there")
				}
			},
		},
		"migration": {
			args: func(dir string) []string { return conProfilo(dir, "mostra", nota) },
			dopo: func(t *testing.T, dir string, riuscita bool) {
				t.Helper()
				trova(t, dir, nota, "prima")
				trova(t, dir, altra, "da eliminare")
				if _, err := os.Stat(filepath.Join(dir, "archivio.db.schema1")); err != nil {
					t.Errorf("no copy of the old database: %v", err)
				}
			},
		},
		"export": {
			in:   bozzaCompleta,
			args: func(dir string) []string { return []string{"--profilo", dir, "anteprima", "-", "--pdf", pdf(dir)} },
			dopo: func(t *testing.T, dir string, riuscita bool) {
				t.Helper()
				b, err := os.ReadFile(pdf(dir))
				if intero := bytes.HasPrefix(b, []byte("%PDF-")) && bytes.HasSuffix(bytes.TrimSpace(b), []byte("%%EOF")); err == nil && !intero || err != nil && riuscita {
					t.Errorf("%d bytes of a document: %v", len(b), err)
				}
				resti, err := filepath.Glob(filepath.Join(dir, "..", ".*"))
				if err != nil || len(resti) != 0 {
					t.Errorf("left behind: %q %v", resti, err)
				}
			},
		},
	}
}

// trova checks that a draft has one of these texts, in a sound database that
// nobody has put aside.
func trova(t *testing.T, dir, id string, attesi ...string) {
	t.Helper()
	codice, out, errori := chiamaBozze(t, "", conProfilo(dir, "mostra", id)...)
	if codice != esitoFatto || !slices.ContainsFunc(attesi, func(a string) bool { return strings.Contains(out, fmt.Sprintf("%q:%q", "patologia", a)) }) {
		t.Errorf("draft %s: code %d, %.200s%s", id, codice, out, errori)
	}
	if _, err := os.Stat(filepath.Join(dir, "quarantena")); err == nil {
		t.Error("the database was put in quarantine")
	}
	if esito, err := exec.CommandContext(t.Context(), "sqlite3", "-readonly", filepath.Join(dir, "archivio.db"), "PRAGMA integrity_check").Output(); err != nil || string(esito) != "ok\n" {
		t.Errorf("integrity_check: %s %v", esito, err)
	}
}

func idDi(t *testing.T, dir string) []string {
	t.Helper()
	_, out, _ := chiamaBozze(t, "", conProfilo(dir, "elenca")...)
	return idNell(t, out)
}

// invecchia gives the profile the database that the first release made, with
// the same drafts.
func invecchia(t *testing.T, dir string) {
	t.Helper()
	file, vecchio := filepath.Join(dir, "archivio.db"), filepath.Join(t.TempDir(), "vecchio.db")
	const istruzioni = ".read ../../services/store/testdata/schema1.sql\nATTACH %q AS nuovo;\nINSERT INTO bozze SELECT * FROM nuovo.bozze;\n"
	c := exec.CommandContext(t.Context(), "sqlite3", "-bail", vecchio)
	c.Stdin = strings.NewReader(fmt.Sprintf(istruzioni, file))
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("sqlite3: %v %s", err, out)
	}
	for _, coda := range []string{"", "-wal", "-shm"} {
		if err := os.RemoveAll(file + coda); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(vecchio, file); err != nil {
		t.Fatal(err)
	}
}
