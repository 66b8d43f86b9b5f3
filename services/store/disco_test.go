package store_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

func salva(tb testing.TB, a *store.Archivio, b esenpat.Bozza) {
	tb.Helper()
	if err := a.SalvaBozza(context.Background(), medicoA, b); err != nil {
		tb.Fatal(err)
	}
}

func TestApri_damagedFileGoesToQuarantine(t *testing.T) {
	casuale := rand.New(rand.NewPCG(1, 2))
	guasti := map[string]func(b []byte) []byte{
		"random bytes": func(b []byte) []byte {
			for i := range b {
				b[i] = byte(casuale.Uint32())
			}
			return b
		},
		"not a database":              func([]byte) []byte { return []byte(strings.Repeat("manutenzione ", 100)) },
		"header lost":                 func(b []byte) []byte { clear(b[:16]); return b },
		"page lost":                   func(b []byte) []byte { clear(b[4096:8192]); return b },
		"cut in the middle of a page": func(b []byte) []byte { return b[:len(b)-4096*3-100] },
	}
	for nome, guasta := range guasti {
		t.Run(nome, func(t *testing.T) {
			dir := t.TempDir()
			a := apriIn(t, dir)
			for i := range 40 {
				salva(t, a, bozza(fmt.Sprint("id", i), strings.Repeat("testo lungo ", 200), 1))
			}
			chiudi(t, a)
			file := filepath.Join(dir, "archivio.db")
			intero, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			guasto := guasta(bytes.Clone(intero))
			if err = os.WriteFile(file, guasto, 0o600); err != nil {
				t.Fatal(err)
			}

			a = apriIn(t, dir)

			if a.Quarantena() == "" {
				t.Fatal("the damage was not noticed")
			}
			if tenuto, errTenuto := os.ReadFile(filepath.Join(a.Quarantena(), "archivio.db")); errTenuto != nil || len(tenuto) != len(guasto) {
				t.Errorf("the damaged file was not kept: %v", errTenuto)
			}
			salva(t, a, bozza("nuova", "x", 1))
			bozze, err := a.Bozze(t.Context(), medicoA)
			if err != nil {
				t.Error(err)
			}
			t.Logf("%d of 40 drafts salvaged", len(bozze)-1)
			if nome == "cut in the middle of a page" && len(bozze) < 30 {
				t.Errorf("only %d drafts salvaged", len(bozze)-1)
			}
			if err := a.Integra(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestSalvaBozza_fullDiskLosesNothingAndRecovers(t *testing.T) {
	a := apriIn(t, t.TempDir())
	salva(t, a, bozza("1", "before", 1))
	if err := a.Prova(t.Context(), "PRAGMA max_page_count = 1"); err != nil { // no page more than now
		t.Fatal(err)
	}
	grande := bozza("1", strings.Repeat("x", 100_000), 2)

	err := a.SalvaBozza(t.Context(), medicoA, grande)

	if esenpat.CodeOf(err) != "archivio.disco-pieno" || esenpat.KindOf(err) != esenpat.Storage {
		t.Errorf("full: %v", err)
	}
	if b, err := a.Bozza(t.Context(), medicoA, "1"); err != nil || b.Dati.Patologia != "before" {
		t.Errorf("the saved text is %q: %v", b.Dati.Patologia, err)
	}
	if err := a.Prova(t.Context(), "PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	salva(t, a, grande)
	if err := a.Integra(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSalvaBozza_readOnlyDiskSaysSo(t *testing.T) {
	a := apriIn(t, t.TempDir())
	salva(t, a, bozza("1", "before", 1))
	if err := a.Prova(t.Context(), "PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}

	if err := a.SalvaBozza(t.Context(), medicoA, bozza("1", "after", 2)); esenpat.CodeOf(err) != "archivio.sola-lettura" {
		t.Errorf("got %v", err)
	}
	if b, err := a.Bozza(t.Context(), medicoA, "1"); err != nil || b.Dati.Patologia != "before" {
		t.Errorf("reading: %v", err)
	}
}

func TestArchivio_cancelledWriteChangesNothing(t *testing.T) {
	a := apriIn(t, t.TempDir())
	ctx, ferma := context.WithCancel(t.Context())
	ferma()

	if err := a.SalvaBozza(ctx, medicoA, bozza("1", "x", 1)); esenpat.KindOf(err) != esenpat.Canceled {
		t.Errorf("got %v", err)
	}
	if bozze, err := a.Bozze(t.Context(), medicoA); err != nil || len(bozze) != 0 {
		t.Errorf("left %v %v", id(bozze), err)
	}
}

func TestArchivio_twoProcessesWriteInTurn(t *testing.T) {
	dir := t.TempDir()
	uno, due := apriIn(t, dir), apriIn(t, dir)
	errori := make(chan error, 100)
	for i := range 50 {
		go func() { errori <- uno.SalvaBozza(context.Background(), medicoA, bozza(fmt.Sprint("u", i), "x", 1)) }()
		go func() { errori <- due.SalvaBozza(context.Background(), medicoA, bozza(fmt.Sprint("d", i), "x", 1)) }()
	}
	for range 100 {
		if err := <-errori; err != nil {
			t.Error(err)
		}
	}

	if bozze, err := uno.Bozze(t.Context(), medicoA); err != nil || len(bozze) != 100 {
		t.Errorf("%d drafts: %v", len(bozze), err)
	}
}

// TestMigra_withoutPlaceForTheCopyChangesNothing guards FT-10: a
// migration whose copy cannot be made changes nothing, and the next start finishes it.
func TestMigra_withoutPlaceForTheCopyChangesNothing(t *testing.T) {
	dir := t.TempDir()
	vecchio(t, dir, 1, 5)
	file := filepath.Join(dir, "archivio.db")
	prima, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// The copy made before the migration cannot be written where a folder stands.
	if err = os.MkdirAll(filepath.Join(dir, "archivio.db.schema1", "occupato"), 0o700); err != nil {
		t.Fatal(err)
	}

	_, err = store.Apri(t.Context(), store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})

	if esenpat.KindOf(err) != esenpat.Storage {
		t.Errorf("got %v", err)
	}
	if dopo, errLettura := os.ReadFile(file); errLettura != nil || len(dopo) != len(prima) {
		t.Errorf("the old database was changed: %v", errLettura)
	}
	if err = os.RemoveAll(filepath.Join(dir, "archivio.db.schema1")); err != nil {
		t.Fatal(err)
	}
	a := apriIn(t, dir)
	if b, err := a.Bozze(t.Context(), medicoA); err != nil || len(b) != 5 {
		t.Errorf("%d drafts: %v", len(b), err)
	}
}

// TestBozze_aHundredFlippedBitsAreAHundredDamagedDrafts guards SE-02.
func TestBozze_aHundredFlippedBitsAreAHundredDamagedDrafts(t *testing.T) {
	const volte = 100
	dir := t.TempDir()
	a := apriIn(t, dir)
	for i := range volte {
		salva(t, a, bozza(fmt.Sprint(i), "x", 1))
	}
	casuale := rand.New(rand.NewPCG(3, 4))
	fuori := sqlite(t, dir)
	for i := range volte {
		var cella []byte
		if err := fuori.QueryRowContext(t.Context(), `SELECT contenuto FROM bozze WHERE id = ?`, fmt.Sprint(i)).Scan(&cella); err != nil {
			t.Fatal(err)
		}
		cella[casuale.IntN(len(cella))] ^= 1 << casuale.IntN(8)
		esegui(t, fuori, `UPDATE bozze SET contenuto = ? WHERE id = ?`, cella, fmt.Sprint(i))
	}

	bozze, err := a.Bozze(t.Context(), medicoA)

	if err != nil || len(bozze) != 0 {
		t.Errorf("%d damaged drafts shown: %v", len(bozze), err)
	}
	if n, err := a.BozzeGuaste(t.Context(), medicoA); err != nil || n != volte {
		t.Errorf("%d put aside: %v", n, err)
	}
}
