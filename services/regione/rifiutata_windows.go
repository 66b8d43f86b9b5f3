package regione

import (
	"errors"
	"syscall"
)

// wsaeconnrefused is Winsock's own number, which syscall.ECONNREFUSED is not.
const wsaeconnrefused = syscall.Errno(10061)

// rifiutata reports whether the machine is there but no service listens.
func rifiutata(err error) bool { return errors.Is(err, wsaeconnrefused) }
