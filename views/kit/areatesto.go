package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
)

// AreaTesto is a multi-line entry with a limit. Inside a Campo the counter
// «n/limite» stands beside the label. Tab leaves the field, as everywhere.
type AreaTesto struct {
	Testo
	OnMutato func(string)

	limite    int
	contatore func(string)
}

// NewAreaTesto returns an area of righe lines for at most limite characters.
func NewAreaTesto(segnaposto string, righe, limite int) *AreaTesto {
	a := &AreaTesto{limite: limite}
	a.MultiLine = true
	a.prepara(a, segnaposto)
	a.Wrapping = fyne.TextWrapWord
	a.SetMinRowsVisible(righe)
	a.Filtro = func(s string) string {
		if r := []rune(s); a.limite > 0 && len(r) > a.limite {
			return string(r[:a.limite])
		}
		return s
	}
	a.OnChanged = func(s string) {
		a.conta()
		if a.OnMutato != nil {
			a.OnMutato(s)
		}
	}
	return a
}

// AcceptsTab implements fyne.Tabbable: Tab moves on, it is no character of a
// clinical text.
func (a *AreaTesto) AcceptsTab() bool { return false }

// Imposta sets the text, cut at the limit.
func (a *AreaTesto) Imposta(s string) {
	if s != a.Text {
		a.SetText(a.Filtro(s))
	}
}

func (a *AreaTesto) conta() {
	if a.contatore != nil && a.limite > 0 {
		a.contatore(strconv.Itoa(len([]rune(a.Text))) + "/" + strconv.Itoa(a.limite))
	}
}
