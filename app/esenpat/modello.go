package esenpat

import "log/slog"

// Modello is a text that a doctor keeps to write certificates with. It names no
// patient.
type Modello struct {
	ID              string
	CodiceEsenzione string // the exemption it is for
	Nome            string
	Testo           string
}

// LogValue implements slog.LogValuer: a template is clinical text.
func (Modello) LogValue() slog.Value { return slog.StringValue("modello •••") }
