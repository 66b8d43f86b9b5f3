package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// Found in the window: after «L'assistito non è in carico» a search that found
// the patient left the banner's room empty above the form.
func TestProcedura_ilPostoDellAvvisoSiLiberaAncheSeIlCorpoCambia(t *testing.T) {
	kittest.App(t)
	w := test.NewWindow(kit.NewEtichetta("sotto", kit.Corpo, kit.Neutro))
	defer w.Close()
	w.Resize(fyne.NewSize(1280, 720))
	p := kit.NewProcedura("Nuovo Certificato", kittest.Tempo())
	corpo := kit.NewEtichetta("Codice fiscale", kit.Corpo, kit.Neutro)
	p.Corpo(corpo)
	p.Mostra(w.Canvas(), nil)
	y := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(corpo).Y }
	prima := y()

	p.Avviso().Mostra(kit.Notizia{Tono: kit.TonoErrore, Titolo: "Titolo.", Causa: "Causa.", Rimedio: "Rimedio."})
	if y() <= prima {
		t.Fatalf("the banner does not push the body: %v", y())
	}
	p.Avviso().Mostra(kit.Notizia{})
	if y() != prima {
		t.Errorf("body at %v, at %v before the banner", y(), prima)
	}
}
