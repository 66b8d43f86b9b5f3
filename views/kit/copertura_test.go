package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// TestCopertura_nothingGetsThroughAndWhatIsOpenStays guards SE-07: under the
// lock no key, shortcut or late dialog can be used or seen.
func TestCopertura_nothingGetsThroughAndWhatIsOpenStays(t *testing.T) {
	kittest.App(t)
	w := kittest.Finestra(t, kit.NewTesto(""), 800, 600)
	tela := w.Canvas()
	premuti, combinati := 0, 0
	tasti := kit.NewScorciatoie(tela)
	w.SetContent(kit.NewRadice(kit.NewTesto(""), tasti))
	tasti.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyF5, Fai: func() { premuti++ }})
	tasti.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyL, Mod: fyne.KeyModifierControl, Sempre: true, Fai: func() { combinati++ }})
	tela.SetOnTypedKey(func(ev *fyne.KeyEvent) { tasti.Tasto(ev) })
	campo := kit.NewTesto("")
	campo.ImpostaEtichetta("dentro")
	sotto := kit.NewDialogo("Sotto", campo, 400, kit.NewBottone(kit.Primario, "Fai", "", func() { premuti++ }))
	sotto.Mostra(tela)
	password := kit.NewSegreto("", false)
	invii := 0
	k := kit.NewCopertura(password, 300)
	k.OnInvio = func() { invii++ }

	k.Mostra(tela, password)
	if tela.Focused() != fyne.Focusable(password) {
		t.Error("the password has no focus")
	}
	password.TypedRune('x')
	for _, key := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyF5, fyne.KeyReturn} {
		tela.OnTypedKey()(&fyne.KeyEvent{Name: key}) // as after a click beside every control
	}
	combina(w, fyne.KeyL, fyne.KeyModifierControl)
	combina(w, fyne.KeyReturn, fyne.KeyModifierControl)
	if premuti != 0 || combinati != 0 || invii != 1 || !sotto.Aperto() {
		t.Errorf("got through: %d keys, %d shortcuts, %d Enter", premuti, combinati, invii)
	}

	tardi := kit.NewDialogo("Tardi", kit.NewTesto(""), 400, kit.NewBottone(kit.Primario, "Va bene", "", func() {}))
	tardi.Mostra(tela) // the answer to something that was sent before
	k.InCima()
	if tela.Overlays().Top() != fyne.CanvasObject(k) || !tardi.Aperto() || !sotto.Aperto() || password.Text != "x" {
		t.Error("a late dialog shows over the lock, or was lost")
	}
	tardi.Chiudi()
	k.InCima()
	if tela.Overlays().Top() != fyne.CanvasObject(k) || tardi.Aperto() {
		t.Error("closing what was under took the lock away")
	}

	k.Togli()
	if k.Aperta() || !sotto.Aperto() || !slices.Contains(kit.FocusOrder(tela), "dentro") {
		t.Error("what was open is not there any more")
	}
	tela.Focus(campo)
	combina(w, fyne.KeyL, fyne.KeyModifierControl)
	if combinati != 1 {
		t.Error("the lock's own shortcut does not work over a dialog")
	}
	premi(w, fyne.KeyEscape)
	if sotto.Aperto() {
		t.Error("the dialog does not work after the lock")
	}
	tela.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF5})
	if premuti != 1 {
		t.Error("the window's keys are dead after the lock")
	}
}
