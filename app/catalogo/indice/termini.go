package indice

import "strings"

// scansiona calls emit for every word of folded text: runs of letters and
// digits, with "%" after them; "<", ">", "€", "≥" and runs of "*" stand alone.
// Words joined by "." or "/" between digits come both whole and in parts, so
// that "2/3", "174.9" and "388/2000" are found as typed and by their parts.
func scansiona(s string, emit func(parola string, intera bool)) {
	for i := 0; i < len(s); {
		if !parolaByte(s[i]) {
			if n := segno(s[i:]); n > 0 {
				emit(s[i:i+n], true)
				i += n
				continue
			}
			i++
			continue
		}
		j, giunti := finoA(s, i)
		emit(s[i:j], true)
		if giunti {
			for p := range strings.FieldsFuncSeq(s[i:j], func(r rune) bool { return r == '.' || r == '/' }) {
				emit(p, false)
			}
		}
		i = j
	}
}

// finoA returns the end of the word that begins at i and whether it holds
// joints ("." or "/" between two digits).
func finoA(s string, i int) (int, bool) {
	giunti := false
	j := i
	for j < len(s) {
		switch c := s[j]; {
		case parolaByte(c):
			j++
		case (c == '.' || c == '/') && j > i && cifra(s[j-1]) && j+1 < len(s) && cifra(s[j+1]):
			giunti = true
			j++
		case c == '%':
			return j + 1, giunti
		default:
			return j, giunti
		}
	}
	return j, giunti
}

// numero reports whether the word is made of digits only.
func numero(p string) bool { return strings.Trim(p, "0123456789") == "" }

func cifra(c byte) bool { return c >= '0' && c <= '9' }

// parolaByte reports whether c belongs to a word; bytes of non-ASCII letters
// do, except the first bytes of the signs of segno.
func parolaByte(c byte) bool {
	return cifra(c) || (c >= 'a' && c <= 'z') || (c >= 0x80 && c != 0xe2)
}

func segno(s string) int {
	for _, x := range [...]string{"<", ">", "€", "≥", "≤"} {
		if strings.HasPrefix(s, x) {
			return len(x)
		}
	}
	return len(s) - len(strings.TrimLeft(s, "*"))
}

// sigla joins an abbreviation written with dots: "d.m." is "dm", "d.lgs." is
// "dlgs". It is false for any other run of letters and dots.
func sigla(tratto string) (string, bool) {
	p := strings.Split(strings.TrimSuffix(tratto, "."), ".")
	return strings.Join(p, ""), len(p) > 1 && len(p[0]) == 1
}

func fuoriSigla(r rune) bool { return r != '.' && (r < 'a' || r > 'z') }

// sigle calls emit for every abbreviation of folded text, joined.
func sigle(s string, emit func(string)) {
	for t := range strings.FieldsFuncSeq(s, fuoriSigla) {
		if g, ok := sigla(t); ok {
			emit(g)
		}
	}
}

// unisciSigle writes the abbreviations of folded text joined.
func unisciSigle(s string) string {
	var b strings.Builder
	for s != "" {
		n := strings.IndexFunc(s, fuoriSigla)
		if n < 0 {
			n = len(s)
		}
		if g, ok := sigla(s[:n]); ok {
			b.WriteString(g + " ")
		} else {
			b.WriteString(s[:n])
		}
		s = s[n:]
		n = strings.IndexFunc(s, func(r rune) bool { return !fuoriSigla(r) })
		if n < 0 {
			n = len(s)
		}
		b.WriteString(s[:n])
		s = s[n:]
	}
	return b.String()
}

// Compatta keeps letters and digits only, upper case: the form in which codes
// are compared ("pml 284" and "PML284", "174.9" and "1749").
func Compatta(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case cifra(c), c >= 'A' && c <= 'Z', c >= 0x80:
			b.WriteByte(c)
		case c >= 'a' && c <= 'z':
			b.WriteByte(c - 'a' + 'A')
		}
	}
	return b.String()
}

// compattaLegge folds a legal reference so that spacing, punctuation and usual
// abbreviations do not count: "Legge n. 289/1990" and "L.289/90" become equal.
// Two-digit years after a slash become four-digit ones.
func compattaLegge(piegato string) string {
	var b strings.Builder
	forme := strings.NewReplacer(
		"decreto legislativo", "dlgs", "d.lgs.vo", "dlgs", "d.l.vo", "dlgs", "d. lgs", "dlgs", "d.lgs", "dlgs",
		"decreto ministeriale", "dm", "d.m.", "dm", "d.p.c.m.", "dpcm", "d.p.r.", "dpr", "d.g.r.", "dgr", "l.r.", "lr",
		"legge regionale", "lr", "legge", "l", "articolo", "art", "comma", "c", "co.", "c", "lettera", "lett",
	)
	scansiona(forme.Replace(piegato), func(p string, intera bool) {
		if !intera || p == "n" || p == "nr" || p == "num" || p == "numero" {
			return
		}
		num, anno, ok := strings.Cut(p, "/")
		if ok && len(anno) == 2 {
			secolo := "20"
			if anno >= "30" {
				secolo = "19"
			}
			anno = secolo + anno
		}
		b.WriteString(num)
		b.WriteString(anno)
	})
	return b.String()
}
