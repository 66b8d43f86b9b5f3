package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// senzaPortachiavi takes the system's key ring away from the test.
func senzaPortachiavi(t *testing.T) {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "nessun-bus"))
}

func scriviFrase(t *testing.T, testo string) string {
	t.Helper()
	nome := filepath.Join(t.TempDir(), "frase")
	if err := os.WriteFile(nome, []byte(testo), 0o600); err != nil {
		t.Fatal(err)
	}
	return nome
}

// TestPassphraseFile_opensDraftsWhereThereIsNoKeyRing guards SE-04 on the
// command line: without a key ring a draft is durable only behind a passphrase.
func TestPassphraseFile_opensDraftsWhereThereIsNoKeyRing(t *testing.T) {
	senzaPortachiavi(t)
	const medico = "FRRLRA75C41L219K"
	profilo := t.TempDir()
	apri := func(segreta string) *base {
		b, err := apriBase(t.Context(), opzioni{profilo: profilo, segreta: segreta, costi: argonDiProva()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.chiudi(t.Context()) })
		return b
	}
	scrive := apri(scriviFrase(t, "quattro parole per ora\r\nseconda riga"))
	if err := scrive.archivio.SalvaBozza(t.Context(), medico, esenpat.Bozza{ID: "una"}); err != nil {
		t.Fatal(err)
	}
	scrive.chiudi(t.Context())

	if b, err := apri(scriviFrase(t, "quattro parole per ora")).archivio.Bozze(t.Context(), medico); err != nil || len(b) != 1 {
		t.Errorf("with the passphrase: %d drafts, %v", len(b), err)
	}
	if _, err := apri("").archivio.Bozze(t.Context(), medico); esenpat.CodeOf(err) != "cifra.passphrase-richiesta" {
		t.Errorf("without: %v", err)
	}
	if _, err := apri(scriviFrase(t, "un'altra frase lunga")).archivio.Bozze(t.Context(), medico); esenpat.CodeOf(err) != "cifra.passphrase-errata" {
		t.Errorf("with a wrong one: %v", err)
	}
}

func TestPassphraseFile_thatCannotBeUsedIsSaid(t *testing.T) {
	for nome, atteso := range map[string]string{
		filepath.Join(t.TempDir(), "manca"):                   "file.non-leggibile",
		scriviFrase(t, "\nseconda"):                           "passphrase.file-vuoto",
		scriviFrase(t, string(make([]byte, maxPassphrase+1))): "passphrase.file-vuoto",
	} {
		if _, err := apriBase(t.Context(), opzioni{profilo: t.TempDir(), segreta: nome}); esenpat.CodeOf(err) != atteso {
			t.Errorf("%s: got %v", atteso, err)
		}
	}
}
