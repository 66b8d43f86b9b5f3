package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

func TestF1_reachesTheWindowUnderDialogAndFieldWithTheTopmostChapter(t *testing.T) {
	kittest.App(t)
	w := kittest.Finestra(t, kit.NewEtichetta("", kit.Corpo, kit.Neutro), 800, 600)
	c := w.Canvas()
	s := kit.NewScorciatoie(c)
	var aperti []string
	s.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyF1, Nome: "F1", Fai: func() { aperti = append(aperti, kit.ArgomentoDi(c)) }, Sempre: true})
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { s.Tasto(ev) })
	campo := kit.NewTesto("")
	sotto := kit.NewDialogo("Sotto", kit.NewCampo("Campo", false, campo), 400, kit.NewBottone(kit.Primario, "Ok", "", func() {}))
	sotto.Argomento("firma")
	sopra := kit.NewConferma("Sopra", "?", "No", "Sì", false, func() {})

	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	sotto.Mostra(c)
	campo.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	sopra.Mostra(c)
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})

	if len(aperti) != 3 || aperti[0] != "" || aperti[1] != "firma" || aperti[2] != "firma" {
		t.Errorf("chapters asked for: %q", aperti)
	}
}
