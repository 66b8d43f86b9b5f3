package diario_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/diario"
)

// variabileFiglio makes the test binary act as a program that crashes with a
// patient's data in its panic.
const variabileFiglio = "ESENPAT_PROVA_ARRESTO"

func TestMain(m *testing.M) {
	if dir := os.Getenv(variabileFiglio); dir != "" {
		d, err := diario.Apri(diario.Opzioni{Dir: dir})
		if err == nil {
			_, err = d.RaccogliArresto(context.Background(), "arresto.txt")
		}
		if err != nil {
			os.Exit(3)
		}
		go func() { panic("visita di VRDGNN80A01L219M con PIN 87654321") }()
		select {}
	}
	os.Exit(m.Run())
}

func apri(t *testing.T, o diario.Opzioni) *diario.Diario {
	t.Helper()
	d, err := diario.Apri(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Chiudi() })
	return d
}

func contenuto(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.ReadFile(path)
		b.Write(f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLogger_canary writes to the log, in every way that Go allows, what must
// never be found there.
func TestLogger_canary(t *testing.T) {
	dir := t.TempDir()
	d := apri(t, diario.Opzioni{Dir: dir, Livello: slog.LevelDebug, Extra: []slog.Attr{slog.String("versione", "0.1.0")}})
	l, ctx := d.Logger(), t.Context()
	const cf = "VRDGNN80A01L219M"
	omocodo := string(esenpat.CodiceFiscale(cf).Omocodia(7))
	a := esenpat.Assistito{CodiceFiscale: cf, Cognome: "Verdicanarino", Nome: "Giovannacanarino"}
	dati := esenpat.DatiCertificato{Patologia: "notacanarino"}
	pin := esenpat.NewSecret("87654321")
	segreti := []string{cf, strings.ToLower(cf), omocodo, "Verdicanarino", "Giovannacanarino", "notacanarino", "87654321", "13572468", "tokencanarino"}
	rifiuto := esenpat.NewError(esenpat.Rejected, "firma.otp-errato", "prova").With("nome", "Verdicanarino").Because(errors.New("per " + cf))

	for _, attr := range []slog.Attr{
		slog.Any("x", a), slog.Any("x", &a), slog.Any("x", []esenpat.Assistito{a}), slog.Any("x", map[string]any{"a": a, "pin": "87654321"}),
		slog.Any("x", dati), slog.Any("x", esenpat.Bozza{ID: "b", Assistito: a, Dati: dati}), slog.Any("x", esenpat.Certificato{ID: "c", Assistito: a}),
		slog.Any("x", pin), slog.Any("x", &pin), slog.Any("x", esenpat.CredenzialiFirma{PIN: pin, OTP: esenpat.NewSecret("13572468")}),
		slog.Any("x", esenpat.NewSecret("tokencanarino")), slog.String("x", fmt.Sprintf("%v %+v", pin, esenpat.CredenzialiFirma{PIN: pin})),
		slog.String("x", "GET /assistiti?cf="+cf+"&x=1"), slog.String("x", "cf:"+strings.ToLower(cf)+omocodo), slog.String("x", "PIN=87654321, OTP 13572468."),
		slog.Any("err", rifiuto), slog.Any("err", error(rifiuto)), slog.Any("err", fmt.Errorf("leggo %s: %w", cf, rifiuto)), slog.Any("err", errors.New("pin 87654321")),
		slog.Any("x", []byte(cf)), slog.Any("x", json.RawMessage(`{"cf":"`+cf+`"}`)),
		slog.Group("g", slog.String("x", cf), slog.Any("y", a)),
		slog.Any("x", bytes.NewBufferString(cf)),
	} {
		l.LogAttrs(ctx, slog.LevelInfo, "prova", attr)
		l.With(attr).WithGroup("g").LogAttrs(ctx, slog.LevelDebug, "prova")
	}
	l.InfoContext(ctx, "messaggio con "+cf+" e 87654321")
	l.InfoContext(ctx, "prova", []any{"chiave", cf, "senza valore 87654321"}...)

	scritto := contenuto(t, dir)
	for _, s := range segreti {
		if strings.Contains(scritto, s) {
			t.Errorf("the log holds %q", s)
		}
	}
	if !strings.Contains(scritto, "firma.otp-errato") || !strings.Contains(scritto, `"versione":"0.1.0"`) {
		t.Error("the log lost what the assistance needs")
	}
}

func TestLogger_keepsWhatTheAssistanceNeeds(t *testing.T) {
	var b bytes.Buffer
	l := slog.New(diario.NewHandler(&b, slog.LevelInfo))
	const uuid, sha = "12345678-1234-4123-8123-123456789012", "1234567890123456789012345678901234567890123456789012345678901234"

	l.LogAttrs(t.Context(), slog.LevelWarn, "risposta", slog.String("request_id", uuid), slog.String("sha256", sha),
		slog.Int("stato", 503), slog.Duration("ms", 1500*time.Millisecond), slog.String("rotta", "/certificati/{id}"), slog.Time("quando", time.Unix(0, 0).UTC()))

	var riga map[string]any
	if err := json.Unmarshal(b.Bytes(), &riga); err != nil {
		t.Fatal(err)
	}
	for chiave, atteso := range map[string]any{
		"request_id": uuid, "sha256": sha, "stato": 503.0, "rotta": "/certificati/{id}", "level": "WARN", "quando": "1970-01-01T00:00:00Z",
	} {
		if riga[chiave] != atteso {
			t.Errorf("%s is %v, not %v", chiave, riga[chiave], atteso)
		}
	}
}

func TestLogger_hostileTextStaysOnOneHarmlessLine(t *testing.T) {
	var b bytes.Buffer
	l := slog.New(diario.NewHandler(&b, slog.LevelInfo))
	ostile := "a\nb\r\x1b[31m\u2028c\u202Egpj\x00\u200b{\"level\":\"ERROR\"}"

	l.LogAttrs(t.Context(), slog.LevelInfo, ostile, slog.String("x", ostile), slog.String("y\n", strings.Repeat("è", 5000))) //nolint:sloglint // a message that is not constant is what the guard is for

	s := b.String()
	if strings.Count(s, "\n") != 1 || strings.ContainsAny(s, "\r\x1b\x00\u2028\u202e\u200b") || strings.Contains(s, `\n`) || strings.Contains(s, `\u202e`) {
		t.Errorf("written: %q", s)
	}
	if len(s) > 4000 {
		t.Errorf("a line of %d bytes", len(s))
	}
	var riga map[string]any
	if err := json.Unmarshal([]byte(s), &riga); err != nil || riga["level"] != "INFO" {
		t.Errorf("%v %v", riga, err)
	}
}

func TestApri_rotatesWithinItsLimits(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "log")
	d := apri(t, diario.Opzioni{Dir: dir, Livello: slog.LevelInfo, MaxFile: 1000})
	for range 200 {
		d.Logger().LogAttrs(t.Context(), slog.LevelInfo, "una riga abbastanza lunga da riempire presto il file")
	}

	voci, err := os.ReadDir(dir)
	if err != nil || len(voci) != 5 {
		t.Fatalf("%v %v", voci, err)
	}
	for _, v := range voci {
		info, err := v.Info()
		if err != nil || info.Size() > 1000 || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %d bytes, %v: %v", v.Name(), info.Size(), info.Mode(), err)
		}
	}
}

