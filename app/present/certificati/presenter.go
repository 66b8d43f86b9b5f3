package certificati

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Presenter holds the tab. All methods run on the UI thread.
type Presenter struct {
	Elenco *elenco.Presenter[esenpat.CertificatoSintesi]
	// Render draws the detail; the list has its own.
	Render func(Dettaglio)
	Eventi Eventi

	p        Params
	ctx      context.Context //nolint:containedctx // ends with the window
	leggi    task.Latest[letto]
	consegna task.Latest[string]
	chi, id  string
	cert     esenpat.Certificato
	state    Dettaglio
}

type letto struct {
	cert    esenpat.Certificato
	storico []esenpat.EventoStorico
}

// New returns the tab; ctx ends with the window.
func New(ctx context.Context, par Params) *Presenter {
	p := &Presenter{
		Render: func(Dettaglio) {}, p: par, ctx: ctx,
		leggi: task.Latest[letto]{UI: par.UI}, consegna: task.Latest[string]{UI: par.UI},
	}
	p.Elenco = elenco.New(ctx, elenco.Params[esenpat.CertificatoSintesi]{
		UI: par.UI, Testi: par.Testi, Area: "certificati", Stati: p.stati(), Assistiti: par.Assistiti, Cerca: p.cerca, Carta: p.carta,
	})
	p.Elenco.SessioneScaduta = p.scaduta
	return p
}

// State returns the detail drawn now.
func (p *Presenter) State() Dettaglio { return p.state }

// Wait blocks until background work has ended: at shutdown and in tests.
func (p *Presenter) Wait() { p.Elenco.Wait(); p.leggi.Wait(); p.consegna.Wait() }

func (p *Presenter) cerca(ctx context.Context, r elenco.Richiesta) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	f := esenpat.FiltroCertificati{CodiceEsenzione: r.Codice, Persona: r.Persona, Dal: r.Dal, Al: r.Al, Pagina: r.Pagina}
	if r.Stato != "" {
		f.Stati = []esenpat.StatoCertificato{esenpat.StatoCertificato(r.Stato)}
	}
	return p.p.Archivio.FindCertificati(ctx, f)
}

func (p *Presenter) scaduta(riprendi func()) {
	if p.Eventi.SessioneScaduta != nil {
		p.Eventi.SessioneScaduta(riprendi)
	}
}

// Gestisci opens the detail of the n-th card.
func (p *Presenter) Gestisci(n int) {
	if c, ok := p.Elenco.Voce(n); ok {
		p.Apri(c.AssistitoID, c.ID)
	}
}

// Apri opens the detail of a certificate; the list stays where it is.
func (p *Presenter) Apri(assistitoID, id string) {
	p.chi, p.id, p.cert = assistitoID, id, esenpat.Certificato{}
	p.state = Dettaglio{Aperto: true}
	p.Aggiorna()
}

// Aggiorna reads the certificate again; what is shown stays meanwhile.
func (p *Presenter) Aggiorna() {
	if !p.state.Aperto {
		return
	}
	s := p.state
	s.Occupato = true
	p.set(s)
	chi, id := p.chi, p.id
	p.leggi.Start(p.ctx, func(ctx context.Context) (letto, error) {
		c, err := p.p.Archivio.Certificato(ctx, chi, id)
		if err != nil {
			return letto{}, err
		}
		storico, err := p.p.Archivio.Storico(ctx, chi, id)
		if err != nil {
			storico = nil // the history is an extra: the certificate is shown without it
		}
		return letto{c, storico}, ctx.Err()
	}, p.arrivato)
}

func (p *Presenter) arrivato(l letto, err error) {
	s := p.state
	s.Occupato = false
	s.Avviso = avviso.Di(p.p.Testi, err)
	if err == nil {
		p.cert = l.cert
		p.descrivi(&s, l)
	}
	p.set(s)
	if esenpat.KindOf(err) == esenpat.Unauthenticated && err != nil {
		p.scaduta(p.Aggiorna)
	}
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

// Scarica is «Scarica Certificato».
func (p *Presenter) Scarica() { p.esce(p.p.Uscita.Salva, "dettaglio.salvato") }

// ApriDocumento opens it with the system's viewer.
func (p *Presenter) ApriDocumento() { p.esce(senzaPercorso(p.p.Uscita.Apri), "dettaglio.aperto") }

// Stampa hands it to the system's printer.
func (p *Presenter) Stampa() { p.esce(senzaPercorso(p.p.Uscita.Stampa), "dettaglio.stampato") }

func senzaPercorso(f func(context.Context, string, []byte) error) func(context.Context, string, []byte) (string, error) {
	return func(ctx context.Context, nome string, pdf []byte) (string, error) { return "", f(ctx, nome, pdf) }
}

func (p *Presenter) esce(azione func(context.Context, string, []byte) (string, error), chiave string) {
	if !p.state.Scarica.Attivo || p.state.Occupato {
		return
	}
	chi, id, nome := p.chi, p.id, p.nomeFile()
	s := p.state
	s.Occupato, s.Avviso = true, avviso.Avviso{}
	p.set(s)
	p.consegna.Start(p.ctx, func(ctx context.Context) (string, error) {
		pdf, err := p.p.Archivio.Documento(ctx, chi, id)
		if err != nil {
			return "", err
		}
		return azione(ctx, nome, pdf)
	}, func(percorso string, err error) {
		n := p.state
		n.Occupato = false
		n.Avviso = avviso.Di(p.p.Testi, err)
		if err == nil {
			n.Fatto = p.p.Testi.T(chiave, "percorso", percorso)
			n.NFatto++
		}
		p.set(n)
	})
}

// Firma is «Firma Certificato».
func (p *Presenter) Firma() { p.atto(p.state.Firma, p.Eventi.Firma) }

// Annulla is «Annulla Certificato».
func (p *Presenter) Annulla() { p.atto(p.state.Annulla, p.Eventi.Annulla) }

func (p *Presenter) atto(a Azione, f func(esenpat.Certificato)) {
	if a.Visibile && a.Attivo && f != nil {
		f(p.cert)
	}
}

// CreaValida is «Crea e valida esenzione».
func (p *Presenter) CreaValida() { p.esenzione(p.state.CreaValida, esenpat.Rilascio) }

// Richiedi is «Richiedi esenzione».
func (p *Presenter) Richiedi() { p.esenzione(p.state.Richiedi, esenpat.Richiesta) }

func (p *Presenter) esenzione(a Azione, m esenpat.ModalitaEsenzione) {
	if a.Visibile && a.Attivo && p.Eventi.Esenzione != nil {
		p.Eventi.Esenzione(p.cert, m)
	}
}

// VaiEsenzione shows the exemption that came of the certificate.
func (p *Presenter) VaiEsenzione() {
	if p.state.VaiEsenzione.Attivo && p.Eventi.VaiEsenzione != nil {
		p.Eventi.VaiEsenzione(p.chi, p.cert.Legami.EsenzioneID)
	}
}

func acceso(visibile bool) Azione { return Azione{visibile, parti.Bottone{Attivo: visibile}} }

func (p *Presenter) set(s Dettaglio) {
	p.state = s
	p.Render(s)
}
