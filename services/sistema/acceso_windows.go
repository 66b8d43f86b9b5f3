package sistema

import (
	"time"

	"golang.org/x/sys/windows"
)

// Acceso returns the time since the computer was started, sleep included. It
// never goes back and knows nothing of the wall clock.
func Acceso() time.Duration { return windows.DurationSinceBoot() }
