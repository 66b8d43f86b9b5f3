package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// anello is a key ring in memory that can be away.
type anello struct {
	voci   map[string]string
	errore error
}

func (a *anello) Prepara(context.Context) error { return a.errore }

func (a *anello) Get(_ context.Context, s, u string) (string, error) {
	if a.errore != nil {
		return "", a.errore
	}
	v, ok := a.voci[s+u]
	if !ok {
		return "", esenpat.NewError(esenpat.NotFound, "keyring.assente", "finto")
	}
	return v, nil
}

func (a *anello) Set(_ context.Context, s, u, v string) error {
	if a.errore == nil {
		a.voci[s+u] = v
	}
	return a.errore
}

// TestSigilloAmbiente_keyIsFoundAgainAndALostOneDeletesNothing guards SE-01 and
// SE-04 for the embedded environment.
func TestSigilloAmbiente_keyIsFoundAgainAndALostOneDeletesNothing(t *testing.T) {
	a, dir := &anello{voci: map[string]string{}}, t.TempDir()
	c := chiaviAmbiente{a, dir, func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) }}
	s, err := c.sigillo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	chiuso, err := s.Sigilla([]byte("canarino"))
	if err != nil {
		t.Fatal(err)
	}
	if b, errFile := os.ReadFile(filepath.Join(dir, fileChiave)); errFile != nil || !strings.HasPrefix(string(b), nelPortachiavi) {
		t.Errorf("the key is not in the key ring alone: %q %v", b, errFile)
	}
	if s, err = c.sigillo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b, errApri := s.Apri(chiuso); errApri != nil || string(b) != "canarino" {
		t.Errorf("opened %q, %v", b, errApri)
	}
	if err = os.WriteFile(filepath.Join(dir, fileDati), []byte("dati"), 0o600); err != nil {
		t.Fatal(err)
	}
	a.errore = esenpat.NewError(esenpat.Keyring, "keyring.lento", "finto")
	if _, err = c.sigillo(t.Context()); esenpat.CodeOf(err) != "keyring.lento" {
		t.Errorf("a key ring that does not answer: %v", err)
	}
	if _, err = os.Stat(filepath.Join(dir, fileDati)); err != nil {
		t.Errorf("touched while the key ring was away: %v", err)
	}
	a.errore, a.voci = nil, map[string]string{} // the entry is lost

	if s, err = c.sigillo(t.Context()); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, fileDati+".20261122-100000.locked"))
	if err != nil || string(b) != "dati" {
		t.Errorf("what the lost key closed is not kept: %q %v", b, err)
	}
	if _, err = s.Apri(chiuso); err == nil {
		t.Error("opened with another key")
	}
}

func TestSigilloAmbiente_withoutAKeyRingTheDataAreFoundAgain(t *testing.T) {
	a := &anello{errore: esenpat.NewError(esenpat.Keyring, "keyring.assente", "finto")}
	c := chiaviAmbiente{a, t.TempDir(), time.Now}
	s, err := c.sigillo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	chiuso, err := s.Sigilla([]byte("canarino"))
	if err != nil {
		t.Fatal(err)
	}

	s, err = c.sigillo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if b, errApri := s.Apri(chiuso); errApri != nil || string(b) != "canarino" {
		t.Errorf("opened %q, %v", b, errApri)
	}
}
