package esenpat

import (
	"log/slog"
	"time"
)

// VoceFascicolo is one thing that the CDA inside a document says.
type VoceFascicolo struct {
	Campo   string   // key "fascicolo.voce.<campo>"
	Valore  string   // as a person reads it
	SuCarta []string // what the pages must show for it; empty: it is never printed
}

// LogValue implements slog.LogValuer.
func (v VoceFascicolo) LogValue() slog.Value { return slog.StringValue(v.Campo + " " + masked) }

// RigaFascicolo is a VoceFascicolo compared with the pages: ok when they show
// it, ko when they do not, nd when it is not for paper or could not be compared.
type RigaFascicolo struct {
	VoceFascicolo
	Esito EsitoControllo
}

// RapportoVerifica is all that the verification of one file found.
type RapportoVerifica struct {
	Nome     string // of the file, without folders
	Byte     int
	SHA256   string // hex
	Eseguita time.Time
	Verifica Verifica
	// Fascicolo is what the CDA inside says; SenzaFascicolo tells why there is
	// none to show (code of an error), Confrontato whether the text of the pages
	// could be read.
	Fascicolo      []RigaFascicolo
	SenzaFascicolo string
	Confrontato    bool
}

// LogValue implements slog.LogValuer.
func (r RapportoVerifica) LogValue() slog.Value {
	return slog.GroupValue(slog.String("stato", string(r.Verifica.Stato)), slog.Int("firme", len(r.Verifica.Firme)))
}
