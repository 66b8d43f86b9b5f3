package verifica_test

import (
	"crypto/sha256"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
)

// BenchmarkVerifica5MB is the verification of a signed file of 5 MB beside what
// no verification can do without: one hash of the same bytes.
func BenchmarkVerifica5MB(b *testing.B) {
	ca := firmatest.NuovaCA(b, "CA")
	pdf := firmatest.Firma(b, firmatest.PDF(b, strings.Repeat("prova ", 700_000)), ca.Firmatario(b, firmatest.RSA(b, 2048), nil))
	v := verificatore(ca)
	b.Run("verifica", func(b *testing.B) {
		b.SetBytes(int64(len(pdf)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := v.Verifica(b.Context(), pdf); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("solo-sha256", func(b *testing.B) {
		b.SetBytes(int64(len(pdf)))
		for b.Loop() {
			sha256.Sum256(pdf)
		}
	})
}

// BenchmarkVerificaOstile is each hostile file: to be held against two seconds
// and 256 MB (VF-09).
func BenchmarkVerificaOstile(b *testing.B) {
	v := confrontaRevisioni(firmatest.NuovaCA(b, "CA"), pdfa.SoloFirme)
	file := ostili()
	var nomi []string
	for nome := range file {
		nomi = append(nomi, nome)
	}
	slices.Sort(nomi)
	for _, nome := range nomi {
		pdf := []byte(file[nome])
		b.Run(strings.ReplaceAll(nome, " ", "-"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = v.Verifica(b.Context(), pdf) // any verdict, in time
			}
		})
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
