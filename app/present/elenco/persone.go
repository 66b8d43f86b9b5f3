package elenco

import (
	"context"
	"strings"
	"unicode"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// minimoCognome is how many letters of a surname a search needs (M18).
const minimoCognome = 3

// controlla turns the fields into a search. campo names the first field at
// fault, whose sentence it has written into s.
func (e *Presenter[T]) controlla(f Filtri, s *State) (r Richiesta, campo string) {
	r = Richiesta{Stato: f.Stato, Dal: f.Dal, Al: f.Al, Ordine: f.Ordine, Gruppi: f.Gruppi}
	colpa := func(dove *string, chiave, nome string) {
		*dove = e.p.Testi.T(chiave)
		if campo == "" {
			campo = nome
		}
	}
	campo = e.codice(f.Codice, &r, s)
	persona := strings.Join(strings.Fields(f.Persona), " ")
	switch {
	case persona == "":
	case conCifre(persona):
		cf, err := esenpat.ParseCodiceFiscale(persona)
		if err != nil {
			a := avviso.Di(e.p.Testi, err)
			s.ErrPers = a.Titolo + " " + a.Rimedio
			campo = "persona"
		}
		r.Persona.CodiceFiscale = cf
	case len([]rune(persona)) < minimoCognome:
		colpa(&s.ErrPers, "elenco.errore.cognome", "persona")
	default:
		r.Persona.Cognome = strings.ToUpper(persona)
	}
	if f.DalErr {
		colpa(&s.ErrDal, "elenco.errore.data", "dal")
	}
	if chiave := periodo(f); chiave != "" {
		colpa(&s.ErrAl, chiave, "al")
	}
	return r, campo
}

// periodo returns the key of what is wrong with the second date, "" if nothing.
func periodo(f Filtri) string {
	switch {
	case f.AlErr:
		return "elenco.errore.data"
	case f.Dal.Vuota() || f.Al.Vuota() || f.DalErr:
		return ""
	case f.Al.Prima(f.Dal):
		return "elenco.errore.rovesciate"
	case f.Dal.PiuAnni(1).Prima(f.Al):
		return "elenco.errore.un-anno"
	}
	return ""
}

// conCifre tells a fiscal code from a surname: no surname has digits.
func conCifre(s string) bool {
	return strings.ContainsFunc(s, unicode.IsDigit)
}

// cercaPersone asks who has that surname: several people are a choice (M22).
func (e *Presenter[T]) cercaPersone(r Richiesta) {
	e.cerca.Cancel()
	s := e.state
	s.Occupato = true
	e.set(s)
	e.persone.Start(e.ctx, func(ctx context.Context) ([]esenpat.AssistitoSintesi, error) {
		return e.p.Assistiti.FindAssistiti(ctx, r.Persona)
	}, func(chi []esenpat.AssistitoSintesi, err error) { e.trovate(r, chi, err) })
}

func (e *Presenter[T]) trovate(r Richiesta, chi []esenpat.AssistitoSintesi, err error) {
	s := e.state
	s.Occupato = false
	switch {
	case senzaServizio(err): // the copy of this workstation may have the surname
		e.set(s)
		e.avvia(r)
	case err != nil:
		s.Avviso = avviso.Di(e.p.Testi, err)
		e.set(s)
		if esenpat.KindOf(err) == esenpat.Unauthenticated {
			e.SessioneScaduta(func() { e.cercaPersone(r) })
		}
	case len(chi) == 0:
		s.ErrPers = e.p.Testi.T("elenco.errore.nessuno")
		s.Fuoco = s.Fuoco.A("persona")
		e.set(s)
	case len(chi) == 1:
		e.set(s)
		e.persona(r, chi[0])
	default:
		e.chi, e.scelto, e.sospesa = chi, -1, r
		s.Persone = Persone{Aperta: true, Righe: righe(chi), Conferma: parti.Bottone{Motivo: e.p.Testi.T("elenco.persone.scegliere")}}
		e.set(s)
	}
}

func righe(chi []esenpat.AssistitoSintesi) [][]string {
	r := make([][]string, len(chi))
	for i, a := range chi {
		r[i] = []string{a.Cognome, a.Nome, string(a.CodiceFiscale), string(a.Sesso), a.DataNascita.Italiana(), a.ComuneNascita}
	}
	return r
}

func (e *Presenter[T]) persona(r Richiesta, a esenpat.AssistitoSintesi) {
	r.Persona = esenpat.RicercaAssistito{CodiceFiscale: a.CodiceFiscale}
	e.avvia(r)
}

// ScegliPersona marks a row of the choice.
func (e *Presenter[T]) ScegliPersona(n int) {
	if n < 0 || n >= len(e.chi) {
		return
	}
	e.scelto = n
	s := e.state
	s.Persone.Conferma = parti.Bottone{Attivo: true}
	e.set(s)
}

// ConfermaPersona searches for the person chosen.
func (e *Presenter[T]) ConfermaPersona() {
	if !e.state.Persone.Aperta || e.scelto < 0 || e.scelto >= len(e.chi) {
		return
	}
	a := e.chi[e.scelto]
	s := e.state
	s.Persone = Persone{}
	s.Filtri.Persona = string(a.CodiceFiscale)
	s.Versione++
	e.set(s)
	e.persona(e.sospesa, a)
}

// LasciaPersone closes the choice without searching.
func (e *Presenter[T]) LasciaPersone() {
	s := e.state
	s.Persone = Persone{}
	e.chi = nil
	e.set(s)
}
