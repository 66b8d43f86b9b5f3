package kit

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// DataEntry is a date typed as gg/mm/aaaa; the slashes come by themselves. The
// icon, or Alt+Down, opens a small Italian calendar. The toolkit's own entry
// follows the system's language and would turn day and month around.
type DataEntry struct {
	Testo
	// OnData is called with a complete, existing day, or with the zero time
	// when the field becomes empty; half a date calls nothing.
	OnData func(time.Time)

	oggi   func() time.Time
	icona  *premibile
	foglio *widget.PopUp
}

// NewDataEntry returns an empty date; oggi is where the calendar opens.
func NewDataEntry(oggi func() time.Time) *DataEntry {
	d := &DataEntry{oggi: oggi}
	d.icona = newPremibile(tema.IconaCalendario, Discreto, d.apri)
	d.ActionItem = d.icona
	d.prepara(d, parola("data.segnaposto"))
	d.Filtro = formaData
	d.OnChanged = func(s string) { d.avvisa(s) }
	return d
}

// formaData keeps digits and puts the slashes; a pasted 1-2-2026 is widened.
func formaData(s string) string {
	parti := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
	if len(parti) == 3 && len(parti[2]) == 4 {
		return fmt.Sprintf("%02s/%02s/%s", parti[0], parti[1], parti[2])
	}
	var b strings.Builder
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) || n == 8 {
			continue
		}
		if n == 2 || n == 4 {
			b.WriteByte('/')
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// leggiData returns the day of gg/mm/aaaa.
func leggiData(s string) (time.Time, bool) {
	t, err := time.Parse("02/01/2006", s)
	return t, err == nil && t.Year() >= 1000
}

// Imposta shows the day t; the zero time empties the field. OnData is not
// called.
func (d *DataEntry) Imposta(t time.Time) {
	s := ""
	if !t.IsZero() {
		s = t.Format("02/01/2006")
	}
	if s == d.Text {
		return
	}
	f := d.OnData
	d.OnData = nil
	d.SetText(s)
	d.OnData = f
}

// Giorno returns the day typed; ok is false for half or impossible dates. An
// empty field gives the zero time and true.
func (d *DataEntry) Giorno() (t time.Time, ok bool) {
	if d.Text == "" {
		return time.Time{}, true
	}
	return leggiData(d.Text)
}

func (d *DataEntry) avvisa(s string) {
	if s != formaData(s) || d.OnData == nil {
		return // the filter is about to change it again
	}
	if s == "" {
		d.OnData(time.Time{})
		return
	}
	if t, ok := leggiData(s); ok {
		d.OnData(t)
	}
}

// TypedShortcut implements fyne.Shortcutable: Alt+Down opens the calendar.
func (d *DataEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.KeyName == fyne.KeyDown && c.Modifier == fyne.KeyModifierAlt {
		d.apri()
		return
	}
	d.Testo.TypedShortcut(s)
}

// apri shows the calendar under the field, with the focus on it.
func (d *DataEntry) apri() {
	c := telaDi(d)
	if c == nil || d.Disabled() {
		return
	}
	t, ok := d.Giorno()
	if !ok || t.IsZero() {
		t = d.oggi()
	}
	cal := NewCalendario(t, func(g time.Time) {
		d.chiudi()
		d.SetText(g.Format("02/01/2006"))
	}, d.chiudi)
	c.Unfocus()
	d.foglio = widget.NewPopUp(NewMargine(cal, Spazio8, Spazio8), c)
	d.foglio.ShowAtRelativePosition(fyne.NewPos(0, d.Size().Height+2), d)
	c.Focus(cal)
}

func (d *DataEntry) chiudi() {
	if d.foglio != nil {
		d.foglio.Hide()
		d.foglio = nil
		Focalizza(d)
	}
}
