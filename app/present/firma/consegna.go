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
	pdf := p.m.pdf
	if p.m.fase == FaseFirmata {
		if !firmaIntegra(p.m.firmato.Verifica.Stato) {
			return // a document that fails the verification is not handed out
		}
		pdf = p.m.firmato.PDF
	}
	if len(pdf) == 0 && p.m.fase != FaseFirmata {
		return
	}
	porte, doc, nome := p.par.Porte, p.m.doc, p.nomeFile()
	p.consegna.Start(p.ctx, func(ctx context.Context) (string, error) {
		if len(pdf) == 0 { // signed, but its download failed then: now again
			var err error
			if pdf, err = scarica(ctx, porte, doc); err != nil {
				return "", err
			}
		}
		return azione(ctx, porte.Uscita, nome, pdf)
	}, func(percorso string, err error) {
		p.m.avviso = avviso.Di(p.par.Testi, err)
		if err == nil {
			p.m.fatto = p.par.Testi.T(chiave, "percorso", percorso)
		}
		p.disegna()
	})
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

func (p *Presenter) esenzione(m esenpat.ModalitaEsenzione) {
	if p.m.fase != FaseFirmata || p.Eventi.Esenzione == nil {
		return
	}
	e := p.statoEsito()
	if (m == esenpat.Rilascio && e.CreaValida.Attivo) || (m == esenpat.Richiesta && e.Richiedi.Attivo) {
		p.Eventi.Esenzione(p.m.firmato.Esito.Certificato, m)
	}
}
