package guida_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/docs"
	viste "github.com/esenpat/esenpat-desktop/views/guida"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

func apri(t *testing.T) (fyne.Window, *viste.Vista) {
	t.Helper()
	kittest.App(t)
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	return kittest.Finestra(t, canvas.NewRectangle(nil), 1366, 768), viste.New(texts)
}

func TestGuida_opensAtItsChapterOnceAndEscCloses(t *testing.T) {
	w, v := apri(t)

	v.Mostra(w.Canvas(), guida.Apri("Guida", docs.Manuale, guida.Dati))
	v.Mostra(w.Canvas(), guida.Apri("Guida", docs.Manuale, guida.Bozze))

	if n := len(w.Canvas().Overlays().List()); n != 1 || !v.Aperta() {
		t.Fatalf("%d layers", n)
	}
	tendina, ok := w.Canvas().Focused().(*kit.Tendina)
	if !ok {
		t.Fatalf("focus on %T", w.Canvas().Focused())
	}
	if c, _ := tendina.Scelta(); !strings.Contains(c.Descrizione, "i dati") {
		t.Errorf("open at «%s»", c.Descrizione)
	}
	if o := kit.FocusOrder(w.Canvas()); !slices.Equal(o, []string{"Capitolo", "Chiudi"}) {
		t.Errorf("tab order %v", o)
	}

	kittest.Assesta(w)
	prima := v.Posizione()
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if v.Posizione() <= prima {
		t.Error("Page Down did not scroll")
	}

	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})

	if v.Aperta() {
		t.Error("Esc did not close the guide")
	}
}

func TestGuida_withoutTextOpensNothing(t *testing.T) {
	w, v := apri(t)

	v.Mostra(w.Canvas(), guida.Apri("Guida", "", guida.Firma))

	if v.Aperta() {
		t.Error("an empty guide was shown")
	}
}
