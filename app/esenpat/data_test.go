package esenpat_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestPiuAnni_countsAsTheRegionalSystem(t *testing.T) {
	cases := []struct {
		from esenpat.Data
		n    int
		want string
	}{
		{esenpat.NewData(2024, time.February, 29), 5, "2029-02-28"},
		{esenpat.NewData(2024, time.February, 29), 4, "2028-02-29"},
		{esenpat.NewData(2026, time.November, 22), 5, "2031-11-22"},
		{esenpat.NewData(2026, time.December, 31), 5, "2031-12-31"},
	}
	for _, c := range cases {
		if got := c.from.PiuAnni(c.n).String(); got != c.want {
			t.Errorf("%s + %d years: got %s, want %s", c.from, c.n, got, c.want)
		}
	}
	if got := esenpat.NewData(2026, time.January, 31).PiuMesi(1).String(); got != "2026-02-28" {
		t.Errorf("31 January plus a month: got %s", got)
	}
}

// Manual: M67, C06.
func TestMinorenne_theBirthdayItselfIsAdult(t *testing.T) {
	a := esenpat.Assistito{Anagrafica: esenpat.Anagrafica{DataNascita: esenpat.NewData(2008, time.November, 22)}}
	if !a.Minorenne(esenpat.NewData(2026, time.November, 21)) {
		t.Error("the day before the 18th birthday is not a minor")
	}
	if a.Minorenne(esenpat.NewData(2026, time.November, 22)) {
		t.Error("the 18th birthday is a minor")
	}
}

func TestParseDataItaliana_acceptsWhatIsTyped(t *testing.T) {
	for in, want := range map[string]string{
		"22/11/2026": "2026-11-22", "1/2/2027": "2027-02-01", "01-02-2027": "2027-02-01", "01.02.2027": "2027-02-01",
		"29/02/2027": "", "22/11/26": "", "2026-11-22": "", "": "", "abc": "", "1/2-2027": "",
	} {
		d, err := esenpat.ParseDataItaliana(in)
		if d.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q (%v), want %q", in, d, err, want)
		}
	}
}

func TestDurata_unknownIsNeverUnlimited(t *testing.T) {
	var d esenpat.Durata
	if d.Nota() || d.Illimitata() {
		t.Error("the zero duration is known or unlimited")
	}
	if _, ok := d.Fine(esenpat.NewData(2026, 1, 1)); ok {
		t.Error("an unknown duration has an end")
	}
	five := esenpat.Durata{Valore: 5, Unita: esenpat.DurataAnni}
	if end, ok := five.Fine(esenpat.NewData(2024, 2, 29)); !ok || end.String() != "2029-02-28" {
		t.Errorf("five years from 29 February: %s %v", end, ok)
	}
}
