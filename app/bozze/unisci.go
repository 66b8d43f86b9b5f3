package bozze

import (
	"cmp"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Groups of fields that hold together.
const (
	gruppoAssistito = "assistito"
	gruppoVoce      = "codice_esenzione"
)

// Gruppo names the fields that must be taken from one version together: a person
// is one person, and a diagnosis belongs to its exemption. Any other field
// stands for itself.
func Gruppo(campo string) string {
	switch {
	case strings.HasPrefix(campo, "assistito."):
		return gruppoAssistito
	case campo == "tipologia", campo == "tipologia_invalidita", campo == "codice_esenzione", campo == "codice_diagnosi":
		return gruppoVoce
	}
	return campo
}

// Unisci makes one draft of two versions of it: mia, with the groups of fields
// that altrui names taken from altra. It continues altra's history, so that
// saving it replaces altra, which the doctor has seen.
func Unisci(mia, altra esenpat.Bozza, altrui map[string]bool) esenpat.Bozza {
	b := mia
	b.Sequenza, b.Chiave = altra.Sequenza, cmp.Or(altra.Chiave, mia.Chiave)
	if altrui[gruppoAssistito] {
		b.Assistito = altra.Assistito
	}
	d, a := &b.Dati, altra.Dati
	if altrui[gruppoVoce] {
		d.Tipologia, d.TipologiaInvalidita, d.Esenzione, d.Diagnosi = a.Tipologia, a.TipologiaInvalidita, a.Esenzione, a.Diagnosi
		d.VersioneCatalogo = a.VersioneCatalogo
	}
	if altrui["patologia"] {
		d.Patologia = a.Patologia
	}
	if altrui["soggetto_leggi_speciali"] {
		d.LeggiSpeciali = a.LeggiSpeciali
	}
	if altrui["unita_produttiva.descrizione"] {
		d.UnitaProduttiva = a.UnitaProduttiva
	}
	if altrui["oscurato_genitore"] {
		d.OscuratoGenitore = a.OscuratoGenitore
	}
	if altrui["regime_documento"] {
		d.Regime = a.Regime
	}
	return b
}
