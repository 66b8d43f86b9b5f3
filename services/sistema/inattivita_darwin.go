package sistema

import (
	"context"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Inattivita tells for how long nobody has touched keyboard or mouse.
type Inattivita struct{ forma *regexp.Regexp }

// NewInattivita reads the system's register of devices. It never fails here.
func NewInattivita() (*Inattivita, error) {
	return &Inattivita{regexp.MustCompile(`"HIDIdleTime" = (\d+)`)}, nil
}

// Da returns the time since the last key or movement; the error is
// "schermo.inattivita" (Unavailable).
func (i *Inattivita) Da(ctx context.Context) (time.Duration, error) {
	const op = "sistema.Inattivita"
	ctx, ferma := context.WithTimeout(ctx, 2*time.Second)
	defer ferma()
	b, err := exec.CommandContext(ctx, "/usr/sbin/ioreg", "-c", "IOHIDSystem", "-d", "4").Output()
	if err != nil {
		return 0, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", op).Because(err)
	}
	m := i.forma.FindSubmatch(b)
	if m == nil {
		return 0, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", op)
	}
	ns, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		return 0, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", op).Because(err)
	}
	return time.Duration(ns), nil
}

// Chiudi has nothing to end here.
func (*Inattivita) Chiudi() {}
