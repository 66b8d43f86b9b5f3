package anteprima

import (
	"context"
	"fmt"
	"image"
	"math"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Constants of PDFium's public headers (fpdfview.h).
const (
	bianco          = 0xFFFFFFFF
	conAnnotazioni  = 0x01 // FPDF_ANNOT: visible signatures are annotations
	ordineRGBA      = 0x10 // FPDF_REVERSE_BYTE_ORDER
	errPassword     = 4
	errProtezione   = 5
	puntiPerPollice = 72
)

// ospite is one running PDFium.
type ospite struct {
	modulo api.Module
}

// avvia starts a guest: no arguments, environment, files, clock or randomness.
func avvia(ctx context.Context, r wazero.Runtime, codice wazero.CompiledModule) (*ospite, error) {
	modulo, err := r.InstantiateModule(ctx, codice, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		return nil, fmt.Errorf("anteprima: %w", err)
	}
	g := &ospite{modulo}
	if _, err := g.chiama(ctx, "PDFiumExt_Init"); err != nil {
		return nil, err
	}
	return g, nil
}

func (g *ospite) memoria() uint32 { return g.modulo.Memory().Size() / pagina }

func (g *ospite) chiama(ctx context.Context, nome string, argomenti ...uint64) ([]uint64, error) {
	f := g.modulo.ExportedFunction(nome)
	if f == nil {
		return nil, fmt.Errorf("anteprima: %s is not exported", nome)
	}
	return f.Call(ctx, argomenti...)
}

func (g *ospite) intero(ctx context.Context, nome string, argomenti ...uint64) (uint32, error) {
	r, err := g.chiama(ctx, nome, argomenti...)
	return valore(r), err
}

// disegna renders every page of pdf and hands it over before the next one.
func (g *ospite) disegna(ctx context.Context, pdf []byte, dpi int, foglio func(image.Image) error) error {
	return g.conDocumento(ctx, pdf, func(doc, n uint32) error {
		for i := range n {
			p, err := g.disegnaPagina(ctx, doc, i, dpi)
			if err == nil {
				err = foglio(p)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// conDocumento opens pdf, lets f work on its n pages and closes it. After an
// error the guest is not used again, so nothing is freed on that road.
func (g *ospite) conDocumento(ctx context.Context, pdf []byte, f func(doc, n uint32) error) error {
	dati, err := g.intero(ctx, "malloc", uint64(len(pdf))+1)
	if err != nil {
		return err
	}
	if dati == 0 || !g.modulo.Memory().Write(dati, pdf) {
		return troppoGrande()
	}
	doc, err := g.intero(ctx, "FPDF_LoadMemDocument", uint64(dati), uint64(len(pdf)), 0)
	if err != nil {
		return err
	}
	if doc == 0 {
		return g.rifiuto(ctx)
	}
	n, err := g.intero(ctx, "FPDF_GetPageCount", uint64(doc))
	if err != nil {
		return err
	}
	if n == 0 {
		return nonDisegnabile()
	}
	if n > MaxPagine {
		return troppoGrande()
	}
	if err = f(doc, n); err != nil {
		return err
	}
	if _, err = g.chiama(ctx, "FPDF_CloseDocument", uint64(doc)); err != nil {
		return err
	}
	_, err = g.chiama(ctx, "free", uint64(dati))
	return err
}

func (g *ospite) disegnaPagina(ctx context.Context, doc, indice uint32, dpi int) (image.Image, error) {
	pag, err := g.intero(ctx, "FPDF_LoadPage", uint64(doc), uint64(indice))
	if err != nil {
		return nil, err
	}
	if pag == 0 {
		return nil, nonDisegnabile()
	}
	largo, alto, err := g.misure(ctx, pag, dpi)
	if err != nil {
		return nil, err
	}
	bmp, err := g.intero(ctx, "FPDFBitmap_Create", uint64(largo), uint64(alto), 1)
	if err != nil {
		return nil, err
	}
	if bmp == 0 {
		return nil, troppoGrande()
	}
	if _, err = g.chiama(ctx, "FPDFBitmap_FillRect", uint64(bmp), 0, 0, uint64(largo), uint64(alto), bianco); err != nil {
		return nil, err
	}
	if _, err = g.chiama(ctx, "FPDF_RenderPageBitmap", uint64(bmp), uint64(pag), 0, 0, uint64(largo), uint64(alto), 0, conAnnotazioni|ordineRGBA); err != nil {
		return nil, err
	}
	img, err := g.copia(ctx, bmp, largo, alto)
	if err != nil {
		return nil, err
	}
	if _, err = g.chiama(ctx, "FPDFBitmap_Destroy", uint64(bmp)); err != nil {
		return nil, err
	}
	_, err = g.chiama(ctx, "FPDF_ClosePage", uint64(pag))
	return img, err
}

// misure returns the size of a page in pixels.
func (g *ospite) misure(ctx context.Context, pag uint32, dpi int) (largo, alto int, err error) {
	lati := [2]int{}
	for i, nome := range []string{"FPDF_GetPageWidthF", "FPDF_GetPageHeightF"} {
		r, err := g.intero(ctx, nome, uint64(pag))
		if err != nil {
			return 0, 0, err
		}
		lato := float64(math.Float32frombits(r)) * float64(dpi) / puntiPerPollice
		if !(lato >= 1 && lato <= 20_000) { // also false for NaN
			return 0, 0, troppoGrande()
		}
		lati[i] = int(math.Round(lato))
	}
	if lati[0]*lati[1] > maxPunti {
		return 0, 0, troppoGrande()
	}
	return lati[0], lati[1], nil
}

// copia takes the pixels out of the guest's memory.
func (g *ospite) copia(ctx context.Context, bmp uint32, largo, alto int) (*image.RGBA, error) {
	dati, err := g.intero(ctx, "FPDFBitmap_GetBuffer", uint64(bmp))
	if err != nil {
		return nil, err
	}
	passo, err := g.intero(ctx, "FPDFBitmap_GetStride", uint64(bmp))
	if err != nil {
		return nil, err
	}
	if uint64(passo)*uint64(alto) > 8*maxPunti {
		return nil, troppoGrande()
	}
	sorgente, ok := g.modulo.Memory().Read(dati, passo*uint32(alto))
	if !ok || int(passo) < largo*4 {
		return nil, nonDisegnabile()
	}
	img := image.NewRGBA(image.Rect(0, 0, largo, alto))
	for y := range alto {
		copy(img.Pix[y*img.Stride:y*img.Stride+largo*4], sorgente[y*int(passo):])
	}
	return img, nil
}

// rifiuto says why PDFium did not open the document.
func (g *ospite) rifiuto(ctx context.Context) error {
	motivo, err := g.intero(ctx, "FPDF_GetLastError")
	if err != nil {
		return err
	}
	if motivo == errPassword || motivo == errProtezione {
		return esenpat.NewError(esenpat.Invalid, "anteprima.protetto", "anteprima.Pagine")
	}
	return nonDisegnabile()
}

func troppoGrande() error {
	return esenpat.NewError(esenpat.Invalid, "anteprima.troppo-grande", "anteprima.Pagine")
}

func nonDisegnabile() error {
	return esenpat.NewError(esenpat.Invalid, "anteprima.non-disegnabile", "anteprima.Pagine")
}
