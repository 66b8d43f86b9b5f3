package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// pilota drives the real window as a doctor without a mouse would: it moves the
// focus in tab order, types, presses keys, and takes pictures on the way. It
// knows controls only by the label that the user reads, in Italian or in the
// language of the window.
type pilota struct {
	ui       func(func()) // runs on the UI thread and waits
	tela     fyne.Canvas
	tradotte map[string][]string // Italian label to those of the window
	schede   string              // folder of the pictures
	n        int
	pazienza time.Duration
}

const (
	passoAttesa = 40 * time.Millisecond
	maxFuochi   = 400
)

// vai moves the focus to the control with the given label, waiting for it to
// appear and to be enabled.
func (p *pilota) vai(ctx context.Context, etichetta string) error {
	return p.attendi(ctx, "il campo «"+etichetta+"»", func() bool { return p.focalizza(etichetta) })
}

// focalizza runs on the UI thread.
func (p *pilota) focalizza(etichetta string) bool {
	if f := p.tela.Focused(); f != nil && p.corrisponde(f, etichetta) {
		return true
	}
	visti := map[fyne.Focusable]bool{}
	for range maxFuochi {
		p.tela.FocusNext()
		f := p.tela.Focused()
		if f == nil || visti[f] {
			return false
		}
		if p.corrisponde(f, etichetta) {
			return true
		}
		visti[f] = true
	}
	return false
}

// corrisponde reports whether a control has one of the names that the label has
// in the window's language.
func (p *pilota) corrisponde(f fyne.Focusable, etichetta string) bool {
	nome := kit.NomeDi(f)
	return slices.ContainsFunc(p.nomi(etichetta), func(e string) bool {
		return nome == e || strings.HasPrefix(nome, e+" ") || strings.TrimSuffix(nome, " *") == e
	})
}

// nomi are what an Italian label is called in the window: itself, or its
// translations.
func (p *pilota) nomi(etichetta string) []string {
	if n := p.tradotte[etichetta]; len(n) > 0 {
		return n
	}
	return []string{etichetta}
}

// tradotte maps the Italian labels to those of another language; one label may
// serve several controls that the other language tells apart.
func tradotte(it, altra *testi.Catalogo) map[string][]string {
	m := map[string][]string{}
	for _, k := range it.Keys() {
		m[it.T(k)] = append(m[it.T(k)], altra.T(k))
	}
	return m
}

// scrivi replaces what stands in a field by text, rune by rune.
func (p *pilota) scrivi(ctx context.Context, etichetta, text string) error {
	if err := p.vai(ctx, etichetta); err != nil {
		return err
	}
	p.ui(func() {
		f := p.tela.Focused()
		if s, ok := f.(fyne.Shortcutable); ok {
			s.TypedShortcut(&fyne.ShortcutSelectAll{})
		}
		for _, r := range text {
			if r == '\n' {
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				continue
			}
			f.TypedRune(r)
		}
	})
	return nil
}

// premi focuses a control and presses it with the space bar.
func (p *pilota) premi(ctx context.Context, etichetta string) error {
	if err := p.vai(ctx, etichetta); err != nil {
		return err
	}
	p.ui(func() {
		f := p.tela.Focused()
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		f.TypedRune(' ')
	})
	return nil
}

// tasto presses a key on whatever has the focus, or on the window.
func (p *pilota) tasto(k fyne.KeyName) {
	p.ui(func() {
		ev := &fyne.KeyEvent{Name: k}
		if f := p.tela.Focused(); f != nil {
			f.TypedKey(ev)
			return
		}
		if h := p.tela.OnTypedKey(); h != nil {
			h(ev)
		}
	})
}

// cerca types into a combo and takes its first suggestion.
func (p *pilota) cerca(ctx context.Context, etichetta, text string) error {
	if err := p.scrivi(ctx, etichetta, text); err != nil {
		return err
	}
	p.tasto(fyne.KeyReturn)
	return nil
}

// attendi waits until cond, run on the UI thread, holds.
func (p *pilota) attendi(ctx context.Context, cosa string, cond func() bool) error {
	scade := time.NewTimer(p.pazienza)
	defer scade.Stop()
	for {
		ok := false
		p.ui(func() { ok = cond() })
		if ok {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-scade.C:
			return esenpat.NewError(esenpat.Internal, "prova.finestra-ferma", "pilota").Because(fmt.Errorf("atteso invano: %s", cosa))
		case <-time.After(passoAttesa):
		}
	}
}

// foto saves a picture of the window as NN-nome.png.
func (p *pilota) foto(nome string) error {
	if p.schede == "" {
		return nil
	}
	p.n++
	f, err := os.OpenFile(filepath.Join(p.schede, fmt.Sprintf("%02d-%s.png", p.n, nome)), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return esenpat.NewError(esenpat.Storage, "uscita.non-scritta", "pilota.foto").Because(err)
	}
	encErr := png.Encode(f, p.ferma())
	if cerr := f.Close(); encErr == nil {
		encErr = cerr
	}
	if encErr != nil {
		return esenpat.NewError(esenpat.Storage, "uscita.non-scritta", "pilota.foto").Because(encErr)
	}
	return nil
}

// ferma returns the picture of the window once two in a row are the same: what
// was just asked for may not be painted yet. What never stands still, such as a
// countdown, is taken as it is after a while.
func (p *pilota) ferma() *image.NRGBA {
	const quante = 20
	var prima *image.NRGBA
	for range quante {
		time.Sleep(3 * passoAttesa)
		var ora *image.NRGBA
		p.ui(func() { ora = opaca(p.tela.Capture()) })
		if prima != nil && bytes.Equal(prima.Pix, ora.Pix) {
			return ora
		}
		prima = ora
	}
	return prima
}

// opaca returns the picture without transparency: the frame buffer keeps the
// coverage of smoothed edges in its alpha channel, which no screen shows.
func opaca(img image.Image) *image.NRGBA {
	r := img.Bounds()
	out := image.NewNRGBA(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			switch c := img.At(x, y).(type) {
			case color.RGBA:
				out.SetNRGBA(x, y, color.NRGBA{c.R, c.G, c.B, 0xff})
			case color.NRGBA:
				out.SetNRGBA(x, y, color.NRGBA{c.R, c.G, c.B, 0xff})
			default:
				out.Set(x, y, c)
			}
		}
	}
	return out
}
