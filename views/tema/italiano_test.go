package tema_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// The toolkit reads the language once per process, so each language is a
// process of its own: this test starts itself again.
const variabileFiglio = "ESENPAT_PROVA_LINGUA"

func TestRegistraItaliano_unaConfermaDiceSiENoInOgniLingua(t *testing.T) {
	if os.Getenv(variabileFiglio) != "" {
		controllaConferma(t)
		return
	}
	for _, l := range []string{"it_IT.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "C", "zh_CN.UTF-8", "nl_NL.UTF-8"} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRegistraItaliano_unaConferma")
		cmd.Env = append(os.Environ(), variabileFiglio+"=1", "LANG="+l, "LC_ALL="+l, "LANGUAGE=")
		if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "Translation failure") {
			t.Errorf("con LANG=%s: %v\n%s", l, err, out)
		}
	}
}

// TestRegistra_inglese: asked for English, the toolkit speaks English on an
// Italian system too. A process of its own, as above.
func TestRegistra_inglese(t *testing.T) {
	if os.Getenv(variabileFiglio) == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRegistra_inglese$")
		cmd.Env = append(os.Environ(), variabileFiglio+"=1", "LANG=it_IT.UTF-8", "LC_ALL=it_IT.UTF-8", "LANGUAGE=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	test.NewTempApp(t)
	if err := tema.Registra(assets.Locale, "en"); err != nil {
		t.Fatal(err)
	}
	for chiave, want := range map[string]string{"monday": "Monday", "Cancel": "Cancel", "file.parent": "Parent folder", "kit.mese.05": "May"} {
		if got := lang.X(chiave, "⟦"+chiave+"⟧"); got != want {
			t.Errorf("%s = %q, want %q", chiave, got, want)
		}
	}
}

func controllaConferma(t *testing.T) {
	t.Helper()
	test.NewTempApp(t)
	if err := tema.RegistraItaliano(assets.Locale); err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(500, 300))
	dialog.NewConfirm("Prova", "Continuare?", func(bool) {}, w).Show()
	disegno := test.RenderToMarkup(w.Canvas())
	for _, parola := range []string{">Sì<", ">No<"} {
		if !strings.Contains(disegno, parola) {
			t.Errorf("la conferma non dice %s:\n%s", parola, disegno)
		}
	}
	if strings.Contains(disegno, ">Yes<") {
		t.Error("la conferma parla inglese")
	}
	if got := lang.X("monday", "Monday"); got != "lunedì" {
		t.Errorf("monday = %q", got)
	}
}

// TestRegistraItaliano_nessunaParolaDelToolkitManca compares our words with
// those the toolkit asks for.
func TestRegistraItaliano_nessunaParolaDelToolkitManca(t *testing.T) {
	b, err := assets.Locale.ReadFile("locale/it/kit.json")
	if err != nil {
		t.Fatal(err)
	}
	var nostre map[string]string
	if err := json.Unmarshal(b, &nostre); err != nil {
		t.Fatal(err)
	}
	for _, k := range paroleFyne() {
		if nostre["fyne."+k] == "" {
			t.Errorf("manca la parola %q del toolkit", k)
		}
	}
}

// paroleFyne are the base keys of fyne v2.8.0, lang/translations/base.en.json.
func paroleFyne() []string {
	giorni := []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	p := []string{
		"Advanced", "Cancel", "Confirm", "Copy", "Create Folder", "Cut", "Enter filename", "Error", "Favourites", "File", "Folder",
		"New Folder", "No", "OK", "Open", "Paste", "Quit", "Redo", "Save", "Select all", "Show Hidden Files", "Undo", "Yes", "file.name", "file.parent",
	}
	for _, g := range giorni {
		p = append(p, g, g+".short")
	}
	return p
}
