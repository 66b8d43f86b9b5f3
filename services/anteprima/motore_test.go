package anteprima_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/phpdave11/gofpdf"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/anteprima"
)

func wasm(tb testing.TB) []byte {
	tb.Helper()
	b, err := assets.Terzi.ReadFile("terzi/pdfium.wasm")
	if err != nil {
		tb.Fatalf("pdfium.wasm is missing, run make once: %v", err)
	}
	return b
}

// cacheComune is shared by all runs on this computer, as in the product.
func cacheComune(tb testing.TB) string {
	tb.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		return tb.TempDir()
	}
	return filepath.Join(dir, "esenpat-desktop-test", "anteprima")
}

func nuovo(tb testing.TB) *anteprima.Motore {
	tb.Helper()
	m := anteprima.New(anteprima.Opzioni{Wasm: wasm(tb), Cache: cacheComune(tb)})
	tb.Cleanup(func() {
		if err := m.Chiudi(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	return m
}

// foglio makes a PDF of n A4 pages, each with a red square at 50,50 mm.
func foglio(tb testing.TB, n int, prepara ...func(*gofpdf.Fpdf)) []byte {
	tb.Helper()
	f := gofpdf.New("P", "mm", "A4", "")
	for _, p := range prepara {
		p(f)
	}
	for range n {
		f.AddPage()
		f.SetFont("Helvetica", "", 12)
		f.Text(20, 20, "Certificato di prova")
		f.SetFillColor(200, 0, 0)
		f.Rect(50, 50, 20, 20, "F")
	}
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// lenzuolo is a page of 30 by 30 metres.
func lenzuolo(tb testing.TB) []byte {
	tb.Helper()
	f := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: 30_000, Ht: 30_000}})
	f.AddPage()
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// infinito is a page that takes minutes to draw.
func infinito(tb testing.TB) []byte {
	tb.Helper()
	return foglio(tb, 1, func(f *gofpdf.Fpdf) {
		f.SetCompression(true)
		f.AddPage()
		f.RawWriteStr(strings.Repeat("0 0 m 590 800 l 10 700 300 20 500 600 c S\n", 400_000))
	})
}

func puntoMM(img image.Image, x, y, dpi float64) color.RGBA {
	r, g, b, a := img.At(int(x*dpi/25.4), int(y*dpi/25.4)).RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}
}

func TestPagine_drawsWhatIsInTheFile(t *testing.T) {
	m := nuovo(t)

	pagine, err := m.Pagine(t.Context(), foglio(t, 2), 150)
	if err != nil {
		t.Fatal(err)
	}
	if len(pagine) != 2 {
		t.Fatalf("pages: %d", len(pagine))
	}

	if d := pagine[1].Bounds().Size(); d != (image.Point{1240, 1754}) {
		t.Errorf("A4 at 150 dpi is %v", d)
	}
	if c := puntoMM(pagine[1], 60, 60, 150); c != (color.RGBA{200, 0, 0, 255}) {
		t.Errorf("the red square is %v", c)
	}
	if c := puntoMM(pagine[1], 150, 200, 150); c != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("the paper is %v", c)
	}
	nero := false
	for x := 20.0; x < 60; x += 0.1 {
		nero = nero || puntoMM(pagine[0], x, 19, 150).R < 80
	}
	if !nero {
		t.Error("no ink where the text is")
	}
}

func TestPagine_sameBytesGiveSamePixels(t *testing.T) {
	m := nuovo(t)
	pdf := foglio(t, 1)

	uno, err := m.Pagine(t.Context(), pdf, 96)
	if err != nil {
		t.Fatal(err)
	}
	due, err := m.Pagine(t.Context(), pdf, 96)
	if err != nil {
		t.Fatal(err)
	}

	if !bytes.Equal(uno[0].(*image.RGBA).Pix, due[0].(*image.RGBA).Pix) { //nolint:forcetypeassert // a test may
		t.Error("two drawings differ")
	}
}

