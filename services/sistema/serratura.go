package sistema

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// attesaSerratura is more than two hanging calls to the key ring take.
const attesaSerratura = 15 * time.Second

// blocco is a lock file held by this process. The system frees it when the
// process ends, however it ends, so a stale lock never needs a hand.
type blocco struct{ f *os.File }

// tenta locks file without waiting; ok is false when another process has it.
func tenta(file string) (b *blocco, ok bool, err error) {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, false, err
	}
	preso, err := blocca(f)
	if err != nil || !preso {
		return nil, false, errors.Join(err, f.Close())
	}
	return &blocco{f}, true, nil
}

// lascia frees the lock. The file stays: removing it would let two processes
// lock two different files of one name.
func (b *blocco) lascia() error { return b.f.Close() }

// Serratura returns a lock between the processes of one profile, for the few
// steps that must happen once (the creation of a key). It waits at most as long
// as ctx and [attesaSerratura]; "profilo.occupato" (Storage) tells that it did
// not get it. Who holds it must not take it again.
func Serratura(profilo string) func(context.Context) (apri func(), err error) {
	file := filepath.Join(profilo, "serratura.lock")
	return func(ctx context.Context) (func(), error) {
		ctx, ferma := context.WithTimeout(ctx, attesaSerratura)
		defer ferma()
		for {
			b, ok, err := tenta(file)
			if err != nil {
				return nil, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", "sistema.Serratura").Because(err)
			}
			if ok {
				return func() { _ = b.lascia() }, nil // closing a file nobody wrote to
			}
			t := time.NewTimer(20 * time.Millisecond)
			select {
			case <-t.C:
			case <-ctx.Done():
				t.Stop()
				return nil, esenpat.NewError(esenpat.Storage, "profilo.occupato", "sistema.Serratura").Because(ctx.Err())
			}
		}
	}
}
