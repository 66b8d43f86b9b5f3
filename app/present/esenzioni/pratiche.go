package esenzioni

import (
	"context"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// statiDi are the states that one entry of the filter stands for: those in
// force are found whether they end soon or not.
func statiDi(voce string) []esenpat.StatoEsenzione {
	if voce == "" {
		return nil
	}
	s := esenpat.StatoEsenzione(voce)
	anche := map[esenpat.StatoEsenzione][]esenpat.StatoEsenzione{
		esenpat.EsenzioneValidata:   {esenpat.EsenzioneValidaInScadenza, esenpat.EsenzioneInScadenza},
		esenpat.EsenzioneInScadenza: {esenpat.EsenzioneValidaInScadenza},
	}
	return append([]esenpat.StatoEsenzione{s}, anche[s]...)
}

// oggi is the state today: a copy that was read some time ago may have ended.
func (p *Presenter) oggi(s esenpat.StatoEsenzione, d esenpat.DateEsenzione) esenpat.StatoEsenzione {
	return s.AlGiorno(d.Fine, esenpat.DataDi(p.p.Adesso()))
}

// rapidi are the states that are counted, and found with one press.
func rapidi() []esenpat.StatoEsenzione {
	return []esenpat.StatoEsenzione{esenpat.EsenzioneAlMedico, esenpat.EsenzioneInScadenza, esenpat.EsenzioneScaduta}
}

// Conta asks how many requests came back from the ASL, how many exemptions end
// soon and how many have ended (X02, X07).
func (p *Presenter) Conta() {
	arch := p.p.Archivio
	p.conta.Start(p.ctx, func(ctx context.Context) ([]int, error) {
		n := make([]int, 0, len(rapidi()))
		for _, s := range rapidi() {
			r, err := arch.FindEsenzioni(ctx, esenpat.FiltroEsenzioni{Stati: statiDi(string(s)), Pagina: esenpat.Finestra{Limit: 1}})
			if err != nil {
				return nil, err
			}
			n = append(n, r.Totale)
		}
		return n, nil
	}, p.contate)
}

func (p *Presenter) contate(n []int, err error) {
	if err != nil {
		return // counters that could not be read stay as they were
	}
	var o []parti.Opzione
	for i, s := range rapidi() {
		if n[i] > 0 {
			o = append(o, parti.Opzione{Codice: string(s), Testo: p.p.Testi.T("esenzioni.rapido."+string(s), "n", strconv.Itoa(n[i]))})
		}
	}
	p.Elenco.ImpostaRapidi(o)
	if p.Eventi.Contate != nil {
		p.Eventi.Contate(n[0])
	}
}

// Wait blocks until background work has ended: at shutdown and in tests.
func (p *Presenter) Wait() {
	p.Scheda.Wait()
	p.conta.Wait()
	p.aura.Wait()
}

// azioniPratica are the acts that the service allows now; it decides, nothing
// is mirrored here.
func (p *Presenter) azioniPratica(s *Dettaglio, e esenpat.Esenzione) {
	s.AnnullaRichiesta = elenco.Acceso(e.Ammette(esenpat.PuoAnnullareRichiesta))
	s.Rimanda = elenco.Acceso(e.Ammette(esenpat.PuoRimandare))
	s.NuovoCertificato = elenco.Acceso(e.Ammette(esenpat.PuoRimandare))
	s.Rinnova = elenco.Acceso(e.Ammette(esenpat.PuoRinnovare))
	if e.Stato == esenpat.EsenzioneAlMedico && !s.Rimanda.Visibile && e.Letta.IsZero() {
		s.Rimanda = Azione{Visibile: true, Bottone: parti.Bottone{Motivo: p.p.Testi.T("esenzioni.motivo.rimanda")}}
	}
}

// AnnullaRichiesta is «Annulla richiesta».
func (p *Presenter) AnnullaRichiesta() {
	p.agisci(p.State().AnnullaRichiesta, p.Eventi.AnnullaRichiesta)
}

// Rimanda is «Rimanda ad Operatore».
func (p *Presenter) Rimanda() { p.agisci(p.State().Rimanda, p.Eventi.Rimanda) }

// NuovoCertificato begins the certificate that the ASL wants.
func (p *Presenter) NuovoCertificato() {
	p.agisci(p.State().NuovoCertificato, p.Eventi.NuovoCertificato)
}

// Rinnova is «Rinnova».
func (p *Presenter) Rinnova() { p.agisci(p.State().Rinnova, p.Eventi.Rinnova) }

func (p *Presenter) agisci(a Azione, f func(esenpat.Esenzione)) {
	if _, _, e := p.Aperta(); a.Attivo && f != nil {
		f(e.Esenzione)
	}
}

// leggiAura asks AURA for what it has of the same person (X05); it may be slow,
// and the exemption is shown meanwhile.
func (p *Presenter) leggiAura(s *Dettaglio, e letta) {
	porta, chi := p.p.Aura, e.Beneficiario.ID
	di, id, _ := p.Aperta()
	if porta == nil {
		return
	}
	if !e.Letta.IsZero() {
		p.aura.Cancel()
		s.Aura, s.NotaAura = nil, p.p.Testi.T("esenzioni.aura.non-lette")
		return
	}
	if len(s.Aura) == 0 {
		s.NotaAura = p.p.Testi.T("esenzioni.aura.attesa")
	}
	p.aura.Start(p.ctx, func(ctx context.Context) ([]esenpat.EsenzioneAURA, error) {
		return porta.EsenzioniAURA(ctx, chi)
	}, func(v []esenpat.EsenzioneAURA, err error) {
		if d, i, _ := p.Aperta(); p.State().Aperto && d == di && i == id { // never beside somebody else
			p.Cambia(func(s *Dettaglio) { p.mostraAura(s, v, err) })
		}
	})
}

// mostraAura lists each with code, diagnosis and dates.
func (p *Presenter) mostraAura(s *Dettaglio, voci []esenpat.EsenzioneAURA, err error) {
	t := p.p.Testi
	s.Aura, s.NotaAura = nil, ""
	if err != nil {
		s.NotaAura = t.T("esenzioni.aura.non-lette")
		return
	}
	for _, a := range voci {
		s.Aura = append(s.Aura, parti.Riga{Etichetta: a.Codice + " · " + p.statoAura(a), Valore: strings.Join(p.partiAura(a), " · ")})
	}
	if len(voci) == 0 {
		s.NotaAura = t.T("esenzioni.aura.nessuna")
	}
}

func (p *Presenter) statoAura(a esenpat.EsenzioneAURA) string {
	switch {
	case !a.DataSospensione.Vuota():
		return p.p.Testi.T("nuovocertificato.assistito.aura-sospesa", "data", a.DataSospensione.Italiana())
	case a.Attiva:
		return p.p.Testi.T("nuovocertificato.assistito.aura-attiva")
	}
	return p.p.Testi.T("nuovocertificato.assistito.aura-cessata")
}

func (p *Presenter) partiAura(a esenpat.EsenzioneAURA) []string {
	t := p.p.Testi
	v := []string{a.Descrizione}
	if a.LeggiSpeciali {
		v = []string{t.T("certificati.soggetto-leggi-speciali")}
	}
	if !a.LeggiSpeciali && a.CodiceDiagnosi != "" && a.CodiceDiagnosi != esenpat.CodiceNessunaDiagnosi {
		v = append(v, strings.TrimSpace(t.T("esenzioni.aura.diagnosi", "codice", a.CodiceDiagnosi, "testo", a.Diagnosi)))
	}
	if a.DataScadenza.Vuota() {
		v = append(v, t.T("esenzioni.valida.senza", "dal", a.DataEmissione.Italiana()))
	} else {
		v = append(v, t.T("esenzioni.valida", "dal", a.DataEmissione.Italiana(), "al", a.DataScadenza.Italiana()))
	}
	if a.CodiceAttestato != "" {
		v = append(v, t.T("esenzioni.aura.attestato", "codice", a.CodiceAttestato))
	}
	if a.Fonte != "" {
		v = append(v, t.T("esenzioni.aura.fonte", "fonte", a.Fonte))
	}
	return v
}
