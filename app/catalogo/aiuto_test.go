package catalogo_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

func dati(t testing.TB) *catalogo.Dati {
	t.Helper()
	d, err := catalogo.Leggi(radice(t))
	if err != nil {
		t.Fatalf("%v %v", err, esenpat.AsError(err).Params)
	}
	return d
}

func parole(t testing.TB) *testi.Catalogo {
	t.Helper()
	x, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func catalogoIntero(t testing.TB) *catalogo.Catalogo {
	t.Helper()
	return catalogo.New(dati(t), parole(t), oggi)
}
