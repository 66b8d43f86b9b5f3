//go:build unix && !darwin

package sistema_test

import (
	"net"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

func TestSchermo_tellsWhyNoWindowCanOpen(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "libGL.so.1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "unix", filepath.Join(dir, "wayland-0"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()

	for nome, caso := range map[string]struct {
		ambiente map[string]string
		codice   string
	}{
		"no session":        {nil, "schermo.assente"},
		"not a display":     {map[string]string{"DISPLAY": "schermo"}, "schermo.assente"},
		"X is gone":         {map[string]string{"DISPLAY": ":58999.0"}, "schermo.non-raggiungibile"},
		"compositor gone":   {map[string]string{"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": dir}, "schermo.non-raggiungibile"},
		"compositor there":  {map[string]string{"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": dir, "LD_LIBRARY_PATH": dir}, ""},
		"falls back from X": {map[string]string{"DISPLAY": ":58999", "WAYLAND_DISPLAY": filepath.Join(dir, "wayland-0"), "LD_LIBRARY_PATH": dir}, ""},
	} {
		err := sistema.Schermo(t.Context(), func(k string) string { return caso.ambiente[k] })

		if esenpat.CodeOf(err) != caso.codice {
			t.Errorf("%s: %v", nome, err)
		}
	}
}

func TestIndurisci_leavesNoCore(t *testing.T) {
	if err := sistema.Indurisci(); err != nil {
		t.Fatal(err)
	}

	var limite unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &limite); err != nil || limite.Cur != 0 || limite.Max != 0 {
		t.Errorf("core limit %v: %v", limite, err)
	}
}
