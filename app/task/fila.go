package task

import (
	"context"
	"sync"
)

// Fila runs writes one after the other, in the order they were given. Of those
// that wait, a newer one takes the place of an older one with the same key. It
// goes on by itself, so that Wait covers all of them also when there is no UI
// thread left: the last words before a program ends are written while an
// earlier write is still under way. Add and Busy must be called on the UI thread.
type Fila[T any] struct {
	UI Dispatch

	aperti int // given and not answered yet, on the UI thread

	mu     sync.Mutex
	attese []inFila
	attiva bool
	wg     sync.WaitGroup
}

type inFila struct {
	chiave string
	fai    func()
}

// Add runs work after those given before; done is called on the UI thread,
// unless a newer work with this key took its place before it began. Copy the
// inputs before: work must not read widgets or presenter state.
func (f *Fila[T]) Add(ctx context.Context, chiave string, work func(context.Context) (T, error), done func(T, error)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, a := range f.attese {
		if a.chiave == chiave {
			f.attese = append(f.attese[:i], f.attese[i+1:]...)
			f.aperti--
			break
		}
	}
	f.aperti++
	f.attese = append(f.attese, inFila{chiave, func() {
		v, err := work(ctx)
		f.UI(func() {
			f.aperti--
			done(v, err)
		})
	}})
	if !f.attiva {
		f.attiva = true
		f.wg.Go(f.svuota)
	}
}

func (f *Fila[T]) svuota() {
	for {
		f.mu.Lock()
		if len(f.attese) == 0 {
			f.attiva = false
			f.mu.Unlock()
			return
		}
		a := f.attese[0]
		f.attese = f.attese[1:]
		f.mu.Unlock()
		a.fai()
	}
}

// Busy reports whether a write has not been answered yet.
func (f *Fila[T]) Busy() bool { return f.aperti > 0 }

// Wait blocks until every write given so far has ended. Never call it on the UI
// thread of a running program.
func (f *Fila[T]) Wait() { f.wg.Wait() }
