// Command finestra-nuda is the smallest window of the toolkit: a label and a
// focused entry. make bench measures it beside the program, in the same run.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.NewWithID("it.esenpat.nuda")
	w := a.NewWindow("Finestra nuda")
	e := widget.NewEntry()
	w.SetContent(container.NewVBox(widget.NewLabel("Finestra nuda"), e))
	w.Resize(fyne.NewSize(1280, 720))
	w.Canvas().Focus(e)
	w.ShowAndRun()
}
