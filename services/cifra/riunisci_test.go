package cifra_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

const frase = "quattro parole per ora"

func senzaAnello() *portachiavi {
	return &portachiavi{guasto: esenpat.NewError(esenpat.Keyring, "keyring.assente", "test")}
}

// TestRiunisci_ringThatComesBackGetsTheOnlyKey guards SE-04: who worked behind
// a passphrase finds the drafts again without it.
func TestRiunisci_ringThatComesBackGetsTheOnlyKey(t *testing.T) {
	p, dir := senzaAnello(), t.TempDir()
	m := mazzo(t, p, dir)
	if err := m.Sblocca(t.Context(), medico, esenpat.NewSecret(frase)); err != nil {
		t.Fatal(err)
	}
	prima := apri(t, m, medico)
	p.guasto = nil
	dopo := mazzo(t, p, dir)
	if si, err := dopo.DaRiunire(t.Context(), medico); !si || err != nil {
		t.Fatalf("not noticed: %v", err)
	}

	mai := func(context.Context, *cifra.Chiave, *cifra.Chiave) error { return errors.New("nothing to move") }
	if err := dopo.Riunisci(t.Context(), medico, esenpat.NewSecret(frase), mai); err != nil {
		t.Fatal(err)
	}

	if !apre(t, apri(t, mazzo(t, p, dir), medico), prima) {
		t.Error("the ring has another key")
	}
	if si, err := dopo.DaRiunire(t.Context(), medico); si || err != nil {
		t.Errorf("still apart: %v", err)
	}
}

func TestRiunisci_twoKeysBecomeTheRingsOwn(t *testing.T) {
	p, dir := &portachiavi{}, t.TempDir()
	anello := apri(t, mazzo(t, p, dir), medico)
	p.guasto = senzaAnello().guasto
	m := mazzo(t, p, dir)
	if err := m.Sblocca(t.Context(), medico, esenpat.NewSecret(frase)); err != nil {
		t.Fatal(err)
	}
	protetta := apri(t, m, medico)
	p.guasto = nil
	m = mazzo(t, p, dir)
	sposta := func(_ context.Context, da, a *cifra.Chiave) error {
		if !apre(t, da, protetta) || !apre(t, a, anello) {
			t.Error("the keys are confused")
		}
		return nil
	}

	if err := m.Riunisci(t.Context(), medico, esenpat.NewSecret("un'altra frase lunga"), sposta); esenpat.CodeOf(err) != "cifra.passphrase-errata" {
		t.Errorf("wrong passphrase: %v", err)
	}
	rotto := errors.New("disk full")
	if err := m.Riunisci(t.Context(), medico, esenpat.NewSecret(frase), func(context.Context, *cifra.Chiave, *cifra.Chiave) error { return rotto }); !errors.Is(err, rotto) {
		t.Errorf("got %v", err)
	}
	if si, _ := m.DaRiunire(t.Context(), medico); !si {
		t.Error("what was not moved counts as moved")
	}
	if err := m.Riunisci(t.Context(), medico, esenpat.NewSecret(frase), sposta); err != nil {
		t.Fatal(err)
	}

	p.guasto = senzaAnello().guasto // without the ring the same passphrase opens the ring's key
	m = mazzo(t, p, dir)
	if err := m.Sblocca(t.Context(), medico, esenpat.NewSecret(frase)); err != nil || !apre(t, apri(t, m, medico), anello) {
		t.Errorf("the passphrase opens another key: %v", err)
	}
}

func TestDimentica_lostPassphraseIsPutAsideNotDeleted(t *testing.T) {
	p, dir := senzaAnello(), t.TempDir()
	m := mazzo(t, p, dir)
	if err := m.Sblocca(t.Context(), medico, esenpat.NewSecret(frase)); err != nil {
		t.Fatal(err)
	}
	prima := apri(t, m, medico)

	if err := m.Dimentica(medico); err != nil {
		t.Fatal(err)
	}
	if err := m.Sblocca(t.Context(), medico, esenpat.NewSecret("la frase del nuovo inizio")); err != nil {
		t.Fatal(err)
	}

	if apre(t, apri(t, m, medico), prima) {
		t.Error("the new passphrase opens the old drafts")
	}
	tenute, err := filepath.Glob(filepath.Join(dir, "*.locked"))
	if err != nil || len(tenute) != 1 {
		t.Fatalf("%v %v", tenute, err)
	}
	if info, err := os.Stat(tenute[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}

func TestConPassphrase_isUsedOnlyWhereTheRingFails(t *testing.T) {
	p, dir := &portachiavi{}, t.TempDir()
	con := func() cifra.ConPassphrase {
		return cifra.ConPassphrase{Mazzo: mazzo(t, p, dir), Passphrase: esenpat.NewSecret(frase)}
	}
	if _, err := con().Chiave(t.Context(), medico); err != nil {
		t.Fatal(err)
	}
	if nomi, _ := filepath.Glob(filepath.Join(dir, "*.chiave")); len(nomi) != 0 {
		t.Error("a working ring needs no passphrase file")
	}
	p.guasto = senzaAnello().guasto
	prima, err := con().Chiave(t.Context(), medico)
	if err != nil {
		t.Fatal(err)
	}
	if dopo, err := con().Chiave(t.Context(), medico); err != nil || !apre(t, dopo, prima) {
		t.Errorf("the next run has another key: %v", err)
	}
	corta := cifra.ConPassphrase{Mazzo: mazzo(t, p, t.TempDir()), Passphrase: esenpat.NewSecret("corta")}
	if _, err := corta.Chiave(t.Context(), medico); esenpat.CodeOf(err) != "cifra.passphrase-corta" {
		t.Errorf("got %v", err)
	}
	senza := cifra.ConPassphrase{Mazzo: mazzo(t, p, dir)}
	if _, err := senza.Chiave(t.Context(), medico); esenpat.CodeOf(err) != "cifra.passphrase-richiesta" {
		t.Errorf("got %v", err)
	}
}
