package elenco

import (
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Azione is a button of the detail: absent, off with its reason, or on.
type Azione struct {
	Visibile bool
	parti.Bottone
}

// Acceso is a button that is on, or absent.
func Acceso(visibile bool) Azione { return Azione{visibile, parti.Bottone{Attivo: visibile}} }

// Dettaglio is what the details of all tabs draw; each tab embeds it in its own.
type Dettaglio struct {
	Aperto       bool
	Occupato     bool
	Avviso       avviso.Avviso
	Pronto       bool // the element is there
	Titolo       string
	Stato        string
	Tono         Tono
	Beneficiario []parti.Riga
	Storico      []parti.Riga
	Protetto     bool   // what a law protects is in it and is not shown unasked (M77)
	Svelato      bool   // the doctor asked: it is shown, until the detail is closed
	Letta        string // when offline: from when this copy is
	Fatto        string // outcome of the last download
	NFatto       int    // grows with each outcome
}

// LogValue implements slog.LogValuer: a detail names a patient.
func (Dettaglio) LogValue() slog.Value { return slog.StringValue("dettaglio •••") }

// NomeStato prefers our word for a state, the text area.stato.codice; a state of
// a newer server is said to be unknown, with the server's word and the raw code:
// nobody takes it for one that allows something.
func NomeStato(t avviso.Testi, area, codice, testo string) string {
	if chiave := area + ".stato." + codice; codice != "" && t.Has(chiave) {
		return t.T(chiave)
	}
	if testo != "" && testo != codice {
		return t.T("elenco.stato.sconosciuto.testo", "testo", testo, "codice", codice)
	}
	return t.T("elenco.stato.sconosciuto", "codice", codice)
}

// NomeTipologia is the word for a type of exemption; a type of a newer server
// keeps its code.
func NomeTipologia(t avviso.Testi, tipo esenpat.Tipologia) string {
	if chiave := "tipologia." + string(tipo); tipo != "" && t.Has(chiave) {
		return t.T(chiave)
	}
	return string(tipo)
}

// Beneficiario lists who the element is for (M24, M35).
func Beneficiario(t avviso.Testi, a esenpat.Assistito) []parti.Riga {
	return []parti.Riga{
		{Etichetta: t.T("dettaglio.cognome"), Valore: a.Cognome},
		{Etichetta: t.T("dettaglio.nome"), Valore: a.Nome},
		{Etichetta: t.T("dettaglio.cf"), Valore: string(a.CodiceFiscale)},
		{Etichetta: t.T("dettaglio.nascita"), Valore: a.Anagrafica.DataNascita.Italiana()},
		{Etichetta: t.T("dettaglio.luogo"), Valore: a.Anagrafica.ComuneNascita.Denominazione},
		{Etichetta: t.T("dettaglio.sesso"), Valore: string(a.Sesso)},
	}
}

// Evento writes the history, as the service orders it; area is the prefix of
// the names of the states.
func Evento(t avviso.Testi, area string, eventi []esenpat.EventoStorico, fuso *time.Location) []parti.Riga {
	var r []parti.Riga
	for _, e := range eventi {
		v := slices.DeleteFunc([]string{NomeStato(t, area, e.Stato, e.Stato), e.Utente, e.Nota}, func(x string) bool { return x == "" })
		r = append(r, parti.Riga{Etichetta: e.Quando.In(fuso).Format("02/01/2006 15:04"), Valore: strings.Join(v, " · ")})
	}
	return r
}

// Comunicazione is what the ASL wrote about a request; nothing, if it did not.
func Comunicazione(t avviso.Testi, c esenpat.ComunicazioneASL, fuso *time.Location) []parti.Riga {
	if c.Il.IsZero() {
		return nil
	}
	motivo := c.Motivo.Testo
	if motivo == "" {
		motivo = c.Motivo.Codice
	}
	r := Riga(t, "pratica.asl.motivo", motivo)
	r = append(r, Riga(t, "pratica.asl.note", c.Note)...)
	return append(r, Riga(t, "pratica.asl.data", c.Il.In(fuso).Format("02/01/2006 15:04"))...)
}

// Riga is a labelled value; without a value there is no row.
func Riga(t avviso.Testi, chiave, valore string) []parti.Riga {
	if strings.TrimSpace(valore) == "" {
		return nil
	}
	return []parti.Riga{{Etichetta: t.T(chiave), Valore: valore}}
}

// Fermo turns every button off that needs the service, when only the copy of
// this workstation could be read, and says so.
func Fermo(t avviso.Testi, d *Dettaglio, letta time.Time, fuso *time.Location, azioni ...*Azione) {
	if letta.IsZero() {
		d.Letta = ""
		return
	}
	d.Letta = quandoLetta(t, letta.In(fuso))
	for _, a := range azioni {
		if a.Visibile {
			a.Bottone = parti.Bottone{Motivo: t.T("dettaglio.motivo.in-linea")}
		}
	}
}

func quandoLetta(t avviso.Testi, q time.Time) string {
	return t.T("elenco.letta", "data", q.Format("02/01/2006"), "ora", q.Format("15:04"))
}

// ConDescrizione is a code with its words, or alone where they are protected.
func ConDescrizione(codice, descrizione string) string {
	if descrizione == "" {
		return codice
	}
	return codice + " - " + descrizione
}

// Nascosto reports whether what a law protects is there and not shown.
func (d Dettaglio) Nascosto() bool { return d.Protetto && !d.Svelato }

// Diagnosi is the line of the diagnosis, with our words for «no diagnosis» and
// for one that is not shown.
func Diagnosi(t avviso.Testi, d esenpat.VoceDiagnosi, nascosta bool) parti.Riga {
	if nascosta {
		return parti.Riga{Etichetta: t.T("dettaglio.diagnosi"), Valore: t.T("dettaglio.protetta")}
	}
	descrizione := d.Descrizione
	if d.CodiceVisibile() == esenpat.CodiceNessunaDiagnosi {
		descrizione = t.T("dettaglio.nessuna-diagnosi")
	}
	return parti.Riga{Etichetta: t.T("dettaglio.diagnosi"), Valore: d.CodiceVisibile() + " - " + descrizione}
}
