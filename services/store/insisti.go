package store

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// The first steps of a connection may find the file taken by another process
// that opens or closes it at the same moment. busy_timeout does not cover them
// all: the change to WAL and the start of its index give up at once, without
// asking the busy handler, where waiting could be a deadlock (SQLite, "Write-
// Ahead Logging", section 8).
const (
	insistenze = 100
	fraInsisti = 50 * time.Millisecond
)

// insisti runs f again while the file is taken, a hundred times at most.
// f must be something that may be done twice.
func insisti(ctx context.Context, f func() error) error {
	err := f()
	for range insistenze {
		if err == nil || esenpat.CodeOf(err) != "archivio.occupato" {
			return err
		}
		t := time.NewTimer(fraInsisti)
		select {
		case <-t.C:
			err = f()
		case <-ctx.Done():
			t.Stop()
			return err
		}
	}
	return err
}
