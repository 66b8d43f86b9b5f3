// Package testi holds the texts that users see: they live in assets/locale,
// one folder per language and one JSON file per area, and nowhere in code.
package testi

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Catalogo maps a key ("errore.otp.scaduto.titolo") to its sentence.
type Catalogo struct{ testi map[string]string }

// Load reads all *.json files of dir in fsys. A key may stand only once.
func Load(fsys fs.FS, dir string) (*Catalogo, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("testi: no texts in %s: %w", dir, fs.ErrNotExist)
	}
	c := &Catalogo{testi: map[string]string{}}
	for _, f := range files {
		b, err := fs.ReadFile(fsys, f)
		if err != nil {
			return nil, fmt.Errorf("testi: %w", err)
		}
		var m map[string]string
		if err := json.Unmarshal(b, &m); err != nil {
			return nil, fmt.Errorf("testi: %s: %w", f, err)
		}
		for k, v := range m {
			if _, twice := c.testi[k]; twice {
				return nil, fmt.Errorf("testi: %s: key %q stands twice", f, k)
			}
			c.testi[k] = v
		}
	}
	return c, nil
}

// LoadLingua reads the texts of a language ("it", "en") below locale/. Italian is
// the master: what another language does not have is said in Italian, which is
// the case of documents only; a test looks for the rest.
func LoadLingua(fsys fs.FS, lingua string) (*Catalogo, error) {
	c, err := Load(fsys, "locale/it")
	if err != nil || lingua == "it" || lingua == "" {
		return c, err
	}
	altra, err := Load(fsys, path.Join("locale", lingua))
	if err != nil {
		return nil, err
	}
	maps.Copy(c.testi, altra.testi)
	return c, nil
}

// T returns the sentence of key with {name} replaced by the value that follows
// the name in kv: T("saluto", "nome", "Ada"). A missing key returns the key
// itself in brackets, so that it is seen; a test looks for those.
func (c *Catalogo) T(key string, kv ...string) string {
	s, ok := c.testi[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(kv) == 0 {
		return s
	}
	args := make([]string, 0, len(kv))
	for i := 0; i+1 < len(kv); i += 2 {
		args = append(args, "{"+kv[i]+"}", kv[i+1])
	}
	return strings.NewReplacer(args...).Replace(s)
}

// Has reports whether key has a sentence.
func (c *Catalogo) Has(key string) bool { _, ok := c.testi[key]; return ok }

// Keys returns all keys, sorted.
func (c *Catalogo) Keys() []string {
	keys := make([]string, 0, len(c.testi))
	for k := range c.testi {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
