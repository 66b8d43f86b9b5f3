package sistema

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/godbus/dbus/v5"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Signals by which the desktop says that it hides its screen.
const (
	segnaleBlocco  = "org.freedesktop.login1.Session.Lock"
	segnaleSonno   = "org.freedesktop.login1.Manager.PrepareForSleep"
	segnaleSchermo = "ScreenSaver.ActiveChanged"
)

// SeguiBlocco calls bloccato, on a goroutine of its own, each time the system
// locks its session, hides its screen or goes to sleep, until ctx ends. It
// returns once it is listening. Where neither bus answers the error is
// "schermo.blocco-sistema" (Unavailable): the idle time locks all the same.
func SeguiBlocco(ctx context.Context, bloccato func()) error {
	sistema, errSistema := dbus.ConnectSystemBus(dbus.WithContext(ctx))
	if errSistema == nil {
		errSistema = ascoltaSistema(ctx, sistema, bloccato)
	}
	sessione, errSessione := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if errSessione == nil {
		errSessione = ascoltaSessione(ctx, sessione, bloccato)
	}
	if errSistema != nil && errSessione != nil {
		return esenpat.NewError(esenpat.Unavailable, "schermo.blocco-sistema", "sistema.SeguiBlocco").Because(errors.Join(errSistema, errSessione))
	}
	return nil
}

// ascoltaSistema listens to logind: «loginctl lock-session» and sleep. Another
// session's lock is not ours; where our own is not known every lock counts.
func ascoltaSistema(ctx context.Context, c *dbus.Conn, bloccato func()) error {
	var mia dbus.ObjectPath
	logind := c.Object("org.freedesktop.login1", "/org/freedesktop/login1")
	if err := logind.CallWithContext(ctx, "org.freedesktop.login1.Manager.GetSessionByPID", 0, uint32(os.Getpid())).Store(&mia); err != nil {
		mia = ""
	}
	return ascolta(ctx, c, []string{"org.freedesktop.login1.Session", "org.freedesktop.login1.Manager"}, func(s *dbus.Signal) {
		switch s.Name {
		case segnaleBlocco:
			if mia == "" || s.Path == mia {
				bloccato()
			}
		case segnaleSonno:
			if vero(s) {
				bloccato()
			}
		}
	})
}

// ascoltaSessione listens to the screen saver of the desktop, under the name that
// each desktop gives it.
func ascoltaSessione(ctx context.Context, c *dbus.Conn, bloccato func()) error {
	return ascolta(ctx, c, []string{"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver", "org.cinnamon.ScreenSaver", "org.xfce.ScreenSaver"}, func(s *dbus.Signal) {
		if strings.HasSuffix(s.Name, segnaleSchermo) && vero(s) {
			bloccato()
		}
	})
}

func vero(s *dbus.Signal) bool {
	if len(s.Body) == 0 {
		return false
	}
	si, ok := s.Body[0].(bool)
	return ok && si
}

// ascolta calls f with the signals of the interfaces until ctx ends, which
// closes the connection too.
func ascolta(ctx context.Context, c *dbus.Conn, interfacce []string, f func(*dbus.Signal)) error {
	for _, i := range interfacce {
		if err := c.AddMatchSignalContext(ctx, dbus.WithMatchInterface(i)); err != nil {
			return errors.Join(err, c.Close())
		}
	}
	segnali := make(chan *dbus.Signal, 16)
	c.Signal(segnali)
	go func() {
		for {
			select {
			case <-ctx.Done():
				_ = c.Close()
				return
			case s, ok := <-segnali:
				if !ok {
					return
				}
				f(s)
			}
		}
	}()
	return nil
}
