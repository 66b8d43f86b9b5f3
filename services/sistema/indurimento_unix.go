//go:build unix && !linux

package sistema

import "golang.org/x/sys/unix"

// Indurisci keeps core files off the disk (SE-14). It is called first in main.
// Its error is only worth a line in the log.
func Indurisci() error { return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
