package sistema_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// busPrivato starts a real bus that ends with the test, and returns its address.
func busPrivato(t *testing.T) string {
	t.Helper()
	conf := filepath.Join(t.TempDir(), "bus.conf")
	err := os.WriteFile(conf, []byte(`<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	ctx, ferma := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, "dbus-daemon", "--config-file="+conf, "--nofork", "--print-address")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ferma(); _ = c.Wait() })
	indirizzo, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(indirizzo)
}

// TestSeguiBlocco_whenTheSystemLocksSoDoesTheWindow guards SE-07 over real buses:
// logind's lock, sleep and the screen saver count, their opposites do not.
func TestSeguiBlocco_whenTheSystemLocksSoDoesTheWindow(t *testing.T) {
	indirizzo := busPrivato(t)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", indirizzo)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", indirizzo)
	bloccati := make(chan struct{}, 16)
	ctx, ferma := context.WithCancel(t.Context())
	defer ferma()
	if err := sistema.SeguiBlocco(ctx, func() { bloccati <- struct{}{} }); err != nil {
		t.Fatal(err)
	}
	altro, err := dbus.Connect(indirizzo)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = altro.Close() }()
	emetti := func(percorso dbus.ObjectPath, nome string, v ...any) {
		t.Helper()
		if errEmetti := altro.Emit(percorso, nome, v...); errEmetti != nil {
			t.Fatal(errEmetti)
		}
	}
	emetti("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Unlock")
	emetti("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", false)
	emetti("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", false)

	emetti("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Lock")
	<-bloccati
	emetti("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", true)
	<-bloccati
	emetti("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", true)
	<-bloccati

	if len(bloccati) > 0 {
		t.Error("locked by what opens, or twice")
	}
}

func TestSeguiBlocco_withoutABusItIsSaid(t *testing.T) {
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")

	err := sistema.SeguiBlocco(t.Context(), func() { t.Error("locked") })

	if esenpat.CodeOf(err) != "schermo.blocco-sistema" {
		t.Errorf("got %v", err)
	}
}
