package guida_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/docs"
)

const radice = "../../.."

// TestGuida_bothLanguagesHaveTheSameChapters: nobody translates half a guide.
// In each chapter the other language has as many pictures and numbered steps.
func TestGuida_bothLanguagesHaveTheSameChapters(t *testing.T) {
	it, en := guida.Apri("", docs.Manuale, "").Sezioni, guida.Apri("", docs.ManualeInglese, "").Sezioni
	if len(it) != len(en) {
		t.Fatalf("%d chapters in Italian, %d in English", len(it), len(en))
	}
	punti := func(x guida.Sezione) (n int) {
		for _, r := range x.Righe {
			if strings.HasSuffix(r.Segno, ".") {
				n++
			}
		}
		return n
	}
	figure := func(testo string) []string {
		guidaSola, _, _ := strings.Cut(testo, "<!-- fine della guida")
		var f []string
		for _, m := range regexp.MustCompile(`\]\((immagini/[^)]+)\)`).FindAllStringSubmatch(guidaSola, -1) {
			f = append(f, m[1])
		}
		return f
	}

	for i := range it {
		if it[i].Schermo != en[i].Schermo {
			t.Errorf("chapter %d: %s and %s", i+1, it[i].Schermo, en[i].Schermo)
		}
		if it[i].Titolo == en[i].Titolo || len(en[i].Righe) == 0 {
			t.Errorf("«%s» is not translated", en[i].Titolo)
		}
		if it[i].Schermo != guida.Documenti && punti(it[i]) != punti(en[i]) {
			t.Errorf("«%s»: %d steps, %d in English", it[i].Titolo, punti(it[i]), punti(en[i]))
		}
	}
	if a, b := figure(docs.Manuale), figure(docs.ManualeInglese); !slices.Equal(a, b) {
		t.Errorf("pictures %q\nin English %q", a, b)
	}
}

func TestGuida_everyScreenHasItsSection(t *testing.T) {
	s := guida.Apri("Guida", docs.Manuale, "")

	var visti []string
	for _, x := range s.Sezioni {
		visti = append(visti, x.Schermo)
		if len(x.Righe) == 0 {
			t.Errorf("«%s» is empty", x.Titolo)
		}
	}
	if !slices.Equal(visti, guida.Schermi()) {
		t.Errorf("the guide has %v\nthe program %v", visti, guida.Schermi())
	}
	for i, schermo := range guida.Schermi() {
		if got := guida.Apri("", docs.Manuale, schermo).Scelta; got != i {
			t.Errorf("%s opens section %d, want %d", schermo, got, i)
		}
	}
}

// The three words that the manual defines are defined in the window's guide too.
// Manual: M07.
func TestGuida_leParoleSiLegganoNellaFinestra(t *testing.T) {
	s := guida.Apri("", docs.Manuale, guida.Parole)

	var testo strings.Builder
	for _, r := range s.Sezioni[s.Scelta].Righe {
		testo.WriteString(r.Testo + "\n")
	}
	for _, v := range []string{"Certificato: il Certificato di Condizione o Malattia", "Attestato: il documento con tutte le esenzioni attive", "Assistito: il cittadino assistito dalla Regione Piemonte"} {
		if !strings.Contains(testo.String(), v) {
			t.Errorf("%q is not in %q", v, testo.String())
		}
	}
}

func TestGuida_readsAsPlainTextInTheWindow(t *testing.T) {
	for _, x := range guida.Apri("", docs.Manuale, "").Sezioni {
		for _, r := range x.Righe {
			if strings.ContainsAny(r.Testo, "*`|") || strings.Contains(r.Testo, "](") || strings.Contains(r.Testo, "<!--") || strings.HasPrefix(r.Testo, "#") {
				t.Errorf("«%s»: a mark is left: %s", x.Titolo, r.Testo)
			}
		}
	}

	got := guida.Apri("", "# T\n## Uno\n<!-- schermo: x -->\n\n![f](a.png)\n\n1. Premere **«Ok»**.\n- e `poi`\n\nFine.\n<!-- fine della guida nella finestra -->\n## Due\n", "x").Sezioni

	want := []guida.Riga{{Testo: "Premere «Ok».", Segno: "1."}, {Testo: "e poi", Segno: "•"}, {Testo: "Fine."}}
	if len(got) != 1 || got[0].Schermo != "x" || !slices.Equal(got[0].Righe, want) {
		t.Errorf("got %+v", got)
	}
}

