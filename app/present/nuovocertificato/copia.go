package nuovocertificato

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Certificati reads a certificate that exists; a read.
type Certificati interface {
	Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error)
}

// Duplica shows the wizard with a new draft that has the data of c. What the
// law wants answered for each document is asked again: special laws, and for a
// minor the parent. With sostituisce the new certificate takes the place of c.
// It does nothing while an act is under way or its outcome unknown.
func (p *Presenter) Duplica(c esenpat.Certificato, sostituisce bool) {
	p.conDati(c.Assistito, c.Dati, func() {
		p.m.copiato = c.Numero
		if sostituisce {
			p.m.bozza.Sostituisce = esenpat.RiferimentoDocumento{ID: c.ID, Numero: c.Numero, SHA256: c.PDF.SHA256, Data: c.Date.FirmatoIl}
		}
	})
}

// rinnovo is the pratica that is renewed.
type rinnovo struct{ numero, codice string }

// Rinnova shows the wizard with a new draft for the person, the code and the
// diagnosis of an exemption that ends (X06). The illness is described anew.
func (p *Presenter) Rinnova(e esenpat.Esenzione) {
	p.conDati(e.Beneficiario, datiDi(e), func() { p.m.rinnovo = rinnovo{e.Numero, e.Voce.Codice} })
}

// Rispondi is the same for a request that the ASL gave back: after the
// signature it goes to the operator again (X02).
func (p *Presenter) Rispondi(e esenpat.Esenzione) {
	p.conDati(e.Beneficiario, datiDi(e), func() { p.m.bozza.Pratica = esenpat.PraticaDiBozza{ID: e.ID, Numero: e.Numero} })
}

func datiDi(e esenpat.Esenzione) esenpat.DatiCertificato {
	d := esenpat.DatiCertificato{Tipologia: e.Voce.Tipologia, Esenzione: e.Voce, Diagnosi: e.Diagnosi}
	if d.Tipologia == esenpat.Invalidita { // each of its codes has one type, that of AURA
		d.TipologiaInvalidita = esenpat.TipologiaInvalidita(e.Voce.TipologiaAura)
	}
	return d
}

// conDati begins a draft for a with data that were written before; segna marks
// where they come from.
func (p *Presenter) conDati(a esenpat.Assistito, d esenpat.DatiCertificato, segna func()) {
	if p.inCreazione() || p.m.incerto || p.par.Firma.InCorso() || p.par.Firma.Incerta() || p.par.Rilascio.InCorso() || p.par.Rilascio.Incerta() {
		p.aperto = true
		p.occupato("firma.altra-in-corso")
		return
	}
	p.salvaOra()
	p.azzera()
	p.aperto = true
	p.m.ricerca.cf = string(a.CodiceFiscale)
	p.iniziaBozza(a)
	p.m.bozza.Dati = p.copiati(d)
	segna()
	p.caricaAmbienti()
	p.prendiAssistito(a)
	passo := PassoDati
	if p.m.bozza.Dati.Tipologia == "" {
		passo = PassoTipologia
	}
	p.vai(passo)
}

// copiati keeps of d what may still be written today: an entry that the
// catalogue does not offer any more is left to be chosen.
func (p *Presenter) copiati(d esenpat.DatiCertificato) esenpat.DatiCertificato {
	n := esenpat.DatiCertificato{Patologia: d.Patologia, UnitaProduttiva: d.UnitaProduttiva, Regime: d.Regime}
	if !p.diritto(d.Tipologia) {
		return n
	}
	n.Tipologia, n.TipologiaInvalidita = d.Tipologia, d.TipologiaInvalidita
	for _, t := range p.par.Porte.Catalogo.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: d.Tipologia, Testo: d.Esenzione.Codice, Al: p.oggi()}) {
		if t.Voce.Codice == d.Esenzione.Codice {
			n.Esenzione = t.Voce
		}
	}
	if n.Esenzione.Codice == "" {
		return n
	}
	for _, t := range p.par.Porte.Catalogo.CercaDiagnosi(esenpat.RicercaVoce{Tipologia: d.Tipologia, CodiceEsenzione: n.Esenzione.Codice, Al: p.oggi()}) {
		if t.Voce.CodiceVisibile() == d.Diagnosi.CodiceVisibile() {
			n.Diagnosi = t.Voce
		}
	}
	return n
}

// DuplicaPrecedente begins a certificate with the data of the n-th of those
// that the patient has already.
func (p *Presenter) DuplicaPrecedente(n int) {
	if p.m.passo != PassoAssistito || p.m.scheda == nil || n < 0 || n >= len(p.m.scheda.Certificati) || p.par.Porte.Certificati == nil {
		return
	}
	leggi, chi, id := p.par.Porte.Certificati, p.m.scheda.Assistito.ID, p.m.scheda.Certificati[n].ID
	if p.rifiuto(p.m.scheda.Assistito) != "" {
		return
	}
	p.comincia()
	p.precedente.Start(p.ctx, func(ctx context.Context) (esenpat.Certificato, error) {
		return leggi.Certificato(ctx, chi, id)
	}, func(c esenpat.Certificato, err error) {
		p.finita()
		if err != nil {
			p.errore(err, func() { p.DuplicaPrecedente(n) })
			p.disegna()
			return
		}
		p.Duplica(c, false)
	})
	p.disegna()
}

// notaCopia says where the data come from and what becomes of the other one.
func (p *Presenter) notaCopia() string {
	t, b := p.par.Testi, p.m.bozza
	switch {
	case b.Sostituisce.ID != "":
		return t.T("nuovocertificato.copia.sostituisce", "numero", b.Sostituisce.Numero)
	case b.Pratica.ID != "":
		return t.T("nuovocertificato.copia.pratica", "numero", b.Pratica.Numero)
	case p.m.rinnovo.numero != "":
		return t.T("nuovocertificato.copia.rinnovo", "numero", p.m.rinnovo.numero)
	case p.m.copiato != "":
		return t.T("nuovocertificato.copia.duplica", "numero", p.m.copiato)
	}
	return ""
}
