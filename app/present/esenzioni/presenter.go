package esenzioni

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Presenter holds the tab. All methods run on the UI thread.
type Presenter struct {
	*elenco.Scheda[esenpat.EsenzioneSintesi, letta, Dettaglio]
	Eventi Eventi

	p     Params
	ctx   context.Context //nolint:containedctx // ends with the window
	conta task.Latest[[]int]
	aura  task.Latest[[]esenpat.EsenzioneAURA]
}

type letta struct {
	esenpat.Esenzione
	storico []esenpat.EventoStorico
}

// New returns the tab; ctx ends with the window.
func New(ctx context.Context, par Params) *Presenter {
	p := &Presenter{p: par, ctx: ctx, conta: task.Latest[[]int]{UI: par.UI}, aura: task.Latest[[]esenpat.EsenzioneAURA]{UI: par.UI}}
	p.Scheda = elenco.NewScheda(ctx, elenco.ParamsScheda[esenpat.EsenzioneSintesi, letta, Dettaglio]{
		Lista: elenco.Params[esenpat.EsenzioneSintesi]{
			UI: par.UI, Testi: par.Testi, Area: "esenzioni", Stati: p.stati(), Assistiti: par.Assistiti, Cerca: p.cerca, Carta: p.carta,
			Ordini: elenco.Ordini(par.Testi, "data_richiesta", perPersona), PerPersona: perPersona,
			Ambito: p.ambito, Catalogo: par.Catalogo, Ricordi: par.Ricordi, Adesso: par.Adesso,
		},
		Chiave: func(e esenpat.EsenzioneSintesi) (assistitoID, id string) { return e.AssistitoID, e.ID },
		Leggi:  p.leggi, Descrivi: p.descrivi, SessioneScaduta: p.scaduta, Svelato: par.Svelato,
		Comune: func(d *Dettaglio) *elenco.Dettaglio { return &d.Dettaglio },
	})
	return p
}

// perPersona is the order of the contract that keeps a person's together.
const perPersona = "cognome"

// ambito says whose exemptions the service looks through: its parameter decides (C02).
func (p *Presenter) ambito() string {
	if p.p.SoloProprie != nil && !p.p.SoloProprie() {
		return p.p.Testi.T("elenco.ambito.tutte")
	}
	return p.p.Testi.T("elenco.ambito.proprie")
}

func (p *Presenter) cerca(ctx context.Context, r elenco.Richiesta) (esenpat.Pagina[esenpat.EsenzioneSintesi], error) {
	f := esenpat.FiltroEsenzioni{CodiceEsenzione: r.Codice, Persona: r.Persona, ValidaDa: r.Dal, ValidaA: r.Al, Ordinamento: r.Ordine, Pagina: r.Pagina}
	f.Stati = statiDi(r.Stato)
	return p.p.Archivio.FindEsenzioni(ctx, f)
}

func (p *Presenter) leggi(ctx context.Context, assistitoID, id string) (letta, error) {
	e, err := p.p.Archivio.Esenzione(ctx, assistitoID, id)
	if err != nil {
		return letta{}, err
	}
	storico, err := p.p.Archivio.Storico(ctx, assistitoID, id)
	if err != nil {
		storico = nil // the history is an extra: the exemption is shown without it
	}
	return letta{e, storico}, ctx.Err()
}

func (p *Presenter) scaduta(riprendi func()) {
	if p.Eventi.SessioneScaduta != nil {
		p.Eventi.SessioneScaduta(riprendi)
	}
}

// VaiCertificato shows the certificate the exemption came from.
func (p *Presenter) VaiCertificato() {
	if p.State().VaiCertificato.Attivo && p.Eventi.VaiCertificato != nil {
		chi, _, e := p.Aperta()
		p.Eventi.VaiCertificato(chi, e.CertificatoID)
	}
}

// Piu shows all exempt services, or the first ones again.
func (p *Presenter) Piu() {
	_, _, e := p.Aperta()
	p.Cambia(func(s *Dettaglio) {
		s.tutte = !s.tutte
		p.prestazioni(s, e.Esenzione)
	})
}
