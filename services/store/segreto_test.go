package store_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

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
