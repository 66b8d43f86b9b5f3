package esenpat_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestComponiCodiceFiscale_followsTheDecree(t *testing.T) {
	cases := []struct {
		cognome, nome string
		nascita       esenpat.Data
		sesso         esenpat.Sesso
		luogo         string
		want          esenpat.CodiceFiscale
	}{
		{"Provetti", "Ada", esenpat.NewData(1968, time.March, 12), esenpat.Femmina, "L219", "PRVDAA68C52L219G"},
		{"Collaudi", "Bruno", esenpat.NewData(1975, time.November, 5), esenpat.Maschio, "D205", "CLLBRN75S05D205G"},
		{"Fo", "Io", esenpat.NewData(2001, time.January, 1), esenpat.Maschio, "Z404", ""},
		{"D'Alì", "Gianfranco", esenpat.NewData(1950, time.December, 31), esenpat.Maschio, "F839", ""},
	}
	for _, c := range cases {
		got := esenpat.ComponiCodiceFiscale(c.cognome, c.nome, c.nascita, c.sesso, c.luogo)
		if c.want != "" && got != c.want {
			t.Errorf("%s %s: got %s, want %s", c.cognome, c.nome, got, c.want)
		}
		parsed, err := esenpat.ParseCodiceFiscale(string(got))
		if err != nil || parsed != got {
			t.Errorf("%s does not parse back: %v", got, err)
		}
		if got.Sesso() != c.sesso || got.DataNascita(esenpat.NewData(2026, time.November, 22)) != c.nascita {
			t.Errorf("%s: sesso %s nascita %s", got, got.Sesso(), got.DataNascita(esenpat.NewData(2026, time.November, 22)))
		}
	}
}

func TestParseCodiceFiscale_saysWhatIsWrong(t *testing.T) {
	cases := map[string]string{
		"":                     "cf.vuoto",
		"   ":                  "cf.vuoto",
		"PRVDAA68C52L219":      "cf.lunghezza",
		"PRVDAA68C52L219GG":    "cf.lunghezza",
		"PRVDAA68C52L219H":     "cf.carattere-di-controllo",
		"1RVDAA68C52L219G":     "cf.forma",
		"PRVDAA68C32L219G":     "cf.forma",
		"PRVDAA68C00L219G":     "cf.forma",
		"PRVDAA68Z52L219G":     "cf.forma",
		"PRVDAA68C52L2È9":      "cf.forma",
		"prvdaa68c52l219g":     "",
		" PRV DAA 68C52 L219G": "",
	}
	for in, want := range cases {
		_, err := esenpat.ParseCodiceFiscale(in)
		if got := esenpat.CodeOf(err); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Manual: M50.
func TestOmocodia_parsesAndKeepsBirthAndGender(t *testing.T) {
	base := esenpat.ComponiCodiceFiscale("Verdi", "Anna", esenpat.NewData(1984, time.February, 29), esenpat.Femmina, "L219")
	for n := 1; n <= 7; n++ {
		cf, err := esenpat.ParseCodiceFiscale(string(base.Omocodia(n)))
		if err != nil {
			t.Fatalf("%d letters: %v", n, err)
		}
		if cf == base || cf.Sesso() != esenpat.Femmina || cf.DataNascita(esenpat.NewData(2026, 1, 1)) != esenpat.NewData(1984, 2, 29) {
			t.Errorf("%d letters: %s reads differently", n, cf)
		}
	}
}

func FuzzParseCodiceFiscale(f *testing.F) {
	f.Add("PRVDAA68C52L219G")
	f.Add("\u200bPRVDAA68C52L219G\n")
	f.Add("ßßßßßßßßßßßßßßßß")
	f.Fuzz(func(t *testing.T, s string) {
		cf, err := esenpat.ParseCodiceFiscale(s)
		if (err == nil) != (cf != "") {
			t.Fatalf("%q: code %q with error %v", s, cf, err)
		}
		if err == nil {
			if again, err2 := esenpat.ParseCodiceFiscale(string(cf)); err2 != nil || again != cf {
				t.Fatalf("%q is not stable", cf)
			}
		}
	})
}
