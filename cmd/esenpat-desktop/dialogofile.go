package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// mostraFile shows the toolkit's file dialog in a comfortable size. The size
// comes after Show: before it the dialog of Fyne 2.8 has no window yet and its
// Resize ends the program.
func mostraFile(d *dialog.FileDialog) {
	d.Show()
	d.Resize(fyne.NewSize(860, 560))
}
