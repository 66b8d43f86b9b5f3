package esenpat_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestPrecedeVersione_countsNumbersNotLetters(t *testing.T) {
	for _, c := range []struct {
		a, b string
		si   bool
	}{
		{"1.0.0", "1.0.1", true},
		{"1.9", "1.10", true},
		{"1", "1.0.1", true},
		{"1.2.0-rc1", "1.2.1", true},
		{"v0.9", "1.0", true},
		{"1.0.1", "1.0.0", false},
		{"1.0", "1.0.0", false},
		{"2", "1.9.9", false},
		{"1.2.0-rc1", "1.2.0", false},
		{"sviluppo", "1.0.0", false},
		{"1.0.0", "", false},
		{"", "1", false},
		{"1.x", "2", false},
		{"1.-1", "2", false},
	} {
		if got := esenpat.PrecedeVersione(c.a, c.b); got != c.si {
			t.Errorf("PrecedeVersione(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