func TestPasso_anUnknownStepShowsTheWholeRoad(t *testing.T) {
	if guida.Passo(1) != guida.Assistito || guida.Passo(6) != guida.Esenzione || guida.Passo(0) != guida.Percorso || guida.Passo(7) != guida.Percorso {
		t.Error("wrong section")
	}
}

func TestGuida_everyItemOfTheManualNamesATestThatExists(t *testing.T) {
	esistono := proveNelCodice(t)
	riga := regexp.MustCompile(`(?m)^\| (M\d+) \| ([^|]+) \| ([^|]*) \|`)

	righe := riga.FindAllStringSubmatch(docs.Manuale, -1)

	if len(righe) != 126 {
		t.Fatalf("%d items, want 126", len(righe))
	}
	for i, r := range righe {
		n := strconv.Itoa(i + 1)
		if want := "M" + strings.Repeat("0", max(0, 2-len(n))) + n; r[1] != want {
			t.Errorf("item %s, want %s", r[1], want)
		}
		nomi := regexp.MustCompile("`(Test[^`]+)`").FindAllStringSubmatch(r[3], -1)
		if len(nomi) == 0 {
			t.Errorf("%s names no test", r[1])
		}
		for _, n := range nomi {
			if !esistono[n[1]] {
				t.Errorf("%s names %s, which does not exist", r[1], n[1])
			}
		}
	}
}

// Manual: M07.
func TestGuida_namesOnlyWhatTheProgramShows(t *testing.T) {
	for lingua, testo := range map[string]string{"it": docs.Manuale, "en": docs.ManualeInglese} {
		t.Run(lingua, func(t *testing.T) { nominaCioCheCE(t, lingua, testo) })
	}
}

func nominaCioCheCE(t *testing.T, lingua, testo string) {
	t.Helper()
	texts, err := testi.Load(assets.Locale, "locale/"+lingua)
	if err != nil {
		t.Fatal(err)
	}
	var tutti strings.Builder
	for _, k := range texts.Keys() {
		tutti.WriteString(texts.T(k) + "\n")
	}
	guidaSola, _, _ := strings.Cut(testo, "<!-- fine della guida")
	guidaSola = guidaSola[strings.Index(guidaSola, "## "):] // what stands before names the web service

	nomi := regexp.MustCompile(`«([^»…]+)…?»`).FindAllStringSubmatch(guidaSola, -1)

	if len(nomi) < 150 {
		t.Fatalf("only %d names in the guide", len(nomi))
	}
	for _, n := range nomi {
		if !strings.Contains(tutti.String(), strings.TrimSpace(n[1])) {
			t.Errorf("the guide says «%s», the program does not", n[1])
		}
	}
}

func TestGuida_everyPictureIsThere(t *testing.T) {
	figure := regexp.MustCompile(`\]\((immagini/[^)]+)\)`).FindAllStringSubmatch(docs.Manuale, -1)

	if len(figure) < 12 {
		t.Errorf("%d pictures", len(figure))
	}
	for _, f := range figure {
		if i, err := os.Stat(filepath.Join(radice, "docs", filepath.FromSlash(f[1]))); err != nil || i.Size() < 4096 {
			t.Errorf("picture %s: %v", f[1], err)
		}
	}
}

// proveNelCodice are the names of all tests of the program.
func proveNelCodice(t *testing.T) map[string]bool {
	t.Helper()
	nome := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	out := map[string]bool{}
	for _, dir := range []string{"app", "assets", "cmd", "services", "views"} {
		err := filepath.WalkDir(filepath.Join(radice, dir), func(p string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(p, "_test.go") {
				return err
			}
			b, err := os.ReadFile(p)
			for _, m := range nome.FindAllStringSubmatch(string(b), -1) {
				out[m[1]] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
