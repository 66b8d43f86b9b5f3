//go:build unix

package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// variabileFiglio makes the test binary act as a program that saves drafts and
// says so on its standard output, until it is killed.
const variabileFiglio = "ESENPAT_PROVA_KILL"

// variabileMigra makes that program only open the database.
const variabileMigra = "ESENPAT_PROVA_MIGRA"

func TestMain(m *testing.M) {
	if dir := os.Getenv(variabileFiglio); dir != "" {
		lavoro := figlio
		if os.Getenv(variabileMigra) != "" {
			lavoro = figlioMigra
		}
		if os.Getenv(variabileConferme) != "" {
			lavoro = figlioConferme
		}
		if os.Getenv(variabileUtente) != "" {
			lavoro = figlioUtente
		}
		if err := lavoro(context.Background(), dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func figlio(ctx context.Context, dir string) error {
	a, err := store.Apri(ctx, store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})
	if err != nil {
		return err
	}
	avvio := time.Now().UnixNano()
	for n := int64(0); ; n++ {
		b := bozza(fmt.Sprint("id", n%7), fmt.Sprint(strings.Repeat("testo ", 600), avvio+n), avvio+n)
		if err := a.SalvaBozza(ctx, medicoA, b); err != nil {
			return err
		}
		fmt.Println(b.ID, avvio+n)
	}
}

// TestSalvaBozza_killLosesNoAcknowledgedSave guards FT-01: what the program
// called saved is there after kill -9 at any moment.
func TestSalvaBozza_killLosesNoAcknowledgedSave(t *testing.T) {
	volte := tasktest.Quante(20, 300)
	io, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	confermate := map[string]int64{} // draft -> last acknowledged edit, over all runs
	totale := 0
	for giro := range volte {
		totale += unaMorte(t, io, dir, confermate)
		tasktest.Avanza(t, giro+1, volte)

		a := apriIn(t, dir)
		if a.Quarantena() != "" {
			t.Fatal("the database was damaged")
		}
		if err := a.Integra(t.Context()); err != nil {
			t.Fatal(err)
		}
		for id, sequenza := range confermate {
			b, err := a.Bozza(t.Context(), medicoA, id)
			if err != nil || b.Sequenza < sequenza || !strings.HasSuffix(b.Dati.Patologia, fmt.Sprint(b.Sequenza)) {
				t.Fatalf("draft %s: acknowledged edit %d, found %d: %v", id, sequenza, b.Sequenza, err)
			}
		}
		chiudi(t, a)
	}
	t.Logf("%d kills, %d acknowledged saves, none lost", volte, totale)
}

// unaMorte starts a child, reads its acknowledgements and kills it at a random
// moment after a random number of them.
func unaMorte(t *testing.T, io, dir string, confermate map[string]int64) int {
	t.Helper()
	c := exec.CommandContext(t.Context(), io)
	c.Env = append(os.Environ(), variabileFiglio+"="+dir)
	var errori strings.Builder
	c.Stderr = &errori
	uscita, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	righe := bufio.NewScanner(uscita)
	muore := 1 + rand.IntN(80)
	n := 0
	for righe.Scan() {
		var id string
		var sequenza int64
		if _, err := fmt.Sscan(righe.Text(), &id, &sequenza); err != nil {
			break // the line that the kill cut
		}
		confermate[id] = sequenza
		if n++; n == muore {
			time.AfterFunc(time.Duration(rand.IntN(8000))*time.Microsecond, func() { _ = c.Process.Kill() })
		}
	}
	if err := c.Wait(); err == nil || n == 0 {
		t.Fatalf("the child ended by itself after %d saves: %v %s", n, err, errori.String())
	}
	return n
}

func figlioMigra(ctx context.Context, dir string) error {
	fmt.Println("via")
	a, err := store.Apri(ctx, store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})
	if err != nil {
		return err
	}
	return a.Chiudi()
}

// TestApri_killDuringMigrationKeepsEveryDraft guards FT-10.
func TestApri_killDuringMigrationKeepsEveryDraft(t *testing.T) {
	const bozze = 30
	volte := tasktest.Quante(15, 60)
	io, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	modello := t.TempDir()
	vecchio(t, modello, 1, bozze)
	intero, err := os.ReadFile(filepath.Join(modello, "archivio.db"))
	if err != nil {
		t.Fatal(err)
	}
	interrotte := 0
	for i := range 2 * volte {
		dir, attese := t.TempDir(), 0 // every second time it is the first start of a profile
		if i%2 == 0 {
			attese = bozze
			if err := os.WriteFile(filepath.Join(dir, "archivio.db"), intero, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		c := exec.CommandContext(t.Context(), io)
		c.Env = append(os.Environ(), variabileFiglio+"="+dir, variabileMigra+"=1")
		uscita, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err = c.Start(); err != nil {
			t.Fatal(err)
		}
		if !bufio.NewScanner(uscita).Scan() {
			t.Fatal("the child did not start")
		}
		time.AfterFunc(time.Duration(rand.IntN(20_000))*time.Microsecond, func() { _ = c.Process.Kill() })
		if err = c.Wait(); err != nil {
			interrotte++
		}

		a := apriIn(t, dir)
		trovate, err := a.Bozze(t.Context(), medicoA)
		if err != nil || len(trovate) != attese || a.Quarantena() != "" {
			t.Fatalf("%d drafts of %d: %v", len(trovate), attese, err)
		}
		if err := a.SalvaPreferenza(t.Context(), "", "tema", "scuro"); err != nil {
			t.Fatalf("the schema is not complete: %v", err)
		}
		chiudi(t, a)
		tasktest.Avanza(t, i+1, 2*volte)
	}
	t.Logf("%d of %d migrations interrupted, no draft lost", interrotte, 2*volte)
}
