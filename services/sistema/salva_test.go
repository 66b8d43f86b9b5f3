package sistema_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

func TestSalva_neverReplacesWithoutBeingTold(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "Certificato_1.pdf")
	if err := sistema.Salva(t.Context(), file, []byte("uno"), false); err != nil {
		t.Fatal(err)
	}

	err := sistema.Salva(t.Context(), file, []byte("due"), false)

	if esenpat.CodeOf(err) != "documento.esiste" || esenpat.KindOf(err) != esenpat.Conflict {
		t.Errorf("got %v", err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "uno" {
		t.Errorf("the file holds %q: %v", b, err)
	}
	if err := sistema.Salva(t.Context(), file, []byte("due"), true); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "due" {
		t.Errorf("the file holds %q: %v", b, err)
	}
	if voci, _ := os.ReadDir(dir); len(voci) != 1 {
		t.Errorf("left behind: %v", voci)
	}
}

func TestSalva_failureLeavesNothingAndNamesNoFolder(t *testing.T) {
	dir := t.TempDir()

	err := sistema.Salva(t.Context(), filepath.Join(dir, "Rossi Mario", "x.pdf"), []byte("uno"), false)

	if esenpat.CodeOf(err) != "documento.non-salvato" || strings.Contains(err.Error(), "Rossi") {
		t.Errorf("got %v", err)
	}
	if voci, _ := os.ReadDir(dir); len(voci) != 0 {
		t.Errorf("left behind: %v", voci)
	}
}

func TestNomeSicuro_cannotLeaveTheFolderNorBeAProgram(t *testing.T) {
	for nome, atteso := range map[string]string{
		"Certificato_2026.pdf":            "Certificato_2026.pdf",
		"../../etc/passwd":                "passwd.pdf",
		`C:\Windows\x`:                    "x.pdf",
		"CON.pdf":                         "DocumentoCON.pdf",
		"com1":                            "Documentocom1.pdf",
		"a\x00b":                          "ab.pdf",
		"x.pdf.exe":                       "x_pdf_exe.pdf",
		"x.PDF":                           "x.pdf",
		"gpj.\u202efdp.exe":               "gpj_fdp_exe.pdf",
		"":                                "Documento.pdf",
		"...":                             "Documento.pdf",
		"/":                               "Documento.pdf",
		"-rf":                             "-rf.pdf",
		"perché è così.pdf":               "perché è così.pdf",
		strings.Repeat("è", 300) + ".pdf": strings.Repeat("è", 58) + ".pdf",
	} {
		if got := sistema.NomeSicuro(nome); got != atteso {
			t.Errorf("%q becomes %q, not %q", nome, got, atteso)
		}
	}
}

func FuzzNomeSicuro(f *testing.F) {
	for _, s := range []string{"a/b", `a\b`, "\xff\xfe", "nul", strings.Repeat("🩺", 90), "a:b", "a|b", " .pdf"} {
		f.Add(s)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, s string) {
		n := sistema.NomeSicuro(s)

		if len(n) > 120 || !strings.HasSuffix(n, ".pdf") || !utf8.ValidString(n) || strings.ContainsAny(n, "/\\:\x00*?\"<>|\n") {
			t.Errorf("%q becomes %q", s, n)
		}
		if filepath.Dir(filepath.Join(dir, n)) != dir || n != sistema.NomeSicuro(n) {
			t.Errorf("%q becomes %q, then %q", s, n, sistema.NomeSicuro(n))
		}
	})
}
