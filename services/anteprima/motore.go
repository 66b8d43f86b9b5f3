// Package anteprima draws the very bytes of a PDF into images, on every
// system, so that a doctor sees before signing exactly what will be signed. The
// renderer is PDFium compiled to WebAssembly and run by wazero: no cgo, and a
// hostile PDF is shut in a guest without files, network, clock or environment.
package anteprima

import (
	"context"
	"errors"
	"fmt"
	"image"
	"sync/atomic"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Limits of one document (FT-52, FT-63).
const (
	MaxByte     = 20 << 20
	MaxPagine   = 60
	maxPunti    = 40_000_000 // pixels of one page
	maxMemoria  = 8192       // WebAssembly pages of 64 KiB: 512 MiB
	troppaCoda  = 4096       // pages of 64 KiB: above this the guest is renewed
	dpiMinimo   = 24
	dpiMassimo  = 400
	maxPerGuest = 30 * time.Second
)

// Opzioni build a [Motore].
type Opzioni struct {
	Wasm  []byte // assets/terzi/pdfium.wasm
	Cache string // folder for compiled code, made with 0700; empty: none
	// Interprete never compiles to machine code: slower by twenty times, for
	// systems that forbid writable executable memory. It is also the fallback
	// when compilation fails.
	Interprete bool
	// Tempo bounds the drawing of one document; zero is half a minute. Tests on
	// slow machines give more.
	Tempo time.Duration
	// MemoriaTesto bounds the bytes that reading a text may use; zero is 96 MiB.
	MemoriaTesto uint64
}

// Motore renders PDF files one at a time. It is safe for concurrent use.
type Motore struct {
	o     Opzioni
	turno chan struct{}

	chiuso atomic.Bool

	// What follows belongs to whoever holds the turn.
	cache   wazero.CompilationCache
	runtime wazero.Runtime
	codice  wazero.CompiledModule
	ospite  *ospite
	lento   bool
}

// New returns an engine that has done nothing yet.
func New(o Opzioni) *Motore {
	m := &Motore{o: o, lento: o.Interprete, turno: make(chan struct{}, 1)}
	m.turno <- struct{}{}
	return m
}

// Prepara compiles the renderer: seconds the first time, a fraction of one when
// the cache holds it. Called in the background at start it makes the first
// preview quick; without it the first [Motore.Pagine] does the same.
func (m *Motore) Prepara(ctx context.Context) error {
	if err := m.prendi(ctx, "anteprima.Prepara"); err != nil {
		return err
	}
	defer m.lascia(ctx)
	_, err := m.pronto(ctx)
	return err
}

// Interprete reports whether the slow interpreter is in use, for diagnostics.
func (m *Motore) Interprete(ctx context.Context) (bool, error) {
	if err := m.prendi(ctx, "anteprima.Interprete"); err != nil {
		return false, err
	}
	defer m.lascia(ctx)
	return m.lento, nil
}

// Pagine draws all pages of pdf at dpi dots per inch (24 to 400) on white.
// Errors: "anteprima.non-disegnabile" (not a PDF, damaged, or the renderer gave
// up), "anteprima.protetto" (needs a password), "anteprima.troppo-grande" (more
// than [MaxByte], [MaxPagine] or a sheet without end), all Invalid;
// "anteprima.motore" (Internal) when no renderer runs here; Canceled when ctx
// ends, which also stops the drawing itself.
func (m *Motore) Pagine(ctx context.Context, pdf []byte, dpi int) ([]image.Image, error) {
	var pagine []image.Image
	err := m.CiascunaPagina(ctx, pdf, dpi, func(p image.Image) error {
		pagine = append(pagine, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return pagine, nil
}

// CiascunaPagina draws as Pagine does and hands each page to foglio before it
// draws the next, so that a long document need not be in memory as a whole.
// foglio's own error ends the drawing and is returned as it is.
func (m *Motore) CiascunaPagina(ctx context.Context, pdf []byte, dpi int, foglio func(image.Image) error) error {
	const op = "anteprima.Pagine"
	if len(pdf) > MaxByte {
		return esenpat.NewError(esenpat.Invalid, "anteprima.troppo-grande", op)
	}
	if err := m.prendi(ctx, op); err != nil {
		return err
	}
	defer m.lascia(ctx)
	g, err := m.pronto(ctx)
	if err != nil {
		return err
	}
	limite, ferma := context.WithTimeout(ctx, m.tempo())
	defer ferma()
	var loro error
	err = g.disegna(limite, pdf, min(max(dpi, dpiMinimo), dpiMassimo), func(p image.Image) error {
		loro = foglio(p)
		return loro
	})
	if err = m.concludi(ctx, g, err, op); loro != nil {
		return loro
	}
	return err
}

// Chiudi frees the guest and its code; the engine cannot be used afterwards. It
// does not wait for a drawing or compilation under way, which would hold up the
// end of the program: that one frees everything when it is done.
func (m *Motore) Chiudi(ctx context.Context) error {
	m.chiuso.Store(true)
	select {
	case <-m.turno:
		defer func() { m.turno <- struct{}{} }()
		return m.smonta(ctx)
	default:
		return nil
	}
}

func (m *Motore) prendi(ctx context.Context, op string) error {
	select {
	case <-m.turno:
		return nil
	case <-ctx.Done():
		return esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(ctx.Err())
	}
}

func (m *Motore) lascia(ctx context.Context) {
	m.turno <- struct{}{}
	if m.chiuso.Load() {
		_ = m.Chiudi(context.WithoutCancel(ctx)) // nobody is left to tell
	}
}

// tempo bounds what a hostile PDF may cost; the interpreter needs much more for
// the same honest page.
func (m *Motore) tempo() time.Duration {
	tempo := m.o.Tempo
	if tempo == 0 {
		tempo = maxPerGuest
	}
	if m.lento {
		return 10 * tempo
	}
	return tempo
}

// pronto returns a running guest, compiling and starting what is missing.
func (m *Motore) pronto(ctx context.Context) (*ospite, error) {
	if m.chiuso.Load() {
		return nil, esenpat.NewError(esenpat.Internal, "anteprima.motore", "anteprima.pronto")
	}
	if m.ospite != nil {
		return m.ospite, nil
	}
	// Compiled code outlives the caller: who cancels one preview must not undo
	// the work that the next one needs.
	senzaFine := context.WithoutCancel(ctx)
	err := m.monta(senzaFine)
	if err != nil && !m.lento {
		m.lento = true
		err = errors.Join(m.smonta(senzaFine), m.monta(senzaFine))
	}
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "anteprima.motore", "anteprima.pronto").Because(errors.Join(err, m.smonta(senzaFine)))
	}
	return m.ospite, nil
}

// monta compiles (once) and starts a guest. wazero panics where the system
// refuses executable memory: that becomes an error here.
func (m *Motore) monta(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("anteprima: wazero: %T", r)
		}
	}()
	if m.codice == nil {
		if err = m.compila(ctx); err != nil {
			return err
		}
	}
	m.ospite, err = avvia(ctx, m.runtime, m.codice)
	return err
}

