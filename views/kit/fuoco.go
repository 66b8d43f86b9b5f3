package kit

import (
	"fyne.io/fyne/v2"
)

// Etichettato is a control that says what it is: every focusable widget of the
// kit implements it, and a test walks each screen looking for empty labels.
type Etichettato interface {
	// Etichetta returns the field's or button's name as the user knows it.
	Etichetta() string
}

// conEtichetta is what Campo tells its name to.
type conEtichetta interface{ ImpostaEtichetta(string) }

// conErrore is what Campo tells its error state to.
type conErrore interface{ ImpostaErrore(bool) }

// telaDi returns the canvas o stands on. The toolkit knows it only after the
// first frame; until then it is that of the program's only window, so that a
// page can be shown and get the focus in the same breath. nil if there is none.
func telaDi(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	if c := app.Driver().CanvasForObject(o); c != nil {
		return c
	}
	if w := app.Driver().AllWindows(); len(w) == 1 {
		return w[0].Canvas()
	}
	return nil
}

// propaga hands a key that a focused widget did not use to the layer above
// (dialog, wizard or window), so that Esc and Enter work from anywhere. The
// toolkit gives keys to the focused widget only.
func propaga(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := telaDi(o); c != nil {
		if f := c.OnTypedKey(); f != nil {
			f(ev)
		}
	}
}

// TelaDi returns the canvas o stands on, nil if there is none: for opening
// dialogs over a screen.
func TelaDi(o fyne.CanvasObject) fyne.Canvas { return telaDi(o) }

// strato is an overlay of the kit that has its own shortcuts.
type strato interface {
	scorciatoia(s fyne.Shortcut) bool
}

// conTasto is an overlay of the kit that uses plain keys.
type conTasto interface {
	tastoDiCima(ev *fyne.KeyEvent)
}

// allaCima gives a key to the layer on top of c, whichever layer the canvas
// still calls: layers may come and go in any order.
func allaCima(c fyne.Canvas, ev *fyne.KeyEvent) bool {
	st, ok := c.Overlays().Top().(conTasto)
	if ok {
		st.tastoDiCima(ev)
	}
	return ok
}

// propagaScorciatoia hands a shortcut that a focused widget did not use to the
// top layer or, when there is none, to the window. The toolkit's entries
// swallow every shortcut, so without this Ctrl+N would die in a text field.
func propagaScorciatoia(o fyne.CanvasObject, s fyne.Shortcut) {
	c := telaDi(o)
	if c == nil {
		return
	}
	if r, ok := c.Content().(*Radice); ok && r.scorciatoie != nil {
		r.scorciatoie.Esegui(s)
		return
	}
	if st, ok := c.Overlays().Top().(strato); ok {
		st.scorciatoia(s)
		return
	}
	if c.Overlays().Top() != nil {
		return
	}
	if sc, ok := c.(fyne.Shortcutable); ok {
		sc.TypedShortcut(s)
	}
}

// copiato tells the window that a field gave text to the clipboard.
func copiato(o fyne.CanvasObject) {
	if c := telaDi(o); c != nil {
		if r, ok := c.Content().(*Radice); ok && r.OnCopia != nil {
			r.OnCopia()
		}
	}
}

// Focalizza gives the focus to o if it stands on a canvas.
func Focalizza(o fyne.Focusable) {
	obj, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := telaDi(obj); c != nil {
		c.Focus(o)
	}
}

// FocusOrder returns the labels of the controls of the top layer of c in tab
// order, for tests of forms. A control without a label gives "?". It leaves
// nothing focused.
func FocusOrder(c fyne.Canvas) []string {
	var nomi []string
	visti := map[fyne.Focusable]bool{}
	c.Unfocus()
	for {
		c.FocusNext()
		f := c.Focused()
		if f == nil || visti[f] {
			break
		}
		visti[f] = true
		nomi = append(nomi, NomeDi(f))
	}
	c.Unfocus()
	return nomi
}

// NomeDi returns the label of a control, "?" if it has none.
func NomeDi(f fyne.Focusable) string {
	if e, ok := f.(Etichettato); ok && e.Etichetta() != "" {
		return e.Etichetta()
	}
	return "?"
}

// Mostra shows or hides o.
func Mostra(o fyne.CanvasObject, si bool) {
	if si {
		o.Show()
		return
	}
	o.Hide()
}
