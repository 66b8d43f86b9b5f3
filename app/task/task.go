// Package task runs slow work (disk, network, key ring, PDF) off the UI thread
// and hands the result back on it. It exists so that no view or presenter ever
// touches a goroutine, a lock or the toolkit's dispatcher.
package task

import (
	"context"
	"sync"
)

// Dispatch runs f on the UI thread, later and in order. Production passes the
// toolkit's own, tests a queue that they drain.
type Dispatch func(f func())

// Latest runs one job at a time: starting a new one cancels the previous one
// and drops its late answer. Its methods must be called on the UI thread.
type Latest[T any] struct {
	UI Dispatch

	gen    uint64
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

// Start runs work in the background and calls done on the UI thread, unless a
// later Start or Cancel superseded it. Copy the inputs before: work must not
// read widgets or presenter state.
func (l *Latest[T]) Start(ctx context.Context, work func(context.Context) (T, error), done func(T, error)) {
	l.Cancel()
	ctx, cancel := context.WithCancel(ctx)
	l.cancel = cancel
	gen := l.gen
	l.wg.Go(func() {
		defer cancel()
		v, err := work(ctx)
		l.UI(func() {
			if gen == l.gen {
				done(v, err)
			}
		})
	})
}

// Cancel stops the running job, if any; its done func will not be called.
func (l *Latest[T]) Cancel() {
	l.gen++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// Wait blocks until background work has ended. Never call it on the UI thread
// of a running program: use it at shutdown and in tests.
func (l *Latest[T]) Wait() { l.wg.Wait() }
