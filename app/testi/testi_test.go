package testi_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/esenpat/esenpat-desktop/app/testi"
)

func TestT_fillsPlaceholdersAndShowsMissingKeys(t *testing.T) {
	fs := fstest.MapFS{
		"it/a.json": {Data: []byte(`{"saluto":"Buongiorno, {nome}.","due":"{a}{b}"}`)},
		"it/b.json": {Data: []byte(`{"altro":"x"}`)},
	}
	c, err := testi.Load(fs, "it")
	if err != nil {
		t.Fatal(err)
	}

	if got := c.T("saluto", "nome", "Ada"); got != "Buongiorno, Ada." {
		t.Errorf("got %q", got)
	}
	if got := c.T("due", "a", "{b}", "b", "2"); got != "{b}2" {
		t.Errorf("a value was taken for a placeholder: %q", got)
	}
	if got := c.T("manca"); got != "⟦manca⟧" || c.Has("manca") {
		t.Errorf("got %q", got)
	}
}

func TestLoad_refusesDuplicatesAndBrokenFiles(t *testing.T) {
	for name, fs := range map[string]fstest.MapFS{
		"twice":  {"it/a.json": {Data: []byte(`{"k":"1"}`)}, "it/b.json": {Data: []byte(`{"k":"2"}`)}},
		"broken": {"it/a.json": {Data: []byte(`{"k":`)}},
		"none":   {"en/a.json": {Data: []byte(`{}`)}},
	} {
		if _, err := testi.Load(fs, "it"); err == nil || !strings.HasPrefix(err.Error(), "testi:") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
