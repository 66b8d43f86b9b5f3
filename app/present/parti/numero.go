package parti

import "strconv"

// Numero writes n with the thousands apart, as the language does: «62.333» in
// Italian, «62,333» in English. Up to four digits stand together.
func Numero(t interface {
	T(key string, kv ...string) string
}, n int,
) string {
	s := strconv.Itoa(n)
	if n < 10000 {
		return s
	}
	segno := t.T("numero.migliaia")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + segno + s[i:]
	}
	return s
}
