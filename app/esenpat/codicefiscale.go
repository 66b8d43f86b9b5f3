package esenpat

import (
	"log/slog"
	"strings"
	"time"
	"unicode"
)

// CodiceFiscale is a checked, upper-case tax code of a natural person
// (16 characters, D.M. 23/12/1976), omocodia included.
type CodiceFiscale string

const (
	mesiCF     = "ABCDEHLMPRST"
	omocodiaCF = "LMNPQRSTUV"
)

// valoriDispari is the official table of the odd positions for 0-9 and A-Z
// (the same values serve the digit n and the letter at place n).
const valoriDispari = "\x01\x00\x05\x07\x09\x0d\x0f\x11\x13\x15\x02\x04\x12\x14\x0b\x03\x06\x08\x0c\x0e\x10\x0a\x16\x19\x18\x17"

// ParseCodiceFiscale normalises what was typed, pasted or read from the card
// (blanks removed, upper case) and checks form and check character. Errors,
// all Invalid at field "codice_fiscale": "cf.vuoto", "cf.lunghezza",
// "cf.forma", "cf.carattere-di-controllo".
func ParseCodiceFiscale(s string) (CodiceFiscale, error) {
	s = strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00a0' || r == '\u200b' {
			return -1
		}
		return r
	}, s))
	fault := func(code string) error {
		return NewError(Invalid, code, "esenpat.ParseCodiceFiscale").At("codice_fiscale")
	}
	switch {
	case s == "":
		return "", fault("cf.vuoto")
	case straniero(s):
		return "", fault("cf.stp-eni")
	case len(s) == 11 && soloCifre(s):
		return "", fault("cf.provvisorio")
	case len(s) != 16:
		return "", fault("cf.lunghezza")
	case !formaCF(s):
		return "", fault("cf.forma")
	case carattereControllo(s[:15]) != s[15]:
		return "", fault("cf.carattere-di-controllo")
	}
	return CodiceFiscale(s), nil
}

// straniero reports whether s is the code of a foreigner who is temporarily here
// or not enrolled (STP, ENI): 16 characters as well, but not a fiscal code.
func straniero(s string) bool {
	return len(s) == 16 && (strings.HasPrefix(s, "STP") || strings.HasPrefix(s, "ENI")) && soloCifre(s[3:])
}

func soloCifre(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// formaCF checks letters, digits (or their omocodia letters), month and day.
func formaCF(s string) bool {
	for i := range 16 {
		c := s[i]
		switch i {
		case 6, 7, 9, 10, 12, 13, 14:
			if _, ok := cifraCF(c); !ok {
				return false
			}
		case 8:
			if strings.IndexByte(mesiCF, c) < 0 {
				return false
			}
		default:
			if c < 'A' || c > 'Z' {
				return false
			}
		}
	}
	d1, _ := cifraCF(s[9])
	d2, _ := cifraCF(s[10])
	g := 10*d1 + d2
	return (g >= 1 && g <= 31) || (g >= 41 && g <= 71)
}

func cifraCF(c byte) (int, bool) {
	if c >= '0' && c <= '9' {
		return int(c - '0'), true
	}
	n := strings.IndexByte(omocodiaCF, c)
	return n, n >= 0
}

func carattereControllo(s string) byte {
	sum := 0
	for i := range 15 {
		c := s[i]
		n := int(c - 'A')
		if c >= '0' && c <= '9' {
			n = int(c - '0')
		}
		if i%2 == 0 {
			n = int(valoriDispari[n])
		}
		sum += n
	}
	return byte('A' + sum%26)
}

// Sesso returns F or M as coded in the day of birth.
func (cf CodiceFiscale) Sesso() Sesso {
	if len(cf) != 16 {
		return ""
	}
	if d, _ := cifraCF(cf[9]); d >= 4 {
		return Femmina
	}
	return Maschio
}

// DataNascita returns the coded birth date. The code has two digits for the
// year: the latest century that does not lie after oggi is taken.
func (cf CodiceFiscale) DataNascita(oggi Data) Data {
	if len(cf) != 16 {
		return Data{}
	}
	digit := func(i int) int { n, _ := cifraCF(cf[i]); return n }
	giorno := 10*digit(9) + digit(10)
	if giorno > 40 {
		giorno -= 40
	}
	mese := time.Month(strings.IndexByte(mesiCF, cf[8]) + 1)
	d := Data{oggi.Anno/100*100 + 10*digit(6) + digit(7), mese, giorno}
	if oggi.Prima(d) {
		d.Anno -= 100
	}
	return d
}

// ComponiCodiceFiscale builds the code from registry data; it serves the test
// environment's invented people and the check of a code against a record.
// codiceCatastale is the Belfiore code of the birthplace (Z + 3 digits abroad).
func ComponiCodiceFiscale(cognome, nome string, nascita Data, sesso Sesso, codiceCatastale string) CodiceFiscale {
	giorno := nascita.Giorno
	if sesso == Femmina {
		giorno += 40
	}
	anno := nascita.Anno % 100
	s := letteCognome(cognome) + letteNome(nome) +
		string([]byte{byte('0' + anno/10), byte('0' + anno%10), mesiCF[nascita.Mese-1], byte('0' + giorno/10), byte('0' + giorno%10)}) +
		strings.ToUpper(codiceCatastale)
	return CodiceFiscale(s + string(carattereControllo(s)))
}

// Omocodia returns the variant of cf with its last n digits (1 to 7) replaced
// by letters, as the tax office does for two people with the same code.
func (cf CodiceFiscale) Omocodia(n int) CodiceFiscale {
	b := []byte(cf[:15])
	for _, i := range []int{14, 13, 12, 10, 9, 7, 6}[:min(n, 7)] {
		if b[i] >= '0' && b[i] <= '9' {
			b[i] = omocodiaCF[b[i]-'0']
		}
	}
	return CodiceFiscale(string(b) + string(carattereControllo(string(b))))
}

// LogValue implements slog.LogValuer: a fiscal code never reaches a log.
func (CodiceFiscale) LogValue() slog.Value { return slog.StringValue(masked) }

func lettere(s string) (consonanti, vocali string) {
	senza := strings.NewReplacer("À", "A", "È", "E", "É", "E", "Ì", "I", "Ò", "O", "Ù", "U", "Ü", "U", "Ö", "O", "Ä", "A", "Ç", "C", "Ñ", "N")
	for _, r := range senza.Replace(strings.ToUpper(s)) {
		switch {
		case r < 'A' || r > 'Z':
		case strings.ContainsRune("AEIOU", r):
			vocali += string(r)
		default:
			consonanti += string(r)
		}
	}
	return consonanti, vocali
}

func letteCognome(s string) string {
	c, v := lettere(s)
	return (c + v + "XXX")[:3]
}

func letteNome(s string) string {
	c, v := lettere(s)
	if len(c) > 3 {
		c = c[:1] + c[2:4]
	}
	return (c + v + "XXX")[:3]
}
