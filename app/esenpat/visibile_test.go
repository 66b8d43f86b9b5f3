package esenpat_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestVisibile_neutralAndStillReadable(t *testing.T) {
	for s, atteso := range map[string]string{
		"Rossi Elena": "Rossi Elena", "perché «sì»\tx\ny": "perché «sì»\tx\ny", "a\r\nb\rc\u2028d": "a\nb\nc\nd",
		"a\x1b[31mrosso": "a‹U+001B›[31mrosso", "NUL\x00": "NUL‹U+0000›", "gpj.\u202Efdp.exe": "gpj.‹U+202E›fdp.exe",
		"a\u200Bb\uFEFFc\u2060d": "a‹U+200B›b‹U+FEFF›c‹U+2060›d", "\u2066x\u2069": "‹U+2066›x‹U+2069›",
		"👩\u200D⚕️": "👩\u200D⚕️", "a\u200Db": "a‹U+200D›b", "e\u0301": "e\u0301", "אבג": "אבג",
		"[x](https://es.it) **y** <b>z</b>": "[x](https://es.it) **y** <b>z</b>", "\xff\xfe": "\uFFFD",
	} {
		if got := esenpat.Visibile(s); got != atteso {
			t.Errorf("Visibile(%q) = %q, want %q", s, got, atteso)
		}
	}
	for _, lungo := range []string{strings.Repeat("a", 10<<20), strings.Repeat("è", 5<<20), strings.Repeat("\u202E", 1<<20)} {
		if got := esenpat.Visibile(lungo); len(got) > 400_000 || !strings.HasSuffix(got, "…") {
			t.Errorf("%d bytes became %d", len(lungo), len(got))
		}
	}
}

func FuzzVisibile(f *testing.F) {
	f.Add("a\x1bb\u202E\u200D\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		v := esenpat.Visibile(s)
		if !utf8.ValidString(v) || strings.ContainsFunc(v, func(r rune) bool {
			return r != '\n' && r != '\t' && r != '\u200C' && r != '\u200D' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029')
		}) {
			t.Errorf("Visibile(%q) = %q", s, v)
		}
	})
}
