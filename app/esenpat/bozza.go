package esenpat

import (
	"log/slog"
	"time"
)

// StatoBozza is where a local draft stands.
type StatoBozza string

// States of a draft.
const (
	BozzaAperta     StatoBozza = "bozza"
	BozzaInCoda     StatoBozza = "in_coda"
	BozzaDaRivedere StatoBozza = "da_rivedere"
	BozzaInviata    StatoBozza = "inviata"
)

// Bozza is a certificate being written on this workstation. It has no number
// until the server answers, and all its fields may be missing.
type Bozza struct {
	ID           string // UUID; becomes id_client of the certificate
	Medico       Utente
	Azienda      Azienda
	Assistito    Assistito
	Dati         DatiCertificato
	Stato        StatoBozza
	Passo        string // wizard step where it was left
	Chiave       string // Idempotency-Key of its creation, once tried
	CreataIl     time.Time
	ModificataIl time.Time
	Sequenza     int64  // order of edits, does not depend on the clock
	Motivo       Motivo // why it is to be reviewed
	Sostituisce  RiferimentoDocumento
	Pratica      PraticaDiBozza
	Coda         int64     // order in the queue; 0 while it is not in the queue
	AvvisataIl   time.Time // when the doctor saw that it will be removed; zero: not yet
	Origine      []byte    // draft file it was imported from (JSON): keeps the keys this version does not know
}

// PraticaDiBozza is the request that the certificate of a draft answers: the
// ASL gave it back and waits for a new one. Zero for any other draft.
type PraticaDiBozza struct{ ID, Numero string }

// LogValue implements slog.LogValuer.
func (b Bozza) LogValue() slog.Value { return slog.StringValue("bozza " + b.ID) }
