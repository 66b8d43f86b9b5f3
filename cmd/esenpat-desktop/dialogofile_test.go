package main

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/test"
)

// TestMostraFile_doesNotEndTheProgram: every «Salva», «Importa» and «Verifica»
// of the window crashed in the toolkit's Resize.
func TestMostraFile_doesNotEndTheProgram(t *testing.T) {
	app := test.NewTempApp(t)
	w := app.NewWindow("prova")
	w.Resize(fyne.NewSize(1280, 720))
	w.Show()

	mostraFile(dialog.NewFileOpen(func(fyne.URIReadCloser, error) {}, w))
	mostraFile(dialog.NewFileSave(func(fyne.URIWriteCloser, error) {}, w))

	if n := len(w.Canvas().Overlays().List()); n != 2 {
		t.Errorf("%d dialogs are open, want 2", n)
	}
}
