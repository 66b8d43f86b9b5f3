package parti_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

type segno string

func (s segno) T(string, ...string) string { return string(s) }

func TestNumero_leMigliaiaComeNellaLingua(t *testing.T) {
	for n, vuole := range map[int]string{0: "0", 2000: "2000", 62333: "62.333", 1234567: "1.234.567"} {
		if got := parti.Numero(segno("."), n); got != vuole {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := parti.Numero(segno(","), 62333); got != "62,333" {
		t.Errorf("in English %q", got)
	}
}
