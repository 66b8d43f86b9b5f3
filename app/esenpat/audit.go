package esenpat

import (
	"log/slog"
	"time"
)

// EventoAudit is something done on this workstation that the service must hear
// about (opened, exported, printed). It names a patient by the opaque id only.
type EventoAudit struct {
	ID          string // UUID
	Quando      time.Time
	Azione      string
	Oggetto     string // id of the document, empty if none
	AssistitoID string
	Esito       string // "OK" or the code of the error
}

// LogValue implements slog.LogValuer.
func (e EventoAudit) LogValue() slog.Value { return slog.StringValue("audit " + e.Azione) }
