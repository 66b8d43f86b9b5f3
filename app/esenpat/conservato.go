package esenpat

import (
	"log/slog"
	"time"
)

// Conservato is something small that a doctor keeps on this workstation: a list
// as it was read last, a template of a text. What keeps it seals it: Contenuto
// and Chiave may name a patient.
type Conservato struct {
	Cassetto  string // what kind of thing it is; names no person
	Chiave    string // which one, unique in its Cassetto
	Quando    time.Time
	Contenuto []byte
}

// LogValue implements slog.LogValuer.
func (c Conservato) LogValue() slog.Value { return slog.StringValue(c.Cassetto + " •••") }
