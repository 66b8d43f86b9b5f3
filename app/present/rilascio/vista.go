package rilascio

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// State returns what the view draws now.
func (p *Presenter) State() State {
	s := State{
		Fase: p.m.fase, Paziente: p.m.pratica.Paziente, Titolo: p.titolo(), Avviso: p.m.avviso,
		Attesa: p.attesa(), Fuoco: p.m.fuoco, SessioneScaduta: p.m.scaduta,
	}
	switch p.m.fase {
	case FaseModulo, FaseIncerta:
		s.Modulo = p.statoModulo()
		s.Incerta = p.par.Testi.T("rilascio.incerta.titolo")
		if p.inLavorazione() {
			s.Incerta = p.par.Testi.T("rilascio.lavorazione.titolo")
		}
	case FaseFatta:
		s.Esito = p.statoEsito()
	case FaseChiusa, FaseCarica:
	}
	return s
}

func (p *Presenter) titolo() string {
	if p.m.modalita == esenpat.Richiesta {
		return p.par.Testi.T("rilascio.titolo.richiedi")
	}
	return p.par.Testi.T("rilascio.titolo.crea")
}

func (p *Presenter) attesa() string {
	t := p.par.Testi
	switch {
	case p.atto.Busy() && p.m.modalita == esenpat.Richiesta:
		return t.T("rilascio.attesa.richiesta")
	case p.atto.Busy():
		return t.T("rilascio.attesa.rilascio")
	case p.m.accerta:
		return t.T("rilascio.attesa.verifica")
	case p.m.fase == FaseCarica && p.m.avviso.Vuoto():
		return t.T("rilascio.attesa.proposta")
	}
	return ""
}

func (p *Presenter) statoModulo() StatoModulo {
	t, e := p.par.Testi, p.esamina()
	m := StatoModulo{
		Righe: p.righe(), DataFine: p.m.data, AiutoData: p.aiutoData(), ErroreData: p.m.errData,
		Aura: p.aura(e), AuraLetto: p.m.aura, Modalita: p.statoModalita(),
	}
	if e.errore != "" {
		v := p.m.proposta
		m.ErroreData = t.T(e.errore, "minima", v.DataMinima.Italiana(), "massima", v.DataMassima.Italiana(), "inizio", v.DataInizio.Italiana())
	}
	if e.oltreDefault {
		m.AvvisoData = t.T("rilascio.data.oltre", "data", p.m.proposta.DataFine.Italiana())
	}
	for _, d := range p.m.proposta.Dichiarazioni {
		m.Dichiara = append(m.Dichiara, Dichiarazione{d.Codice, d.Testo, p.m.rese[d.Codice]})
	}
	switch {
	case !p.dichiarato():
		m.Mancano = t.T("rilascio.manca.dichiarazioni")
	case m.Aura != "" && !p.m.aura:
		m.Mancano = t.T("rilascio.manca.aura")
	}
	m.PuoConferm = p.m.fase == FaseModulo && !p.atto.Busy() && e.errore == "" && m.Mancano == "" && p.modalitaAmmessa()
	return m
}

func (p *Presenter) righe() []parti.Riga {
	t, v := p.par.Testi, p.m.proposta
	return []parti.Riga{
		{Etichetta: t.T("rilascio.esenzione"), Valore: conDescrizione(v.CodiceEsenzione, p.m.pratica.Esenzione.Descrizione)},
		{Etichetta: t.T("rilascio.diagnosi"), Valore: p.diagnosi(v.CodiceDiagnosi)},
		{Etichetta: t.T("rilascio.inizio"), Valore: v.DataInizio.Italiana()},
	}
}

func (p *Presenter) diagnosi(codice string) string {
	if codice == "" || codice == esenpat.CodiceNessunaDiagnosi {
		return conDescrizione(esenpat.CodiceNessunaDiagnosi, p.par.Testi.T("rilascio.nessuna-diagnosi"))
	}
	return conDescrizione(codice, p.m.pratica.Diagnosi.Descrizione)
}

func conDescrizione(codice, descrizione string) string {
	if descrizione == "" {
		return codice
	}
	return codice + "  " + descrizione
}

func (p *Presenter) statoModalita() StatoModalita {
	t := p.par.Testi
	m := StatoModalita{Scelta: string(p.m.modalita), Rilascia: p.rilascia(), Richiedi: p.richiedi(), Spiega: t.T("rilascio.spiega.rilascio")}
	if p.m.modalita == esenpat.Richiesta {
		m.Spiega = t.T("rilascio.spiega.richiesta", "asl", p.m.proposta.AslCompetente.Denominazione)
	}
	return m
}

