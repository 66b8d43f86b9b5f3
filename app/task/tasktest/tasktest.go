// Package tasktest lets tests of presenters play the UI thread and the clock:
// nothing happens until the test drains the queue or moves the hands.
package tasktest

import (
	"sync"
	"testing"
	"time"
)

// limite is how long a test waits for a background answer before it fails.
const limite = 10 * time.Second

// Coda is a UI thread that a test drains by hand.
type Coda struct {
	mu    sync.Mutex
	coda  []func()
	desta chan struct{}
}

// NewCoda returns an empty queue.
func NewCoda() *Coda { return &Coda{desta: make(chan struct{}, 1)} }

// Dispatch is a task.Dispatch that queues f.
func (c *Coda) Dispatch(f func()) {
	c.mu.Lock()
	c.coda = append(c.coda, f)
	c.mu.Unlock()
	select {
	case c.desta <- struct{}{}:
	default:
	}
}

// Svuota runs what is queued now and reports whether there was anything.
func (c *Coda) Svuota() bool {
	fatto := false
	for {
		c.mu.Lock()
		if len(c.coda) == 0 {
			c.mu.Unlock()
			return fatto
		}
		f := c.coda[0]
		c.coda = c.coda[1:]
		c.mu.Unlock()
		f()
		fatto = true
	}
}

// Quieta drains the queue until nothing is under way any more: wait are the Wait
// methods of the presenters that work behind it.
func (c *Coda) Quieta(wait ...func()) {
	for {
		for _, w := range wait {
			w()
		}
		if !c.Svuota() {
			return
		}
	}
}

// Fino drains the queue until vero holds, and fails the test when it never does.
func (c *Coda) Fino(tb testing.TB, vero func() bool) {
	tb.Helper()
	scade := time.After(limite)
	for {
		c.Svuota()
		if vero() {
			return
		}
		select {
		case <-c.desta:
		case <-scade:
			tb.Fatal("the awaited state never came")
		}
	}
}

// Orologio is a clock whose hands the test moves; it also serves task.Later.
type Orologio struct {
	ora    time.Time
	attese []*attesa
}

type attesa struct {
	quando time.Time
	f      func()
}

// NewOrologio returns a clock that stands at ora.
func NewOrologio(ora time.Time) *Orologio { return &Orologio{ora: ora} }

// Adesso returns the time on the clock.
func (o *Orologio) Adesso() time.Time { return o.ora }

// Dopo is a task.Later.
func (o *Orologio) Dopo(d time.Duration, f func()) func() {
	a := &attesa{o.ora.Add(d), f}
	o.attese = append(o.attese, a)
	return func() { a.f = nil }
}

// Avanza moves the hands by d and runs, in order, what falls due meanwhile.
func (o *Orologio) Avanza(d time.Duration) {
	fine := o.ora.Add(d)
	for {
		var prossima *attesa
		for _, a := range o.attese {
			if a.f != nil && !a.quando.After(fine) && (prossima == nil || a.quando.Before(prossima.quando)) {
				prossima = a
			}
		}
		if prossima == nil {
			o.ora = fine
			return
		}
		o.ora = prossima.quando
		f := prossima.f
		prossima.f = nil
		f()
	}
}
