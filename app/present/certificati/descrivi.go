package certificati

import (
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// stati are the entries of the filter «Stato», with «Da firmare» (M32).
func (p *Presenter) stati() []parti.Opzione {
	o := []parti.Opzione{{Testo: p.p.Testi.T("certificati.stato.tutti")}}
	for _, s := range []esenpat.StatoCertificato{esenpat.DaFirmare, esenpat.Valido, esenpat.ValidoInAttesa, esenpat.Scaduto, esenpat.Annullato} {
		o = append(o, parti.Opzione{Codice: string(s), Testo: p.nomeStato(s, "")})
	}
	return o
}

// nomeStato is our word for a state, or the server's.
func (p *Presenter) nomeStato(s esenpat.StatoCertificato, testo string) string {
	return elenco.NomeStato(p.p.Testi, "certificati", string(s), testo)
}

func tono(s esenpat.StatoCertificato) elenco.Tono {
	switch s {
	case esenpat.DaFirmare, esenpat.ValidoInAttesa:
		return elenco.Attesa
	case esenpat.Valido:
		return elenco.Buono
	case esenpat.Annullato:
		return elenco.Cattivo
	case esenpat.Scaduto, esenpat.StatoNonConosciuto:
	}
	return elenco.Neutro
}

func (p *Presenter) giorno(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return esenpat.DataDi(t.In(p.p.Adesso().Location())).Italiana()
}

// carta is one card (M31). The diagnosis of a certificate under special laws
// is not shown in lists (manual, M77; spec 2, 4.4 n. 8).
func (p *Presenter) carta(c esenpat.CertificatoSintesi) elenco.Carta {
	t := p.p.Testi
	quando := t.T("certificati.creato-il", "data", p.giorno(c.Date.CreatoIl))
	if !c.Date.EmessoIl.IsZero() && c.Stato != esenpat.DaFirmare {
		quando = t.T("certificati.emesso-il", "data", p.giorno(c.Date.EmessoIl))
	}
	diagnosi := c.Diagnosi.CodiceVisibile() + " " + c.Diagnosi.Descrizione
	if c.LeggiSpeciali {
		diagnosi = t.T("certificati.leggi-speciali")
	}
	seconda := diagnosi + " · " + c.Beneficiario.Cognome + " " + c.Beneficiario.Nome + " · " + quando
	if c.Numero != "" {
		seconda += " · " + t.T("certificati.numero", "numero", c.Numero)
	}
	return elenco.Carta{
		ID: c.ID, Codice: c.Esenzione.Codice, Titolo: c.Esenzione.Descrizione, Seconda: seconda,
		Stato: p.nomeStato(c.Stato, c.StatoTesto), Tono: tono(c.Stato),
		Gruppo: elenco.Gruppo(c.Beneficiario),
	}
}

// descrivi writes the detail: M35-M41 and the buttons of M42-M48.
func (p *Presenter) descrivi(s *Dettaglio, l letto) {
	c, t := l.cert, p.p.Testi
	s.Pronto = true
	s.Titolo = t.T("certificati.titolo", "numero", c.Numero)
	s.Stato, s.Tono = p.nomeStato(c.Stato, c.StatoTesto), tono(c.Stato)
	s.Beneficiario = append(elenco.Beneficiario(t, c.Assistito),
		parti.Riga{Etichetta: t.T("dettaglio.asl"), Valore: c.Assistito.AslResidenza.Denominazione})
	s.Certificato = p.dati(c)
	s.Storico = nil
	for _, e := range l.storico {
		v := slices.DeleteFunc([]string{p.nomeStato(esenpat.StatoCertificato(e.Stato), e.Stato), e.Utente, e.Nota}, func(x string) bool { return x == "" })
		s.Storico = append(s.Storico, parti.Riga{
			Etichetta: e.Quando.In(p.p.Adesso().Location()).Format("02/01/2006 15:04"), Valore: strings.Join(v, " · "),
		})
	}
	p.azioni(s, c)
}

func (p *Presenter) dati(c esenpat.Certificato) []parti.Riga {
	t, d := p.p.Testi, c.Dati
	r := []parti.Riga{
		{Etichetta: t.T("dettaglio.esenzione"), Valore: d.Esenzione.Codice + " - " + d.Esenzione.Descrizione},
		elenco.Diagnosi(t, d.Diagnosi),
		{Valore: t.T("certificati.patologia", "testo", d.Patologia)},
		{Etichetta: t.T("certificati.soggetto-leggi-speciali"), Valore: p.siNo(d.LeggiSpeciali)},
		{Etichetta: t.T("certificati.unita-produttiva"), Valore: d.UnitaProduttiva.Descrizione},
		{Etichetta: t.T("certificati.regime"), Valore: t.T("certificati.regime." + string(d.Regime))},
	}
	quando := c.Date.EmessoIl
	if quando.IsZero() {
		quando = c.Date.CreatoIl
	}
	if c.Assistito.Minorenne(esenpat.DataDi(quando.In(p.p.Adesso().Location()))) {
		r = append(r, parti.Riga{Etichetta: t.T("certificati.oscurato"), Valore: p.siNo(d.OscuratoGenitore)})
	}
	return append(r, p.date(c)...)
}

func (p *Presenter) date(c esenpat.Certificato) []parti.Riga {
	var r []parti.Riga
	for _, x := range []struct {
		chiave string
		quando time.Time
	}{
		{"certificati.data-creazione", c.Date.CreatoIl}, {"certificati.data-emissione", c.Date.EmessoIl}, {"certificati.data-annullamento", c.Date.AnnullatoIl},
	} {
		if !x.quando.IsZero() {
			r = append(r, parti.Riga{Etichetta: p.p.Testi.T(x.chiave), Valore: p.giorno(x.quando)})
		}
	}
	medico := c.Firmatario
	if medico.Cognome == "" {
		medico = c.Redattore
	}
	return append(r, parti.Riga{Etichetta: p.p.Testi.T("certificati.medico"), Valore: medico.Cognome + " " + medico.Nome})
}

func (p *Presenter) siNo(s esenpat.Scelta) string {
	switch s {
	case esenpat.Si:
		return p.p.Testi.T("certificati.si")
	case esenpat.No:
		return p.p.Testi.T("certificati.no")
	case esenpat.NonScelto:
	}
	return "-"
}

// azioni sets exactly the buttons that the state allows, each with the reason
// when it is there but off. The server decides (azioni_ammesse).
func (p *Presenter) azioni(s *Dettaglio, c esenpat.Certificato) {
	t := p.p.Testi
	condizione := func(visibile, attivo bool, motivo string) Azione {
		a := Azione{Visibile: visibile, Bottone: parti.Bottone{Attivo: visibile && attivo}}
		if visibile && !attivo {
			a.Motivo = motivo
		}
		return a
	}
	s.Scarica = elenco.Acceso(true)
	s.NotaScarica = ""
	switch c.Stato {
	case esenpat.DaFirmare:
		s.NotaScarica = t.T("certificati.nota.non-firmato")
	case esenpat.Annullato:
		s.NotaScarica = t.T("certificati.nota.annullato")
	case esenpat.Valido, esenpat.ValidoInAttesa, esenpat.Scaduto, esenpat.StatoNonConosciuto:
	}
	s.Firma = condizione(c.Stato == esenpat.DaFirmare, c.Ammette(esenpat.PuoFirmare), t.T("certificati.motivo.firma"))
	annullabile := c.Stato == esenpat.DaFirmare || c.Stato == esenpat.Valido || c.Stato == esenpat.ValidoInAttesa
	motivo := t.T("certificati.motivo.annulla")
	if c.Legami.EsenzioneID != "" {
		motivo = t.T("certificati.motivo.annulla-usato")
	}
	s.Annulla = condizione(annullabile, c.Ammette(esenpat.PuoAnnullare), motivo)
	libero := c.Stato == esenpat.Valido && c.Legami.EsenzioneID == ""
	motivo = t.T("certificati.motivo.crea-valida")
	if x := c.Assistito.Competenza.Motivo.Testo; x != "" {
		motivo = x
	}
	s.CreaValida = condizione(libero, c.Ammette(esenpat.PuoRilascio), motivo)
	s.Richiedi = condizione(libero, c.Ammette(esenpat.PuoRichiesta), t.T("certificati.motivo.richiedi"))
	s.VaiEsenzione = elenco.Acceso(c.Legami.EsenzioneID != "")
}

// nomeFile names no patient and no code: number and day only.
func (p *Presenter) nomeFile(c esenpat.Certificato) string {
	quando := c.Date.EmessoIl
	if quando.IsZero() {
		quando = c.Date.CreatoIl
	}
	return "Certificato_malattia_" + c.Numero + "_" + esenpat.DataDi(quando.In(p.p.Adesso().Location())).String() + ".pdf"
}
