package cda

import (
	"strconv"
	"strings"
)

// Differenza is one field in which two documents disagree. Campo is the JSON
// name of the form field or a path of the document.
type Differenza struct{ Campo, Atteso, Letto string }

// Confronta lists every field in which letto says something else than atteso,
// in the order of the document; nothing means that they say the same.
func Confronta(atteso, letto Certificato) []Differenza {
	a, l := campi(atteso), campi(letto)
	var d []Differenza
	for i := range a {
		if a[i].valore != l[i].valore {
			d = append(d, Differenza{a[i].nome, a[i].valore, l[i].valore})
		}
	}
	return d
}

type campo struct{ nome, valore string }

// campi flattens a document; the same names in the same order for each.
func campi(c Certificato) []campo {
	d, p, m := c.Documento, c.Paziente, c.Medico
	luogo := func(l Luogo) string {
		return strings.Join([]string{l.Indirizzo, l.CAP, l.Citta, l.Provincia, l.Regione, l.Istat, l.Stato}, " · ")
	}
	quando := ""
	if !d.Emesso.IsZero() {
		quando = d.Emesso.Format(formatoTempo)
	}
	return []campo{
		{"documento.radice", d.Radice},
		{"documento.id", d.ID},
		{"documento.set_id", d.SetID},
		{"documento.versione", strconv.Itoa(d.Versione)},
		{"documento.precedente", d.Precedente.ID + " " + strconv.Itoa(d.Precedente.Versione)},
		{"documento.titolo", d.Titolo},
		{"data", quando},
		{"soggetto_leggi_speciali", d.Riservatezza},
		{"assistito.codice_fiscale", p.CodiceFiscale},
		{"assistito.id_aura", p.IDAura},
		{"assistito.cognome", p.Cognome},
		{"assistito.nome", p.Nome},
		{"assistito.sesso", p.Sesso},
		{"assistito.data_nascita", p.Nascita.String()},
		{"assistito.comune_nascita", luogo(p.LuogoNascita)},
		{"assistito.residenza", luogo(p.Residenza)},
		{"medico.codice_fiscale", m.CodiceFiscale},
		{"medico.cognome", m.Cognome},
		{"medico.nome", m.Nome},
		{"medico.titolo", m.Titolo},
		{"medico.telefono", m.Recapito},
		{"medico.azienda", trattino(c.Azienda.Codice, c.Azienda.Nome)},
		{"incontro", c.Incontro.ID},
		{"unita_produttiva", trattino(c.Incontro.Unita.Codice, c.Incontro.Unita.Nome)},
		{"unita_produttiva.struttura", trattino(c.Incontro.Struttura.Codice, c.Incontro.Struttura.Nome)},
		{"prestazione", c.Prestazione},
		{"patologia", c.Referto},
		{"annullativo", strconv.FormatBool(c.Annullativo)},
		{"codice_diagnosi", c.Diagnosi.Codice},
		{"diagnosi_descrizione", c.Diagnosi.Descrizione},
		{"codifica", c.Esenzione.Sistema},
		{"codice_esenzione", c.Esenzione.Codice},
		{"esenzione_descrizione", c.Esenzione.Descrizione},
		{"conclusioni", c.Conclusioni},
	}
}
