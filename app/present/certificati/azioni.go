package certificati

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// condizione is a button that is there but off with its reason, or on.
func condizione(visibile, attivo bool, motivo string) Azione {
	a := Azione{Visibile: visibile, Bottone: parti.Bottone{Attivo: visibile && attivo}}
	if visibile && !attivo {
		a.Motivo = motivo
	}
	return a
}

// azioni sets exactly the buttons that the state allows, each with the reason
// when it is there but off. The server decides (azioni_ammesse): the client
// mirrors no rule of its own about signature, annulment or competence.
func (p *Presenter) azioni(s *Dettaglio, c esenpat.Certificato) {
	t := p.p.Testi
	s.Scarica = elenco.Acceso(true)
	s.NotaScarica = ""
	switch c.Stato {
	case esenpat.DaFirmare:
		s.NotaScarica = t.T("certificati.nota.non-firmato")
	case esenpat.Annullato:
		s.NotaScarica = t.T("certificati.nota.annullato")
	case esenpat.Valido, esenpat.ValidoInAttesa, esenpat.Scaduto, esenpat.StatoNonConosciuto:
	}
	usato := c.Legami.EsenzioneID != ""
	s.Firma = condizione(c.Stato == esenpat.DaFirmare, c.Ammette(esenpat.PuoFirmare), t.T("certificati.motivo.firma"))
	annullabile := c.Stato == esenpat.DaFirmare || c.Stato == esenpat.Valido || c.Stato == esenpat.ValidoInAttesa
	motivo := t.T("certificati.motivo.annulla")
	if usato {
		motivo = t.T("certificati.motivo.annulla-usato")
	}
	s.Annulla = condizione(annullabile, c.Ammette(esenpat.PuoAnnullare), motivo)
	p.azioniEsenzione(s, c, c.Stato == esenpat.Valido && !usato)
	s.VaiEsenzione = elenco.Acceso(usato)
	s.VaiPrima = elenco.Acceso(c.Legami.Sostituisce != "")
	p.azioniCopia(s, c, usato)
}

// azioniEsenzione stand in every valid certificate that nobody used (M45, M46,
// C17, C22): both, or the request alone with the reason.
func (p *Presenter) azioniEsenzione(s *Dettaglio, c esenpat.Certificato, libero bool) {
	t := p.p.Testi
	motivo := t.T("certificati.motivo.crea-valida")
	if x := c.Assistito.Competenza.Motivo.Testo; x != "" {
		motivo = x
	}
	s.CreaValida = condizione(libero, c.Ammette(esenpat.PuoRilascio), motivo)
	s.Richiedi = condizione(libero, c.Ammette(esenpat.PuoRichiesta), t.T("certificati.motivo.richiedi"))
}

// azioniCopia: any certificate may be duplicated, only a valid one of one's own
// that is not used can be replaced.
func (p *Presenter) azioniCopia(s *Dettaglio, c esenpat.Certificato, usato bool) {
	scrive := p.p.PuoCreare != nil && p.p.PuoCreare()
	s.Duplica = elenco.Acceso(scrive)
	s.Sostituisci = condizione(scrive && c.Stato == esenpat.Valido, c.Ammette(esenpat.PuoAnnullare) && !usato,
		p.p.Testi.T("certificati.motivo.sostituisci"))
}
