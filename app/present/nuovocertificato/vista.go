package nuovocertificato

import (
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// State returns what the view draws now.
func (p *Presenter) State() State {
	s := State{
		Passo: p.m.passo, Passi: p.passi(), Salvataggio: p.salvataggio(), Avviso: p.m.avviso, Attesa: p.attesa(),
		Fuoco: p.m.fuoco, Navigazione: p.navigazione(), Assistito: p.statoAssistito(), SessioneScaduta: p.m.scaduta,
		Conflitto: p.statoConflitto(), Bozza: p.m.bozza.ID,
	}
	if p.m.passo > PassoAssistito {
		s.Paziente = p.paziente()
	}
	if p.m.passo == PassoAssistito && p.m.scheda != nil {
		s.Scheda = p.statoScheda(*p.m.scheda)
	}
	switch p.m.passo {
	case PassoTipologia:
		s.Lavoro.Tipologie = p.tipologie()
	case PassoDati:
		s.Lavoro.Dati, s.Lavoro.Anteprima = p.statoDati(), p.statoAnteprima()
	case PassoRiepilogo:
		s.Lavoro.Riepilogo, s.Lavoro.Anteprima = p.statoRiepilogo(), p.statoAnteprima()
	case PassoAssistito, PassoFirma, PassoEsenzione:
	}
	return s
}

func (p *Presenter) passi() []PassoVisto {
	nomi := []string{"assistito", "tipologia", "dati", "riepilogo", "firma", "esenzione"}
	passi := make([]PassoVisto, len(nomi))
	for i, n := range nomi {
		passo := Passo(i + 1)
		passi[i] = PassoVisto{
			Titolo: p.par.Testi.T("nuovocertificato.passo." + n), Corrente: passo == p.m.passo,
			Fatto: passo < p.m.passo || (p.m.creato.ID != "" && passo <= PassoRiepilogo), Apribile: p.apribile(passo),
		}
	}
	return passi
}

// paziente is the line of the title bar: name, age, fiscal code, ASL.
func (p *Presenter) paziente() string {
	a := p.m.bozza.Assistito
	if !scelto(a) {
		return ""
	}
	testo := []string{a.Cognome + " " + a.Nome}
	if n := a.Anagrafica.DataNascita; !n.Vuota() {
		testo = append(testo, p.par.Testi.T("nuovocertificato.eta", "anni", strconv.Itoa(n.AnniCompiuti(p.oggi()))))
	}
	testo = append(testo, string(a.CodiceFiscale))
	if asl := a.AslResidenza.Denominazione; asl != "" {
		testo = append(testo, asl)
	}
	if a.DaVerificare {
		testo = append(testo, p.par.Testi.T("nuovocertificato.a-mano.da-verificare"))
	}
	return strings.Join(testo, " · ")
}

func (p *Presenter) salvataggio() Salvataggio {
	t := p.par.Testi
	switch {
	case !p.m.salva.errore.Vuoto():
		return Salvataggio{t.T("nuovocertificato.non-salvato", "motivo", p.m.salva.errore.Titolo), true}
	case !p.m.salva.quando.IsZero() && p.m.creato.ID == "":
		return Salvataggio{Testo: t.T("nuovocertificato.salvato", "ora", p.ora(p.m.salva.quando))}
	}
	return Salvataggio{}
}

func (p *Presenter) ora(t time.Time) string {
	return t.In(p.par.Adesso().Location()).Format("15:04:05")
}

func (p *Presenter) giorno(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(p.par.Adesso().Location()).Format("02/01/2006")
}

func (p *Presenter) attesa() string {
	switch {
	case p.inCreazione() && p.m.incerto:
		return p.par.Testi.T("nuovocertificato.attesa.verifica")
	case p.inCreazione():
		return p.par.Testi.T("nuovocertificato.attesa.creazione")
	case p.m.ricerca.cercando:
		return p.par.Testi.T("nuovocertificato.attesa.ricerca")
	}
	return ""
}

func (p *Presenter) navigazione() Navigazione {
	t := p.par.Testi
	n := Navigazione{Indietro: p.puoIndietro(), Chiudibil: !p.inCreazione()}
	switch p.m.passo {
	case PassoAssistito:
		n.Primario = t.T("nuovocertificato.conferma")
		n.Attivo = p.m.scheda != nil && p.rifiuto(p.m.scheda.Assistito) == ""
	case PassoDati:
		n.Primario, n.Attivo = t.T("nuovocertificato.conferma"), len(p.mancano()) == 0
	case PassoRiepilogo:
		n.Primario, n.Attivo = t.T("nuovocertificato.conferma"), !p.inCreazione() && !p.m.incerto && (!p.chiediNo() || p.m.noLetto)
		n.Verifica, n.SoloChiudi = p.m.incerto, p.inAttesa()
		if p.daAccodare() {
			n.Primario = t.T("nuovocertificato.metti-in-coda")
		}
		if p.m.creato.ID != "" {
			n.Primario = t.T("nuovocertificato.firma-certificato")
		}
	case PassoTipologia, PassoFirma, PassoEsenzione:
	}
	return n
}

func (p *Presenter) tipologie() []Tipologia {
	t := p.par.Testi
	voci := []Tipologia{
		{Codice: esenpat.MalattiaCronica, Etichetta: t.T("nuovocertificato.tipologia.cronica"), Spiega: t.T("nuovocertificato.tipologia.cronica.spiega")},
		{Codice: esenpat.MalattiaRara, Etichetta: t.T("nuovocertificato.tipologia.rara"), Spiega: t.T("nuovocertificato.tipologia.rara.spiega")},
		{Codice: esenpat.Invalidita, Etichetta: t.T("nuovocertificato.tipologia.invalidita"), Spiega: t.T("nuovocertificato.tipologia.invalidita.spiega")},
	}
	for i := range voci {
		voci[i].Bottone = parti.Bottone{Attivo: p.diritto(voci[i].Codice)}
		if !voci[i].Bottone.Attivo {
			voci[i].Bottone.Motivo = t.T("nuovocertificato.tipologia.senza-diritto")
		}
		voci[i].Scelta = p.m.bozza.Dati.Tipologia == voci[i].Codice
	}
	return voci
}
