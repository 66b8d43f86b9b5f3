package esenpat

import (
	"strconv"
	"strings"
)

// PrecedeVersione reports whether version a comes before b. Versions are
// numbers with points between them, perhaps followed by something else
// ("1.4.0-prova"), which does not count; of what is no version nothing is said.
func PrecedeVersione(a, b string) bool {
	va, vb := numeri(a), numeri(b)
	if len(va) == 0 || len(vb) == 0 {
		return false
	}
	for i := range max(len(va), len(vb)) {
		var na, nb int
		if i < len(va) {
			na = va[i]
		}
		if i < len(vb) {
			nb = vb[i]
		}
		if na != nb {
			return na < nb
		}
	}
	return false
}

// numeri returns the leading numbers of a version, nil if it is none.
func numeri(v string) []int {
	v, _, _ = strings.Cut(strings.TrimPrefix(v, "v"), "-")
	var out []int
	for parte := range strings.SplitSeq(v, ".") {
		n, err := strconv.Atoi(parte)
		if err != nil || n < 0 {
			return nil
		}
		out = append(out, n)
	}
	return out
}
