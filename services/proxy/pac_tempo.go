package proxy

import (
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// aggiungiTempo defines weekdayRange, dateRange and timeRange. A last argument
// "GMT" asks for UTC, otherwise the hour is that of the workstation.
func aggiungiTempo(f map[string]any, ora func() time.Time) {
	f["weekdayRange"] = func(c goja.FunctionCall, vm *goja.Runtime) goja.Value {
		t, a := quando(c, ora)
		return vm.ToValue(giorniSettimana(t, a))
	}
	f["timeRange"] = func(c goja.FunctionCall, vm *goja.Runtime) goja.Value {
		t, a := quando(c, ora)
		return vm.ToValue(orario(t, a))
	}
	f["dateRange"] = func(c goja.FunctionCall, vm *goja.Runtime) goja.Value {
		t, a := quando(c, ora)
		return vm.ToValue(date(t, a))
	}
}

func quando(c goja.FunctionCall, ora func() time.Time) (time.Time, []goja.Value) {
	a := slices.DeleteFunc(slices.Clone(c.Arguments), goja.IsUndefined)
	t := ora().Local()
	if n := len(a); n > 0 && strings.EqualFold(a[n-1].String(), "GMT") {
		return t.UTC(), a[:n-1]
	}
	return t, a
}

// tra reports whether v is from a to b, which may go over the end of the cycle.
func tra(v, a, b int) bool {
	if a <= b {
		return a <= v && v <= b
	}
	return v >= a || v <= b
}

func giorniSettimana(t time.Time, a []goja.Value) bool {
	giorno := func(v goja.Value) int {
		return slices.Index([]string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}, strings.ToUpper(v.String()))
	}
	switch len(a) {
	case 1:
		return giorno(a[0]) == int(t.Weekday())
	case 2:
		return giorno(a[0]) >= 0 && giorno(a[1]) >= 0 && tra(int(t.Weekday()), giorno(a[0]), giorno(a[1]))
	}
	return false
}

// orario takes (h), (h, h), (h, m, h, m) or (h, m, s, h, m, s).
func orario(t time.Time, a []goja.Value) bool {
	n := make([]int, len(a))
	for i, v := range a {
		n[i] = int(v.ToInteger())
	}
	adesso := t.Hour()*3600 + t.Minute()*60 + t.Second()
	switch len(n) {
	case 1:
		return t.Hour() == n[0]
	case 2:
		return tra(adesso, n[0]*3600, n[1]*3600)
	case 4:
		return tra(adesso, n[0]*3600+n[1]*60, n[2]*3600+n[3]*60)
	case 6:
		return tra(adesso, n[0]*3600+n[1]*60+n[2], n[3]*3600+n[4]*60+n[5])
	}
	return false
}

// date takes days (1-31), months (JAN-DEC) and years, one set or two.
func date(t time.Time, a []goja.Value) bool {
	if len(a) == 0 || (len(a) > 1 && len(a)%2 == 1 && len(a) != 3) {
		return false
	}
	if len(a) == 1 || len(a) == 3 {
		v, peso := misuraData(a)
		return peso > 0 && v == adessoCon(t, a)
	}
	meta := len(a) / 2
	da, p1 := misuraData(a[:meta])
	al, p2 := misuraData(a[meta:])
	return p1 > 0 && p2 > 0 && tra(adessoCon(t, a[:meta]), da, al)
}

// misuraData turns the given parts into one number, year*372+month*31+day; peso
// is how many parts were understood, 0 if one was not.
func misuraData(a []goja.Value) (v, peso int) {
	for _, p := range a {
		tipo, n := parteData(p)
		if tipo == 0 {
			return 0, 0
		}
		v += n * tipo
		peso++
	}
	return v, peso
}

// adessoCon is today in the same parts.
func adessoCon(t time.Time, a []goja.Value) int {
	v := 0
	for _, p := range a {
		switch tipo, _ := parteData(p); tipo {
		case 1:
			v += t.Day()
		case 31:
			v += (int(t.Month()) - 1) * 31
		case 372:
			v += t.Year() * 372
		}
	}
	return v
}

// parteData tells a day (1), a month (31) or a year (372), and its value.
func parteData(p goja.Value) (tipo, n int) {
	mesi := []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}
	if m := slices.Index(mesi, strings.ToUpper(p.String())); m >= 0 {
		return 31, m
	}
	switch n := int(p.ToInteger()); {
	case n >= 1 && n <= 31:
		return 1, n
	case n > 31:
		return 372, n
	}
	return 0, 0
}
