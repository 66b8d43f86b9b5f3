package kit_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

type clip struct{ testo string }

func (c *clip) Content() string     { return c.testo }
func (c *clip) SetContent(s string) { c.testo = s }

func TestAppunti_areClearedAfterAMinuteAndNeverTakeAwayWhatOthersPutThere(t *testing.T) {
	tempo := kit.NewTempoFermo(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
	c := &clip{}
	a := kit.NewAppunti(c, tempo)

	a.Copia("048")
	tempo.Avanza(40 * time.Second)
	a.Copia("C02")
	tempo.Avanza(59 * time.Second)
	if c.testo != "C02" {
		t.Errorf("a newer copy was taken away by the minute of the older one: %q", c.testo)
	}
	tempo.Avanza(time.Second)
	if c.testo != "" {
		t.Errorf("after a minute %q is still there", c.testo)
	}

	a.Copia("048")
	c.SetContent("copied elsewhere")
	tempo.Avanza(time.Minute)
	a.Svuota()
	if c.testo != "copied elsewhere" {
		t.Errorf("what another program copied was taken away: %q", c.testo)
	}
}

// TestTesto_whatIsCopiedOutOfAFieldLeavesTheClipboardToo guards SE-13.
func TestTesto_whatIsCopiedOutOfAFieldLeavesTheClipboardToo(t *testing.T) {
	a := kittest.App(t)
	tempo := kittest.Tempo()
	appunti := kit.NewAppunti(a.Clipboard(), tempo)
	campo := kit.NewTesto("")
	w := kittest.Finestra(t, campo, 300, 100)
	radice := kit.NewRadice(campo, kit.NewScorciatoie(w.Canvas()))
	radice.OnCopia = appunti.Sorveglia
	w.SetContent(radice)
	campo.SetText("notacanarino")
	campo.SelezionaTutto()

	campo.TypedShortcut(&fyne.ShortcutCopy{Clipboard: a.Clipboard()})

	if a.Clipboard().Content() != "notacanarino" {
		t.Fatal("not copied")
	}
	tempo.Avanza(time.Minute)
	if c := a.Clipboard().Content(); c != "" {
		t.Errorf("after a minute: %q", c)
	}
}
