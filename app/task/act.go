package task

import (
	"context"
	"sync"
)

// Act runs a legal act (signature, annulment, issue, request): it is sent once.
// While one is under way another Start does nothing, however often the button
// is pressed, and it cannot be cancelled: closing the window waits for it.
// Its methods must be called on the UI thread.
type Act[T any] struct {
	UI Dispatch

	busy bool
	wg   sync.WaitGroup
}

// Start runs work unless an act is already under way, and reports whether it
// did. The act outlives ctx's cancellation: once sent, its answer is wanted.
func (a *Act[T]) Start(ctx context.Context, work func(context.Context) (T, error), done func(T, error)) bool {
	if a.busy {
		return false
	}
	a.busy = true
	ctx = context.WithoutCancel(ctx)
	a.wg.Go(func() {
		v, err := work(ctx)
		a.UI(func() {
			a.busy = false
			done(v, err)
		})
	})
	return true
}

// Busy reports whether an act is under way.
func (a *Act[T]) Busy() bool { return a.busy }

// Wait blocks until the act has ended. Never call it on the UI thread.
func (a *Act[T]) Wait() { a.wg.Wait() }
