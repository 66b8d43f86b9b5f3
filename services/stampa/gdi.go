package stampa

import (
	"encoding/binary"
	"image"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// What follows is how Windows wants to be told of a page and of the paper. It
// calls nothing, so that it is tested on every system.

// Places in a DEVMODEW and values of it (wingdi.h).
const (
	modoCampi   = 72 // dmFields, 4 bytes
	modoVerso   = 76 // dmOrientation; this and the next ones 2 bytes
	modoCarta   = 78 // dmPaperSize
	modoCopie   = 86 // dmCopies
	modoLati    = 94 // dmDuplex
	modoOrdine  = 100
	modoMinimo  = 102
	campiScelti = 0x1 | 0x2 | 0x100 | 0x1000 | 0x8000 // the fields above
	versoDritto = 1
	cartaA4     = 9
	latoUno     = 1
	latiDue     = 2 // along the long edge
)

// imposta writes the choices into a DEVMODEW that the driver has filled, and
// reports whether it is one.
func imposta(modo []byte, o esenpat.OpzioniStampa) bool {
	if len(modo) < modoMinimo {
		return false
	}
	lati := uint16(latoUno)
	if o.FronteRetro {
		lati = latiDue
	}
	b := binary.LittleEndian
	b.PutUint32(modo[modoCampi:], b.Uint32(modo[modoCampi:])|campiScelti)
	b.PutUint16(modo[modoVerso:], versoDritto)
	b.PutUint16(modo[modoCarta:], cartaA4)
	b.PutUint16(modo[modoCopie:], uint16(o.Copie))
	b.PutUint16(modo[modoLati:], lati)
	b.PutUint16(modo[modoOrdine:], 1) // whole copies, one after the other
	return true
}

// bitmap returns a page as Windows wants it: a BITMAPINFOHEADER and rows of
// blue, green, red from the last to the first, each a multiple of four bytes.
// Not every driver takes the rows from the top.
func bitmap(p image.Image) (testa, righe []byte) {
	r := p.Bounds()
	passo := (r.Dx()*3 + 3) &^ 3
	testa, righe = make([]byte, 40), make([]byte, passo*r.Dy())
	b := binary.LittleEndian
	b.PutUint32(testa, 40)
	b.PutUint32(testa[4:], uint32(r.Dx()))
	b.PutUint32(testa[8:], uint32(r.Dy()))
	b.PutUint16(testa[12:], 1)
	b.PutUint16(testa[14:], 24)
	b.PutUint32(testa[20:], uint32(len(righe)))
	punti, veloce := p.(*image.RGBA)
	for y := range r.Dy() {
		riga := righe[passo*(r.Dy()-1-y):]
		for x := range r.Dx() {
			if veloce {
				q := punti.Pix[punti.PixOffset(r.Min.X+x, r.Min.Y+y):]
				riga[3*x], riga[3*x+1], riga[3*x+2] = q[2], q[1], q[0]
				continue
			}
			rosso, verde, blu, _ := p.At(r.Min.X+x, r.Min.Y+y).RGBA()
			riga[3*x], riga[3*x+1], riga[3*x+2] = byte(blu>>8), byte(verde>>8), byte(rosso>>8)
		}
	}
	return testa, righe
}
