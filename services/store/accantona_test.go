package store_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// popola gives a doctor something in every table that is written by itself.
func popola(t *testing.T, a *store.Archivio, chi string) {
	t.Helper()
	for _, err := range []error{
		a.SalvaBozza(t.Context(), chi, bozza("una", "testo", 1)),
		a.SalvaBozza(t.Context(), chi, bozza("due", "testo", 2)),
		a.AnnotaAtto(t.Context(), esenpat.AttoInSospeso{Chiave: "k" + chi, Proprietario: chi}),
		a.SalvaPreferenza(t.Context(), chi, "tema", "scuro"),
		a.Conserva(t.Context(), chi, esenpat.Conservato{Cassetto: "elenchi", Chiave: "x", Contenuto: []byte("y")}),
		a.AnnotaAudit(t.Context(), chi, esenpat.EventoAudit{ID: "e", Azione: "APERTO"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func indiceDi(t *testing.T, chi string) string {
	t.Helper()
	k, err := chiavi{}.Chiave(t.Context(), chi)
	if err != nil {
		t.Fatal(err)
	}
	return k.IndiceProprietario(chi)
}

// rinnovate gives medicoA another key than before.
type rinnovate struct{ chiavi }

func (r rinnovate) Chiave(ctx context.Context, chi string) (*cifra.Chiave, error) {
	if chi != medicoA {
		return r.chiavi.Chiave(ctx, chi)
	}
	dek := sha256.Sum256([]byte("nuova"))
	return cifra.NewChiave(dek[:], rand.Reader)
}

// TestAccantona_movesOneDoctorsRowsAndLosesNone guards SE-04: repeated as after
// a crash, with the other doctor's rows untouched, and the file opens again
// with the key if it ever comes back.
func TestAccantona_movesOneDoctorsRowsAndLosesNone(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	popola(t, a, medicoA)
	popola(t, a, medicoB)
	di := indiceDi(t, medicoA)
	if b, atti, err := a.ContaChiuse(t.Context(), di); b != 2 || atti != 1 || err != nil {
		t.Errorf("counted %d, %d, %v", b, atti, err)
	}

	for range 2 {
		if err := a.Accantona(t.Context(), di); err != nil {
			t.Fatal(err)
		}
	}

	if b, atti, err := a.ContaChiuse(t.Context(), di); b != 0 || atti != 0 || err != nil {
		t.Errorf("left behind: %d, %d, %v", b, atti, err)
	}
	if b, err := a.Bozze(t.Context(), medicoB); len(b) != 2 || err != nil {
		t.Errorf("the other doctor has %d drafts, %v", len(b), err)
	}
	if n, err := a.VerificaAudit(t.Context(), medicoB); n != 1 || err != nil {
		t.Errorf("the other doctor's audit: %d, %v", n, err)
	}
	file := filepath.Join(dir, "archivio-"+di+".locked")
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	resti, _ := filepath.Glob(file + "?*")
	if len(resti) != 0 {
		t.Errorf("beside it: %v", resti)
	}

	altrove := t.TempDir() // the key came back: the file is an archive like any other
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(altrove, "archivio.db"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	z := apriIn(t, altrove)
	if got, err := z.Bozze(t.Context(), medicoA); len(got) != 2 || err != nil {
		t.Errorf("put aside: %d drafts, %v", len(got), err)
	}
	if atti, err := z.AttiInSospeso(t.Context(), medicoA); len(atti) != 1 || err != nil {
		t.Errorf("put aside: %d acts, %v", len(atti), err)
	}
	if n, err := z.VerificaAudit(t.Context(), medicoA); n != 1 || err != nil {
		t.Errorf("put aside: audit %d, %v", n, err)
	}
	if got, err := z.Bozze(t.Context(), medicoB); len(got) != 0 || err != nil {
		t.Errorf("the other doctor's drafts are in the file too: %d, %v", len(got), err)
	}
}

func TestEreditaPreferenze_newKeyOldChoices(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	popola(t, a, medicoA)
	di := indiceDi(t, medicoA)
	if err := a.Accantona(t.Context(), di); err != nil {
		t.Fatal(err)
	}
	chiudi(t, a)

	a, err := store.Apri(t.Context(), store.Opzioni{Dir: dir, Chiavi: rinnovate{}, Ora: istante})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Chiudi() })
	if err := a.EreditaPreferenze(t.Context(), di, medicoA); err != nil {
		t.Fatal(err)
	}

	if p, err := a.Preferenze(t.Context(), medicoA); p["tema"] != "scuro" || err != nil {
		t.Errorf("got %v, %v", p, err)
	}
	if err := a.EliminaChiuse(t.Context(), di); err != nil {
		t.Fatal(err)
	}
	if resti, _ := filepath.Glob(filepath.Join(dir, "*.locked")); len(resti) != 0 {
		t.Errorf("left: %v", resti)
	}
}

// TestAccantona_whenTheFileCannotBeMadeNothingIsDeleted is a full or protected
// profile: the rows stay where they are.
func TestAccantona_whenTheFileCannotBeMadeNothingIsDeleted(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	popola(t, a, medicoA)
	di := indiceDi(t, medicoA)
	if err := os.Mkdir(filepath.Join(dir, "archivio-"+di+".locked"), 0o700); err != nil {
		t.Fatal(err)
	}

	err := a.Accantona(t.Context(), di)

	if b, atti, errConta := a.ContaChiuse(t.Context(), di); esenpat.KindOf(err) != esenpat.Storage || b != 2 || atti != 1 || errConta != nil {
		t.Errorf("%v: %d drafts, %d acts, %v", err, b, atti, errConta)
	}
}
