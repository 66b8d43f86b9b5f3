package sistema_test

import (
	"context"
	"errors"
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
		mostrata := make(chan struct{}, 10)
		prima, ok, err := sistema.Unica(t.Context(), profilo, func() { mostrata <- struct{}{} })
		if err != nil || !ok {
			t.Fatalf("%s: first: %v %v", nome, ok, err)
		}

		for range 2 {
			_, seconda, errSeconda := sistema.Unica(t.Context(), profilo, func() {})
			if seconda || errSeconda != nil {
				t.Fatalf("%s: second: %v %v", nome, seconda, errSeconda)
			}
			<-mostrata
		}

		if err = prima.Chiudi(); err != nil {
			t.Error(err)
		}
		dopo, ok, err := sistema.Unica(t.Context(), profilo, func() {})
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
