package esenzioni

import (
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// primePrestazioni is how many exempt services are shown before «Mostra tutte».
const primePrestazioni = 8

// stati are the entries of the filter «Stato», with «TUTTE» (M17).
func (p *Presenter) stati() []parti.Opzione {
	o := []parti.Opzione{{Testo: p.p.Testi.T("esenzioni.stato.tutte")}}
	for _, s := range []esenpat.StatoEsenzione{
		esenpat.EsenzioneInviata, esenpat.EsenzioneDaValidare, esenpat.EsenzioneValidata, esenpat.EsenzioneScaduta,
		esenpat.EsenzioneRevocata, esenpat.EsenzioneAnnullata, esenpat.EsenzioneRespinta,
	} {
		o = append(o, parti.Opzione{Codice: string(s), Testo: p.nomeStato(s, "")})
	}
	return o
}

// nomeStato is our word for a state, or the server's.
func (p *Presenter) nomeStato(s esenpat.StatoEsenzione, testo string) string {
	return elenco.NomeStato(p.p.Testi, "esenzioni", string(s), testo)
}

func tono(s esenpat.StatoEsenzione) elenco.Tono {
	switch s {
	case esenpat.EsenzioneValidata:
		return elenco.Buono
	case esenpat.EsenzioneInviata, esenpat.EsenzioneDaValidare:
		return elenco.Attesa
	case esenpat.EsenzioneRevocata, esenpat.EsenzioneAnnullata, esenpat.EsenzioneRespinta:
		return elenco.Cattivo
	case esenpat.EsenzioneScaduta:
	}
	return elenco.Neutro
}

// fine says the last valid day; none means no end (M114).
func (p *Presenter) fine(d esenpat.Data) string {
	if d.Vuota() {
		return p.p.Testi.T("esenzioni.senza-scadenza")
	}
	return d.Italiana()
}

// carta is one card (M20).
func (p *Presenter) carta(e esenpat.EsenzioneSintesi) elenco.Carta {
	t := p.p.Testi
	seconda := e.Diagnosi.CodiceVisibile() + " " + e.Diagnosi.Descrizione + " · " + e.Beneficiario.Cognome + " " + e.Beneficiario.Nome
	switch {
	case e.Date.Inizio.Vuota():
	case e.Date.Fine.Vuota():
		seconda += " · " + t.T("esenzioni.valida.senza", "dal", e.Date.Inizio.Italiana())
	default:
		seconda += " · " + t.T("esenzioni.valida", "dal", e.Date.Inizio.Italiana(), "al", e.Date.Fine.Italiana())
	}
	return elenco.Carta{
		ID: e.ID, Codice: e.Esenzione.Codice, Titolo: e.Esenzione.Descrizione, Seconda: seconda,
		Stato: p.nomeStato(e.Stato, e.StatoTesto), Tono: tono(e.Stato),
		Gruppo: elenco.Gruppo(e.Beneficiario),
	}
}

// descrivi writes the detail: M24-M29.
func (p *Presenter) descrivi(s *Dettaglio, e esenpat.Esenzione) {
	t := p.p.Testi
	s.Pronto = true
	s.Titolo = t.T("esenzioni.titolo", "numero", e.Numero)
	s.Stato, s.Tono = p.nomeStato(e.Stato, e.StatoTesto), tono(e.Stato)
	s.Beneficiario = elenco.Beneficiario(t, e.Beneficiario)
	s.Esenzione = []parti.Riga{
		{Etichetta: t.T("dettaglio.esenzione"), Valore: e.Voce.Codice + " - " + e.Voce.Descrizione},
		elenco.Diagnosi(t, e.Diagnosi),
		{Etichetta: t.T("esenzioni.inizio"), Valore: e.Date.Inizio.Italiana()},
		{Etichetta: t.T("esenzioni.fine"), Valore: p.fine(e.Date.Fine)},
		{Etichetta: t.T("esenzioni.asl"), Valore: e.AslCompetente.Denominazione},
	}
	if !e.Date.RichiestaIl.IsZero() {
		g := esenpat.DataDi(e.Date.RichiestaIl.In(p.p.Adesso().Location())).Italiana()
		s.Esenzione = append(s.Esenzione, parti.Riga{Etichetta: t.T("esenzioni.richiesta-il"), Valore: g})
	}
	p.prestazioni(s, e)
	p.azioni(s, e)
}

// prestazioni shows the exempt services, folded when there are many (M27).
func (p *Presenter) prestazioni(s *Dettaglio, e esenpat.Esenzione) {
	t, n := p.p.Testi, len(e.Prestazioni)
	s.Prestazioni, s.Piu = nil, ""
	for i, x := range e.Prestazioni {
		if i == primePrestazioni && !s.tutte {
			break
		}
		v := x.Codice + "  " + x.Descrizione
		if x.Nota != "" {
			v += " (" + x.Nota + ")"
		}
		s.Prestazioni = append(s.Prestazioni, v)
	}
	switch {
	case n <= primePrestazioni:
	case s.tutte:
		s.Piu = t.T("esenzioni.prestazioni.meno")
	default:
		s.Piu = t.T("esenzioni.prestazioni.tutte", "n", strconv.Itoa(n))
	}
}

// azioni sets the documents that exist in this state (G07: a request has no
// promemoria yet).
func (p *Presenter) azioni(s *Dettaglio, e esenpat.Esenzione) {
	t := p.p.Testi
	rilasciata := e.Stato != esenpat.EsenzioneInviata && e.Stato != esenpat.EsenzioneDaValidare && e.Stato != esenpat.EsenzioneRespinta
	s.ScaricaCertificato = elenco.Acceso(e.CertificatoID != "")
	s.VaiCertificato = elenco.Acceso(e.CertificatoID != "")
	s.Promemoria = elenco.Acceso(true)
	if !rilasciata {
		s.Promemoria.Bottone = parti.Bottone{Motivo: t.T("esenzioni.motivo.promemoria")}
	}
	s.Attestato = elenco.Acceso(e.Stato == esenpat.EsenzioneValidata)
}
