package sistema_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// TestNomeSicuro_twoHundredNamesStayInTheFolder guards FT-61: names as a hostile
// service may send them, put together at random from a fixed seed, are really
// saved; nothing appears outside of the folder, and everything inside of it is a
// plain PDF with a name that any system takes.
func TestNomeSicuro_twoHundredNamesStayInTheFolder(t *testing.T) {
	caso := rand.New(rand.NewPCG(61, 2026))
	pezzi := []string{
		"../", `..\`, "/", "C:", `\\server\c$\`, "CON", "nul", "x", "Certificato", ".pdf", ".exe", "\x00", "\u202E", "\u200B", "fdp.", "%2e%2e%2f", "~",
		"\n", " ", ".", "è", "🩺", strings.Repeat("a", 300), ":stream", "|", "*", "?", "\"", "\xff", "$(id)", "-", "\u2215",
	}
	radice := t.TempDir()
	dentro := filepath.Join(radice, "scelta", "dal", "medico")
	if err := os.MkdirAll(dentro, 0o700); err != nil {
		t.Fatal(err)
	}
	for n := range 200 {
		var s strings.Builder
		for range 1 + caso.IntN(6) {
			s.WriteString(pezzi[caso.IntN(len(pezzi))])
		}
		nome := sistema.NomeSicuro(s.String())
		if err := sistema.Salva(t.Context(), filepath.Join(dentro, nome), []byte("%PDF-"), true); err != nil {
			t.Errorf("case %d, %q as %q: %v", n, s.String(), nome, err)
		}
	}

	err := filepath.WalkDir(radice, func(percorso string, v fs.DirEntry, err error) error {
		if err == nil && !v.IsDir() && (filepath.Dir(percorso) != dentro || filepath.Ext(percorso) != ".pdf" || len(v.Name()) > 120 || !v.Type().IsRegular()) {
			t.Errorf("%q", percorso)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
