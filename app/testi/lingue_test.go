package testi_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

// ofDocuments begins the keys of what is printed on documents: they are legally
// Italian, so no other language has them.
var ofDocuments = regexp.MustCompile(`^(documento|promemoria|attestato)\.`)

func lingue(t *testing.T) (it, en *testi.Catalogo) {
	t.Helper()
	it, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	if en, err = testi.Load(assets.Locale, "locale/en"); err != nil {
		t.Fatal(err)
	}
	return it, en
}

func TestLingua_ingleseHaOgniChiaveMenoIDocumenti(t *testing.T) {
	it, en := lingue(t)
	for _, k := range it.Keys() {
		if ofDocuments.MatchString(k) == en.Has(k) {
			t.Errorf("%s: in English %t", k, en.Has(k))
		}
	}
	for _, k := range en.Keys() {
		if !it.Has(k) {
			t.Errorf("%s: unknown in Italian", k)
		}
		if strings.TrimSpace(en.T(k)) == "" {
			t.Errorf("%s: empty in English", k)
		}
	}
}

func TestLingua_stessiSegnapostiERighe(t *testing.T) {
	it, en := lingue(t)
	segnaposto := regexp.MustCompile(`\{[^{}]*\}`)
	for _, k := range en.Keys() {
		a, b := segnaposto.FindAllString(it.T(k), -1), segnaposto.FindAllString(en.T(k), -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), slices.Compact(b)) {
			t.Errorf("%s: Italian has %v, English %v", k, a, b)
		}
		if strings.Count(it.T(k), "\n") != strings.Count(en.T(k), "\n") {
			t.Errorf("%s: a different number of lines", k)
		}
	}
}

// TestLingua_iBottoniCitatiHannoIlLoroNome: a sentence that quotes a label must
// quote the one that the reader finds in the window.
func TestLingua_iBottoniCitatiHannoIlLoroNome(t *testing.T) {
	it, en := lingue(t)
	inglesi := map[string][]string{}
	for _, k := range en.Keys() {
		inglesi[it.T(k)] = append(inglesi[it.T(k)], en.T(k))
	}
	citato := regexp.MustCompile(`«([^»]*)»`)
	trovati := 0
	for _, k := range en.Keys() {
		a, b := citato.FindAllStringSubmatch(it.T(k), -1), citato.FindAllStringSubmatch(en.T(k), -1)
		if len(a) != len(b) {
			t.Errorf("%s: quotes %d labels in Italian and %d in English", k, len(a), len(b))
			continue
		}
		for i := range a {
			if nomi := inglesi[a[i][1]]; len(nomi) > 0 {
				trovati++
				if !slices.Contains(nomi, b[i][1]) {
					t.Errorf("%s: quotes «%s», but the label is %q", k, b[i][1], nomi)
				}
			}
		}
	}
	if trovati == 0 {
		t.Error("no quoted label found: the test looks at nothing")
	}
}

func TestLoadLingua_ingleseNellaFinestraItalianoSuiDocumenti(t *testing.T) {
	c, err := testi.LoadLingua(assets.Locale, "en")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.T("guscio.menu.esci"); got != "Log out" {
		t.Errorf("window: %q", got)
	}
	it, _ := lingue(t)
	if k := "documento.marca.anteprima"; c.T(k) != it.T(k) {
		t.Errorf("document: %q", c.T(k))
	}
	if _, err := testi.LoadLingua(assets.Locale, "xx"); err == nil {
		t.Error("an unknown language was loaded")
	}
}
