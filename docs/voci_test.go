package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/docs"
)

// voci are the numbers of the checklist: the items of the manual, the readings
// of its contradictions, what is expected where it says nothing, and what an
// ambulatory needs.
func voci() []string {
	var v []string
	for _, s := range []struct {
		lettera string
		n       int
		formato string
	}{{"M", 126, "%s%02d"}, {"C", 24, "%s%02d"}, {"G", 26, "%s%02d"}, {"E", 8, "%s%d"}} {
		for i := range s.n {
			v = append(v, fmt.Sprintf(s.formato, s.lettera, i+1))
		}
	}
	return v
}

// riga of a table of the guide: number, screen, tests, the file and the line.
type riga struct {
	voce, dove string
	prove      []string
}

// TestVoci_everyNumberIsProvedAndTheTablesSayWhere reads the numbers that the
// test functions of the repository carry in their comment («Manual: M19, C14.»)
// and holds them against the tables at the end of docs/MANUALE.md. With
// VOCI=scrivi the tables are written again from the code.
func TestVoci_everyNumberIsProvedAndTheTablesSayWhere(t *testing.T) {
	prove := leggiProve(t)
	righe := leggiTabelle(docs.Manuale)
	if os.Getenv("VOCI") == "scrivi" {
		scrivi(t, prove)
		return
	}

	note := voci()
	for n, tt := range prove {
		if !slices.Contains(note, n) {
			t.Errorf("%s: no such number as %s", strings.Join(tt, ", "), n)
		}
	}
	for i, n := range note {
		if len(prove[n]) == 0 {
			t.Errorf("%s: no test carries it", n)
		}
		if i >= len(righe) || righe[i].voce != n {
			t.Fatalf("the tables of docs/MANUALE.md have no row %s in its place", n)
		}
		if righe[i].dove == "" {
			t.Errorf("%s: the table does not say where in the program", n)
		}
		if !slices.Equal(righe[i].prove, prove[n]) {
			t.Errorf("%s: the table says %q, the code says %q (VOCI=scrivi go test ./docs writes it)", n, righe[i].prove, prove[n])
		}
	}
	if len(righe) != len(note) {
		t.Errorf("%d rows for %d numbers", len(righe), len(note))
	}
}

// leggiProve returns the test functions by the number that they carry.
func leggiProve(t *testing.T) map[string][]string {
	t.Helper()
	insiemi := map[string]map[string]bool{}
	numero := regexp.MustCompile(`^[A-Z]\d+$`)
	err := fs.WalkDir(os.DirFS(".."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || (d.IsDir() && p != "." && strings.HasPrefix(d.Name(), ".")) {
			if d != nil && d.IsDir() && err == nil {
				return fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", p), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Doc == nil {
				continue
			}
			riga := regexp.MustCompile(`(?m)^Manual: (.*)$`).FindStringSubmatch(fn.Doc.Text())
			if riga == nil {
				continue
			}
			if !strings.HasPrefix(fn.Name.Name, "Test") {
				t.Errorf("%s: %s is not a test and carries numbers", p, fn.Name.Name)
			}
			for n := range strings.SplitSeq(strings.TrimSuffix(riga[1], "."), ",") {
				n = strings.TrimSpace(n)
				if !numero.MatchString(n) {
					t.Errorf("%s: %s: %q is not a number of the manual", p, fn.Name.Name, n)
					continue
				}
				if insiemi[n] == nil {
					insiemi[n] = map[string]bool{}
				}
				insiemi[n][fn.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	prove := map[string][]string{}
	for n, s := range insiemi {
		prove[n] = slices.Sorted(maps.Keys(s))
	}
	return prove
}

// leggiTabelle returns the rows «| M01 | where | tests |».
func leggiTabelle(testo string) []riga {
	var righe []riga
	for _, r := range rigaVoce().FindAllStringSubmatch(testo, -1) {
		x := riga{voce: r[1], dove: strings.TrimSpace(r[2])}
		for _, p := range regexp.MustCompile("`(Test[^`]+)`").FindAllStringSubmatch(r[3], -1) {
			x.prove = append(x.prove, p[1])
		}
		righe = append(righe, x)
	}
	return righe
}

func rigaVoce() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\| ([MCGE]\d+) \|([^|]*)\|([^|]*)\|$`)
}

// scrivi puts the names of the tests into the tables.
func scrivi(t *testing.T, prove map[string][]string) {
	t.Helper()
	testo := rigaVoce().ReplaceAllStringFunc(docs.Manuale, func(r string) string {
		m := rigaVoce().FindStringSubmatch(r)
		nomi := make([]string, len(prove[m[1]]))
		for i, p := range prove[m[1]] {
			nomi[i] = "`" + p + "`"
		}
		return "| " + m[1] + " |" + m[2] + "| " + strings.Join(nomi, "<br>") + " |"
	})
	if err := os.WriteFile("MANUALE.md", []byte(testo), 0o644); err != nil {
		t.Fatal(err)
	}
}
