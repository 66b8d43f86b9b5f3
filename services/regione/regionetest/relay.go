package regionetest

import (
	"context"
	"io"
	"net"
	"sync"
	"testing"
)

// Relay passes TCP connections on to the server and breaks them when told to:
// what a cable, a proxy or a sleeping laptop does, seen from the client.
type Relay struct {
	ascolto net.Listener
	verso   string

	mu     sync.Mutex
	aperte map[net.Conn]bool
	chiuso bool
	lascia int // bytes that each answer may have, less than 0 for all
}

// NewRelay returns a relay to host:port that ends with the test.
func NewRelay(tb testing.TB, verso string) *Relay {
	tb.Helper()
	l, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	r := &Relay{ascolto: l, verso: verso, aperte: map[net.Conn]bool{}, lascia: -1}
	tb.Cleanup(func() {
		_ = l.Close()
		r.Taglia()
	})
	ctx := context.WithoutCancel(tb.Context())
	go r.accetta(ctx)
	return r
}

// Indirizzo is where the client connects to.
func (r *Relay) Indirizzo() string { return r.ascolto.Addr().String() }

// Taglia breaks the connections that are open.
func (r *Relay) Taglia() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for c := range r.aperte {
		_ = c.Close()
	}
	clear(r.aperte)
}

// Stacca makes the network go away: open connections break, new ones too.
func (r *Relay) Stacca() {
	r.imposta(true)
	r.Taglia()
}

// Riattacca brings it back.
func (r *Relay) Riattacca() { r.imposta(false) }

func (r *Relay) imposta(chiuso bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.chiuso = chiuso
}

// LasciaPassare breaks each new connection after n bytes of what the server
// says, TLS included; less than 0 lets all through.
func (r *Relay) LasciaPassare(n int) {
	r.mu.Lock()
	r.lascia = n
	r.mu.Unlock()
	r.Taglia() // those opened before know the old limit
}

func (r *Relay) accetta(ctx context.Context) {
	for {
		c, err := r.ascolto.Accept()
		if err != nil {
			return
		}
		go r.passa(ctx, c)
	}
}

func (r *Relay) passa(ctx context.Context, cliente net.Conn) {
	defer func() { _ = cliente.Close() }()
	server, err := (&net.Dialer{}).DialContext(ctx, "tcp", r.verso)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	lascia, aperta := r.segna(cliente, server)
	if !aperta {
		return
	}
	go func() {
		_, _ = io.Copy(server, cliente)
		_ = server.Close()
	}()
	var risposta io.Reader = server
	if lascia >= 0 {
		risposta = io.LimitReader(server, int64(lascia))
	}
	_, _ = io.Copy(cliente, risposta)
	r.togli(cliente, server)
}

// segna notes an open connection, unless the network has gone, and returns how
// much may come back on it.
func (r *Relay) segna(cc ...net.Conn) (lascia int, aperta bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.chiuso {
		return 0, false
	}
	for _, c := range cc {
		r.aperte[c] = true
	}
	return r.lascia, true
}

func (r *Relay) togli(cc ...net.Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range cc {
		delete(r.aperte, c)
	}
}
