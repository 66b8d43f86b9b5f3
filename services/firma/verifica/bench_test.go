package verifica_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
)

// BenchmarkVerifica5MB is the verification of a signed file of 5 MB.
func BenchmarkVerifica5MB(b *testing.B) {
	ca := firmatest.NuovaCA(b, "CA")
	pdf := firmatest.Firma(b, firmatest.PDF(b, strings.Repeat("prova ", 700_000)), ca.Firmatario(b, firmatest.RSA(b, 2048), nil))
	v := verificatore(ca)
	b.SetBytes(int64(len(pdf)))
	for b.Loop() {
		if _, err := v.Verifica(b.Context(), pdf); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirma is one B-B signature of a small document with an RSA key.
func BenchmarkFirma(b *testing.B) {
	chi := firmatest.NuovaCA(b, "CA").Firmatario(b, firmatest.RSA(b, 2048), nil)
	pdf := firmatest.PDF(b, "uno")
	for b.Loop() {
		firmatest.Firma(b, pdf, chi)
	}
}
