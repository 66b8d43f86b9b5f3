package esenpat

import (
	"log/slog"
	"time"
)

// TipoAtto names a legal act that is sent exactly once.
type TipoAtto string

// Acts of the contract.
const (
	AttoFirma             TipoAtto = "firma"
	AttoAnnullamento      TipoAtto = "annullamento"
	AttoFirmaAnnullamento TipoAtto = "firma_annullamento"
	AttoRilascio          TipoAtto = "rilascio"
	AttoRichiesta         TipoAtto = "richiesta"
	AttoAnnullaRichiesta  TipoAtto = "annulla_richiesta" // of one still INV
	AttoRinvio            TipoAtto = "rinvio"            // «Rimanda ad Operatore»
)

// AttoInSospeso is an act that was, or is about to be, sent and whose outcome
// is not known yet. It is durable, so that a program that dies in between still
// finds out; it holds opaque identifiers only: no patient data, no secrets.
type AttoInSospeso struct {
	Chiave       string   // Idempotency-Key, a UUID: what /operazioni is asked for
	Proprietario string   // who pressed the button, as in the drafts
	Tipo         TipoAtto //
	AssistitoID  string   // opaque id of the registry, never a fiscal code
	RisorsaID    string   // the certificate the act is about
	InviatoIl    time.Time
}

// LogValue implements slog.LogValuer.
func (a AttoInSospeso) LogValue() slog.Value {
	return slog.GroupValue(slog.String("tipo", string(a.Tipo)), slog.String("chiave", a.Chiave))
}
