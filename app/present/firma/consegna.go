package firma

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Scarica saves the signed document where the user says.
func (p *Presenter) Scarica() {
	p.esce(func(ctx context.Context, u Uscita, nome string, pdf []byte) (string, error) {
		return u.Salva(ctx, nome, pdf)
	}, "firma.fatto.salvato")
}

// ApriDocumento opens it with the system's viewer: the signed one, or, before
// the signature, the one that is to be read.
func (p *Presenter) ApriDocumento() {
	p.esce(func(ctx context.Context, u Uscita, nome string, pdf []byte) (string, error) {
		return "", u.Apri(ctx, nome, pdf)
	}, "firma.fatto.aperto")
}

// Stampa hands it to the system's printer.
func (p *Presenter) Stampa() {
	p.esce(func(ctx context.Context, u Uscita, nome string, pdf []byte) (string, error) {
		return "", u.Stampa(ctx, nome, pdf)
	}, "firma.fatto.stampato")
}

func (p *Presenter) esce(azione func(context.Context, Uscita, string, []byte) (string, error), chiave string) {
	if p.m.fase == FaseFirmata {
		p.esceFirmato(azione, chiave)
		return
	}
	if pdf := p.m.pdf; len(pdf) > 0 {
		porte, nome := p.par.Porte, p.nomeFile()
		p.consegna.Start(p.ctx, func(ctx context.Context) (consegnato, error) {
			dove, err := azione(ctx, porte.Uscita, nome, pdf)
			return consegnato{percorso: dove}, err
		}, func(c consegnato, err error) { p.uscito(c, err, chiave) })
	}
}

// esceFirmato hands the signed document out. If its download failed after the
// signature it is downloaded again, and judged as it would have been then: a
// document without its signature, or with a broken one, stays here.
func (p *Presenter) esceFirmato(azione func(context.Context, Uscita, string, []byte) (string, error), chiave string) {
	f := p.m.firmato
	if !firmaIntegra(f.Verifica.Stato) {
		return
	}
	porte, doc, nome, req := p.par.Porte, p.m.doc, p.nomeFile(), p.richiesta()
	p.consegna.Start(p.ctx, func(ctx context.Context) (consegnato, error) {
		c := consegnato{firmato: f}
		if len(f.PDF) == 0 {
			a, err := accertaEsito(ctx, porte, doc, req)
			switch {
			case err != nil:
				return c, err
			case a.firmato.NonScaricato != nil:
				return c, a.firmato.NonScaricato
			}
			if c.firmato, c.nuovo = a.firmato, true; !firmaIntegra(a.firmato.Verifica.Stato) {
				return c, nil
			}
		}
		dove, err := azione(ctx, porte.Uscita, nome, c.firmato.PDF)
		c.percorso = dove
		return c, err
	}, func(c consegnato, err error) {
		if c.nuovo && p.m.doc.Riferimento.ID == doc.Riferimento.ID {
			p.m.firmato = c.firmato
			if p.lotto() {
				p.m.voci[p.m.qui].firmato = c.firmato
			}
			if !firmaIntegra(c.firmato.Verifica.Stato) {
				p.m.avviso = p.avvisoVerifica(c.firmato)
				p.disegna()
				return
			}
		}
		p.uscito(c, err, chiave)
	})
}

// consegnato is a document on its way to the user.
type consegnato struct {
	percorso string
	firmato  esenpat.CertificatoFirmato
	nuovo    bool // firmato was downloaded just now
}

func (p *Presenter) uscito(c consegnato, err error, chiave string) {
	p.m.avviso = avviso.Di(p.par.Testi, err)
	if err == nil {
		p.m.fatto = p.par.Testi.T(chiave, "percorso", c.percorso)
	}
	p.disegna()
}

// nomeFile names no patient and no code: number and day only.
func (p *Presenter) nomeFile() string {
	quando := p.m.firmato.Esito.FirmatoIl
	if quando.IsZero() {
		quando = p.par.Adesso()
	}
	radice := "Certificato_malattia_"
	if p.m.doc.Annullamento {
		radice = "Annullamento_certificato_malattia_"
	}
	return radice + p.m.doc.Numero + "_" + esenpat.DataDi(quando.In(p.par.Adesso().Location())).String() + ".pdf"
}

// Home is «Torna alla home page».
func (p *Presenter) Home() {
	if p.Chiudi() && p.Eventi.Home != nil {
		p.Eventi.Home()
	}
}

// CreaValida is «Crea e valida esenzione».
func (p *Presenter) CreaValida() { p.esenzione(esenpat.Rilascio) }

// RichiediEsenzione is «Richiedi esenzione».
func (p *Presenter) RichiediEsenzione() { p.esenzione(esenpat.Richiesta) }

// Rimanda is «Rimanda ad Operatore».
func (p *Presenter) Rimanda() {
	if p.m.fase == FaseFirmata && p.statoEsito().Rimanda && p.Eventi.Rimanda != nil {
		p.Eventi.Rimanda(p.m.firmato.Esito.Certificato)
	}
}

func (p *Presenter) esenzione(m esenpat.ModalitaEsenzione) {
	if p.m.fase != FaseFirmata || p.Eventi.Esenzione == nil {
		return
	}
	e := p.statoEsito()
	if (m == esenpat.Rilascio && e.CreaValida.Attivo) || (m == esenpat.Richiesta && e.Richiedi.Attivo) {
		p.Eventi.Esenzione(p.m.firmato.Esito.Certificato, m)
	}
}
