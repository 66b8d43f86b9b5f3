package main

import (
	"context"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"
)

const (
	// traChiamate is how often the UI thread is called; often enough to find
	// what a doctor would feel.
	traChiamate = 50 * time.Millisecond
	// fermoTroppo is from when on it is felt (spec 4, FT-21).
	fermoTroppo = 100 * time.Millisecond
)

// sorveglia calls the UI thread again and again and writes to the log when it
// did not answer at once, and at the end how long the worst silence was. It runs
// with --log debug only: it wakes the processor twenty times a second.
func (f *finestra) sorveglia(ctx context.Context) {
	var peggio time.Duration
	chiamate, mute := 0, 0
	defer func() {
		f.log.Debug("ui thread", slog.Int("chiamate", chiamate), slog.Int("oltre_100_ms", mute), slog.Int64("peggio_ms", peggio.Milliseconds()))
	}()
	orologio := time.NewTicker(traChiamate)
	defer orologio.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-orologio.C:
		}
		risposta, da := make(chan struct{}), time.Now()
		fyne.Do(func() { close(risposta) })
		select {
		case <-ctx.Done():
			return
		case <-risposta:
		}
		silenzio := time.Since(da)
		chiamate++
		peggio = max(peggio, silenzio)
		if silenzio > fermoTroppo {
			mute++
			f.log.Debug("ui thread did not answer", slog.Int64("ms", silenzio.Milliseconds()))
		}
	}
}
