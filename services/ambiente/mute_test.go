package ambiente_test

import (
	"context"
	"net"
	"net/url"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente"
)

// Found at the end of `prova`: five seconds of waiting and «closing failed»
// whenever the client had opened a connection that it did not use.
func TestChiudi_aConnectionThatNeverAskedDoesNotHoldTheEnd(t *testing.T) {
	a, err := ambiente.Avvia(t.Context(), ambiente.Opzioni{Orologio: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(a.URL())
	if err != nil {
		t.Fatal(err)
	}
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()

	ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
	defer stop()
	if err := a.Chiudi(ctx); err != nil {
		t.Error(err)
	}
}
