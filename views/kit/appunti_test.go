package kit_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/views/kit"
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
