package sistema_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// esecutore records what would be started.
type esecutore struct {
	manca   string // program that is not installed
	fallito error

	programma string
	argomenti []string
}

func (e *esecutore) Trova(nome string) (string, error) {
	if nome == e.manca {
		return "", errors.New("not installed")
	}
	return "/usr/bin/" + nome, nil
}

func (e *esecutore) Avvia(_ context.Context, programma string, argomenti ...string) error {
	e.programma, e.argomenti = programma, argomenti
	return e.fallito
}

func documenti(t *testing.T, base string, e *esecutore) *sistema.Documenti {
	t.Helper()
	d, err := sistema.NewDocumenti(base, e)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func pdfRimasti(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if strings.HasSuffix(path, ".pdf") {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestApri_copyIsPrivateNamelessAndRemoved(t *testing.T) {
	base := filepath.Join(t.TempDir(), "temporanei")
	e := &esecutore{}
	d := documenti(t, base, e)

	if err := d.Apri(t.Context(), []byte("%PDF-1.4 Rossi")); err != nil {
		t.Fatal(err)
	}

	file := e.argomenti[len(e.argomenti)-1]
	b, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(b, []byte("%PDF-1.4 Rossi")) {
		t.Errorf("the viewer gets %q: %v", b, err)
	}
	if runtime.GOOS != "windows" {
		for path, mode := range map[string]os.FileMode{file: 0o600, filepath.Dir(file): 0o700, base: 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s: %v", path, info.Mode())
			}
		}
	}
	if err := d.Svuota(); err != nil || len(pdfRimasti(t, base)) != 0 {
		t.Errorf("after logout: %v %v", pdfRimasti(t, base), err)
	}
	if err := d.Apri(t.Context(), []byte("%PDF")); err != nil {
		t.Errorf("after logout, another login: %v", err)
	}
	if err := d.Chiudi(); err != nil {
		t.Fatal(err)
	}
	if voci, _ := os.ReadDir(base); len(voci) != 0 {
		t.Errorf("after exit: %v", voci)
	}
}

func TestNewDocumenti_removesWhatACrashLeftButNotWhatIsInUse(t *testing.T) {
	base := t.TempDir()
	viva := documenti(t, base, &esecutore{}) // another run, still open
	if err := viva.Apri(t.Context(), []byte("%PDF")); err != nil {
		t.Fatal(err)
	}
	morta := filepath.Join(base, "MORTA")
	if err := os.MkdirAll(morta, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(morta, "x.pdf"), []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}

	nuova := documenti(t, base, &esecutore{})
	defer func() { _ = nuova.Chiudi() }()

	rimasti := pdfRimasti(t, base)
	if len(rimasti) != 1 || strings.Contains(rimasti[0], "MORTA") {
		t.Errorf("left: %v", rimasti)
	}
	if err := viva.Chiudi(); err != nil {
		t.Error(err)
	}
}

func TestApri_withoutViewerSaysSo(t *testing.T) {
	for nome, e := range map[string]*esecutore{
		"missing": {manca: programmaApri()},
		"broken":  {fallito: errors.New("exit 4")},
	} {
		d := documenti(t, t.TempDir(), e)
		if err := d.Apri(t.Context(), []byte("%PDF")); esenpat.CodeOf(err) != "documento.non-apribile" {
			t.Errorf("%s: %v", nome, err)
		}
		_ = d.Chiudi()
	}
}

func programmaApri() string {
	switch runtime.GOOS {
	case "darwin":
		return "open"
	case "windows":
		return "rundll32.exe"
	default:
		return "xdg-open"
	}
}

func TestBrowser_opensAllowedHttpsOnly(t *testing.T) {
	e := &esecutore{}
	b := sistema.NewBrowser([]string{"servizi.regione.piemonte.it"}, e)

	if err := b.Apri(t.Context(), "https://servizi.regione.piemonte.it/catalogo/esenzione"); err != nil || e.programma != programmaApri() {
		t.Errorf("allowed page: %v", err)
	}
	for _, u := range []string{
		"http://servizi.regione.piemonte.it/", "https://example.org/", "https://servizi.regione.piemonte.it.example.org/",
		"https://servizi.regione.piemonte.it@example.org/", "file:///etc/passwd", "javascript:alert(1)", "--help", "",
		"https://medico@servizi.regione.piemonte.it/", "//servizi.regione.piemonte.it/", "https://servizi.regione.piemonte.it\n/",
	} {
		*e = esecutore{}
		if err := b.Apri(t.Context(), u); esenpat.CodeOf(err) != "indirizzo.non-ammesso" || e.programma != "" {
			t.Errorf("%q: %v, started %q", u, err, e.programma)
		}
	}
}
