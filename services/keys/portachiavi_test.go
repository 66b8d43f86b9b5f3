package keys_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/keys"
)

// fondo is a key ring whose Get is a function.
type fondo struct{ get func() (string, error) }

func (f fondo) Get(string, string) (string, error) { return f.get() }
func (f fondo) Set(string, string, string) error   { _, err := f.get(); return err }
func (f fondo) Delete(string, string) error        { _, err := f.get(); return err }

func TestPortachiavi_hangingServiceNeverBlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sblocca := make(chan struct{})
		var chiamate atomic.Int32
		p := keys.NewConFondo(fondo{func() (string, error) {
			chiamate.Add(1)
			<-sblocca
			return "v", nil
		}}, time.Now)
		inizio := time.Now()

		_, err := p.Get(t.Context(), "s", "u")

		if esenpat.CodeOf(err) != "keyring.lento" || time.Since(inizio) != keys.Limite {
			t.Errorf("first call: %v after %v", err, time.Since(inizio))
		}
		inizio = time.Now()
		for range 100 {
			if err := p.Set(t.Context(), "s", "u", "v"); esenpat.CodeOf(err) != "keyring.lento" {
				t.Fatal(err)
			}
		}
		if time.Since(inizio) != 0 || chiamate.Load() != 1 {
			t.Errorf("100 calls took %v and reached the service %d times", time.Since(inizio), chiamate.Load())
		}

		time.Sleep(keys.Riposo) // virtual time
		inizio = time.Now()
		if err := p.Delete(t.Context(), "s", "u"); esenpat.CodeOf(err) != "keyring.lento" || time.Since(inizio) != keys.Limite {
			t.Errorf("after the rest: %v after %v", err, time.Since(inizio))
		}
		if chiamate.Load() != 1 {
			t.Errorf("%d goroutines wait for a service that hangs", chiamate.Load())
		}

		close(sblocca)
		synctest.Wait()
		if v, err := p.Get(t.Context(), "s", "u"); v != "v" || err != nil {
			t.Errorf("the service is back, but: %q %v", v, err)
		}
	})
}

func TestPortachiavi_cancelledCallEndsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sblocca := make(chan struct{})
		p := keys.NewConFondo(fondo{func() (string, error) { <-sblocca; return "", nil }}, time.Now)
		ctx, ferma := context.WithTimeout(t.Context(), time.Second)
		defer ferma()

		_, err := p.Get(ctx, "s", "u")

		if esenpat.KindOf(err) != esenpat.Canceled {
			t.Errorf("got %v", err)
		}
		close(sblocca)
	})
}

func TestPortachiavi_namesEachFailure(t *testing.T) {
	for testo, codice := range map[string]string{
		`exec: "dbus-launch": executable file not found in $PATH`:                        "keyring.assente",
		"dial unix /nowhere: connect: no such file or directory":                         "keyring.assente",
		"The name org.freedesktop.secrets was not provided by any .service files":        "keyring.assente",
		"failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'": "keyring.chiuso",
		"prompt dismissed": "keyring.chiuso",
		"The user name or passphrase you entered is not correct, something else altogether": "keyring.rifiutato",
	} {
		p := keys.NewConFondo(fondo{func() (string, error) { return "", errors.New(testo) }}, time.Now)

		_, err := p.Get(t.Context(), "s", "u")

		if esenpat.CodeOf(err) != codice || esenpat.KindOf(err) != esenpat.Keyring {
			t.Errorf("%q is %v", testo, err)
		}
	}
	p := keys.NewConFondo(fondo{func() (string, error) { return "", fmt.Errorf("x: %w", keyring.ErrNotFound) }}, time.Now)
	if _, err := p.Get(t.Context(), "s", "u"); esenpat.KindOf(err) != esenpat.NotFound {
		t.Errorf("missing entry: %v", err)
	}
}

// spia records the names that reach the key ring.
type spia struct {
	*keys.Memoria
	nomi []string
}

func (s *spia) Get(ctx context.Context, service, user string) (string, error) {
	s.nomi = append(s.nomi, service+" "+user)
	return s.Memoria.Get(ctx, service, user)
}

func (s *spia) Set(ctx context.Context, service, user, value string) error {
	s.nomi = append(s.nomi, service+" "+user)
	return s.Memoria.Set(ctx, service, user, value)
}

func TestOpaco_noNameReachesTheKeyRing(t *testing.T) {
	const cf = "FRRLRA75C41L219K"
	dentro := &spia{Memoria: keys.NewMemoria()}
	o := keys.NewOpaco(dentro, casuale{}, nil)
	ctx := t.Context()

	if _, err := o.Get(ctx, "alias", cf+"|INFOCERT"); esenpat.KindOf(err) != esenpat.NotFound {
		t.Errorf("before anything was stored: %v", err)
	}
	for _, provider := range []string{"INFOCERT", "ARUBA"} {
		if err := o.Set(ctx, "alias", cf+"|"+provider, "alias "+provider); err != nil {
			t.Fatal(err)
		}
	}

	dopo := keys.NewOpaco(dentro, casuale{}, nil) // the program starts again
	if v, err := dopo.Get(ctx, "alias", cf+"|ARUBA"); v != "alias ARUBA" || err != nil {
		t.Errorf("read back %q: %v", v, err)
	}
	if err := dopo.Delete(ctx, "alias", cf+"|ARUBA"); err != nil {
		t.Error(err)
	}
	if _, err := dopo.Get(ctx, "alias", cf+"|ARUBA"); esenpat.KindOf(err) != esenpat.NotFound {
		t.Errorf("after deletion: %v", err)
	}
	for _, n := range dentro.nomi {
		if strings.Contains(n, cf) || strings.Contains(n, "ARUBA") {
			t.Errorf("the key ring saw %q", n)
		}
	}
}

// casuale gives bytes that tests can repeat.
type casuale struct{}

func (casuale) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(i)
	}
	return len(b), nil
}