func TestApri_goesOnWithTheFileOfTheRunBefore(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		d, err := diario.Apri(diario.Opzioni{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		d.Logger().LogAttrs(t.Context(), slog.LevelInfo, "avvio")
		if err := d.Chiudi(); err != nil {
			t.Fatal(err)
		}
	}

	if n := strings.Count(contenuto(t, dir), "avvio"); n != 2 {
		t.Errorf("%d lines", n)
	}
}

func TestApri_withoutPlaceSaysSo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}

	if _, err := diario.Apri(diario.Opzioni{Dir: file}); esenpat.CodeOf(err) != "diario.non-scrivibile" {
		t.Errorf("got %v", err)
	}
}

func TestRaccogliArresto_keepsTheStackAndDropsThePatient(t *testing.T) {
	dir := t.TempDir()
	io, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), io)
	c.Env = append(os.Environ(), variabileFiglio+"="+dir)
	if err = c.Run(); err == nil {
		t.Fatal("the child did not crash")
	}

	d := apri(t, diario.Opzioni{Dir: dir})
	nome, err := d.RaccogliArresto(t.Context(), "arresto.txt")
	if err != nil || nome == "" {
		t.Fatalf("no report: %v", err)
	}

	b, err := os.ReadFile(nome)
	if err != nil || !bytes.Contains(b, []byte("diario_test.go")) {
		t.Errorf("no stack in the report: %v", err)
	}
	scritto := contenuto(t, dir)
	if strings.Contains(scritto, "VRDGNN80A01L219M") || strings.Contains(scritto, "87654321") {
		t.Error("the patient is still in a file")
	}
	if again, err := d.RaccogliArresto(t.Context(), "altro.txt"); again != "" || err != nil {
		t.Errorf("found twice: %q %v", again, err)
	}
}
