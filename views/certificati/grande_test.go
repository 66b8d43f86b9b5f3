package certificati_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Found at 1366x768 with «Molto grande»: the empty list made the window 926
// high, and the buttons of every dialog stood below the screen.
func TestElencoVuoto_conITestiMoltoGrandiNonAlzaLaFinestra(t *testing.T) {
	b := nuovo(t, &mondo{})
	fyne.CurrentApp().Settings().SetTheme(tema.Nuovo(tema.Chiaro, 1.5, assets.Terzi))
	b.quieto()
	if h := b.v.Contenuto().MinSize().Height; h > 560 {
		t.Errorf("the empty list wants a height of %v", h)
	}
}
