// Package partitest gives tests of presenters and views the real Italian texts.
package partitest

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/esenpat/esenpat-desktop/app/testi"
)

// Testi loads the texts of assets/locale/it, radice being the path of the
// repository's root. That no key stands twice is another test's business: here
// one area's slip must not fail all the others.
func Testi(t testing.TB, radice string) *testi.Catalogo {
	t.Helper()
	file, err := filepath.Glob(filepath.Join(radice, "assets", "locale", "it", "*.json"))
	if err != nil || len(file) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	tutti := map[string]string{}
	for _, f := range file {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]string
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		maps.Copy(tutti, m)
	}
	b, err := json.Marshal(tutti)
	if err != nil {
		t.Fatal(err)
	}
	c, err := testi.Load(fstest.MapFS{"it/tutti.json": {Data: b}}, "it")
	if err != nil {
		t.Fatal(err)
	}
	return c
}
