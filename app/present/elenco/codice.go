package elenco

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Catalogo searches the exemptions in memory and answers at once.
type Catalogo interface {
	CercaEsenzioni(r esenpat.RicercaVoce) []esenpat.EsenzioneTrovata
}

const (
	limiteCodici  = 200 // entries of the suggestion list
	massimoCodice = 8   // characters of the longest code of the codings known
)

// Codici are the suggestions of the filter «Codice esenzione» for what was
// typed, by code or words, with the type of each (M17). A code that the
// catalogue does not know can be looked for all the same.
func (e *Presenter[T]) Codici(testo string) []parti.Opzione {
	testo = strings.Join(strings.Fields(testo), " ")
	var o []parti.Opzione
	esatto := testo == ""
	if e.p.Catalogo != nil {
		for _, t := range e.p.Catalogo.CercaEsenzioni(esenpat.RicercaVoce{Testo: testo, Limite: limiteCodici}) {
			o = append(o, parti.Opzione{
				Codice: t.Voce.Codice, Visibile: t.Voce.Codice, Testo: t.Voce.Descrizione, Dettaglio: NomeTipologia(e.p.Testi, t.Voce.Tipologia),
			})
			esatto = esatto || strings.EqualFold(t.Voce.Codice, testo)
		}
	}
	if codice := strings.ToUpper(testo); !esatto && len(codice) <= massimoCodice && !strings.Contains(codice, " ") {
		o = append(o, parti.Opzione{Codice: codice, Visibile: codice, Testo: e.p.Testi.T("elenco.codice.come-scritto")})
	}
	return o
}

// codice takes the filter on the exemption.
func (e *Presenter[T]) codice(scritto string, r *Richiesta, s *State) (campo string) {
	r.Codice = strings.ToUpper(strings.Join(strings.Fields(scritto), " "))
	if len(r.Codice) > massimoCodice || strings.Contains(r.Codice, " ") {
		s.ErrCodice = e.p.Testi.T("elenco.errore.codice")
		return "codice"
	}
	s.Filtri.Codice, s.Codice = r.Codice, parti.Opzione{}
	if r.Codice == "" {
		return ""
	}
	for _, o := range e.Codici(r.Codice) {
		if o.Codice == r.Codice {
			s.Codice = o
		}
	}
	return ""
}
