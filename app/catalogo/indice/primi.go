package indice

import "slices"

// primi returns the k documents of lowest cost (all if k is 0) in order of
// cost, length of the description and place. It keeps a heap of k keys, so that a term found in every
// entry costs one pass and no sort.
func primi(docs []int32, k int, costo []uint16, lunga func(doc int32) uint8) []int32 {
	if k <= 0 || k > len(docs) {
		k = len(docs)
	}
	mucchio := make([]uint64, 0, k)
	for _, d := range docs {
		v := uint64(costo[d])<<40 | uint64(lunga(d))<<32 | uint64(d)
		switch {
		case len(mucchio) < k:
			mucchio = append(mucchio, v)
			sali(mucchio)
		case v < mucchio[0]:
			mucchio[0] = v
			scendi(mucchio)
		}
	}
	slices.Sort(mucchio)
	out := docs[:0:0]
	for _, v := range mucchio {
		out = append(out, int32(v&0x7fffffff))
	}
	return out
}

// sali restores the heap (largest first) after its last key was added.
func sali(m []uint64) {
	for i := len(m) - 1; i > 0; {
		p := (i - 1) / 2
		if m[p] >= m[i] {
			return
		}
		m[p], m[i] = m[i], m[p]
		i = p
	}
}

// scendi restores the heap after its first key was replaced.
func scendi(m []uint64) {
	for i := 0; ; {
		f := 2*i + 1
		if f >= len(m) {
			return
		}
		if f+1 < len(m) && m[f+1] > m[f] {
			f++
		}
		if m[i] >= m[f] {
			return
		}
		m[i], m[f] = m[f], m[i]
		i = f
	}
}
