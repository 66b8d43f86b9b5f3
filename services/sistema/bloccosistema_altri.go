//go:build !linux

package sistema

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// SeguiBlocco would call bloccato each time the system locks its session. Here
// it cannot be known without a window of the system's own: the error is
// "schermo.blocco-sistema" (Unavailable), and the idle time locks all the same.
func SeguiBlocco(context.Context, func()) error {
	return esenpat.NewError(esenpat.Unavailable, "schermo.blocco-sistema", "sistema.SeguiBlocco")
}
