package regione

import (
	"context"
	"net/http"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const percorsoEsenzione = "/cittadini/{cit_id}/esenzioni/{esenzione_id}"

// PropostaEsenzione returns what would be issued from a certificate.
func (c *Client) PropostaEsenzione(ctx context.Context, assistitoID, certificatoID string) (esenpat.PropostaEsenzione, error) {
	d, _, err := chiedi[propostaDTO](ctx, c, get("propostaEsenzione", percorsoCertificato+"/proposta-esenzione", certificato(assistitoID, certificatoID)))
	if err != nil {
		return esenpat.PropostaEsenzione{}, nonTrovato(err, "certificato.non-trovato")
	}
	return d.proposta(), nil
}

// RilasciaEsenzione is the act of issuing or requesting; sent once.
func (c *Client) RilasciaEsenzione(ctx context.Context, chiave string, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	corpo := richiestaEsenzioneDTO{CertificatoID: r.CertificatoID, Modalita: string(r.Modalita), DurataPredefinita: r.DurataPredefinita, Note: r.Note, Dichiarazioni: r.Dichiarazioni}
	if !r.DataFine.Vuota() {
		corpo.DataFine = &r.DataFine
	}
	d, risp, err := chiedi[esitoEsenzioneDTO](ctx, c, chiamata{
		op: "rilasciaEsenzione", metodo: http.MethodPost, percorso: "/cittadini/{cit_id}/esenzioni", parametri: assistito(r.AssistitoID),
		corpo: corpo, chiave: chiave, classe: sola, incerto: "esenzione.esito-incerto",
	})
	if err != nil {
		return esenpat.EsitoEsenzione{}, err
	}
	return esenpat.EsitoEsenzione{Esito: d.Esito, Esenzione: d.Esenzione.conETag(risp.intestazioni.Get("ETag")), ScadenzaPrecedente: d.ScadenzaPrecedente}, nil
}

// FindEsenzioni returns one page of exemptions.
func (c *Client) FindEsenzioni(ctx context.Context, f esenpat.FiltroEsenzioni) (esenpat.Pagina[esenpat.EsenzioneSintesi], error) {
	d, r, err := chiedi[elenco[esenzioneSintesiDTO]](ctx, c, cerca("cercaEsenzioni", "/operatore-sanitario/esenzioni/_search", ricercaEsenzioniDTO{
		Stato: f.Stati, CodiceEsenzione: f.CodiceEsenzione, ValidaDa: f.ValidaDa, ValidaA: f.ValidaA, Ordinamento: f.Ordinamento,
		personaDTO: persona(f.Persona), finestraDTO: finestra(f.Pagina),
	}))
	righe := converti(d, esenzioneSintesiDTO.sintesi)
	return esenpat.Pagina[esenpat.EsenzioneSintesi]{Elementi: righe, Totale: totale(r, len(righe))}, err
}

// Esenzione returns one exemption.
func (c *Client) Esenzione(ctx context.Context, assistitoID, id string) (esenpat.Esenzione, error) {
	d, r, err := chiedi[esenzioneDTO](ctx, c, get("esenzione", percorsoEsenzione, esenzione(assistitoID, id)))
	if err != nil {
		return esenpat.Esenzione{}, nonTrovato(err, "esenzione.non-trovata")
	}
	return d.conETag(r.intestazioni.Get("ETag")), nil
}

// AnnullaRichiesta is the act of taking a request back; sent once.
func (c *Client) AnnullaRichiesta(ctx context.Context, chiave string, rif esenpat.RiferimentoEsenzione, motivo string) (esenpat.Esenzione, error) {
	return c.suPratica(ctx, "annullaRichiesta", "/annullamento", chiave, rif, annullamentoDTO{Motivo: motivo})
}

// RimandaRichiesta is «Rimanda ad Operatore»; sent once.
func (c *Client) RimandaRichiesta(ctx context.Context, chiave string, r esenpat.RinvioRichiesta) (esenpat.Esenzione, error) {
	return c.suPratica(ctx, "rimandaRichiesta", "/rinvio", chiave, r.Riferimento, rinvioDTO{CertificatoID: r.CertificatoID, Note: r.Note})
}

// suPratica is an act on one pratica, known by its version.
func (c *Client) suPratica(ctx context.Context, op, percorso, chiave string, rif esenpat.RiferimentoEsenzione, corpo any) (esenpat.Esenzione, error) {
	d, r, err := chiedi[esenzioneDTO](ctx, c, chiamata{
		op: op, metodo: http.MethodPut, percorso: percorsoEsenzione + percorso, parametri: esenzione(rif.AssistitoID, rif.ID),
		corpo: corpo, chiave: chiave, ifMatch: rif.ETag, classe: sola, incerto: "esenzione.richiesta-incerta",
	})
	if err != nil {
		return esenpat.Esenzione{}, nonTrovato(err, "esenzione.non-trovata")
	}
	return d.conETag(r.intestazioni.Get("ETag")), nil
}

// StoricoEsenzione returns the history of an exemption.
func (c *Client) StoricoEsenzione(ctx context.Context, assistitoID, id string) ([]esenpat.EventoStorico, error) {
	d, _, err := chiedi[elenco[eventoStoricoDTO]](ctx, c, get("storicoEsenzione", percorsoEsenzione+"/storico", esenzione(assistitoID, id)))
	return converti(d, eventoStoricoDTO.evento), err
}

// Promemoria downloads the promemoria of one exemption (document type 07).
func (c *Client) Promemoria(ctx context.Context, assistitoID, id string) ([]byte, error) {
	q := get("promemoria", percorsoEsenzione+"/pdf", esenzione(assistitoID, id))
	q.query = map[string]string{"document_type": "07"}
	return c.pdf(ctx, q)
}

// Attestato downloads the list of all active exemptions of a patient.
func (c *Client) Attestato(ctx context.Context, assistitoID string) ([]byte, error) {
	return c.pdf(ctx, get("attestato", "/cittadini/{cit_id}/esenzioni/pdf", assistito(assistitoID)))
}
