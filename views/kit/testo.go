package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testo is a single-line entry. Enter calls OnInvio; when there is none, Enter
// goes to the dialog or window above, as Esc always does. Set the toolkit's
// OnChanged for changes, SetText and Text for the value.
type Testo struct {
	widget.Entry
	OnInvio func(string)
	// OnTasto sees every key first and reports whether it used it.
	OnTasto func(*fyne.KeyEvent) bool
	OnFuoco func(preso bool)
	// Filtro, if set, turns what is typed or pasted into what is kept.
	Filtro func(string) string

	io      fyne.Widget // what stands on the canvas, it may embed this
	nome    string
	errore  bool
	fuoco   bool
	lettore *Lettore
}

// NewTesto returns an empty entry with a placeholder.
func NewTesto(segnaposto string) *Testo {
	t := &Testo{}
	t.prepara(t, segnaposto)
	return t
}

func (t *Testo) prepara(w fyne.Widget, segnaposto string) {
	t.io = w
	t.PlaceHolder = segnaposto
	t.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	t.ExtendBaseWidget(w)
}

// Etichetta implements Etichettato.
func (t *Testo) Etichetta() string { return t.nome }

// AccessibilityLabel implements fyne.Accessible.
func (t *Testo) AccessibilityLabel() string { return t.nome }

// AccessibilityRole implements fyne.Accessible.
func (t *Testo) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// ImpostaEtichetta names the control; Campo does it.
func (t *Testo) ImpostaEtichetta(s string) { t.nome = s }

// ImpostaErrore draws the border in the error colour; Campo does it.
func (t *Testo) ImpostaErrore(si bool) {
	if t.errore != si {
		t.errore = si
		t.Refresh()
	}
}

// UsaLettore lets the window's card reader guard watch this entry.
func (t *Testo) UsaLettore(l *Lettore) { t.lettore = l }

// SelezionaTutto selects the text, so that what is typed replaces it.
func (t *Testo) SelezionaTutto() { t.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// FocusGained implements fyne.Focusable.
func (t *Testo) FocusGained() {
	t.fuoco = true
	t.Entry.FocusGained()
	inVista(t.io)
	if t.OnFuoco != nil {
		t.OnFuoco(true)
	}
}

// FocusLost implements fyne.Focusable.
func (t *Testo) FocusLost() {
	t.fuoco = false
	t.Entry.FocusLost()
	if t.OnFuoco != nil {
		t.OnFuoco(false)
	}
}

// TypedRune implements fyne.Focusable.
func (t *Testo) TypedRune(r rune) {
	if t.Disabled() || (t.lettore != nil && t.lettore.runa(t, r)) {
		return
	}
	t.Entry.TypedRune(r)
	t.filtra()
	if !t.MultiLine { // a message above may have pushed it under the fold
		inVista(t.io)
	}
}

// TypedKey implements fyne.Focusable.
func (t *Testo) TypedKey(ev *fyne.KeyEvent) {
	if t.lettore != nil && t.lettore.tasto(ev) {
		return
	}
	if t.OnTasto != nil && t.OnTasto(ev) {
		return
	}
	switch string(ev.Name) {
	case tastoReturn, tastoEnter:
		switch {
		case t.MultiLine:
			t.Entry.TypedKey(ev)
		case t.OnInvio != nil:
			t.OnInvio(t.Text)
		default:
			propaga(t.io, ev)
		}
	case tastoEscape, tastoF1, tastoF5:
		propaga(t.io, ev)
	default:
		t.Entry.TypedKey(ev)
	}
}

// filtra keeps only what Filtro allows, with the caret where it was.
func (t *Testo) filtra() {
	if t.Filtro == nil {
		return
	}
	if f := t.Filtro(t.Text); f != t.Text {
		col := t.CursorColumn - (len([]rune(t.Text)) - len([]rune(f)))
		t.SetText(f)
		t.CursorColumn = max(col, 0)
		t.Refresh()
	}
}

// TypedShortcut implements fyne.Shortcutable: editing stays here, the rest
// goes up.
func (t *Testo) TypedShortcut(s fyne.Shortcut) {
	if !diModifica(s) {
		propagaScorciatoia(t.io, s)
		return
	}
	if incolla, si := s.(*fyne.ShortcutPaste); si {
		s = &fyne.ShortcutPaste{Clipboard: appuntiCorti{incolla.Clipboard}}
	}
	t.Entry.TypedShortcut(s)
	t.filtra()
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut:
		copiato(t.io)
	}
}

// CreateRenderer implements fyne.Widget: the toolkit's entry with our border.
func (t *Testo) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererTesto{WidgetRenderer: t.Entry.CreateRenderer(), t: t, bordo: rettangolo(6)}
	r.colora()
	return r
}

type rendererTesto struct {
	fyne.WidgetRenderer
	t     *Testo
	bordo *canvas.Rectangle
}

func (r *rendererTesto) Objects() []fyne.CanvasObject {
	return append(r.WidgetRenderer.Objects(), r.bordo)
}

func (r *rendererTesto) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.bordo.Resize(s)
}

func (r *rendererTesto) colora() {
	nome, w := tema.BordoCampo, float32(1)
	switch {
	case r.t.fuoco:
		nome, w = tema.Trasparente, 0 // the toolkit draws the 2 px focus border
	case r.t.errore:
		nome, w = tema.Errore, 2
	case r.t.Disabled():
		nome = tema.Linea
	}
	r.bordo.StrokeColor, r.bordo.StrokeWidth = tema.Colore(r.t, nome), w
}

func (r *rendererTesto) Refresh() {
	r.colora()
	r.WidgetRenderer.Refresh()
	r.bordo.Refresh()
}
