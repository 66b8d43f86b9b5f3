package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// Found in the window: after «Provider di firma» was chosen with the mouse the
// focus came back to it, and the letters of the alias chose another provider.
func TestTendina_chiScegliePuoSpostareIlFuoco(t *testing.T) {
	kittest.App(t)
	alias := kit.NewTesto("")
	tendina := kit.NewTendina("", []kit.Voce{{Codice: "ARUBA", Descrizione: "Aruba"}, {Codice: "INFOCERT", Descrizione: "InfoCert"}}, func(kit.Voce) { kit.Focalizza(alias) })
	w := kittest.Finestra(t, kit.Colonna(8, tendina, alias), 600, 400)

	test.Tap(tendina)
	premi(w, fyne.KeyDown)
	premi(w, fyne.KeyReturn)
	for _, r := range "infocert" {
		w.Canvas().Focused().TypedRune(r)
	}

	if v, _ := tendina.Scelta(); v.Codice != "ARUBA" || alias.Text != "infocert" {
		t.Errorf("scelto %q, alias %q", v.Codice, alias.Text)
	}
}
