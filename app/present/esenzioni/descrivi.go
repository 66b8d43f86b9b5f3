package esenzioni

import (
	"strconv"
	"time"

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
		esenpat.EsenzioneInviata, esenpat.EsenzioneAlMedico, esenpat.EsenzioneInLavorazione, esenpat.EsenzioneDaValidare, esenpat.EsenzioneValidata,
		esenpat.EsenzioneInScadenza, esenpat.EsenzioneScaduta, esenpat.EsenzioneRevocata,
		esenpat.EsenzioneAnnullata, esenpat.EsenzioneRespinta, esenpat.EsenzioneRettificaCittadino, esenpat.EsenzioneRettificaDalMedico,
		esenpat.EsenzioneAppuntamento,
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
	switch {
	case s == esenpat.EsenzioneValidata:
		return elenco.Buono
	case s.InCorso():
		return elenco.Attesa
	case s == esenpat.EsenzioneRevocata, s == esenpat.EsenzioneAnnullata, s == esenpat.EsenzioneRespinta:
		return elenco.Cattivo
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
	t, stato := p.p.Testi, p.oggi(e.Stato, e.Date)
	titolo, diagnosi := e.Esenzione.Descrizione, e.Diagnosi.CodiceVisibile()+" "+e.Diagnosi.Descrizione
	if e.LeggiSpeciali {
		titolo, diagnosi = t.T("certificati.soggetto-leggi-speciali"), t.T("dettaglio.protetta")
	}
	seconda := diagnosi + " · " + parti.NomeBreve(e.Beneficiario.Cognome, e.Beneficiario.Nome)
	switch {
	case !stato.Rilasciata() && !e.Date.RichiestaIl.IsZero(): // nobody has issued it: the days are only asked for
		seconda += " · " + t.T("esenzioni.carta.richiesta", "data", esenpat.DataDi(e.Date.RichiestaIl.In(p.p.Adesso().Location())).Italiana())
	case e.Date.Inizio.Vuota():
	case e.Date.Fine.Vuota():
		seconda += " · " + t.T("esenzioni.valida.senza", "dal", e.Date.Inizio.Italiana())
	default:
		seconda += " · " + t.T("esenzioni.valida", "dal", e.Date.Inizio.Italiana(), "al", e.Date.Fine.Italiana())
	}
	return elenco.Carta{
		ID: e.ID, Codice: e.Esenzione.Codice, Titolo: titolo, Seconda: seconda,
		Stato: p.nomeStato(stato, e.StatoTesto), Tono: tono(stato),
		Gruppo: elenco.Gruppo(e.Beneficiario),
	}
}

// descrivi writes the detail: M24-M29.
func (p *Presenter) descrivi(s *Dettaglio, e letta) {
	t := p.p.Testi
	s.Pronto, s.Protetto = true, e.LeggiSpeciali
	if s.Nascosto() { // the exempt services of an exemption say as much as its name
		e.Voce.Descrizione, e.Note, e.Prestazioni = "", "", nil
	}
	s.Titolo = t.T("esenzioni.titolo", "numero", e.Numero)
	stato := p.oggi(e.Stato, e.Date)
	s.Stato, s.Tono = p.nomeStato(stato, e.StatoTesto), tono(stato)
	s.Beneficiario = elenco.Beneficiario(t, e.Beneficiario)
	fuso := p.p.Adesso().Location()
	s.Esenzione = p.dati(e.Esenzione, s.Nascosto(), fuso)
	s.Storico = elenco.Evento(t, "esenzioni", e.storico, fuso)
	p.prestazioni(s, e.Esenzione)
	p.azioni(s, e)
	s.Comunicazione = elenco.Comunicazione(t, e.Comunicazione, fuso)
	p.leggiAura(s, e)
	elenco.Fermo(t, &s.Dettaglio, e.Letta, fuso, &s.ScaricaCertificato, &s.Promemoria, &s.Attestato, &s.Assistito)
}

// dati are the fields of the manual in its order (M25, M26), then what the
// exemption has besides.
func (p *Presenter) dati(e esenpat.Esenzione, nascosta bool, fuso *time.Location) []parti.Riga {
	t := p.p.Testi
	r := []parti.Riga{
		{Etichetta: t.T("dettaglio.esenzione"), Valore: elenco.ConDescrizione(e.Voce.Codice, e.Voce.Descrizione)},
		elenco.Diagnosi(t, e.Diagnosi, nascosta),
	}
	if e.OscuratoGenitore == esenpat.Si { // the papers of the exemption name it: they are not for the parent
		r = append(r, parti.Riga{Etichetta: t.T("certificati.oscurato"), Valore: t.T("esenzioni.oscurato")})
	}
	fine := p.fine(e.Date.Fine)
	if !e.Stato.Rilasciata() && e.Date.Fine.Vuota() {
		fine = "" // only asked for: no end was decided yet
	}
	richiesta := ""
	if !e.Date.RichiestaIl.IsZero() {
		richiesta = esenpat.DataDi(e.Date.RichiestaIl.In(fuso)).Italiana()
	}
	for _, x := range [][2]string{
		{"esenzioni.tipologia", elenco.NomeTipologia(t, e.Voce.Tipologia)},
		{"esenzioni.inizio", e.Date.Inizio.Italiana()},
		{"esenzioni.fine", fine},
		{"esenzioni.asl", e.AslCompetente.Denominazione},
		{"esenzioni.richiesta-il", richiesta},
		{"esenzioni.compilatore", e.Compilatore},
		{"esenzioni.attestato-codice", e.CodiceAttestato},
		{"esenzioni.origine", e.Origine},
		{"esenzioni.note", e.Note},
	} {
		r = append(r, elenco.Riga(t, x[0], x[1])...)
	}
	return r
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
// promemoria yet, an annulled one never had).
func (p *Presenter) azioni(s *Dettaglio, e letta) {
	t := p.p.Testi
	s.ScaricaCertificato = elenco.Acceso(e.CertificatoID != "")
	s.VaiCertificato = elenco.Acceso(e.CertificatoID != "")
	s.Promemoria = elenco.Acceso(true)
	if !e.Rilasciata(e.storico) {
		s.Promemoria.Bottone = parti.Bottone{Motivo: t.T("esenzioni.motivo.promemoria")}
	}
	s.Attestato = elenco.Acceso(e.Stato.Attiva())
	s.Assistito = elenco.Acceso(s.Promemoria.Attivo || s.Attestato.Attivo)
	p.azioniPratica(s, e.Esenzione)
}
