package esenpat

import (
	"fmt"
	"time"
)

// Data is a calendar day without time and zone, as in "fine validità" and
// "data di nascita". The zero value means no date. On the wire and in files it
// is YYYY-MM-DD (RFC 3339 full-date), on the screen gg/mm/aaaa.
type Data struct {
	Anno   int
	Mese   time.Month
	Giorno int
}

const formatoData = "2006-01-02"

// NewData returns the day a-m-g without checking it; see ParseData.
func NewData(anno int, mese time.Month, giorno int) Data { return Data{anno, mese, giorno} }

// DataDi returns the calendar day of t in t's own location.
func DataDi(t time.Time) Data {
	a, m, g := t.Date()
	return Data{a, m, g}
}

// ParseData reads YYYY-MM-DD. The error has code "data.non-valida".
func ParseData(s string) (Data, error) {
	t, err := time.Parse(formatoData, s)
	if err != nil {
		return Data{}, NewError(Invalid, "data.non-valida", "esenpat.ParseData")
	}
	return DataDi(t), nil
}

// ParseDataItaliana reads gg/mm/aaaa, also with one-digit day and month and
// with "-" or "." in place of "/". The error has code "data.non-valida".
func ParseDataItaliana(s string) (Data, error) {
	var g, m, a int
	var s1, s2 rune
	n, err := fmt.Sscanf(s, "%d%c%d%c%d", &g, &s1, &m, &s2, &a)
	if err != nil || n != 5 || s1 != s2 || (s1 != '/' && s1 != '-' && s1 != '.') || a < 1000 {
		return Data{}, NewError(Invalid, "data.non-valida", "esenpat.ParseDataItaliana")
	}
	d := Data{a, time.Month(m), g}
	if !d.Valida() {
		return Data{}, NewError(Invalid, "data.non-valida", "esenpat.ParseDataItaliana")
	}
	return d, nil
}

// Vuota reports whether there is no date.
func (d Data) Vuota() bool { return d == Data{} }

// Valida reports whether the day exists in the calendar.
func (d Data) Valida() bool {
	return d.Anno > 0 && DataDi(time.Date(d.Anno, d.Mese, d.Giorno, 0, 0, 0, 0, time.UTC)) == d
}

// String returns YYYY-MM-DD, or "" for no date.
func (d Data) String() string {
	if d.Vuota() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Anno, int(d.Mese), d.Giorno)
}

// Italiana returns gg/mm/aaaa, or "" for no date.
func (d Data) Italiana() string {
	if d.Vuota() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Giorno, int(d.Mese), d.Anno)
}

// Prima reports whether d comes before o.
func (d Data) Prima(o Data) bool { return d.String() < o.String() }

// PiuGiorni returns d moved by n days.
func (d Data) PiuGiorni(n int) Data {
	return DataDi(time.Date(d.Anno, d.Mese, d.Giorno+n, 0, 0, 0, 0, time.UTC))
}

// PiuMesi returns the same day n months later; a day that does not exist
// becomes the last of its month (29 February plus twelve months is 28
// February), as the regional system counts (spec 1.3, durata tipo).
func (d Data) PiuMesi(n int) Data {
	primo := time.Date(d.Anno, d.Mese+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	ultimo := primo.AddDate(0, 1, -1).Day()
	return Data{primo.Year(), primo.Month(), min(d.Giorno, ultimo)}
}

// PiuAnni returns the same day n years later, see PiuMesi.
func (d Data) PiuAnni(n int) Data { return d.PiuMesi(12 * n) }

// AnniCompiuti returns the full years between d (a birth date) and al; who is
// born on 29 February has their birthday on 1 March in common years. The 18th
// birthday counts as adult (spec 2, C06).
func (d Data) AnniCompiuti(al Data) int {
	n := al.Anno - d.Anno
	if al.Mese < d.Mese || (al.Mese == d.Mese && al.Giorno < d.Giorno) {
		n--
	}
	return n
}

// Inizio returns the first instant of the day in loc.
func (d Data) Inizio(loc *time.Location) time.Time {
	return time.Date(d.Anno, d.Mese, d.Giorno, 0, 0, 0, 0, loc)
}

// MarshalText implements encoding.TextMarshaler as YYYY-MM-DD.
func (d Data) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; empty text is no date.
func (d *Data) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Data{}
		return nil
	}
	v, err := ParseData(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
