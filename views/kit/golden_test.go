package kit_test

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/views/kit/galleria"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

func uguali(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if color.NRGBAModel.Convert(a.At(x, y)) != color.NRGBAModel.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

// TestGalleria_aspetto compares the gallery with the pictures in testdata. A
// new picture is written to testdata/failed: look at it, then move it.
func TestGalleria_aspetto(t *testing.T) {
	pezzi := []struct {
		nome string
		o    func() fyne.CanvasObject
		l, a float32
	}{
		{"bottoni", galleria.Bottoni, 760, 200},
		{"campi", galleria.Campi, 700, 500},
		{"combo", galleria.Combo, 700, 390},
		{"avvisi", galleria.Avvisi, 700, 540},
	}
	for _, k := range []struct {
		nome  string
		modo  tema.Modo
		scala float32
	}{{"chiaro", tema.Chiaro, 1}, {"scuro", tema.Scuro, 1}, {"chiaro-1.5", tema.Chiaro, 1.5}} {
		kittest.AppCon(t, k.modo, k.scala)
		for _, p := range pezzi {
			w := kittest.Finestra(t, galleria.Foglio(p.o()), p.l*k.scala, p.a*k.scala)
			test.AssertImageMatches(t, p.nome+"-"+k.nome+".png", kittest.Foto(w))
		}
		w := kittest.Finestra(t, galleria.Cornice(), 1366, 740)
		test.AssertImageMatches(t, "cornice-"+k.nome+".png", kittest.Foto(w))
		galleria.Procedura(kittest.Tempo()).Mostra(w.Canvas(), nil)
		test.AssertImageMatches(t, "procedura-"+k.nome+".png", kittest.Foto(w))
	}
}