func TestPagine_refusesWhatCannotBeDrawnAndGoesOn(t *testing.T) {
	m := nuovo(t)
	buono := foglio(t, 1)
	for nome, caso := range map[string]struct {
		pdf    []byte
		codice string
	}{
		"empty":          {nil, "anteprima.non-disegnabile"},
		"html":           {[]byte("<html>manutenzione</html>"), "anteprima.non-disegnabile"},
		"cut":            {buono[:40], "anteprima.non-disegnabile"},
		"password":       {foglio(t, 1, func(f *gofpdf.Fpdf) { f.SetProtection(0, "segreta", "altra") }), "anteprima.protetto"},
		"too many pages": {foglio(t, anteprima.MaxPagine+1), "anteprima.troppo-grande"},
		"too big a file": {make([]byte, anteprima.MaxByte+1), "anteprima.troppo-grande"},
		"endless sheet":  {lenzuolo(t), "anteprima.troppo-grande"},
	} {
		_, err := m.Pagine(t.Context(), caso.pdf, 150)
		if esenpat.CodeOf(err) != caso.codice {
			t.Errorf("%s: %v", nome, err)
		}
		if _, err := m.Pagine(t.Context(), buono, 50); err != nil {
			t.Fatalf("after %s: %v", nome, err)
		}
	}
}

func TestPagine_cancelledGivesTheTurnBack(t *testing.T) {
	m := nuovo(t)
	ctx, ferma := context.WithCancel(t.Context())
	ferma()

	_, err := m.Pagine(ctx, foglio(t, 1), 150)

	if esenpat.KindOf(err) != esenpat.Canceled {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := m.Pagine(t.Context(), foglio(t, 1), 50); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestPagine_endlessDrawingIsStopped guards against a PDF made to keep the
// computer busy: the doctor closes the preview and the program goes on.
func TestPagine_endlessDrawingIsStopped(t *testing.T) {
	m := nuovo(t)
	if err := m.Prepara(t.Context()); err != nil {
		t.Fatal(err)
	}
	lento := infinito(t)
	ctx, ferma := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer ferma()

	_, err := m.Pagine(ctx, lento, 300)

	if esenpat.KindOf(err) != esenpat.Canceled {
		t.Errorf("%v", err)
	}
	if _, err := m.Pagine(t.Context(), foglio(t, 1), 50); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestPagine_survivesDamagedFiles(t *testing.T) {
	m := nuovo(t)
	pdf := foglio(t, 1)
	for i := 0; i < len(pdf); i += max(1, len(pdf)/60) {
		guasto := bytes.Clone(pdf)
		guasto[i] ^= 0x5a

		_, err := m.Pagine(t.Context(), guasto, 30)

		if c := esenpat.CodeOf(err); c != "" && !strings.HasPrefix(c, "anteprima.") {
			t.Errorf("byte %d: %v", i, err)
		}
	}
}

func TestChiudi_doesNotWaitForWhatIsUnderWay(t *testing.T) {
	m := nuovo(t)
	if err := m.Prepara(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, ferma := context.WithCancel(t.Context())
	fatto, lento := make(chan error), infinito(t)
	go func() {
		_, err := m.Pagine(ctx, lento, 300)
		fatto <- err
	}()
	for !m.Occupato() { // until the drawing has the turn
		runtime.Gosched()
	}

	if err := m.Chiudi(t.Context()); err != nil {
		t.Error(err)
	}

	select {
	case err := <-fatto:
		t.Errorf("closing waited for the drawing: %v", err)
	default:
	}
	ferma()
	if err := <-fatto; esenpat.KindOf(err) != esenpat.Canceled {
		t.Errorf("the drawing ended with %v", err)
	}
	if _, err := m.Pagine(t.Context(), foglio(t, 1), 50); esenpat.CodeOf(err) != "anteprima.motore" {
		t.Errorf("used after the end: %v", err)
	}
}

func TestPrepara_worksWithoutMachineCode(t *testing.T) {
	m := anteprima.New(anteprima.Opzioni{Wasm: wasm(t), Interprete: true})
	defer func() { _ = m.Chiudi(context.Background()) }()

	pagine, err := m.Pagine(t.Context(), foglio(t, 1), 24)

	if err != nil || len(pagine) != 1 {
		t.Fatalf("interpreter: %v", err)
	}
	if lento, err := m.Interprete(t.Context()); err != nil || !lento {
		t.Errorf("interpreter not reported: %v", err)
	}
}

func TestMotore_rejectsAWasmThatIsNotOne(t *testing.T) {
	m := anteprima.New(anteprima.Opzioni{Wasm: []byte("no")})

	_, err := m.Pagine(t.Context(), foglio(t, 1), 24)

	if esenpat.CodeOf(err) != "anteprima.motore" {
		t.Errorf("got %v", err)
	}
}

func BenchmarkCompilazioneSenzaCache(b *testing.B) {
	w := wasm(b)
	for b.Loop() {
		m := anteprima.New(anteprima.Opzioni{Wasm: w})
		if err := m.Prepara(b.Context()); err != nil {
			b.Fatal(err)
		}
		_ = m.Chiudi(b.Context())
	}
}
