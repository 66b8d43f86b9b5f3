package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

func TestProcedura_focusUnderTheFoldIsScrolledIntoView(t *testing.T) {
	kittest.App(t)
	corpo := kit.Colonna(kit.Spazio16)
	var ultimo *kit.Testo
	for range 30 {
		ultimo = kit.NewTesto("")
		corpo.Add(kit.NewCampo("campo", false, ultimo))
	}
	p := kit.NewProcedura("prova", kittest.Tempo())
	conferma := kit.NewBottone(kit.Primario, "Conferma", "", func() {})
	p.Bottoni(conferma)
	p.Corpo(corpo)
	w := kittest.Finestra(t, container.NewStack(), 1366, 768)
	p.Mostra(w.Canvas(), nil)
	kittest.Assesta(w)
	alto := func(o fyne.CanvasObject) float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
	}

	kit.Focalizza(ultimo)
	y := alto(ultimo)
	if y < 60 || y > 660 {
		t.Errorf("the last field stands at y=%v", y)
	}
	kit.Focalizza(conferma) // the footer does not scroll anything
	if dopo := alto(ultimo); dopo != y {
		t.Errorf("the body moved from %v to %v", y, dopo)
	}
	kit.Focalizza(ultimo)
	p.InCima() // as when a message appears at the top
	if y := alto(ultimo); y < 768 {
		t.Fatalf("the last field is in view at y=%v: nothing to test", y)
	}
	ultimo.TypedRune('8')
	if y := alto(ultimo); y < 60 || y > 660 {
		t.Errorf("the field being written stands at y=%v", y)
	}
}
