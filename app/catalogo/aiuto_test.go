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

func dati(t testing.TB) *catalogo.Dati {
	t.Helper()
	d, err := catalogo.Leggi(radice(t))
	if err != nil {
		t.Fatalf("%v %v", err, esenpat.AsError(err).Params)
	}
	return d
}

// parole loads the texts of this area only.
func parole(t testing.TB) *testi.Catalogo {
	t.Helper()
	m := fstest.MapFS{}
	for _, n := range []string{"codici.json", "errori-codici.json"} {
		b, err := fs.ReadFile(assets.Locale, "locale/it/"+n)
		if err != nil {
			t.Fatal(err)
		}
		m[n] = &fstest.MapFile{Data: b}
	}
	x, err := testi.Load(m, ".")
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func catalogoIntero(t testing.TB) *catalogo.Catalogo {
	t.Helper()
	return catalogo.New(dati(t), parole(t), oggi)
}

// copiaFS returns the catalogue files as a file system that a test may damage.
func copiaFS(t testing.TB) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	voci, err := fs.ReadDir(radice(t), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range voci {
		b, err := fs.ReadFile(radice(t), v.Name())
		if err != nil {
			t.Fatal(err)
		}
		m[v.Name()] = &fstest.MapFile{Data: b}
	}
	return m
}
