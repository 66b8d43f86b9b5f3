package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
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

// tutti returns the bytes of every file under dir.
func tutti(tb testing.TB, dir string) map[string][]byte {
	tb.Helper()
	file := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		file[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return file
}

func TestArchivio_diskTellsNothingOfAPatient(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	for i := range 50 {
		salva(t, a, bozza(fmt.Sprint("id", i), "notacanarino", 1))
	}
	if err := a.AnnotaAtto(t.Context(), esenpat.AttoInSospeso{Chiave: "k", Proprietario: medicoA, AssistitoID: "assistitocanarino"}); err != nil {
		t.Fatal(err)
	}
	if err := a.SalvaPreferenza(t.Context(), medicoA, "regime", "SSN"); err != nil {
		t.Fatal(err)
	}

	cerca := func(quando string) {
		for nome, b := range tutti(t, dir) {
			for _, canarino := range []string{"notacanarino", "Verdicanarino", "VRDGNN80A01L219M", medicoA, "assistitocanarino"} {
				if bytes.Contains(b, []byte(canarino)) {
					t.Errorf("%s: %s holds %q", quando, filepath.Base(nome), canarino)
				}
			}
		}
	}
	cerca("while open")
	chiudi(t, a)
	cerca("after closing")
}

func TestArchivio_deletedDraftIsGoneFromTheFileToo(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	salva(t, a, bozza("idcheresta", "x", 1))
	salva(t, a, bozza("idcancellato", "x", 1))

	if err := a.EliminaBozza(t.Context(), medicoA, "idcancellato"); err != nil {
		t.Fatal(err)
	}

	for nome, b := range tutti(t, dir) {
		if bytes.Contains(b, []byte("idcancellato")) {
			t.Errorf("%s still holds the deleted row", filepath.Base(nome))
		}
	}
}

func TestBozze_movedOrAlteredCellIsPutAside(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	for _, id := range []string{"1", "2", "3", "4"} {
		salva(t, a, bozza(id, "text of "+id, 1))
	}
	if err := a.SalvaBozza(t.Context(), medicoB, bozza("1", "text of B", 1)); err != nil {
		t.Fatal(err)
	}
	fuori := sqlite(t, dir)
	// Row 1 gets the cell of row 2; row 3 gets the cell of another doctor; row 2 gets a flipped bit.
	esegui(t, fuori, `UPDATE bozze SET contenuto = (SELECT contenuto FROM bozze WHERE id = '2')
WHERE id = '1' AND proprietario = (SELECT proprietario FROM bozze WHERE id = '2')`)
	esegui(t, fuori, `UPDATE bozze SET contenuto = (SELECT contenuto FROM bozze b WHERE b.id = '1' AND b.proprietario <> bozze.proprietario) WHERE id = '3'`)
	var cella []byte
	if err := fuori.QueryRowContext(t.Context(), `SELECT contenuto FROM bozze WHERE id = '2'`).Scan(&cella); err != nil {
		t.Fatal(err)
	}
	cella[len(cella)/2] ^= 1
	esegui(t, fuori, `UPDATE bozze SET contenuto = ? WHERE id = '2'`, cella)

	bozze, err := a.Bozze(t.Context(), medicoA)

	if err != nil || !reflect.DeepEqual(id(bozze), []string{"4"}) {
		t.Errorf("shown: %v %v", id(bozze), err)
	}
	if n, errN := a.BozzeGuaste(t.Context(), medicoA); errN != nil || n != 3 {
		t.Errorf("put aside: %d %v", n, errN)
	}
	if bozze, err = a.Bozze(t.Context(), medicoB); err != nil || len(bozze) != 1 {
		t.Errorf("B: %v %v", id(bozze), err)
	}
}

func TestAttiInSospeso_alteredOneIsNotPassedOver(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	if err := a.AnnotaAtto(t.Context(), esenpat.AttoInSospeso{Chiave: "k", Proprietario: medicoA}); err != nil {
		t.Fatal(err)
	}
	esegui(t, sqlite(t, dir), `UPDATE atti_in_sospeso SET contenuto = x'0102'`)

	if _, err := a.AttiInSospeso(t.Context(), medicoA); esenpat.CodeOf(err) != "cifra.manomesso" {
		t.Errorf("got %v", err)
	}
}

func TestApri_newerSchemaIsRefusedAndLeftAsItIs(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	salva(t, a, bozza("1", "x", 1))
	if err := a.Prova(t.Context(), fmt.Sprintf("PRAGMA user_version = %d", store.UltimoSchema()+1)); err != nil {
		t.Fatal(err)
	}
	chiudi(t, a)
	file := filepath.Join(dir, "archivio.db")
	prima, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	_, err = store.Apri(t.Context(), store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})

	if esenpat.CodeOf(err) != "archivio.schema-nuovo" {
		t.Errorf("got %v", err)
	}
	dopo, err := os.ReadFile(file)
	if err != nil || sha256.Sum256(prima) != sha256.Sum256(dopo) {
		t.Errorf("the file was changed: %v", err)
	}
}

func TestApri_olderSchemaIsCopiedAndBroughtUp(t *testing.T) {
	dir := t.TempDir()
	schema1, err := os.ReadFile("testdata/schema1.sql")
	if err != nil {
		t.Fatal(err)
	}
	// A database of schema 1, with a draft sealed by this program.
	esegui(t, sqlite(t, dir), string(schema1))
	altra := t.TempDir()
	fonte := apriIn(t, altra)
	salva(t, fonte, bozza("1", "old draft", 3))
	chiudi(t, fonte)
	db := sqlite(t, dir)
	esegui(t, db, "ATTACH ? AS fonte", filepath.Join(altra, "archivio.db"))
	esegui(t, db, "INSERT INTO bozze SELECT * FROM fonte.bozze")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	for range 2 { // the second start finds nothing to do
		a := apriIn(t, dir)
		if b, err := a.Bozza(t.Context(), medicoA, "1"); err != nil || b.Dati.Patologia != "old draft" {
			t.Errorf("draft after the migration: %v", err)
		}
		if err := a.SalvaPreferenza(t.Context(), "", "tema", "scuro"); err != nil {
			t.Error(err)
		}
		chiudi(t, a)
	}
	if info, err := os.Stat(filepath.Join(dir, "archivio.db.schema1")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("no copy of the old database: %v", err)
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

func TestArchivio_withoutKeyWritesNothing(t *testing.T) {
	guasto := esenpat.NewError(esenpat.Keyring, "keyring.chiuso", "test")
	a, err := store.Apri(t.Context(), store.Opzioni{Dir: t.TempDir(), Chiavi: chiavi{guasto}, Ora: istante})
	if err != nil {
		t.Fatal(err)
	}
	defer chiudi(t, a)

	for nome, f := range map[string]func() error{
		"SalvaBozza": func() error { return a.SalvaBozza(t.Context(), medicoA, bozza("1", "x", 1)) },
		"Bozze":      func() error { _, err := a.Bozze(t.Context(), medicoA); return err },
		"AnnotaAtto": func() error {
			return a.AnnotaAtto(t.Context(), esenpat.AttoInSospeso{Chiave: "k", Proprietario: medicoA})
		},
	} {
		if err := f(); esenpat.CodeOf(err) != "keyring.chiuso" {
			t.Errorf("%s: %v", nome, err)
		}
	}
	if err := a.SalvaPreferenza(t.Context(), "", "tema", "scuro"); err != nil {
		t.Errorf("the workstation's preferences need no key: %v", err)
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
