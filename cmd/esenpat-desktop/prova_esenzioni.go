package main

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// rilascia issues or requests the exemption of a signed certificate; conDocumenti
// also saves promemoria and attestato.
func (p *prova) rilascia(ctx context.Context, c esenpat.Certificato, m esenpat.ModalitaEsenzione, conDocumenti bool) error {
	proposta, err := p.rilasci.PropostaEsenzione(ctx, c.Assistito.ID, c.ID)
	if err != nil {
		return err
	}
	if err = controllaProposta(proposta, m, c.Dati.Esenzione.Codice); err != nil {
		return err
	}
	e, err := p.rilasci.RilasciaEsenzione(ctx, esenpat.RichiestaEsenzione{
		AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: m, DataFine: proposta.DataFine, DurataPredefinita: true,
	})
	if err != nil {
		return err
	}
	letta, err := p.esenzioni.Esenzione(ctx, c.Assistito.ID, e.Esenzione.ID)
	if err != nil {
		return err
	}
	attesa := map[esenpat.ModalitaEsenzione]esenpat.StatoEsenzione{esenpat.Rilascio: esenpat.EsenzioneValidata, esenpat.Richiesta: esenpat.EsenzioneInviata}[m]
	if letta.Stato != attesa || letta.Date.Fine != proposta.DataFine {
		return inatteso("esenzione", "stato o scadenza riletti: "+string(letta.Stato)+" "+letta.Date.Fine.String())
	}
	p.esito.Esenzioni = append(p.esito.Esenzioni, creatoProva{e.Esito, letta.ID, letta.Numero, string(letta.Stato)})
	if !conDocumenti {
		return nil
	}
	return p.documentiEsenzione(ctx, letta)
}

// controllaProposta checks what the service allows and the end date: five years
// for 048 (manual V17), none for an unlimited exemption.
func controllaProposta(q esenpat.PropostaEsenzione, m esenpat.ModalitaEsenzione, codice string) error {
	switch {
	case m == esenpat.Rilascio && !q.Rilasciabile:
		return inatteso("esenzione", "non rilasciabile: "+q.Motivo.Codice)
	case m == esenpat.Richiesta && (q.Rilasciabile || !q.Richiedibile):
		return inatteso("richiesta", "il servizio non propone di richiederla")
	case codice == "048" && q.DataFine != q.DataInizio.PiuAnni(5):
		return inatteso("esenzione", "la data proposta per 048 non è a cinque anni")
	case q.Durata.Illimitata() && !q.DataFine.Vuota():
		return inatteso("esenzione", "un'esenzione illimitata ha una data proposta")
	}
	return nil
}

func (p *prova) documentiEsenzione(ctx context.Context, e esenpat.Esenzione) error {
	promemoria, err := p.esenzioni.Promemoria(ctx, e.Beneficiario.ID, e.ID)
	if err != nil {
		return err
	}
	if err = p.salva(ctx, "promemoria.pdf", promemoria); err != nil {
		return err
	}
	attestato, err := p.esenzioni.Attestato(ctx, e.Beneficiario.ID)
	if err != nil {
		return err
	}
	return p.salva(ctx, "attestato.pdf", attestato)
}

// annullaFirmando annuls a signed certificate with its own signed document.
func (p *prova) annullaFirmando(ctx context.Context, c esenpat.Certificato) error {
	rif := esenpat.RiferimentoCertificato{AssistitoID: c.Assistito.ID, ID: c.ID, ETag: c.ETag}
	a, err := p.firma.AnnullaCertificato(ctx, rif, "Certificato emesso per prova.")
	if err != nil {
		return err
	}
	if a.ETag != "" {
		rif.ETag = a.ETag
	}
	pdf, err := p.firma.DocumentoAnnullativo(ctx, rif)
	if err != nil {
		return err
	}
	k, err := p.credenziali(ctx, esenpat.DocumentoDaFirmare{ID: a.ID, SHA256: a.PDF.SHA256})
	if err != nil {
		return err
	}
	f, err := p.firma.FirmaAnnullamento(ctx, esenpat.RichiestaFirma{Riferimento: rif, Credenziali: k, SHA256: a.PDF.SHA256})
	if err != nil {
		return err
	}
	if err = controllaFirma(f, pdf); err != nil {
		return err
	}
	riletto, err := p.certificati.Certificato(ctx, c.Assistito.ID, c.ID)
	if err != nil {
		return err
	}
	if riletto.Stato != esenpat.Annullato {
		return inatteso("annullamento", "stato riletto "+string(riletto.Stato))
	}
	p.annulla = creatoProva{"annullato", riletto.ID, riletto.Numero, string(riletto.Stato)}
	return p.salvaFirmato(ctx, "annullativo.pdf", "annullativo.cda.xml", f.PDF)
}

// rileggi asks the server for everything that was made and compares the states.
func (p *prova) rileggi(ctx context.Context) error {
	pagina, err := p.certificati.FindCertificati(ctx, esenpat.FiltroCertificati{Pagina: esenpat.Finestra{Limit: 50}})
	if err != nil {
		return err
	}
	stati := map[string]esenpat.StatoCertificato{}
	for _, c := range pagina.Elementi {
		stati[c.ID] = c.Stato
	}
	for i, c := range p.esito.Certificati {
		if c.ID == p.annulla.ID {
			p.esito.Certificati[i] = p.annulla
			c = p.annulla
		}
		if string(stati[c.ID]) != c.Stato {
			return inatteso("rilettura", c.Scopo+": "+string(stati[c.ID]))
		}
	}
	if pagina.Totale != len(p.esito.Certificati) {
		return inatteso("rilettura", "numero di certificati diverso da quelli creati")
	}
	es, err := p.esenzioni.FindEsenzioni(ctx, esenpat.FiltroEsenzioni{Pagina: esenpat.Finestra{Limit: 50}})
	if err != nil {
		return err
	}
	if es.Totale != len(p.esito.Esenzioni) {
		return inatteso("rilettura", "numero di esenzioni diverso da quelle create")
	}
	return nil
}
