package kit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/galleria"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// striscia types s as a reader does: every 5 ms, Enter for a newline.
func striscia(w fyne.Window, tempo *kit.TempoFermo, s string) {
	for _, r := range s {
		if r == '\n' {
			premi(w, fyne.KeyReturn)
		} else {
			premi(w, fyne.KeyName(strings.ToUpper(string(r)))) // the window sends key and rune
			w.Canvas().Focused().TypedRune(r)
		}
		tempo.Avanza(5 * time.Millisecond)
	}
}

func TestLettore_unaTesseraNonScriveInNessunCampo(t *testing.T) {
	kittest.App(t)
	tempo := kittest.Tempo()
	l := kit.NewLettore(tempo)
	cf, cognome := kit.NewCampoCF("", l), kit.NewTesto("")
	cognome.UsaLettore(l)
	var letture []string
	invii := 0
	cf.OnScan = func(g string) { letture = append(letture, g) }
	cf.OnInvio = func(string) { invii++ }
	cognome.OnInvio = func(string) { invii++ }
	w := kittest.Finestra(t, galleria.Foglio(kit.Colonna(8, kit.NewCampo("Codice fiscale", true, cf), kit.NewCampo("Cognome", false, cognome))), 400, 240)
	w.Canvas().Focus(cognome)
	const tracce = "%VRDNNA80A41L219X^VERDI  ANNA^49?\n;80380000101234567890=4912?\n"

	striscia(w, tempo, tracce)
	if len(letture) != 0 {
		t.Error("la lettura va consegnata solo quando il lettore tace: la seconda traccia finirebbe altrove")
	}
	tempo.Avanza(time.Second)

	if !slices.Equal(letture, []string{tracce}) {
		t.Errorf("letture %q", letture)
	}
	if cf.Text != "" || cognome.Text != "" || invii != 0 {
		t.Errorf("è finito nei campi: cf %q, cognome %q, invii %d", cf.Text, cognome.Text, invii)
	}
}

func TestLettore_unPercentoScrittoAManoRestaNelCampo(t *testing.T) {
	kittest.App(t)
	tempo := kittest.Tempo()
	l := kit.NewLettore(tempo)
	l.OnLettura = func(string) { t.Error("non è una lettura") }
	nota := kit.NewTesto("")
	nota.UsaLettore(l)
	w := kittest.Finestra(t, galleria.Foglio(kit.NewCampo("Nota", false, nota)), 400, 140)
	w.Canvas().Focus(nota)

	for _, r := range "al 50% circa" {
		nota.TypedRune(r)
		tempo.Avanza(120 * time.Millisecond)
	}

	tempo.Avanza(time.Second)

	if nota.Text != "al 50% circa" {
		t.Errorf("testo %q", nota.Text)
	}
}

func TestLettore_unaLetturaInterrottaNonArrivaNelCampo(t *testing.T) {
	kittest.App(t)
	tempo := kittest.Tempo()
	l := kit.NewLettore(tempo)
	cf := kit.NewCampoCF("", l)
	var lette []string
	cf.OnScan = func(g string) { lette = append(lette, g) }
	w := kittest.Finestra(t, galleria.Foglio(kit.NewCampo("Codice fiscale", true, cf)), 400, 140)
	w.Canvas().Focus(cf)

	striscia(w, tempo, "%VRDNN")
	tempo.Avanza(300 * time.Millisecond)
	striscia(w, tempo, ";803800001\n")
	tempo.Avanza(300 * time.Millisecond)

	if !slices.Equal(lette, []string{"%VRDNN", ";803800001\n"}) || cf.Text != "" {
		t.Errorf("lette %q, campo %q", lette, cf.Text)
	}
}

func TestCampoCF_codiceABarreEIncolla(t *testing.T) {
	a := kittest.App(t)
	cf := kit.NewCampoCF("", kit.NewLettore(kittest.Tempo()))
	var inviato string
	cf.OnInvio = func(s string) { inviato = s }
	w := kittest.Finestra(t, galleria.Foglio(kit.NewCampo("Codice fiscale", true, cf)), 400, 140)
	w.Canvas().Focus(cf)

	for _, r := range "vrdnna80a41l219x" {
		cf.TypedRune(r)
	}
	premi(w, fyne.KeyReturn)
	if inviato != "VRDNNA80A41L219X" {
		t.Errorf("inviato %q", inviato)
	}
	cf.SetText("")
	a.Clipboard().SetContent(" vrd nna 80a41 l219x\n")
	cf.TypedShortcut(&fyne.ShortcutPaste{Clipboard: a.Clipboard()})
	if cf.Text != "VRDNNA80A41L219X" {
		t.Errorf("incollato %q", cf.Text)
	}
}
