package bozze

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Differenza is a field that two versions of the same thing do not agree on.
// Campo is its name in the draft file; the sentence is "bozza.campo.<name>".
type Differenza struct{ Campo, Prima, Dopo string }

// Confronta lists the fields in which two versions of a draft differ, in the
// order of the form.
func Confronta(prima, dopo esenpat.Bozza) []Differenza {
	p, d := prima.Dati, dopo.Dati
	diff := ConfrontaAssistito(prima.Assistito, dopo.Assistito)
	diff = append(diff, diverse([]Differenza{
		{"tipologia", string(p.Tipologia), string(d.Tipologia)},
		{"tipologia_invalidita", string(p.TipologiaInvalidita), string(d.TipologiaInvalidita)},
		{"codice_esenzione", conNome(p.Esenzione.Codice, p.Esenzione.Descrizione), conNome(d.Esenzione.Codice, d.Esenzione.Descrizione)},
		{"codice_diagnosi", diagnosi(p.Diagnosi), diagnosi(d.Diagnosi)},
	})...)
	if p.Patologia != d.Patologia { // what the doctor wrote: every sign of it counts
		diff = append(diff, Differenza{"patologia", p.Patologia, d.Patologia})
	}
	return append(diff, diverse([]Differenza{
		{"soggetto_leggi_speciali", risposta(p.LeggiSpeciali), risposta(d.LeggiSpeciali)},
		{"unita_produttiva.descrizione", p.UnitaProduttiva.Descrizione, d.UnitaProduttiva.Descrizione},
		{"oscurato_genitore", risposta(p.OscuratoGenitore), risposta(d.OscuratoGenitore)},
		{"regime_documento", string(p.Regime), string(d.Regime)},
	})...)
}

// ConfrontaAssistito lists what changed of a patient and would be seen on the
// document or decide whether there may be one. A field that one side does not
// know is no difference: a patient typed by hand has few.
func ConfrontaAssistito(prima, dopo esenpat.Assistito) []Differenza {
	p, d := prima.Anagrafica, dopo.Anagrafica
	campi := []Differenza{
		{"assistito.codice_fiscale", string(prima.CodiceFiscale), string(dopo.CodiceFiscale)},
		{"assistito.cognome", prima.Cognome, dopo.Cognome},
		{"assistito.nome", prima.Nome, dopo.Nome},
		{"assistito.sesso", string(prima.Sesso), string(dopo.Sesso)},
		{"assistito.data_nascita", p.DataNascita.Italiana(), d.DataNascita.Italiana()},
		{"assistito.residenza", indirizzo(p.Residenza), indirizzo(d.Residenza)},
		{"assistito.asl_residenza", prima.AslResidenza.Denominazione, dopo.AslResidenza.Denominazione},
	}
	noti := campi[:0]
	for _, c := range campi {
		if c.Prima != "" && (c.Dopo != "" || !prima.AMano()) {
			noti = append(noti, c)
		}
	}
	return diverse(append(noti,
		Differenza{"assistito.data_decesso", p.DataDecesso.Italiana(), d.DataDecesso.Italiana()},
		Differenza{"assistito.fine_ssn", p.FineSSN.Italiana(), d.FineSSN.Italiana()}))
}

func diagnosi(d esenpat.VoceDiagnosi) string {
	if d.Codice == "" {
		return ""
	}
	return conNome(d.CodiceVisibile(), d.Descrizione)
}

func conNome(codice, descrizione string) string { return strings.TrimSpace(codice + " " + descrizione) }

func risposta(s esenpat.Scelta) string {
	switch s {
	case esenpat.Si:
		return "Sì"
	case esenpat.No:
		return "No"
	case esenpat.NonScelto:
	}
	return ""
}

func indirizzo(r esenpat.Residenza) string {
	return strings.Join(strings.Fields(r.Indirizzo+" "+r.CAP+" "+r.Comune.Denominazione+" "+r.Comune.Provincia), " ")
}

// diverse keeps the fields that differ in more than capitals and blanks.
func diverse(tutti []Differenza) []Differenza {
	var out []Differenza
	for _, d := range tutti {
		if !strings.EqualFold(strings.Join(strings.Fields(d.Prima), " "), strings.Join(strings.Fields(d.Dopo), " ")) {
			out = append(out, d)
		}
	}
	return out
}
