package anteprima_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/anteprima"
)

const dpiMisura = 150

// nativo draws the page with poppler, a program of its own for each page: the
// baseline of both measures.
func nativo(b *testing.B, pdf []byte) {
	b.Helper()
	b.Run("base=pdftoppm", func(b *testing.B) {
		programma, err := exec.LookPath("pdftoppm")
		if err != nil {
			b.Fatal(err)
		}
		dir := b.TempDir()
		nome := filepath.Join(dir, "p.pdf")
		if err := os.WriteFile(nome, pdf, 0o600); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if err := exec.CommandContext(b.Context(), programma, "-r", "150", "-png", nome, filepath.Join(dir, "p")).Run(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkPrimaPagina is a start of the program that has been here before: the
// engine from the cache, then the page.
func BenchmarkPrimaPagina(b *testing.B) {
	pdf := foglio(b, 1)
	nativo(b, pdf)
	w := wasm(b)
	cache := b.TempDir()
	prima := anteprima.New(anteprima.Opzioni{Wasm: w, Cache: cache})
	if err := prima.Prepara(b.Context()); err != nil {
		b.Fatal(err)
	}
	_ = prima.Chiudi(b.Context())
	b.Run("prodotto", func(b *testing.B) {
		for b.Loop() {
			m := anteprima.New(anteprima.Opzioni{Wasm: w, Cache: cache})
			if _, err := m.Pagine(b.Context(), pdf, dpiMisura); err != nil {
				b.Fatal(err)
			}
			_ = m.Chiudi(b.Context())
		}
	})
}

// BenchmarkPaginaSuccessiva is every page after the first.
func BenchmarkPaginaSuccessiva(b *testing.B) {
	pdf := foglio(b, 1)
	nativo(b, pdf)
	m := nuovo(b)
	if err := m.Prepara(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Run("prodotto", func(b *testing.B) {
		for b.Loop() {
			if _, err := m.Pagine(b.Context(), pdf, dpiMisura); err != nil {
				b.Fatal(err)
			}
		}
	})
}
