//go:build !windows

package regione

import (
	"errors"
	"syscall"
)

// rifiutata reports whether the machine is there but no service listens.
func rifiutata(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }
