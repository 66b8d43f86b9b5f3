package carattere

import (
	"encoding/binary"
	"errors"
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
