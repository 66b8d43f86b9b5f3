package sistema

import (
	"errors"

	"golang.org/x/sys/unix"
)

// Indurisci keeps the process's memory off the disk (SE-14): no core file, and
// no other process of the user may read or trace it. It is called first in
// main. Its error is only worth a line in the log.
func Indurisci() error {
	return errors.Join(
		unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}),
		unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0),
	)
}
