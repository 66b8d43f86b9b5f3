package catalogo_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
)

// TestCSV_hostileCellsAreNoFormulasAndComeBackEqual guards FT-62: what a
// spreadsheet would run is a text, quotes and line ends follow RFC 4180, and who
// reads the file again has every cell as it was.
func TestCSV_hostileCellsAreNoFormulasAndComeBackEqual(t *testing.T) {
	celle := []string{
		"=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\ttab", "\rritorno", "con \"virgolette\"", "due\nrighe", "a;b,c", "'=già protetta", "''-x", "'s Gravenhage", "",
		" spazio", "=HYPERLINK(\"https://altrove.invalid\")", "è così", "\"",
	}
	f := catalogo.Foglio{Titolo: "Prova", Blocchi: []catalogo.BloccoFoglio{{Titolo: "=blocco"}}}
	for _, c := range celle {
		f.Blocchi[0].Righe = append(f.Blocchi[0].Righe, [2]string{"-etichetta", c})
	}

	b, err := catalogo.CSVFoglio(f, [3]string{"a", "b", "c"})
	if err != nil {
		t.Fatal(err)
	}
	righe, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil || len(righe) != 1+len(celle) {
		t.Fatalf("%d rows, %v", len(righe), err)
	}

	var lette []string
	for _, r := range righe[1:] {
		for i, c := range r {
			if c != "" && bytes.ContainsAny([]byte(c[:1]), "=+-@\t\r") {
				t.Errorf("a formula: %q", c)
			}
			r[i] = letta(c)
		}
		if r[0] != "=blocco" || r[1] != "-etichetta" {
			t.Errorf("%q", r)
		}
		lette = append(lette, r[2])
	}
	if !slices.Equal(lette, celle) {
		t.Errorf("read again: %q", lette)
	}
}

// letta takes the protection of a cell away.
func letta(c string) string {
	if dentro, si := strings.CutPrefix(c, "'"); si && strings.IndexAny(strings.TrimLeft(dentro, "'"), "=+-@\t\r") == 0 {
		return dentro
	}
	return c
}
