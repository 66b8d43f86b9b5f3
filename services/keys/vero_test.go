package keys_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/keys"
)

// variabileFiglio makes the test binary act as a program in a session of its
// own: it tries the key ring and prints what happened.
const variabileFiglio = "ESENPAT_PROVA_PORTACHIAVI"

type esito struct {
	Errori []string // code of set, get, get of a missing entry, delete
	Letto  string
	Ms     int64 // the slowest call
}

func TestMain(m *testing.M) {
	if os.Getenv(variabileFiglio) != "" {
		_ = json.NewEncoder(os.Stdout).Encode(prova(context.Background()))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// prova uses the real key ring of the session it runs in.
func prova(ctx context.Context) esito {
	p := keys.NewOpaco(keys.NewPortachiavi(time.Now), rand.Reader, nil)
	var e esito
	passo := func(f func() error) {
		inizio := time.Now()
		e.Errori = append(e.Errori, esenpat.CodeOf(f()))
		e.Ms = max(e.Ms, time.Since(inizio).Milliseconds())
	}
	const servizio, utente = "it.esenpat.desktop/prova", "medico|ARUBA"
	passo(func() error { return p.Set(ctx, servizio, utente, "àlias €") })
	passo(func() (err error) { e.Letto, err = p.Get(ctx, servizio, utente); return err })
	passo(func() error { _, err := p.Get(ctx, servizio, "nessuno"); return err })
	passo(func() error { return p.Delete(ctx, servizio, utente) })
	return e
}

// sessione runs this test binary under a private D-Bus session with a private
// home, so that no key ring of the person who runs the tests is ever touched.
func sessione(t *testing.T, preparazione string) esito {
	t.Helper()
	for _, nome := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(nome); err != nil {
			t.Fatalf("%s is needed to test the real key ring: make test installs it (Debian: dbus, gnome-keyring)", nome)
		}
	}
	io, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	casa := t.TempDir()
	c := exec.CommandContext(t.Context(), "dbus-run-session", "--", "sh", "-c", preparazione+` exec "$0"`, io)
	c.Env = append(pulito(os.Environ()), "HOME="+casa, "XDG_RUNTIME_DIR="+casa, "XDG_DATA_HOME="+casa, "XDG_CONFIG_HOME="+casa, variabileFiglio+"=1")
	var uscita, errori strings.Builder
	c.Stdout, c.Stderr = &uscita, &errori
	// Without this Wait would also wait for daemons that inherit the pipes.
	c.WaitDelay = 2 * time.Second
	err = c.Run()
	var e esito
	if json.Unmarshal([]byte(uscita.String()), &e) != nil {
		t.Fatalf("%v\n%s\n%s", err, uscita.String(), errori.String())
	}
	return e
}

// pulito drops what would lead to the key ring of the real session.
func pulito(ambiente []string) []string {
	var out []string
	for _, v := range ambiente {
		nome, _, _ := strings.Cut(v, "=")
		switch nome {
		case "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL", "DISPLAY", "WAYLAND_DISPLAY", "HOME",
			"XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME":
		default:
			out = append(out, v)
		}
	}
	return out
}

func TestPortachiaviVero_keepsAValue(t *testing.T) {
	e := sessione(t, `printf '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;`)

	attesi := []string{"", "", "keyring.voce-assente", ""}
	if strings.Join(e.Errori, ",") != strings.Join(attesi, ",") || e.Letto != "àlias €" {
		t.Errorf("got %+v", e)
	}
	t.Logf("slowest call: %d ms", e.Ms)
}

func TestPortachiaviVero_lockedOrMissingNeverBlocks(t *testing.T) {
	limite := (keys.Limite + 500*time.Millisecond).Milliseconds()
	for nome, caso := range map[string]struct{ preparazione, codici string }{
		"locked":     {`gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1;`, "keyring.chiuso keyring.lento"},
		"no bus":     {`DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere; export DBUS_SESSION_BUS_ADDRESS;`, "keyring.assente"},
		"no session": {`unset DBUS_SESSION_BUS_ADDRESS; PATH=/nowhere;`, "keyring.assente"},
	} {
		e := sessione(t, caso.preparazione)

		if e.Ms > limite {
			t.Errorf("%s: a call took %d ms", nome, e.Ms)
		}
		if len(e.Errori) == 0 || !strings.Contains(caso.codici, e.Errori[0]) || e.Errori[0] == "" {
			t.Errorf("%s: %v", nome, e.Errori)
		}
		t.Logf("%s: %v, slowest call %d ms", nome, e.Errori, e.Ms)
	}
}
