package main

import "time"

// tempoVero is the program's clock for widgets and presenters: what falls due
// runs on the UI thread.
type tempoVero struct {
	fuso *time.Location
	ui   func(func()) // runs on the UI thread while there is one
}

// Adesso returns the wall clock in Europe/Rome.
func (t tempoVero) Adesso() time.Time { return time.Now().In(t.fuso) }

// Dopo calls f on the UI thread after d, unless annulla was called before. Both
// run on the UI thread, so a timer that fires meanwhile is still stopped.
func (t tempoVero) Dopo(d time.Duration, f func()) (annulla func()) {
	fermo := false
	timer := time.AfterFunc(d, func() {
		t.ui(func() {
			if !fermo {
				f()
			}
		})
	})
	return func() {
		fermo = true
		timer.Stop()
	}
}