func (p *Presenter) rilascia() parti.Bottone {
	return p.bottone(esenpat.AzioneCreaValida, p.m.proposta.Rilasciabile, "rilascio.non-rilasciabile")
}

func (p *Presenter) richiedi() parti.Bottone {
	return p.bottone(esenpat.AzioneRichiediEsenzione, p.m.proposta.Richiedibile, "rilascio.non-richiedibile")
}

// bottone: the server's answer and the role's right both count; the server's
// own reason is told when it gives one.
func (p *Presenter) bottone(diritto esenpat.Azione, ammesso bool, chiave string) parti.Bottone {
	s, _ := p.par.Porte.Sessioni.Corrente()
	switch {
	case ammesso && s.Puo(diritto):
		return parti.Bottone{Attivo: true}
	case ammesso:
		return parti.Bottone{Motivo: p.par.Testi.T("rilascio.senza-diritto")}
	case p.m.proposta.Motivo.Testo != "":
		return parti.Bottone{Motivo: p.m.proposta.Motivo.Testo}
	}
	return parti.Bottone{Motivo: p.par.Testi.T(chiave)}
}

func (p *Presenter) statoEsito() StatoEsito {
	t, v := p.par.Testi, p.m.esito
	e := StatoEsito{Fatto: p.m.fatto, Righe: p.righeEsito(), Promemoria: v.Esenzione.Stato == esenpat.EsenzioneValidata, Attestato: true}
	switch v.Esito {
	case "RICHIESTA_INVIATA":
		e.Frase = t.T("rilascio.esito.richiesta", "numero", v.Esenzione.Numero, "asl", p.asl())
		e.Attestato = false
	case "SCADENZA_AGGIORNATA":
		e.Frase = t.T("rilascio.esito.aggiornata", "numero", v.Esenzione.Numero,
			"vecchia", p.scadenza(v.ScadenzaPrecedente), "nuova", p.scadenza(v.Esenzione.Date.Fine))
	default:
		e.Frase = t.T("rilascio.esito.rilasciata", "numero", v.Esenzione.Numero)
	}
	e.Assistito = e.Promemoria && e.Attestato
	return e
}

func (p *Presenter) asl() string {
	if d := p.m.esito.Esenzione.AslCompetente.Denominazione; d != "" {
		return d
	}
	return p.m.proposta.AslCompetente.Denominazione
}

func (p *Presenter) scadenza(d esenpat.Data) string {
	if d.Vuota() {
		return p.par.Testi.T("rilascio.senza-scadenza")
	}
	return d.Italiana()
}

func (p *Presenter) righeEsito() []parti.Riga {
	t, e := p.par.Testi, p.m.esito.Esenzione
	righe := []parti.Riga{{Etichetta: t.T("rilascio.numero"), Valore: e.Numero}}
	avvisare := "rilasciata"
	if p.m.esito.Esito == "RICHIESTA_INVIATA" {
		avvisare = "richiesta"
	}
	if e.Stato != "" || e.StatoTesto != "" { // our word for it, as in the lists
		stato := elenco.NomeStato(t, "esenzioni", string(e.Stato), e.StatoTesto)
		righe = append(righe, parti.Riga{Etichetta: t.T("rilascio.stato"), Valore: stato})
	}
	righe = append(righe,
		parti.Riga{Etichetta: t.T("rilascio.esenzione"), Valore: conDescrizione(e.Voce.Codice, e.Voce.Descrizione)},
		parti.Riga{Etichetta: t.T("rilascio.diagnosi"), Valore: p.diagnosi(e.Diagnosi.CodiceVisibile())},
	)
	if !e.Date.Inizio.Vuota() {
		righe = append(righe, parti.Riga{Etichetta: t.T("rilascio.inizio"), Valore: e.Date.Inizio.Italiana()})
	}
	return append(righe,
		parti.Riga{Etichetta: t.T("rilascio.fine"), Valore: p.scadenza(e.Date.Fine)},
		parti.Riga{Etichetta: t.T("rilascio.asl"), Valore: p.asl()},
		parti.Riga{Etichetta: t.T("rilascio.assistito"), Valore: t.T("rilascio.assistito." + avvisare)}, // G21
	)
}
