package cifra_test

import (
	"bytes"
	"crypto/rand"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

// TestTrasporto_opensOnlyWithItsPassphrase guards SE-10: drafts leave the
// workstation only behind a passphrase, and an altered file opens nothing.
func TestTrasporto_opensOnlyWithItsPassphrase(t *testing.T) {
	costi := cifra.Argon{Giri: 1, KiB: 64, Fili: 1}
	giusta, altra := esenpat.NewSecret("quattro parole a caso"), esenpat.NewSecret("tutt'altra passphrase")
	chiaro := []byte("bozza di Verdicanarino VRDGNN80A01L219M")

	file, err := cifra.ChiudiTrasporto(chiaro, giusta, costi, rand.Reader)

	if err != nil || bytes.Contains(file, []byte("Verdi")) || bytes.Contains(file, []byte("VRDGNN")) {
		t.Fatalf("%v\n%s", err, file)
	}
	if letto, err := cifra.ApriTrasporto(file, giusta, rand.Reader); err != nil || !bytes.Equal(letto, chiaro) {
		t.Errorf("read %q: %v", letto, err)
	}
	if _, err := cifra.ApriTrasporto(file, altra, rand.Reader); esenpat.CodeOf(err) != "bozze.file-chiuso" {
		t.Errorf("another passphrase: %v", err)
	}
	if _, err := cifra.ChiudiTrasporto(chiaro, esenpat.NewSecret("corta"), costi, rand.Reader); esenpat.CodeOf(err) != "cifra.passphrase-corta" {
		t.Errorf("short passphrase: %v", err)
	}
	for i := range file {
		guasto := bytes.Clone(file)
		guasto[i] ^= 1
		if letto, err := cifra.ApriTrasporto(guasto, giusta, rand.Reader); err == nil && !bytes.Equal(letto, chiaro) {
			t.Fatalf("byte %d altered: read %q", i, letto)
		}
	}
	for _, altro := range []string{"", "{}", "%PDF-1.7", `{"formato":"esenpat-bozze","versione":2}`, `{"formato":"esenpat-bozze","versione":1,"argon2id":{"giri":1,"kib":4294967295,"fili":1}}`} {
		if _, err := cifra.ApriTrasporto([]byte(altro), giusta, rand.Reader); esenpat.CodeOf(err) != "bozze.file-non-valido" {
			t.Errorf("%q: %v", altro, err)
		}
	}
}
