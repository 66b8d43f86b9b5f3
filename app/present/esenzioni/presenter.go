package esenzioni

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Presenter holds the tab. All methods run on the UI thread.
type Presenter struct {
	Elenco *elenco.Presenter[esenpat.EsenzioneSintesi]
	// Render draws the detail; the list has its own.
	Render func(Dettaglio)
	Eventi Eventi

	p        Params
	ctx      context.Context //nolint:containedctx // ends with the window
	leggi    task.Latest[esenpat.Esenzione]
	consegna task.Latest[string]
	chi, id  string
	ese      esenpat.Esenzione
	tutte    bool // all exempt services are shown
	state    Dettaglio
}

// New returns the tab; ctx ends with the window.
func New(ctx context.Context, par Params) *Presenter {
	p := &Presenter{
		Render: func(Dettaglio) {}, p: par, ctx: ctx,
		leggi: task.Latest[esenpat.Esenzione]{UI: par.UI}, consegna: task.Latest[string]{UI: par.UI},
	}
	p.Elenco = elenco.New(ctx, elenco.Params[esenpat.EsenzioneSintesi]{
		UI: par.UI, Testi: par.Testi, Area: "esenzioni", Stati: p.stati(), Assistiti: par.Assistiti, Cerca: p.cerca, Carta: p.carta,
	})
	p.Elenco.SessioneScaduta = p.scaduta
	return p
}

// State returns the detail drawn now.
func (p *Presenter) State() Dettaglio { return p.state }

// Wait blocks until background work has ended: at shutdown and in tests.
func (p *Presenter) Wait() { p.Elenco.Wait(); p.leggi.Wait(); p.consegna.Wait() }

func (p *Presenter) cerca(ctx context.Context, r elenco.Richiesta) (esenpat.Pagina[esenpat.EsenzioneSintesi], error) {
	f := esenpat.FiltroEsenzioni{CodiceEsenzione: r.Codice, Persona: r.Persona, ValidaDa: r.Dal, ValidaA: r.Al, Pagina: r.Pagina}
	if r.Stato != "" {
		f.Stati = []esenpat.StatoEsenzione{esenpat.StatoEsenzione(r.Stato)}
	}
	return p.p.Archivio.FindEsenzioni(ctx, f)
}

func (p *Presenter) scaduta(riprendi func()) {
	if p.Eventi.SessioneScaduta != nil {
		p.Eventi.SessioneScaduta(riprendi)
	}
}

// Gestisci opens the detail of the n-th card.
func (p *Presenter) Gestisci(n int) {
	if e, ok := p.Elenco.Voce(n); ok {
		p.Apri(e.AssistitoID, e.ID)
	}
}

// Apri opens the detail of an exemption; the list stays where it is.
func (p *Presenter) Apri(assistitoID, id string) {
	p.chi, p.id, p.ese, p.tutte = assistitoID, id, esenpat.Esenzione{}, false
	p.state = Dettaglio{Aperto: true}
	p.Aggiorna()
}

// Aggiorna reads the exemption again; what is shown stays meanwhile.
func (p *Presenter) Aggiorna() {
	if !p.state.Aperto {
		return
	}
	s := p.state
	s.Occupato = true
	p.set(s)
	chi, id := p.chi, p.id
	p.leggi.Start(p.ctx, func(ctx context.Context) (esenpat.Esenzione, error) {
		return p.p.Archivio.Esenzione(ctx, chi, id)
	}, func(e esenpat.Esenzione, err error) {
		n := p.state
		n.Occupato = false
		n.Avviso = avviso.Di(p.p.Testi, err)
		if err == nil {
			p.ese = e
			p.descrivi(&n)
		}
		p.set(n)
		if err != nil && esenpat.KindOf(err) == esenpat.Unauthenticated {
			p.scaduta(p.Aggiorna)
		}
	})
}

// Chiudi goes back to the list, which has kept its place.
func (p *Presenter) Chiudi() {
	p.leggi.Cancel()
	p.consegna.Cancel()
	p.set(Dettaglio{})
}

// Interrompi stops the reading.
func (p *Presenter) Interrompi() {
	p.leggi.Cancel()
	s := p.state
	s.Occupato = false
	p.set(s)
}

// Cambiato reads again what is shown, after an act elsewhere.
func (p *Presenter) Cambiato() {
	if p.Elenco.State().Cercato {
		p.Elenco.Aggiorna()
	}
	p.Aggiorna()
}

// ScaricaCertificato is «Scarica Certificato».
func (p *Presenter) ScaricaCertificato() {
	chi, cert := p.chi, p.ese.CertificatoID
	p.esce(p.state.ScaricaCertificato, "Certificato_malattia_", func(ctx context.Context) ([]byte, error) {
		return p.p.Certificati.Documento(ctx, chi, cert)
	})
}

// Promemoria is «Scarica promemoria esenzione».
func (p *Presenter) Promemoria() {
	chi, id := p.chi, p.id
	p.esce(p.state.Promemoria, "Promemoria_esenzione_", func(ctx context.Context) ([]byte, error) {
		return p.p.Documenti.Promemoria(ctx, chi, id)
	})
}

// Attestato is «Scarica attestato di esenzione».
func (p *Presenter) Attestato() {
	chi := p.chi
	p.esce(p.state.Attestato, "Attestato_esenzione_", func(ctx context.Context) ([]byte, error) {
		return p.p.Documenti.Attestato(ctx, chi)
	})
}

// esce reads a document and saves it where the user says. The file's name has
// the number and the day, no patient and no code.
func (p *Presenter) esce(a Azione, radice string, leggi func(context.Context) ([]byte, error)) {
	if !a.Visibile || !a.Attivo || p.state.Occupato {
		return
	}
	nome := radice + p.ese.Numero + "_" + esenpat.DataDi(p.p.Adesso()).String() + ".pdf"
	s := p.state
	s.Occupato, s.Avviso = true, avviso.Avviso{}
	p.set(s)
	p.consegna.Start(p.ctx, func(ctx context.Context) (string, error) {
		pdf, err := leggi(ctx)
		if err != nil {
			return "", err
		}
		return p.p.Uscita.Salva(ctx, nome, pdf)
	}, func(percorso string, err error) {
		n := p.state
		n.Occupato = false
		n.Avviso = avviso.Di(p.p.Testi, err)
		if err == nil {
			n.Fatto = p.p.Testi.T("dettaglio.salvato", "percorso", percorso)
			n.NFatto++
		}
		p.set(n)
	})
}

// VaiCertificato shows the certificate the exemption came from.
func (p *Presenter) VaiCertificato() {
	if p.state.VaiCertificato.Attivo && p.Eventi.VaiCertificato != nil {
		p.Eventi.VaiCertificato(p.chi, p.ese.CertificatoID)
	}
}

// Piu shows all exempt services, or the first ones again.
func (p *Presenter) Piu() {
	p.tutte = !p.tutte
	s := p.state
	p.prestazioni(&s)
	p.set(s)
}

func (p *Presenter) set(s Dettaglio) {
	p.state = s
	p.Render(s)
}
