package stampa_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/stampa"
)

// TestBitmap_rowsFromTheBottomInBlueGreenRed, each a multiple of four bytes.
func TestBitmap_rowsFromTheBottomInBlueGreenRed(t *testing.T) {
	disegni := map[string]interface {
		image.Image
		Set(x, y int, c color.Color)
	}{"RGBA": image.NewRGBA(image.Rect(5, 7, 7, 9)), "other": image.NewNRGBA(image.Rect(5, 7, 7, 9))}
	for nome, p := range disegni {
		p.Set(5, 7, color.RGBA{1, 2, 3, 255})
		p.Set(6, 7, color.RGBA{4, 5, 6, 255})
		p.Set(5, 8, color.RGBA{7, 8, 9, 255})
		p.Set(6, 8, color.RGBA{10, 11, 12, 255})

		testa, righe := stampa.Bitmap(p)

		if want := []byte{9, 8, 7, 12, 11, 10, 0, 0, 3, 2, 1, 6, 5, 4, 0, 0}; !bytes.Equal(righe, want) {
			t.Errorf("%s: rows %v, want %v", nome, righe, want)
		}
		if b := binary.LittleEndian; b.Uint32(testa) != 40 || b.Uint32(testa[4:]) != 2 || b.Uint32(testa[8:]) != 2 || b.Uint16(testa[14:]) != 24 || len(testa) != 40 {
			t.Errorf("%s: head %v", nome, testa)
		}
	}
}

// TestImposta_saysPaperCopiesAndSides and leaves the driver's own part alone.
func TestImposta_saysPaperCopiesAndSides(t *testing.T) {
	modo := bytes.Repeat([]byte{0xAA}, 260)
	clear(modo[72:102])
	modo[73] = 0x04 // a field that the driver has set
	if !stampa.Imposta(modo, esenpat.OpzioniStampa{Copie: 12, FronteRetro: true}) {
		t.Fatal("refused")
	}
	b := binary.LittleEndian
	if b.Uint32(modo[72:]) != 0x9503 || b.Uint16(modo[76:]) != 1 || b.Uint16(modo[78:]) != 9 || b.Uint16(modo[86:]) != 12 || b.Uint16(modo[94:]) != 2 || b.Uint16(modo[100:]) != 1 {
		t.Errorf("got % x", modo[72:102])
	}
	if modo[71] != 0xAA || modo[102] != 0xAA {
		t.Error("wrote beside the fields")
	}
	if stampa.Imposta(make([]byte, 100), esenpat.OpzioniStampa{Copie: 1}) {
		t.Error("took something that is too short")
	}
}
