package stampa

import (
	"image"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// What the tests of the Windows side look at on every system.

func Imposta(modo []byte, o esenpat.OpzioniStampa) bool { return imposta(modo, o) }

func Bitmap(p image.Image) (testa, righe []byte) { return bitmap(p) }
