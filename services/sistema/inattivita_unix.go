//go:build unix && !darwin

package sistema

import (
	"context"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/screensaver"
	"github.com/jezek/xgb/xproto"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Inattivita tells for how long nobody has touched keyboard or mouse.
type Inattivita struct {
	conn    *xgb.Conn
	schermo xproto.Drawable
}

// NewInattivita asks the X server that the window is on. The error is
// "schermo.inattivita" (Unavailable): then the workstation locks on demand only.
func NewInattivita() (*Inattivita, error) {
	const op = "sistema.NewInattivita"
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", op).Because(err)
	}
	if err := screensaver.Init(conn); err != nil {
		conn.Close()
		return nil, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", op).Because(err)
	}
	return &Inattivita{conn, xproto.Drawable(xproto.Setup(conn).DefaultScreen(conn).Root)}, nil
}

// Da returns the time since the last key or movement.
func (i *Inattivita) Da(context.Context) (time.Duration, error) {
	r, err := screensaver.QueryInfo(i.conn, i.schermo).Reply()
	if err != nil {
		return 0, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", "sistema.Inattivita").Because(err)
	}
	return time.Duration(r.MsSinceUserInput) * time.Millisecond, nil
}

// Chiudi ends the connection.
func (i *Inattivita) Chiudi() { i.conn.Close() }
