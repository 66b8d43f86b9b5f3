package esenpat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Manual: M02, M90.
func TestSecret_neverPrints(t *testing.T) {
	s := esenpat.NewSecret("87654321")
	type hidden struct {
		pin esenpat.Secret
		c   esenpat.CredenzialiFirma
	}
	h := hidden{s, esenpat.CredenzialiFirma{PIN: s, OTP: s}}

	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+verb+verb, s, h, &h)
	}
	b, err := json.Marshal(struct{ P esenpat.Secret }{s})
	if err != nil {
		t.Fatal(err)
	}
	out.Write(b)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", slog.Any("s", s), slog.Any("c", h.c))
	out.Write(log.Bytes())

	if strings.Contains(out.String(), "8765") || strings.Contains(out.String(), "38373635") {
		t.Errorf("the secret shows: %s", out.String())
	}
	if s.Reveal() != "87654321" {
		t.Error("the secret is lost")
	}
}
