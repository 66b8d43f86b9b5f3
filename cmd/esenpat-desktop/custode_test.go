package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// senzaAlias is a provider that remembers nothing.
type senzaAlias struct{}

func (senzaAlias) Alias(context.Context, string) ([]string, error) { return nil, nil }

func (senzaAlias) DimenticaAlias(context.Context, string, string) error { return nil }

func (senzaAlias) ProviderFirma(context.Context) ([]esenpat.ProviderFirma, error) {
	return nil, esenpat.NewError(esenpat.Offline, "rete.assente", "test")
}

// auditFinto remembers what was written down.
type auditFinto struct{ azioni []string }

func (*auditFinto) Invia(context.Context) error { return nil }

func (a *auditFinto) Annota(_ context.Context, azione, _, _, _ string) {
	a.azioni = append(a.azioni, azione)
}

// TestRimuovi_restoredCopyCannotBeOpened guards SE-06: after the removal a
// backup of the database is of no use, not even with the passphrase.
func TestRimuovi_restoredCopyCannotBeOpened(t *testing.T) {
	senzaPortachiavi(t)
	const medico, altro = "FRRLRA75C41L219K", "BNCMRC68H10L219V"
	profilo, segreta := t.TempDir(), scriviFrase(t, "quattro parole per ora")
	apri := func() *base {
		b, err := apriBase(t.Context(), opzioni{profilo: profilo, segreta: segreta, costi: argonDiProva()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.chiudi(t.Context()) })
		return b
	}
	b := apri()
	for _, chi := range []string{medico, altro} {
		if err := b.archivio.SalvaBozza(t.Context(), chi, esenpat.Bozza{ID: "una"}); err != nil {
			t.Fatal(err)
		}
	}
	b.chiudi(t.Context())
	file := filepath.Join(profilo, "archivio.db")
	copia, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	b = apri()
	c := custode{b, senzaAlias{}, medico, &auditFinto{}}
	if n, _, err := c.Conta(t.Context()); n != 1 || err != nil {
		t.Errorf("counted %d, %v", n, err)
	}
	if err := c.Rimuovi(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.chiudi(t.Context())
	if err := os.WriteFile(file, copia, 0o600); err != nil {
		t.Fatal(err)
	}

	b = apri()
	if bozze, err := b.archivio.Bozze(t.Context(), medico); len(bozze) != 0 {
		t.Errorf("the copy still opens: %d drafts, %v", len(bozze), err)
	}
	if bozze, err := b.archivio.Bozze(t.Context(), altro); len(bozze) != 1 || err != nil {
		t.Errorf("the other doctor lost theirs: %d, %v", len(bozze), err)
	}
}
