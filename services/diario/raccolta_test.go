package diario_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/diario"
)

// TestRaccogli_isMaskedWhateverLiesThere guards SE-22: the package for the
// assistance says nothing of a patient, also where another hand wrote.
func TestRaccogli_isMaskedWhateverLiesThere(t *testing.T) {
	dir := t.TempDir()
	d := apri(t, diario.Opzioni{Dir: dir})
	d.Logger().LogAttrs(t.Context(), slog.LevelInfo, "avvio")
	for nome, testo := range map[string]string{
		"esenpat.log.1": "riga vecchia di VRDGNN80A01L219M\n", "arresto-20261122-100000.txt": "panic: PIN 87654321\nstack\n",
		"arresto.grezzo": "panic: visita di VRDGNN80A01L219M", "altro.txt": "non richiesto",
	} {
		if err := os.WriteFile(filepath.Join(dir, nome), []byte(testo), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	registri, err := diario.Raccogli(dir)

	if err != nil || len(registri) != 3 {
		t.Fatalf("%d files: %v", len(registri), err)
	}
	for _, r := range registri {
		s := string(r.Testo)
		if strings.Contains(s, "VRDGNN") || strings.Contains(s, "87654321") || !strings.HasSuffix(s, "\n") {
			t.Errorf("%s: %q", r.Nome, s)
		}
	}
}
