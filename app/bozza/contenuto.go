package bozza

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no zone files, and the day of a certificate is Italy's

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Mancano lists the fields that the draft still lacks, by their names in the
// file and in the order of the form; the sentence of each is the text
// "bozza.campo.<name>". An absent diagnosis is not missing: it means 000.
func Mancano(f File) []string {
	b, d := f.Bozza, f.Bozza.Dati
	a := b.Assistito
	var m []string
	serve := func(campo string, c bool) {
		if !c {
			m = append(m, campo)
		}
	}
	serve("assistito.codice_fiscale", a.CodiceFiscale != "")
	serve("assistito.cognome", a.Cognome != "")
	serve("assistito.nome", a.Nome != "")
	serve("assistito.data_nascita", !a.Anagrafica.DataNascita.Vuota())
	serve("assistito.sesso", a.Sesso != "")
	serve("medico.codice_fiscale", b.Medico.CodiceFiscale != "")
	serve("medico.cognome", b.Medico.Cognome != "")
	serve("medico.nome", b.Medico.Nome != "")
	serve("medico.azienda.codice", b.Azienda.Codice != "")
	serve("medico.azienda.denominazione", b.Azienda.Denominazione != "")
	serve("medico.telefono", f.TelefonoMedico+b.Azienda.Telefono+b.Azienda.PEC != "")
	if f.Annulla.Vuoto() {
		serve("tipologia", d.Tipologia != "")
		serve("codice_esenzione", d.Esenzione.Codice != "")
		serve("patologia", strings.TrimSpace(d.Patologia) != "")
		serve("soggetto_leggi_speciali", d.LeggiSpeciali != esenpat.NonScelto)
		serve("oscurato_genitore", d.OscuratoGenitore != esenpat.NonScelto || f.Data.Vuota() || !a.Minorenne(f.Data))
		serve("regime_documento", d.Regime != "")
	}
	serve("unita_produttiva.matricola", d.UnitaProduttiva.Matricola != "")
	serve("unita_produttiva.descrizione", d.UnitaProduttiva.Descrizione != "")
	serve("data", !f.Data.Vuota())
	return m
}

// Contenuto returns what the document of the draft would say, marked as a
// draft. Document and encounter ids come from the SHA-256 of the draft, so the
// same draft gives the same bytes; Prova is left to the caller.
func Contenuto(f File) (esenpat.ContenutoCertificato, error) {
	senzaID := f
	senzaID.Bozza.ID = "" // the place in an archive does not change what is printed
	b, err := senzaID.JSON()
	if err != nil {
		return esenpat.ContenutoCertificato{}, err
	}
	somma := sha256.Sum256(b)
	impronta := strings.ToUpper(hex.EncodeToString(somma[:]))
	c := esenpat.ContenutoCertificato{
		Assistito: f.Bozza.Assistito, Medico: f.Bozza.Medico, TelefonoMedico: f.TelefonoMedico, Azienda: f.Bozza.Azienda,
		Dati: f.Bozza.Dati, Emesso: Emesso(f), Bozza: true,
		Identita: esenpat.IdentitaDocumento{Versione: 1, Incontro: "AMB." + impronta[8:20], Sostituisce: f.Bozza.Sostituisce, Annulla: f.Annulla},
	}
	c.Identita.ID = idDocumento(f.Bozza.Azienda.Codice, c.Emesso, impronta[:8])
	c.Identita.SetID = c.Identita.ID
	prima := c.Identita.Sostituisce
	if c.Annullativo() {
		prima = c.Identita.Annulla
	}
	if !prima.Vuoto() {
		c.Identita.Versione = max(prima.Versione, 1) + 1
		c.Identita.SetID = prima.SetID
		if c.Identita.SetID == "" {
			c.Identita.SetID = prima.ID
		}
	}
	return c, nil
}

// idDocumento composes ASL6.ESENPAT.YYYYMMDDhhmmss.8HEX (spec 3, section 5).
func idDocumento(azienda string, emesso time.Time, otto string) string {
	if azienda == "" {
		azienda = "000000"
	}
	return azienda + ".ESENPAT." + emesso.Format("20060102150405") + "." + otto
}

// Emesso returns the instant of issue in Europe/Rome, at noon when the draft
// names no time; zero when it names no day.
func Emesso(f File) time.Time {
	ora, err := leggiOra(f.Ora)
	if f.Data.Vuota() || err != nil {
		return time.Time{}
	}
	s := int(ora / time.Second)
	return time.Date(f.Data.Anno, f.Data.Mese, f.Data.Giorno, s/3600, s/60%60, s%60, 0, roma())
}

func roma() *time.Location {
	if l, err := time.LoadLocation("Europe/Rome"); err == nil {
		return l
	}
	return time.UTC // not reached: the zone is linked in
}
