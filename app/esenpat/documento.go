package esenpat

import (
	"log/slog"
	"strings"
	"time"
)

// RiferimentoDocumento names an earlier document (relatedDocument RPLC).
type RiferimentoDocumento struct {
	ID       string // document id extension
	SetID    string
	Versione int
	Numero   string
	SHA256   string // hex of the earlier PDF, empty if not known
	Data     time.Time
	Motivo   string
}

// Vuoto reports whether there is no earlier document.
func (r RiferimentoDocumento) Vuoto() bool { return r.ID == "" }

// IdentitaDocumento is the CDA identity of a document (spec 3, section 5).
type IdentitaDocumento struct {
	Radice      string // OID root
	ID          string // extension, opaque, without patient data
	SetID       string // equal to ID for version 1
	Versione    int    // 1 for the first
	Incontro    string // id of the encounter
	Numero      string // number given by the server, empty for a draft
	Sostituisce RiferimentoDocumento
	Annulla     RiferimentoDocumento
}

// ContenutoCertificato is all that a certificate document says: one value from
// which CDA and PDF are made, by the test environment and by the preview alike.
type ContenutoCertificato struct {
	Identita       IdentitaDocumento
	Assistito      Assistito
	Medico         Utente
	TelefonoMedico string // the ASL's if empty
	Azienda        Azienda
	Dati           DatiCertificato
	Emesso         time.Time // Europe/Rome
	Prova          bool      // mark AMBIENTE DI PROVA
	Bozza          bool      // a local draft: no number, marked as such
}

// LogValue implements slog.LogValuer.
func (ContenutoCertificato) LogValue() slog.Value { return slog.StringValue("contenuto " + masked) }

// Annullativo reports whether the document annuls another.
func (c ContenutoCertificato) Annullativo() bool { return !c.Identita.Annulla.Vuoto() }

// DocumentoCertificato is a rendered certificate: the PDF and the CDA inside it.
type DocumentoCertificato struct {
	PDF []byte
	CDA []byte
}

// Differenza is one field in which a document does not say what was written.
// Campo is the name of the form's field (text "bozza.campo.<name>").
type Differenza struct{ Campo, Scritto, Documento string }

// LogValue implements slog.LogValuer.
func (d Differenza) LogValue() slog.Value { return slog.StringValue(d.Campo + " " + masked) }

// DocumentoDiverso is the cause of "certificato.documento-diverso": every field
// in which the document that the service made differs. Such a document must not
// be signed.
type DocumentoDiverso struct{ Differenze []Differenza }

// Error implements error; it never prints what the fields say.
func (e *DocumentoDiverso) Error() string {
	campi := make([]string, len(e.Differenze))
	for i, d := range e.Differenze {
		campi[i] = d.Campo
	}
	return "document differs in " + strings.Join(campi, " ")
}
