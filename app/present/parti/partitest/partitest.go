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
func Testi(tb testing.TB, radice string) *testi.Catalogo {
	tb.Helper()
	file, err := filepath.Glob(filepath.Join(radice, "assets", "locale", "it", "*.json"))
	if err != nil || len(file) == 0 {
		tb.Fatalf("no texts: %v", err)
	}
	tutti := map[string]string{}
	for _, f := range file {
		b, errFile := os.ReadFile(f)
		if errFile != nil {
			tb.Fatal(errFile)
		}
		var m map[string]string
		if errFile = json.Unmarshal(b, &m); errFile != nil {
			tb.Fatalf("%s: %v", f, errFile)
		}
		maps.Copy(tutti, m)
	}
	b, err := json.Marshal(tutti)
	if err != nil {
		tb.Fatal(err)
	}
	c, err := testi.Load(fstest.MapFS{"it/tutti.json": {Data: b}}, "it")
	if err != nil {
		tb.Fatal(err)
	}
	return c
}
