package catalogo_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

func dati(tb testing.TB) *catalogo.Dati {
	tb.Helper()
	d, err := catalogo.Leggi(radice(tb))
	if err != nil {
		tb.Fatalf("%v %v", err, esenpat.AsError(err).Params)
	}
	return d
}

// parole loads the texts of this area only.
func parole(tb testing.TB) *testi.Catalogo {
	tb.Helper()
	m := fstest.MapFS{}
	for _, n := range []string{"codici.json", "errori-codici.json"} {
		b, err := fs.ReadFile(assets.Locale, "locale/it/"+n)
		if err != nil {
			tb.Fatal(err)
		}
		m[n] = &fstest.MapFile{Data: b}
	}
	x, err := testi.Load(m, ".")
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func catalogoIntero(tb testing.TB) *catalogo.Catalogo {
	tb.Helper()
	return catalogo.New(dati(tb), parole(tb), oggi)
}
