package regionetest

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
)

// Stampo prepares an environment once, keys of the authorities included, and
// returns a function that gives each caller a copy of its state: what a run of
// hundreds of histories must not pay each time.
func Stampo(tb testing.TB) func(*ambiente.Opzioni) {
	tb.Helper()
	dir := tb.TempDir()
	a, err := ambiente.Avvia(tb.Context(), ambiente.Opzioni{
		Dir: dir, Orologio: time.Now, Argon2: autorita.ParametriArgon2{Tempo: 1, Memoria: 64, Thread: 1},
	})
	if err != nil {
		tb.Fatal(err)
	}
	if err := a.Chiudi(context.WithoutCancel(tb.Context())); err != nil {
		tb.Fatal(err)
	}
	return func(o *ambiente.Opzioni) {
		if err := os.CopyFS(o.Dir, os.DirFS(dir)); err != nil {
			tb.Error(err)
		}
	}
}