func (m *Motore) compila(ctx context.Context) error {
	config := wazero.NewRuntimeConfig()
	if m.lento {
		config = wazero.NewRuntimeConfigInterpreter()
	}
	config = config.WithCloseOnContextDone(true).WithMemoryLimitPages(maxMemoria)
	if m.o.Cache != "" && !m.lento {
		cache, err := apriCache(m.o.Cache)
		if err == nil { // without a cache the start is slower, nothing else
			m.cache = cache
			config = config.WithCompilationCache(cache)
		}
	}
	m.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	codice, err := m.runtime.CompileModule(ctx, m.o.Wasm)
	if err != nil {
		return fmt.Errorf("anteprima: %w", err)
	}
	m.codice = codice
	return importa(ctx, m.runtime, codice)
}

// scarta drops the guest but keeps its compiled code.
func (m *Motore) scarta(ctx context.Context) {
	if m.ospite != nil {
		_ = m.ospite.modulo.Close(context.WithoutCancel(ctx)) // it may be closed already
		m.ospite = nil
	}
}

func (m *Motore) smonta(ctx context.Context) error {
	m.scarta(ctx)
	var errs []error
	if m.runtime != nil {
		errs = append(errs, m.runtime.Close(ctx))
	}
	if m.cache != nil {
		errs = append(errs, m.cache.Close(ctx))
	}
	m.runtime, m.cache, m.codice = nil, nil, nil
	return errors.Join(errs...)
}

// breve keeps the kind of failure and drops wazero's stack dump.
func breve(err error) error {
	if e, ok := errors.AsType[*sys.ExitError](err); ok {
		return fmt.Errorf("guest ended with code %d", e.ExitCode())
	}
	return errors.New("guest trapped")
}

func valore(r []uint64) uint32 {
	if len(r) == 0 {
		return 0
	}
	return api.DecodeU32(r[0])
}
