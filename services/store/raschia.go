package store

import (
	"encoding/binary"
	"os"
)

// latoPagina is the size of a page in every database that this program makes.
const latoPagina = 4096

// foglia is the first byte of a page that holds rows of a table.
const foglia = 0x0d

// raschia reads the rows of a database page by page, without its schema and its
// trees: what leads to a page may be damaged while the page is whole ("Database
// File Format", sqlite.org/fileformat2.html, 1.6 and 2.1). f gets the columns
// of each row. Nothing here trusts a number it reads.
func raschia(file string, f func(colonne []any)) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	p := pagine(b)
	for n := 1; n <= p.quante(); n++ {
		pagina, testa := p.pagina(n), 0
		if n == 1 {
			testa = 100 // the header of the file
		}
		if pagina[testa] != foglia {
			continue
		}
		celle := int(binary.BigEndian.Uint16(pagina[testa+3:]))
		for i := range celle {
			posto := testa + 8 + 2*i
			if posto+2 > len(pagina) {
				break
			}
			if riga := p.riga(pagina, int(binary.BigEndian.Uint16(pagina[posto:]))); riga != nil {
				f(riga)
			}
		}
	}
	return nil
}

type pagine []byte

func (p pagine) quante() int { return len(p) / latoPagina }

func (p pagine) pagina(n int) []byte { return p[(n-1)*latoPagina : n*latoPagina] }

// riga returns the columns of the cell at an offset of a page, nil if it is none.
func (p pagine) riga(pagina []byte, da int) []any {
	if da >= len(pagina) {
		return nil
	}
	resto := pagina[da:]
	lungo, n := varint(resto)
	resto = resto[n:]
	_, m := varint(resto) // the rowid
	if n == 0 || m == 0 || lungo > uint64(len(p)) {
		return nil
	}
	contenuto := p.contenuto(resto[m:], int(lungo))
	if contenuto == nil {
		return nil
	}
	return colonne(contenuto)
}

// contenuto joins what lies in the page and in those that it spills over to.
func (p pagine) contenuto(resto []byte, lungo int) []byte {
	const massimo, minimo = latoPagina - 35, (latoPagina-12)*32/255 - 23
	qui := lungo
	if lungo > massimo {
		if qui = minimo + (lungo-minimo)%(latoPagina-4); qui > massimo {
			qui = minimo
		}
	}
	if qui > len(resto) {
		return nil
	}
	out := append(make([]byte, 0, lungo), resto[:qui]...)
	if qui == lungo {
		return out
	}
	if qui+4 > len(resto) {
		return nil
	}
	for poi := int(binary.BigEndian.Uint32(resto[qui:])); len(out) < lungo; {
		if poi < 2 || poi > p.quante() {
			return nil
		}
		pagina := p.pagina(poi)
		out = append(out, pagina[4:min(latoPagina, 4+lungo-len(out))]...)
		poi = int(binary.BigEndian.Uint32(pagina))
	}
	return out
}

// colonne takes a record apart; nil if it is none.
func colonne(b []byte) []any {
	testa, n := varint(b)
	if n == 0 || testa > uint64(len(b)) {
		return nil
	}
	tipi, dati := b[n:max(n, int(testa))], b[testa:]
	var out []any
	for len(tipi) > 0 {
		tipo, n := varint(tipi)
		if n == 0 {
			return nil
		}
		tipi = tipi[n:]
		valore, usati, ok := colonna(tipo, dati)
		if !ok {
			return nil
		}
		dati, out = dati[usati:], append(out, valore)
	}
	return out
}

func colonna(tipo uint64, dati []byte) (valore any, usati int, ok bool) {
	switch {
	case tipo == 8 || tipo == 9: // the constants 0 and 1
		return int64(tipo - 8), 0, true
	case tipo >= 1 && tipo <= 6:
		usati = int(tipo)
		if tipo > 4 { // the last two kinds have six and eight bytes
			usati = 2*int(tipo) - 4
		}
		if usati > len(dati) {
			return nil, 0, false
		}
		intero := int64(int8(dati[0])) // the sign is in the first byte
		for _, c := range dati[1:usati] {
			intero = intero<<8 | int64(c)
		}
		return intero, usati, true
	case tipo >= 12:
		lungo := (tipo - 12) / 2
		if lungo > uint64(len(dati)) {
			return nil, 0, false
		}
		if tipo%2 == 1 {
			return string(dati[:lungo]), int(lungo), true
		}
		return dati[:lungo], int(lungo), true
	}
	return nil, 0, false // NULL and floats are in none of our columns
}

// varint reads a number of one to nine bytes; n is 0 if there is none.
func varint(b []byte) (v uint64, n int) {
	for n < min(9, len(b)) {
		c := b[n]
		n++
		if n == 9 {
			return v<<8 | uint64(c), n
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, n
		}
	}
	return 0, 0
}
