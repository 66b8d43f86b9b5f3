package store_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// vecchio makes a database of an earlier schema with the drafts 0 to n-1, sealed by this
// program.
func vecchio(t *testing.T, dir string, schema, n int) {
	t.Helper()
	altra := t.TempDir()
	fonte := apriIn(t, altra)
	for i := range n {
		salva(t, fonte, bozza(fmt.Sprint(i), fmt.Sprint("old draft ", i), 3))
	}
	chiudi(t, fonte)
	db := sqlite(t, dir)
	db.SetMaxOpenConns(1)          // ATTACH holds for one connection
	for v := 1; v <= schema; v++ { // every released schema leaves what it added
		testo, err := os.ReadFile(fmt.Sprintf("testdata/schema%d.sql", v))
		if err != nil {
			t.Fatal(err)
		}
		esegui(t, db, string(testo))
	}
	esegui(t, db, "ATTACH ? AS fonte", filepath.Join(altra, "archivio.db"))
	esegui(t, db, "INSERT INTO bozze SELECT * FROM fonte.bozze")
	if err := db.Close(); err != nil {
		t.Fatal(err)
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
	for schema := 1; schema < store.UltimoSchema(); schema++ {
		t.Run(fmt.Sprint("from ", schema), func(t *testing.T) {
			dir := t.TempDir()
			vecchio(t, dir, schema, 2)

			for range 2 { // the second start finds nothing to do
				a := apriIn(t, dir)
				if b, err := a.Bozza(t.Context(), medicoA, "1"); err != nil || b.Dati.Patologia != "old draft 1" {
					t.Errorf("draft after the migration: %v", err)
				}
				if err := a.SalvaPreferenza(t.Context(), "", "tema", "scuro"); err != nil {
					t.Error(err)
				}
				if err := a.AnnotaAudit(t.Context(), medicoA, esenpat.EventoAudit{ID: "e"}); err != nil {
					t.Error(err)
				}
				if err := a.Integra(t.Context()); err != nil {
					t.Error(err)
				}
				chiudi(t, a)
			}
			if info, err := os.Stat(filepath.Join(dir, fmt.Sprint("archivio.db.schema", schema))); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("no copy of the old database: %v", err)
			}
		})
	}
}

func TestApri_severalAtOnceOnANewProfile(t *testing.T) {
	for range 10 {
		dir := t.TempDir()
		errori := make(chan error)
		for i := range 4 {
			go func() {
				a, err := store.Apri(context.Background(), store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})
				if err == nil {
					err = errors.Join(a.SalvaBozza(context.Background(), medicoA, bozza(fmt.Sprint(i), "x", 1)), a.Chiudi())
				}
				errori <- err
			}()
		}
		for range 4 {
			if err := <-errori; err != nil {
				t.Error(err)
			}
		}
		a := apriIn(t, dir)
		if bozze, err := a.Bozze(t.Context(), medicoA); err != nil || len(bozze) != 4 {
			t.Errorf("%d drafts of 4: %v", len(bozze), err)
		}
		chiudi(t, a)
	}
}
