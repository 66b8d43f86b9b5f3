package ambiente

import (
	"net"
	"net/http"
	"sync"
)

// mute are the connections on which nothing was asked yet. http.Server waits
// five seconds for them at the end, as if a request were coming: a client that
// opened one connection too many would make every end of the program that slow.
type mute struct {
	mu     sync.Mutex
	aperte map[net.Conn]struct{}
	fine   bool
}

// segna is the server's ConnState hook.
func (m *mute) segna(c net.Conn, s http.ConnState) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s != http.StateNew {
		delete(m.aperte, c)
		return
	}
	if m.fine {
		_ = c.Close() // it came while the server was ending
		return
	}
	if m.aperte == nil {
		m.aperte = map[net.Conn]struct{}{}
	}
	m.aperte[c] = struct{}{}
}

// chiudi closes them: no request of theirs is lost.
func (m *mute) chiudi() {
	m.mu.Lock()
	aperte := m.aperte
	m.aperte, m.fine = nil, true
	m.mu.Unlock()
	for c := range aperte {
		_ = c.Close() // its owner is told by the server too
	}
}
