package carattere

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

func u16(b []byte, i int) int {
	if i < 0 || i+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[i:]))
}

func u32(b []byte, i int) int {
	if i < 0 || i+4 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint32(b[i:]))
}

// mappa reads the Unicode subtables of a cmap table: format 4 for two-byte
// codes and format 12 for all.
func mappa(cmap []byte) (map[rune]uint16, error) {
	g := map[rune]uint16{}
	for i := range u16(cmap, 2) {
		e := 4 + 8*i
		piattaforma, codifica, da := u16(cmap, e), u16(cmap, e+2), u32(cmap, e+4)
		unicode := piattaforma == 0 || (piattaforma == 3 && (codifica == 1 || codifica == 10))
		if !unicode || da >= len(cmap) {
			continue
		}
		switch t := cmap[da:]; u16(t, 0) {
		case 4:
			mappa4(t, g)
		case 12:
			mappa12(t, g)
		}
	}
	if len(g) == 0 {
		return nil, errors.New("no Unicode character map")
	}
	return g, nil
}

func mappa4(t []byte, g map[rune]uint16) {
	n := u16(t, 6) / 2
	for i := range n {
		fine, inizio := u16(t, 14+2*i), u16(t, 16+2*n+2*i)
		delta, rinvio := u16(t, 16+4*n+2*i), u16(t, 16+6*n+2*i)
		for c := inizio; c <= fine && c < 0xFFFF; c++ {
			glifo := c
			if rinvio != 0 {
				glifo = u16(t, 16+6*n+2*i+rinvio+2*(c-inizio))
			}
			if glifo != 0 {
				glifo = (glifo + delta) & 0xFFFF
			}
			if glifo != 0 {
				g[rune(c)] = uint16(glifo)
			}
		}
	}
}

func mappa12(t []byte, g map[rune]uint16) {
	for i := range min(u32(t, 12), len(t)/12) {
		e := 16 + 12*i
		inizio, fine, glifo := u32(t, e), u32(t, e+4), u32(t, e+8)
		for c := inizio; c <= fine && c <= 0x10FFFF; c++ {
			if v := (glifo + c - inizio) & 0xFFFF; v != 0 {
				g[rune(c)] = uint16(v)
			}
		}
	}
}

// conMappa returns the font with its character map replaced by m (two-byte
// codes only), as one format 4 subtable with a segment per run of codes.
func conMappa(dati []byte, m map[rune]uint16) ([]byte, error) {
	t, err := tabelle(dati)
	if err != nil {
		return nil, err
	}
	t = maps.Clone(t)
	t["cmap"] = scriviMappa4(m)
	nomi := slices.Sorted(maps.Keys(t))
	be := binary.BigEndian
	out := append([]byte(nil), dati[:4]...)
	out = be.AppendUint16(out, uint16(len(nomi)))
	out = append(out, dati[6:12]...)
	da := 12 + 16*len(nomi)
	var corpo []byte
	for _, n := range nomi {
		out = append(out, n...)
		out = be.AppendUint32(out, somma(t[n]))
		out = be.AppendUint32(out, uint32(da+len(corpo)))
		out = be.AppendUint32(out, uint32(len(t[n])))
		corpo = append(corpo, t[n]...)
		for len(corpo)%4 != 0 {
			corpo = append(corpo, 0)
		}
	}
	return append(out, corpo...), nil
}

func somma(b []byte) uint32 {
	var s uint32
	for i := 0; i < len(b); i += 4 {
		var q [4]byte
		copy(q[:], b[i:])
		s += binary.BigEndian.Uint32(q[:])
	}
	return s
}

type tratto struct{ inizio, fine int }

func scriviMappa4(m map[rune]uint16) []byte {
	var tratti []tratto
	for _, r := range slices.Sorted(maps.Keys(m)) {
		c := int(r)
		if k := len(tratti); k > 0 && tratti[k-1].fine == c-1 {
			tratti[k-1].fine = c
		} else {
			tratti = append(tratti, tratto{c, c})
		}
	}
	tratti = append(tratti, tratto{0xFFFF, 0xFFFF})
	n := len(tratti)
	var fini, inizi, delta, rinvii, glifi []int
	for i, s := range tratti {
		fini, inizi = append(fini, s.fine), append(inizi, s.inizio)
		if s.inizio == 0xFFFF {
			delta, rinvii = append(delta, 1), append(rinvii, 0)
			continue
		}
		delta, rinvii = append(delta, 0), append(rinvii, 2*(n-i)+2*len(glifi))
		for c := s.inizio; c <= s.fine; c++ {
			glifi = append(glifi, int(m[rune(c)]))
		}
	}
	lung := 16 + 8*n + 2*len(glifi)
	v := []int{0, 1, 3, 1, 0, 12, 4, lung, 0, 2 * n, 0, 0, 0}
	v = append(v, fini...)
	v = append(v, 0)
	v = append(v, inizi...)
	v = append(v, delta...)
	v = append(v, rinvii...)
	v = append(v, glifi...)
	out := make([]byte, 0, 2*len(v))
	for _, x := range v {
		out = binary.BigEndian.AppendUint16(out, uint16(x))
	}
	return out
}
