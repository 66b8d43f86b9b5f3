package carattere_test

import (
	"os"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/documento/carattere"
)

func fonte(t *testing.T, nome string) []byte {
	t.Helper()
	b, err := os.ReadFile("../../../assets/terzi/" + nome)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestApri_knowsWhatAFontDraws(t *testing.T) {
	f, err := carattere.Apri("titillium", fonte(t, "TitilliumWeb-Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "AzàèéìòùÀÈÉÌÒÙ«»“”’€–0123456789" {
		if !f.Ha(r) {
			t.Errorf("%c is missing", r)
		}
	}
	for _, r := range "漢😀\uE000\U0001D538" {
		if f.Ha(r) {
			t.Errorf("%c is there", r)
		}
	}
}

func FuzzApri(f *testing.F) {
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x10\x00\x00\x00\x00cmap\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x04\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if x, err := carattere.Apri("x", b); err == nil && x == nil {
			t.Fatal("neither font nor error")
		}
	})
}
