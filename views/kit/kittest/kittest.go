// Package kittest prepares the toolkit's headless test driver with the
// program's theme and words, for tests of views and for pictures.
package kittest

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// App starts a headless application with the light theme and Italian words; it
// ends with the test.
func App(tb testing.TB) fyne.App {
	tb.Helper()
	return AppCon(tb, tema.Chiaro, 1)
}

// AppCon is App with another palette and text size.
func AppCon(tb testing.TB, m tema.Modo, scala float32) fyne.App {
	tb.Helper()
	tb.Setenv("LC_ALL", "it_IT.UTF-8") // the toolkit complains of locale C at every word
	a := test.NewTempApp(tb)
	if err := tema.RegistraItaliano(assets.Locale); err != nil {
		tb.Fatal(err)
	}
	a.Settings().SetTheme(tema.Nuovo(m, scala, assets.Terzi))
	return a
}

// Finestra shows o in a headless window of that size.
func Finestra(tb testing.TB, o fyne.CanvasObject, l, a float32) fyne.Window {
	tb.Helper()
	w := test.NewTempWindow(tb, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(l, a))
	Assesta(w)
	return w
}

// Assesta lays everything out again, as the real window does at each frame:
// the headless one does it only when resized.
func Assesta(w fyne.Window) {
	s := w.Canvas().Size()
	for range 3 {
		w.Canvas().Content().Refresh()
		w.Resize(s.AddWidthHeight(1, 0))
		w.Resize(s)
		for _, o := range w.Canvas().Overlays().List() {
			o.Resize(s.AddWidthHeight(1, 0))
			o.Resize(s)
			o.Refresh()
		}
	}
}

// Foto returns what the window shows.
func Foto(w fyne.Window) image.Image {
	Assesta(w)
	return w.Canvas().Capture()
}

// SalvaFoto writes the picture to dir, for looking at it; dir "" does nothing.
func SalvaFoto(tb testing.TB, w fyne.Window, dir, nome string) {
	tb.Helper()
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, nome+".png"))
	if err != nil {
		tb.Fatal(err)
	}
	errEncode := png.Encode(f, Foto(w))
	if err = f.Close(); errEncode != nil || err != nil {
		tb.Fatal(errEncode, err)
	}
}

// Scritte returns every text that the window shows, overlays included, in the
// order in which it is drawn; what is hidden is left out.
func Scritte(w fyne.Window) []string {
	Assesta(w)
	testi := scritteDi(nil, w.Canvas().Content())
	for _, o := range w.Canvas().Overlays().List() {
		testi = scritteDi(testi, o)
	}
	return testi
}

// Mostra reports whether one text of the window is exactly this.
func Mostra(w fyne.Window, testo string) bool { return slices.Contains(Scritte(w), testo) }

func scritteDi(testi []string, o fyne.CanvasObject) []string {
	if o == nil || !o.Visible() {
		return testi
	}
	switch x := o.(type) {
	case *canvas.Text:
		if x.Text != "" {
			testi = append(testi, x.Text)
		}
	case *fyne.Container:
		for _, f := range x.Objects {
			testi = scritteDi(testi, f)
		}
	case fyne.Widget:
		for _, f := range test.WidgetRenderer(x).Objects() {
			testi = scritteDi(testi, f)
		}
	}
	return testi
}

// Tempo returns a clock standing at 22 November 2026, 10:42 in the morning.
func Tempo() *kit.TempoFermo {
	return kit.NewTempoFermo(time.Date(2026, 11, 22, 10, 42, 0, 0, time.UTC))
}
