package avviso_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

// sorgenti calls f with every Go file of the product that is not a test.
func sorgenti(t *testing.T, f func(nome, testo string)) {
	t.Helper()
	radice := filepath.Join("..", "..", "..")
	for _, dir := range []string{"app", "services", "views", "cmd"} {
		err := filepath.WalkDir(filepath.Join(radice, dir), func(nome string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && strings.HasSuffix(d.Name(), "test") {
				return fs.SkipDir // helpers of tests speak to no user
			}
			if err != nil || d.IsDir() || !strings.HasSuffix(nome, ".go") || strings.HasSuffix(nome, "_test.go") {
				return err
			}
			b, err := os.ReadFile(nome)
			if err == nil {
				f(nome, string(b))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func carica(t *testing.T) *testi.Catalogo {
	t.Helper()
	c, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTesti_everyErrorCodeOfTheSourceHasItsThreeSentences(t *testing.T) {
	c := carica(t)
	codice := regexp.MustCompile(`NewError\(\s*(?:esenpat\.)?([A-Z]\w+),\s*"([a-z][^"]*[^"\-])"`)
	trovati := 0
	sorgenti(t, func(nome, testo string) {
		for _, m := range codice.FindAllStringSubmatch(testo, -1) {
			trovati++
			if m[1] == "Canceled" {
				continue // what the user cancelled is not told
			}
			for _, parte := range []string{".titolo", ".causa", ".rimedio"} {
				if !c.Has("errore." + m[2] + parte) {
					t.Errorf("%s: the code %q has no text %s", nome, m[2], parte)
				}
			}
		}
	})
	if trovati < 100 {
		t.Errorf("only %d codes found: the search is broken", trovati)
	}
}

func TestTesti_everyKeyOfTheSourceExists(t *testing.T) {
	c := carica(t)
	chiave := regexp.MustCompile(`\.T\(\s*"([a-z][\w.\-]*[\w])"`)
	trovate := 0
	sorgenti(t, func(nome, testo string) {
		for _, m := range chiave.FindAllStringSubmatch(testo, -1) {
			trovate++
			if !c.Has(m[1]) {
				t.Errorf("%s: the text %q does not exist", nome, m[1])
			}
		}
	})
	if trovate < 200 {
		t.Errorf("only %d keys found: the search is broken", trovate)
	}
}

func TestTesti_errorSentencesAreSentences(t *testing.T) {
	c := carica(t)
	for _, k := range c.Keys() {
		if !strings.HasPrefix(k, "errore.") {
			continue
		}
		if s := c.T(k); !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "}") && !strings.HasSuffix(s, "?") {
			t.Errorf("%s does not end as a sentence: %q", k, s)
		}
	}
}
