package store_test

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkSalvaBozza prints what one acknowledged save of a 4 KB draft costs.
func BenchmarkSalvaBozza(b *testing.B) {
	a := apriIn(b, b.TempDir())
	testo := strings.Repeat("testo ", 400)
	n := int64(0)
	for b.Loop() {
		n++
		salva(b, a, bozza("id", testo, n))
	}
}

// BenchmarkBozze prints what the list of 5000 drafts costs (FT-12).
func BenchmarkBozze(b *testing.B) {
	a := apriIn(b, b.TempDir())
	testo := strings.Repeat("testo ", 100)
	for i := range 5000 {
		salva(b, a, bozza(fmt.Sprint("id", i), testo, 1))
	}
	for b.Loop() {
		if bozze, err := a.Bozze(b.Context(), medicoA); err != nil || len(bozze) != 5000 {
			b.Fatal(len(bozze), err)
		}
	}
}

// BenchmarkApri prints what opening a database of 5000 drafts adds to the start.
func BenchmarkApri(b *testing.B) {
	dir := b.TempDir()
	a := apriIn(b, dir)
	testo := strings.Repeat("testo ", 100)
	for i := range 5000 {
		salva(b, a, bozza(fmt.Sprint("id", i), testo, 1))
	}
	chiudi(b, a)
	for b.Loop() {
		chiudi(b, apriIn(b, dir))
	}
}
