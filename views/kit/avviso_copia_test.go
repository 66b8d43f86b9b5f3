package kit_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

func TestAvviso_iDettagliSiCopianoPerUnMinuto(t *testing.T) {
	app := kittest.App(t)
	tempo := kittest.Tempo()
	a := kit.NewAvviso()
	w := kittest.Finestra(t, a, 600, 300)
	radice := kit.NewRadice(a, nil)
	radice.OnCopia = kit.NewAppunti(app.Clipboard(), tempo).Sorveglia
	w.SetContent(radice)
	a.Mostra(kit.Notizia{Titolo: "Non riuscito.", Dettagli: "rete.assente · 7f3a"})

	if o := kit.FocusOrder(w.Canvas()); len(o) != 1 || o[0] != "Dettagli" {
		t.Fatalf("with the details closed: %q", o)
	}
	for range 2 { // opens the details, then copies them
		w.Canvas().FocusNext()
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}

	if got := app.Clipboard().Content(); got != "rete.assente · 7f3a" {
		t.Fatalf("copied %q", got)
	}
	tempo.Avanza(time.Minute)
	if got := app.Clipboard().Content(); got != "" {
		t.Errorf("after a minute %q is still there", got)
	}
}
