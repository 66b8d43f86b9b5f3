package anteprima

import (
	"context"
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/emscripten"
)

const (
	modEnv  = "env"
	modWASI = "wasi_snapshot_preview1"

	// enosys is what every system call is answered: -ENOSYS for emscripten,
	// ENOSYS for WASI.
	enosysEnv  = -38
	enosysWASI = 52
	pagina     = 64 << 10
)

func apriCache(dir string) (wazero.CompilationCache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return wazero.NewCompilationCacheWithDir(dir)
}

// importa gives the guest the functions it was linked against. Each has the
// signature that the module itself states, because this build passes 64-bit
// offsets as pairs of 32-bit values and so does not fit wazero's own WASI.
// Only memory growth, memory copy and calls through the table do anything:
// everything else is refused.
func importa(ctx context.Context, r wazero.Runtime, codice wazero.CompiledModule) error {
	env := r.NewHostModuleBuilder(modEnv)
	invoca, err := emscripten.NewFunctionExporterForModule(codice)
	if err != nil {
		return fmt.Errorf("anteprima: %w", err)
	}
	invoca.ExportFunctions(env)
	wasi := r.NewHostModuleBuilder(modWASI)
	for _, f := range codice.ImportedFunctions() {
		modulo, nome, _ := f.Import()
		switch {
		case modulo == modWASI:
			esporta(wasi, f, nome, nega(enosysWASI))
		case modulo == modEnv && (strings.HasPrefix(nome, "invoke_") || nome == "_emscripten_throw_longjmp"):
			// exported above
		case modulo == modEnv:
			esporta(env, f, nome, funzioneEnv(nome))
		default:
			return fmt.Errorf("anteprima: unknown import %s.%s", modulo, nome)
		}
	}
	if _, err := env.Instantiate(ctx); err != nil {
		return fmt.Errorf("anteprima: %w", err)
	}
	if _, err := wasi.Instantiate(ctx); err != nil {
		return fmt.Errorf("anteprima: %w", err)
	}
	return nil
}

func esporta(b wazero.HostModuleBuilder, f api.FunctionDefinition, nome string, corpo api.GoModuleFunc) {
	b.NewFunctionBuilder().WithGoModuleFunction(corpo, f.ParamTypes(), f.ResultTypes()).Export(nome)
}

func funzioneEnv(nome string) api.GoModuleFunc {
	switch nome {
	case "emscripten_resize_heap":
		return allarga
	case "_emscripten_memcpy_js":
		return copiaMemoria
	case "emscripten_date_now":
		// A fixed instant: a page must look the same whenever it is drawn.
		return func(_ context.Context, _ api.Module, s []uint64) { s[0] = api.EncodeF64(0) }
	case "_abort_js", "__assert_fail":
		// The panic ends the guest's call and reaches us as an error.
		return func(context.Context, api.Module, []uint64) { panic(fmt.Errorf("anteprima: guest abort")) }
	default:
		return nega(enosysEnv)
	}
}

// nega answers a system call with a code; a function without result ignores it.
func nega(codice int32) api.GoModuleFunc {
	return func(_ context.Context, _ api.Module, s []uint64) {
		if len(s) > 0 {
			s[0] = api.EncodeI32(codice)
		}
	}
}

// limiteMemoria is the key under which a call's context carries the bytes that
// the guest may have during that call.
type limiteMemoria struct{}

// conMemoria bounds the guest's memory for the calls made with the context.
func conMemoria(ctx context.Context, n uint64) context.Context {
	return context.WithValue(ctx, limiteMemoria{}, n)
}

// allarga grows the guest's memory to at least the bytes asked for.
func allarga(ctx context.Context, m api.Module, s []uint64) {
	chiesti, attuali := uint64(api.DecodeU32(s[0])), uint64(m.Memory().Size())
	s[0] = 0
	if limite, c := ctx.Value(limiteMemoria{}).(uint64); c && chiesti > limite {
		return
	}
	if chiesti <= attuali {
		s[0] = 1
		return
	}
	pagine := (chiesti - attuali + pagina - 1) / pagina
	if pagine > math.MaxUint32 {
		return
	}
	if _, ok := m.Memory().Grow(uint32(pagine)); ok {
		s[0] = 1
	}
}

func copiaMemoria(_ context.Context, m api.Module, s []uint64) {
	verso, da, n := api.DecodeU32(s[0]), api.DecodeU32(s[1]), api.DecodeU32(s[2])
	b, ok := m.Memory().Read(da, n)
	if !ok || !m.Memory().Write(verso, b) {
		panic(fmt.Errorf("anteprima: guest copy out of bounds"))
	}
}
