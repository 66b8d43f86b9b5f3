package kit_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/views/kit"
)

// TestTesto_fiveMegabytesPastedDoNotReachTheField guards FT-53: the toolkit lays
// out no more than a field may hold, and the clipboard stays as it was.
func TestTesto_fiveMegabytesPastedDoNotReachTheField(t *testing.T) {
	a := test.NewTempApp(t)
	lungo := strings.Repeat("è ", 5<<19)
	a.Clipboard().SetContent(lungo)
	area := kit.NewAreaTesto("", 5, 0)
	test.NewTempWindow(t, area)

	area.TypedShortcut(&fyne.ShortcutPaste{Clipboard: a.Clipboard()})

	if n := utf8.RuneCountInString(area.Text); n != 20_001 || !strings.HasPrefix(lungo, area.Text) || a.Clipboard().Content() != lungo {
		t.Errorf("%d characters", n)
	}
	a.Clipboard().SetContent("breve")
	area.SetText("")
	area.TypedShortcut(&fyne.ShortcutPaste{Clipboard: a.Clipboard()})
	if area.Text != "breve" {
		t.Errorf("%q", area.Text)
	}
}
