package certificati

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
)

// Presenter holds the tab. All methods run on the UI thread.
type Presenter struct {
	*elenco.Scheda[esenpat.CertificatoSintesi, letto, Dettaglio]
	Eventi Eventi

	p Params
}

type letto struct {
	cert    esenpat.Certificato
	storico []esenpat.EventoStorico
}

// New returns the tab; ctx ends with the window.
func New(ctx context.Context, par Params) *Presenter {
	p := &Presenter{p: par}
	p.Scheda = elenco.NewScheda(ctx, elenco.ParamsScheda[esenpat.CertificatoSintesi, letto, Dettaglio]{
		Lista: elenco.Params[esenpat.CertificatoSintesi]{
			UI: par.UI, Testi: par.Testi, Area: "certificati", Stati: p.stati(), Assistiti: par.Assistiti, Cerca: p.cerca, Carta: p.carta,
			Selezione: elenco.Selezione[esenpat.CertificatoSintesi]{Ammessa: p.firmabile, Massimo: p.massimo},
			Ordini:    elenco.Ordini(par.Testi, "creato_il", perPersona), PerPersona: perPersona,
			Ambito:   func() string { return par.Testi.T("elenco.ambito.propri") },
			Catalogo: par.Catalogo, Ricordi: par.Ricordi, Adesso: par.Adesso,
		},
		Chiave: func(c esenpat.CertificatoSintesi) (assistitoID, id string) { return c.AssistitoID, c.ID },
		Leggi:  p.leggi, Descrivi: p.descrivi, SessioneScaduta: p.scaduta, Svelato: par.Svelato,
		Comune: func(d *Dettaglio) *elenco.Dettaglio { return &d.Dettaglio },
	})
	return p
}

// perPersona is the order of the contract that keeps a person's together.
const perPersona = "cognome"

func (p *Presenter) cerca(ctx context.Context, r elenco.Richiesta) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	f := esenpat.FiltroCertificati{CodiceEsenzione: r.Codice, Persona: r.Persona, Dal: r.Dal, Al: r.Al, Ordinamento: r.Ordine, Pagina: r.Pagina}
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

func (p *Presenter) leggi(ctx context.Context, assistitoID, id string) (letto, error) {
	c, err := p.p.Archivio.Certificato(ctx, assistitoID, id)
	if err != nil {
		return letto{}, err
	}
	storico, err := p.p.Archivio.Storico(ctx, assistitoID, id)
	if err != nil {
		storico = nil // the history is an extra: the certificate is shown without it
	}
	return letto{c, storico}, ctx.Err()
}

// Scarica is «Scarica certificato».
func (p *Presenter) Scarica() { p.esce(p.p.Uscita.Salva, "dettaglio.salvato") }

// ApriDocumento opens it with the system's viewer.
func (p *Presenter) ApriDocumento() { p.esce(senzaPercorso(p.p.Uscita.Apri), "dettaglio.aperto") }

// Stampa hands it to the system's printer.
func (p *Presenter) Stampa() { p.esce(senzaPercorso(p.p.Uscita.Stampa), "dettaglio.stampato") }

func senzaPercorso(f func(context.Context, string, []byte) error) func(context.Context, string, []byte) (string, error) {
	return func(ctx context.Context, nome string, pdf []byte) (string, error) { return "", f(ctx, nome, pdf) }
}

func (p *Presenter) esce(azione func(context.Context, string, []byte) (string, error), chiave string) {
	chi, id, l := p.Aperta()
	nome := p.nomeFile(l.cert)
	firmato := !l.cert.Date.FirmatoIl.IsZero()
	p.Consegna(p.State().Scarica, chiave, func(ctx context.Context) (elenco.Consegnato, error) {
		doc, err := p.p.Archivio.Scarica(ctx, chi, id, firmato)
		if err != nil {
			return elenco.Consegnato{}, err
		}
		dove, err := azione(ctx, nome, doc.PDF)
		return elenco.Consegnato{Percorso: dove, Verifica: doc.Verifica.Stato}, err
	})
}

// Firma is «Firma Certificato».
func (p *Presenter) Firma() { p.atto(p.State().Firma, p.Eventi.Firma) }

// Annulla is «Annulla Certificato».
func (p *Presenter) Annulla() { p.atto(p.State().Annulla, p.Eventi.Annulla) }

func (p *Presenter) atto(a Azione, f func(esenpat.Certificato)) {
	if a.Visibile && a.Attivo && f != nil {
		_, _, l := p.Aperta()
		f(l.cert)
	}
}

// CreaValida is «Crea e valida esenzione».
func (p *Presenter) CreaValida() { p.esenzione(p.State().CreaValida, esenpat.Rilascio) }

// Richiedi is «Richiedi esenzione».
func (p *Presenter) Richiedi() { p.esenzione(p.State().Richiedi, esenpat.Richiesta) }

func (p *Presenter) esenzione(a Azione, m esenpat.ModalitaEsenzione) {
	if p.Eventi.Esenzione != nil {
		p.atto(a, func(c esenpat.Certificato) { p.Eventi.Esenzione(c, m) })
	}
}

// Duplica begins a new certificate with the data of this one.
func (p *Presenter) Duplica() { p.copia(p.State().Duplica, false) }

// Sostituisci begins a new certificate that takes the place of this one.
func (p *Presenter) Sostituisci() { p.copia(p.State().Sostituisci, true) }

func (p *Presenter) copia(a Azione, sostituisce bool) {
	if p.Eventi.Duplica != nil {
		p.atto(a, func(c esenpat.Certificato) { p.Eventi.Duplica(c, sostituisce) })
	}
}

// VaiPrima shows the certificate that this one was written in place of.
func (p *Presenter) VaiPrima() {
	if p.State().VaiPrima.Attivo {
		chi, _, l := p.Aperta()
		p.Apri(chi, l.cert.Legami.Sostituisce)
	}
}

// VaiEsenzione shows the exemption that came of the certificate.
func (p *Presenter) VaiEsenzione() {
	if p.State().VaiEsenzione.Attivo && p.Eventi.VaiEsenzione != nil {
		chi, _, l := p.Aperta()
		p.Eventi.VaiEsenzione(chi, l.cert.Legami.EsenzioneID)
	}
}
