package anteprima

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"

	"github.com/tetratelabs/wazero/api"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// maxTesto bounds the characters taken from one page, maxTesti the bytes
	// taken from all.
	maxTesto = 1 << 20
	maxTesti = 8 << 20
	// memoriaTesto is what the guest may use: reading needs no picture, only the
	// file itself and its largest streams. Growing copies, so twice this is used.
	memoriaTesto = 96 << 20
	// parteTesto: reading takes milliseconds where drawing takes many, so it has
	// a fifteenth of its time. A hostile file costs two seconds at most.
	parteTesto = 15
)

// Testo returns the text of each page of pdf, in the order in which it is
// drawn: what a person can select. Errors as [Motore.Pagine].
func (m *Motore) Testo(ctx context.Context, pdf []byte) ([]string, error) {
	const op = "anteprima.Testo"
	if len(pdf) > MaxByte {
		return nil, esenpat.NewError(esenpat.Invalid, "anteprima.troppo-grande", op)
	}
	if err := m.prendi(ctx, op); err != nil {
		return nil, err
	}
	defer m.lascia(ctx)
	if m.ospite != nil && uint64(m.ospite.memoria())*pagina > m.memoriaTesto() {
		m.scarta(ctx) // a drawing has left it too large for the bound below
	}
	g, err := m.pronto(ctx)
	if err != nil {
		return nil, err
	}
	limite, ferma := context.WithTimeout(conMemoria(ctx, m.memoriaTesto()), m.tempo()/parteTesto)
	defer ferma()
	var testi []string
	byteLetti := 0
	err = g.conDocumento(limite, pdf, func(doc, n uint32) error {
		for i := range n {
			t, errPagina := g.testo(limite, doc, i)
			if errPagina != nil {
				return errPagina
			}
			if byteLetti += len(t); byteLetti > maxTesti {
				return troppoGrande()
			}
			testi = append(testi, t)
		}
		return nil
	})
	return testi, m.concludi(ctx, g, err, op)
}

func (m *Motore) memoriaTesto() uint64 {
	if m.o.MemoriaTesto > 0 {
		return m.o.MemoriaTesto
	}
	return memoriaTesto
}

// concludi turns the end of a piece of work into an error of ours, and renews
// the guest where it cannot be used again: its memory never shrinks, and one
// that was interrupted or trapped cannot be trusted.
func (m *Motore) concludi(ctx context.Context, g *ospite, err error, op string) error {
	if err == nil && g.memoria() < troppaCoda {
		return nil
	}
	m.scarta(ctx)
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(ctx.Err())
	}
	if nostro, ok := errors.AsType[*esenpat.Error](err); ok {
		return nostro
	}
	return esenpat.NewError(esenpat.Invalid, "anteprima.non-disegnabile", op).Because(breve(err))
}

// testo reads one page.
func (g *ospite) testo(ctx context.Context, doc, indice uint32) (string, error) {
	pag, err := g.intero(ctx, "FPDF_LoadPage", uint64(doc), uint64(indice))
	if err != nil {
		return "", err
	}
	if pag == 0 {
		return "", nonDisegnabile()
	}
	tp, err := g.intero(ctx, "FPDFText_LoadPage", uint64(pag))
	if err != nil {
		return "", err
	}
	if tp == 0 {
		return "", nonDisegnabile()
	}
	s, err := g.caratteri(ctx, tp)
	if err != nil {
		return "", err
	}
	if _, err = g.chiama(ctx, "FPDFText_ClosePage", uint64(tp)); err != nil {
		return "", err
	}
	_, err = g.chiama(ctx, "FPDF_ClosePage", uint64(pag))
	return s, err
}

func (g *ospite) caratteri(ctx context.Context, tp uint32) (string, error) {
	r, err := g.chiama(ctx, "FPDFText_CountChars", uint64(tp))
	if err != nil {
		return "", err
	}
	n := api.DecodeI32(uint64(valore(r)))
	if n <= 0 {
		return "", nil
	}
	n = min(n, maxTesto)
	// A character may take two units, and a terminator follows.
	unita := 2*uint32(n) + 2
	dove, err := g.intero(ctx, "malloc", uint64(2*unita))
	if err != nil {
		return "", err
	}
	if dove == 0 {
		return "", troppoGrande()
	}
	scritte, err := g.intero(ctx, "FPDFText_GetText", uint64(tp), 0, uint64(n), uint64(dove))
	if err != nil {
		return "", err
	}
	b, ok := g.modulo.Memory().Read(dove, 2*min(scritte, unita))
	if !ok {
		return "", fmt.Errorf("anteprima: text out of bounds")
	}
	s := utf16Testo(b)
	_, err = g.chiama(ctx, "free", uint64(dove))
	return s, err
}

// utf16Testo decodes what PDFium wrote. It marks a hyphen at the end of a line
// with U+0002 (and leaves out the break), which is read as the hyphen it was.
func utf16Testo(b []byte) string {
	u := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		c := binary.LittleEndian.Uint16(b[i:])
		switch c {
		case 0:
			continue
		case 2, 0xFFFE:
			c = '-'
		}
		u = append(u, c)
	}
	return string(utf16.Decode(u))
}
