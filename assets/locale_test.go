package assets_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/assets"
)

// TestLocale_oneSpellingPerLabel lists the labels of buttons, fields, columns
// and titles and refuses two spellings of the same words (C14). A text that
// begins with a small letter is a piece of a sentence; «…» at the end marks a
// button that asks for more, which the one that does the thing has not.
// Manual: M07, C14.
func TestLocale_oneSpellingPerLabel(t *testing.T) {
	for _, lingua := range []string{"it", "en"} {
		t.Run(lingua, func(t *testing.T) { unaGrafia(t, leggiEtichette(t, lingua)) })
	}
}

func unaGrafia(t *testing.T, etichette []string) {
	t.Helper()
	diversi := map[string]string{ // as the manual spells two different things
		"PIN": "Pin", // of the login; of the signature
	}
	if len(etichette) < 400 {
		t.Fatalf("only %d labels found", len(etichette))
	}

	prima := map[string]string{}
	for _, e := range etichette {
		nome := piatta(e)
		p, vista := prima[nome]
		switch {
		case !vista:
			prima[nome] = e
		case p != e && diversi[p] != e && diversi[e] != p:
			t.Errorf("two spellings of one label: «%s» and «%s»", p, e)
		}
	}
}

// leggiEtichette returns the texts that can be a label: short, from a capital
// on, no sentence.
func leggiEtichette(t *testing.T, lingua string) []string {
	t.Helper()
	file, err := fs.Glob(assets.Locale, "locale/"+lingua+"/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range file {
		b, err := fs.ReadFile(assets.Locale, f)
		if err != nil {
			t.Fatal(err)
		}
		var testi map[string]string
		if err := json.Unmarshal(b, &testi); err != nil {
			t.Fatal(f, err)
		}
		for k, v := range testi {
			iniziale, _ := utf8.DecodeRuneInString(v)
			if unicode.IsUpper(iniziale) && utf8.RuneCountInString(v) <= 60 && !strings.HasSuffix(v, ".") && !strings.HasPrefix(k, "errore.") {
				out = append(out, v)
			}
		}
	}
	slices.Sort(out)
	return out
}

// piatta is a label without capitals, accents of punctuation and blanks.
func piatta(s string) string {
	s = strings.ReplaceAll(s, "…", "{…}")
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("{}…", r)
	}), " ")
}
