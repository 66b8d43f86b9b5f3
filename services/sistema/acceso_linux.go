package sistema

import (
	"time"

	"golang.org/x/sys/unix"
)

// Acceso returns the time since the computer was started, sleep included. It
// never goes back and knows nothing of the wall clock.
func Acceso() time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &t) != nil {
		return 0 // cannot be: the clock is there since Linux 2.6.39
	}
	return time.Duration(t.Nano())
}
