package rilascio

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/stampa"
)

// Documents of an exemption, places in Presenter.consegna.
const (
	promemoria = iota
	attestato
	insieme // both on paper
	quanteConsegne
)

// foglio returns where a document's file gets its name and how it is read.
func (p *Presenter) foglio(quale int) (nome string, leggi func(context.Context) ([]byte, error)) {
	arch, e, id := p.par.Porte.Archivio, p.m.esito.Esenzione, p.m.pratica.AssistitoID
	fine := e.Numero + "_" + esenpat.DataDi(p.par.Adesso()).String() + ".pdf"
	if quale == attestato {
		return "Attestato_esenzione_" + fine, func(ctx context.Context) ([]byte, error) { return arch.Attestato(ctx, id) }
	}
	return "Promemoria_esenzione_" + fine, func(ctx context.Context) ([]byte, error) { return arch.Promemoria(ctx, id, e.ID) }
}

// ScaricaPromemoria saves the promemoria of the exemption just issued.
func (p *Presenter) ScaricaPromemoria() { p.esce(promemoria, false) }

// ScaricaAttestato saves the attestato with all active exemptions.
func (p *Presenter) ScaricaAttestato() { p.esce(attestato, false) }

// StampaPromemoria prints the promemoria.
func (p *Presenter) StampaPromemoria() { p.esce(promemoria, true) }

// StampaAttestato prints the attestato.
func (p *Presenter) StampaAttestato() { p.esce(attestato, true) }

func (p *Presenter) esce(quale int, stampa bool) {
	if p.m.fase != FaseFatta {
		return
	}
	uscita, chiave := p.par.Porte.Uscita, "rilascio.fatto.salvato"
	nome, leggi := p.foglio(quale)
	if stampa {
		chiave = "rilascio.fatto.stampato"
	}
	p.consegna[quale].Start(p.ctx, func(ctx context.Context) (consegnato, error) {
		pdf, err := leggi(ctx)
		if err != nil {
			return consegnato{}, err
		}
		if stampa {
			return consegnato{}, uscita.Stampa(ctx, nome, pdf)
		}
		dove, err := uscita.Salva(ctx, nome, pdf)
		return consegnato{percorso: dove}, err
	}, func(c consegnato, err error) {
		p.m.avviso = avviso.Di(p.par.Testi, err)
		p.scade(err, func() { p.esce(quale, stampa) })
		if err == nil {
			p.m.fatto = p.par.Testi.T(chiave, "percorso", c.percorso)
		}
		p.disegna()
	})
}

// consegnato is a document, or the papers for the assistito, on their way out.
type consegnato struct {
	percorso string
	fogli    []stampa.Consegnato
}

// StampaAssistito prints promemoria and attestato in one go and says what became
// of each.
func (p *Presenter) StampaAssistito() {
	if p.m.fase != FaseFatta || !p.statoEsito().Assistito {
		return
	}
	uscita, testi := p.par.Porte.Uscita, p.par.Testi
	fogli := []stampa.Foglio{{Chiave: "promemoria"}, {Chiave: "attestato"}}
	for i := range fogli {
		fogli[i].Nome, fogli[i].Leggi = p.foglio(i)
	}
	p.m.avviso, p.m.fatto = avviso.Avviso{}, ""
	p.consegna[insieme].Start(p.ctx, func(ctx context.Context) (consegnato, error) {
		return consegnato{fogli: stampa.PerAssistito(ctx, testi, uscita, fogli...)}, nil
	}, func(c consegnato, _ error) {
		p.m.fatto, p.m.avviso = stampa.Racconta(testi, c.fogli)
		p.scade(stampa.SenzaSessione(c.fogli), p.StampaAssistito)
		p.disegna()
	})
	p.disegna()
}
