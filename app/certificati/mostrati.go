package certificati

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// maxMostrati bounds the memory of shown documents: as many as are signed
// together, and a few more.
const maxMostrati = 16

// Mostrati remembers, in memory only, the very bytes of the documents that were
// shown, so that a signature can be compared with what the doctor saw, and the
// content that a new document must have. Archivio, Redazione and Firma share
// one. It is safe for concurrent use.
type Mostrati struct {
	mu     sync.Mutex
	ordine []string
	pdf    map[string][]byte
	attesi map[string]atteso
}

// NewMostrati returns an empty memory.
func NewMostrati() *Mostrati {
	return &Mostrati{pdf: map[string][]byte{}, attesi: map[string]atteso{}}
}

// Svuota forgets everything, as when the session closes.
func (m *Mostrati) Svuota() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ordine = nil
	clear(m.pdf)
	clear(m.attesi)
}

// mostra keeps what was shown under a key, the oldest goes.
func (m *Mostrati) mostra(chiave string, pdf []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, c := m.pdf[chiave]; !c {
		m.ordine = append(m.ordine, chiave)
	}
	m.pdf[chiave] = pdf
	if len(m.ordine) > maxMostrati {
		delete(m.pdf, m.ordine[0])
		m.ordine = m.ordine[1:]
	}
}

// mostrato returns the bytes shown under a key if they have the given hash.
func (m *Mostrati) mostrato(chiave, impronta string) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	pdf, ok := m.pdf[chiave]
	return pdf, ok && sha256Hex(pdf) == impronta
}

// attendi keeps what the document of a new certificate must say.
func (m *Mostrati) attendi(id string, d atteso) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.attesi) >= maxMostrati {
		clear(m.attesi)
	}
	m.attesi[id] = d
}

func (m *Mostrati) atteso(id string) (atteso, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.attesi[id]
	return d, ok
}

// chiaveAnnullativo tells the annulling document from the certificate.
func chiaveAnnullativo(id string) string { return id + "/annullativo" }

func sha256Hex(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
