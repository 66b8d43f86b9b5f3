package esenzioni

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/stampa"
)

// foglio is a document of the exemption: the button that offers it, the name of
// its file and how it is read. The name has the number and the day, no patient
// and no code.
type foglio struct {
	azione Azione
	nome   string
	leggi  func(context.Context) (esenpat.DocumentoScaricato, error)
}

func (p *Presenter) nome(radice string) string {
	_, _, e := p.Aperta()
	return radice + e.Numero + "_" + esenpat.DataDi(p.p.Adesso()).String() + ".pdf"
}

func (p *Presenter) certificato() foglio {
	chi, _, e := p.Aperta()
	return foglio{p.State().ScaricaCertificato, p.nome("Certificato_malattia_"), func(ctx context.Context) (esenpat.DocumentoScaricato, error) {
		return p.p.Certificati.Scarica(ctx, chi, e.CertificatoID, true) // only a signed one gives an exemption
	}}
}

func (p *Presenter) promemoria() foglio {
	chi, id, _ := p.Aperta()
	return foglio{p.State().Promemoria, p.nome("Promemoria_esenzione_"), func(ctx context.Context) (esenpat.DocumentoScaricato, error) {
		pdf, err := p.p.Documenti.Promemoria(ctx, chi, id)
		return esenpat.DocumentoScaricato{PDF: pdf}, err
	}}
}

func (p *Presenter) attestato() foglio {
	chi, _, _ := p.Aperta()
	return foglio{p.State().Attestato, p.nome("Attestato_esenzione_"), func(ctx context.Context) (esenpat.DocumentoScaricato, error) {
		pdf, err := p.p.Documenti.Attestato(ctx, chi)
		return esenpat.DocumentoScaricato{PDF: pdf}, err
	}}
}

// ScaricaCertificato is «Scarica certificato».
func (p *Presenter) ScaricaCertificato() { p.salva(p.certificato()) }

// Promemoria is «Scarica promemoria esenzione».
func (p *Presenter) Promemoria() { p.salva(p.promemoria()) }

// Attestato is «Scarica attestato di esenzione».
func (p *Presenter) Attestato() { p.salva(p.attestato()) }

// Stampa is Ctrl+P: the papers for the assistito where there are any, else the
// certificate.
func (p *Presenter) Stampa() {
	if p.State().Assistito.Attivo {
		p.StampaAssistito()
		return
	}
	p.StampaCertificato()
}

// StampaCertificato prints the certificate the exemption came from.
func (p *Presenter) StampaCertificato() { p.stampa(p.certificato()) }

// StampaPromemoria prints the promemoria.
func (p *Presenter) StampaPromemoria() { p.stampa(p.promemoria()) }

// StampaAttestato prints the attestato.
func (p *Presenter) StampaAttestato() { p.stampa(p.attestato()) }

// salva reads a document and saves it where the user says.
func (p *Presenter) salva(f foglio) { p.esce(f, "dettaglio.salvato", p.p.Uscita.Salva) }

// stampa reads a document and prints it.
func (p *Presenter) stampa(f foglio) {
	p.esce(f, "dettaglio.stampato", func(ctx context.Context, nome string, pdf []byte) (string, error) {
		return "", p.p.Uscita.Stampa(ctx, nome, pdf)
	})
}

func (p *Presenter) esce(f foglio, chiave string, uscita func(ctx context.Context, nome string, pdf []byte) (string, error)) {
	p.Consegna(f.azione, chiave, func(ctx context.Context) (elenco.Consegnato, error) {
		doc, err := f.leggi(ctx)
		if err != nil {
			return elenco.Consegnato{}, err
		}
		dove, err := uscita(ctx, f.nome, doc.PDF)
		return elenco.Consegnato{Percorso: dove, Verifica: doc.Verifica.Stato}, err
	})
}

// StampaAssistito prints promemoria and attestato in one go. What the exemption
// has not got in this state is told, and the other one is printed.
func (p *Presenter) StampaAssistito() {
	t, u := p.p.Testi, p.p.Uscita
	fogli := []stampa.Foglio{
		perCarta("promemoria", p.promemoria(), esenpat.NewError(esenpat.NotFound, "stampa.promemoria-assente", "esenzioni.StampaAssistito")),
		perCarta("attestato", p.attestato(), esenpat.NewError(esenpat.NotFound, "stampa.attestato-assente", "esenzioni.StampaAssistito")),
	}
	p.Consegna(p.State().Assistito, "", func(ctx context.Context) (elenco.Consegnato, error) {
		c := stampa.PerAssistito(ctx, t, u, fogli...)
		if err := stampa.SenzaSessione(c); err != nil {
			return elenco.Consegnato{}, err
		}
		fatto, a := stampa.Racconta(t, c)
		return elenco.Consegnato{Fatto: fatto, Avviso: a}, nil
	})
}

// perCarta is f as a paper for the assistito; assente says why there is none.
func perCarta(chiave string, f foglio, assente error) stampa.Foglio {
	s := stampa.Foglio{Chiave: chiave, Nome: f.nome}
	if !f.azione.Attivo {
		s.Manca = assente
		return s
	}
	s.Leggi = func(ctx context.Context) ([]byte, error) {
		d, err := f.leggi(ctx)
		return d.PDF, err
	}
	return s
}
