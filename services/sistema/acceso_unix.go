//go:build unix && !linux

package sistema

import (
	"time"

	"golang.org/x/sys/unix"
)

// Acceso returns a time that never goes back and knows nothing of the wall
// clock; on macOS it counts sleep too.
func Acceso() time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &t) != nil {
		return 0 // cannot be: POSIX has it
	}
	return time.Duration(t.Nano())
}
