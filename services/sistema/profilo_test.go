package sistema_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

func TestTrovaPercorsi_followTheSystemUnlessTold(t *testing.T) {
	casa := t.TempDir()
	ambiente := map[string]string{"XDG_DATA_HOME": filepath.Join(casa, "dati"), "LOCALAPPDATA": filepath.Join(casa, "dati")}
	trovaCasa := func() (string, error) { return casa, nil }

	p, err := sistema.TrovaPercorsi("", func(k string) string { return ambiente[k] }, trovaCasa)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(p.Profilo, casa) || filepath.Base(p.Profilo) != "esenpat-desktop" {
		t.Errorf("profile in %s", p.Profilo)
	}

	scelto := filepath.Join(casa, "scelto")
	p, err = sistema.TrovaPercorsi(scelto, func(string) string { return "" }, trovaCasa)
	if err != nil || p.Profilo != scelto {
		t.Fatalf("--profilo: %s %v", p.Profilo, err)
	}
	for _, dir := range []string{p.Profilo, p.Log, p.Cache, p.Temporanei, p.Chiavi, p.Ambiente} {
		info, err := os.Stat(dir)
		if err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o700) {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestTrovaPercorsi_saysWhyThereIsNoProfile(t *testing.T) {
	nessuna := func() (string, error) { return "", errors.New("no home") }
	if _, err := sistema.TrovaPercorsi("", func(string) string { return "" }, nessuna); esenpat.CodeOf(err) != "profilo.introvabile" {
		t.Errorf("no home: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sistema.TrovaPercorsi(file, os.Getenv, os.UserHomeDir); esenpat.CodeOf(err) != "profilo.non-scrivibile" {
		t.Errorf("a file in its place: %v", err)
	}
}

func TestUnica_secondInstanceShowsTheFirst(t *testing.T) {
	for nome, profilo := range map[string]string{
		"usual": t.TempDir(),
		"deep":  filepath.Join(t.TempDir(), strings.Repeat("cartella/", 15)),
	} {
		if err := os.MkdirAll(profilo, 0o700); err != nil {
			t.Fatal(err)
		}
		mostrata := make(chan []byte, 10)
		prima, ok, err := sistema.Unica(t.Context(), profilo, nil, func(b []byte) { mostrata <- b })
		if err != nil || !ok {
			t.Fatalf("%s: first: %v %v", nome, ok, err)
		}

		for range 2 {
			_, seconda, errSeconda := sistema.Unica(t.Context(), profilo, nil, func([]byte) {})
			if seconda || errSeconda != nil {
				t.Fatalf("%s: second: %v %v", nome, seconda, errSeconda)
			}
			if b := <-mostrata; b != nil {
				t.Errorf("%s: asked %q", nome, b)
			}
		}
		// What is asked arrives whole: also lines and bytes that are no text.
		const chiesto = "{\"token\":\"a b\"}\n\x00è"
		if !sistema.Consegna(t.Context(), profilo, []byte(chiesto)) || string(<-mostrata) != chiesto {
			t.Errorf("%s: the call did not arrive", nome)
		}
		if _, seconda, errSeconda := sistema.Unica(t.Context(), profilo, []byte("x"), func([]byte) {}); seconda || errSeconda != nil || string(<-mostrata) != "x" {
			t.Errorf("%s: second with a call: %v %v", nome, seconda, errSeconda)
		}

		if err = prima.Chiudi(); err != nil {
			t.Error(err)
		}
		if sistema.Consegna(t.Context(), profilo, []byte("x")) {
			t.Errorf("%s: taken by nobody", nome)
		}
		dopo, ok, err := sistema.Unica(t.Context(), profilo, nil, func([]byte) {})
		if err != nil || !ok {
			t.Fatalf("%s: after the first ended: %v %v", nome, ok, err)
		}
		if err := dopo.Chiudi(); err != nil {
			t.Error(err)
		}
	}
}

func TestSerratura_letsOneInAtATime(t *testing.T) {
	prendi := sistema.Serratura(t.TempDir())
	var dentro, soli atomic.Int32
	fatto := make(chan error)
	for range 8 {
		go func() {
			apri, err := prendi(context.Background())
			if err == nil {
				if dentro.Add(1) == 1 {
					soli.Add(1)
				}
				dentro.Add(-1)
				apri()
			}
			fatto <- err
		}()
	}
	for range 8 {
		if err := <-fatto; err != nil {
			t.Error(err)
		}
	}
	if soli.Load() != 8 {
		t.Errorf("%d of 8 were alone", soli.Load())
	}

	apri, err := prendi(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer apri()
	ctx, ferma := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer ferma()
	if _, err := prendi(ctx); esenpat.CodeOf(err) != "profilo.occupato" {
		t.Errorf("taken: %v", err)
	}
}

// TestUnica_aCallThatNobodyTakesIsNotLost: the first holds the right but does
// not listen (it is starting or ending): who calls is told.
func TestUnica_aCallThatNobodyTakesIsNotLost(t *testing.T) {
	profilo := t.TempDir()
	prima, _, err := sistema.Unica(t.Context(), profilo, nil, func([]byte) {})
	if err != nil {
		t.Fatal(err)
	}
	if err = os.Remove(filepath.Join(profilo, "istanza.sock")); err != nil {
		t.Fatal(err)
	}

	_, seconda, err := sistema.Unica(t.Context(), profilo, []byte("x"), func([]byte) {})

	if seconda || esenpat.CodeOf(err) != "istanza.muta" {
		t.Errorf("second: %v %v", seconda, err)
	}
	if err = prima.Chiudi(); err != nil {
		t.Error(err)
	}
}

func TestUnica_strangeLinesAreNotDelivered(t *testing.T) {
	profilo := t.TempDir()
	arrivati := make(chan []byte, 10)
	prima, _, err := sistema.Unica(t.Context(), profilo, nil, func(b []byte) { arrivati <- b })
	if err != nil {
		t.Fatal(err)
	}
	for _, riga := range []string{"chiudi\n", "mostra ***\n", "mostra a b\n", "mostra " + strings.Repeat("A", 20<<10) + "\n"} {
		c, errSocket := new(net.Dialer).DialContext(t.Context(), "unix", filepath.Join(profilo, "istanza.sock"))
		if errSocket != nil {
			t.Fatal(errSocket)
		}
		_, _ = c.Write([]byte(riga)) // a line that is too long may be cut off
		if b, _ := io.ReadAll(c); len(b) > 0 {
			t.Errorf("%.20q was answered %q", riga, b)
		}
		_ = c.Close()
	}
	if !sistema.Consegna(t.Context(), profilo, nil) || <-arrivati != nil || len(arrivati) != 0 {
		t.Error("a strange line was delivered, or stopped the listener")
	}
	if err = prima.Chiudi(); err != nil {
		t.Error(err)
	}
}

func TestLeggiPrivato_wantsAFileOfItsOwner(t *testing.T) {
	dir := t.TempDir()
	mio := filepath.Join(dir, "mio.json")
	if err := os.WriteFile(mio, []byte("contenuto"), 0o600); err != nil {
		t.Fatal(err)
	}

	b, err := sistema.LeggiPrivato(mio, 4)
	if err != nil || string(b) != "conte" { // one more than allowed: the reader sees that it is too much
		t.Errorf("%q, %v", b, err)
	}
	for _, nome := range []string{filepath.Join(dir, "manca"), dir} {
		if _, err = sistema.LeggiPrivato(nome, 4); esenpat.CodeOf(err) != "file.non-leggibile" {
			t.Errorf("%s: %v", nome, err)
		}
	}
	if runtime.GOOS == "windows" {
		return // access lists are the folder's
	}
	if err = os.Chmod(mio, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err = sistema.LeggiPrivato(mio, 4); esenpat.CodeOf(err) != "contesto.file-aperto" {
		t.Errorf("err = %v", err)
	}
}
