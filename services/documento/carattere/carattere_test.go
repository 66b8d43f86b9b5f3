package carattere_test

import (
	"bytes"
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
	for _, r := range "漢😀\uE000" {
		if f.Ha(r) {
			t.Errorf("%c is there", r)
		}
	}
	if f.Codice('è') != 'è' || f.Alias() != nil {
		t.Error("an ordinary font has aliases")
	}
}

func TestApriAstrale_givesEmojiATwoByteCode(t *testing.T) {
	f, err := carattere.ApriAstrale("emoji", fonte(t, "NotoEmoji-Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	alias := f.Alias()
	for _, r := range "😀🩺🧬" {
		c := f.Codice(r)
		if !f.Ha(r) || c < 0xE000 || c > 0xF8FF || alias[c] != r {
			t.Errorf("%c: %U", r, c)
		}
	}
	if f.Ha(0xE000) {
		t.Error("the code of an alias is taken for a character")
	}

	riletto, err := carattere.Apri("emoji", f.Dati) // the rewritten file is a font again
	if err != nil || !riletto.Ha(f.Codice('😀')) {
		t.Errorf("%v", err)
	}
	due, err := carattere.ApriAstrale("emoji", fonte(t, "NotoEmoji-Regular.ttf"))
	if err != nil || !bytes.Equal(f.Dati, due.Dati) {
		t.Error("not the same bytes")
	}
}

func FuzzApri(f *testing.F) {
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x10\x00\x00\x00\x00cmap\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x04\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if x, err := carattere.ApriAstrale("x", b); err == nil && x == nil {
			t.Fatal("neither font nor error")
		}
	})
}
