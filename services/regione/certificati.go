package regione

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const percorsoCertificato = "/cittadini/{cit_id}/certificati/{certificato_id}"

// FindCertificati returns one page of certificates.
func (c *Client) FindCertificati(ctx context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	d, r, err := chiedi[elenco[certificatoSintesiDTO]](ctx, c, cerca("cercaCertificati", "/operatore-sanitario/certificati/_search", ricercaCertificatiDTO{
		Stato: f.Stati, CodiceEsenzione: f.CodiceEsenzione, CodiceDiagnosi: f.CodiceDiagnosi, Tipologia: f.Tipologie,
		DataDa: f.Dal, DataA: f.Al, Ordinamento: f.Ordinamento, personaDTO: persona(f.Persona), finestraDTO: finestra(f.Pagina),
	}))
	righe := converti(d, certificatoSintesiDTO.sintesi)
	return esenpat.Pagina[esenpat.CertificatoSintesi]{Elementi: righe, Totale: totale(r, len(righe))}, err
}

func finestra(f esenpat.Finestra) finestraDTO {
	return finestraDTO{Limit: min(f.Limit, maxRighe), Offset: f.Offset}
}

// totale reads X-Total-Elements; without it there is what there is.
func totale(r risposta, righe int) int {
	n, err := strconv.Atoi(r.intestazioni.Get("X-Total-Elements"))
	if err != nil {
		return righe
	}
	return n
}

// Certificato returns one certificate with its ETag.
func (c *Client) Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error) {
	d, r, err := chiedi[certificatoDTO](ctx, c, get("certificato", percorsoCertificato, certificato(assistitoID, id)))
	if err != nil {
		return esenpat.Certificato{}, nonTrovato(err, "certificato.non-trovato")
	}
	return d.certificato(r.intestazioni.Get("ETag")), nil
}

// CreaCertificato creates a certificate to be signed. It is tried up to three
// times with the same key; Uncertain means that no answer came although the
// request may have arrived.
func (c *Client) CreaCertificato(ctx context.Context, chiave string, n esenpat.NuovoCertificato) (esenpat.Certificato, error) {
	d, r, err := chiedi[certificatoDTO](ctx, c, chiamata{
		op: "creaCertificato", metodo: http.MethodPost, percorso: "/cittadini/{cit_id}/certificati", parametri: assistito(n.AssistitoID),
		corpo: nuovoCertificato(n), chiave: chiave, classe: creazione, incerto: "certificato.esito-incerto",
	})
	if err != nil {
		return esenpat.Certificato{}, nonTrovato(err, "assistito.non-trovato")
	}
	return d.certificato(r.intestazioni.Get("ETag")), nil
}

// CertificatoDiBozza finds the certificate that a draft has become. Lists do
// not carry the client's id, so the newest certificates of the patient are read
// one by one; what is looked for is nearly always the first.
func (c *Client) CertificatoDiBozza(ctx context.Context, assistitoID, idClient string) (esenpat.Certificato, error) {
	righe, err := c.CertificatiAssistito(ctx, assistitoID)
	if err != nil {
		return esenpat.Certificato{}, err
	}
	slices.SortFunc(righe, func(a, b esenpat.CertificatoSintesi) int { return b.Date.CreatoIl.Compare(a.Date.CreatoIl) })
	for _, r := range righe {
		v, err := c.Certificato(ctx, assistitoID, r.ID)
		if err != nil {
			return esenpat.Certificato{}, err
		}
		if strings.EqualFold(v.IDClient, idClient) {
			return v, nil
		}
	}
	return esenpat.Certificato{}, esenpat.NewError(esenpat.NotFound, "certificato.non-trovato", "regione.CertificatoDiBozza")
}

// StoricoCertificato returns the history of a certificate.
func (c *Client) StoricoCertificato(ctx context.Context, assistitoID, id string) ([]esenpat.EventoStorico, error) {
	d, _, err := chiedi[elenco[eventoStoricoDTO]](ctx, c, get("storicoCertificato", percorsoCertificato+"/storico", certificato(assistitoID, id)))
	return converti(d, eventoStoricoDTO.evento), err
}

// DocumentoCertificato downloads the PDF, whole and with its hash checked.
func (c *Client) DocumentoCertificato(ctx context.Context, assistitoID, id string) ([]byte, error) {
	return c.pdf(ctx, get("pdfCertificato", percorsoCertificato+"/pdf", certificato(assistitoID, id)))
}

// DocumentoAnnullativo downloads the PDF that annuls a certificate.
func (c *Client) DocumentoAnnullativo(ctx context.Context, assistitoID, id string) ([]byte, error) {
	return c.pdf(ctx, get("pdfAnnullativo", percorsoCertificato+"/annullamento/pdf", certificato(assistitoID, id)))
}

func (c *Client) pdf(ctx context.Context, q chiamata) ([]byte, error) {
	q.pdf = true
	r, err := c.chiama(ctx, q)
	if err != nil {
		return nil, nonTrovato(err, "documento.non-trovato")
	}
	return r.corpo, nil
}

// EliminaCertificato drops a certificate that nobody has signed; sent once.
func (c *Client) EliminaCertificato(ctx context.Context, rif esenpat.RiferimentoCertificato) error {
	return c.cancella(ctx, "eliminaCertificato", percorsoCertificato, rif)
}

// ScartaAnnullamento drops an unsigned annulment; sent once.
func (c *Client) ScartaAnnullamento(ctx context.Context, rif esenpat.RiferimentoCertificato) error {
	return c.cancella(ctx, "scartaAnnullamento", percorsoCertificato+"/annullamento", rif)
}

func (c *Client) cancella(ctx context.Context, op, percorso string, rif esenpat.RiferimentoCertificato) error {
	_, err := c.chiama(ctx, chiamata{
		op: op, metodo: http.MethodDelete, percorso: percorso, parametri: certificato(rif.AssistitoID, rif.ID),
		ifMatch: rif.ETag, classe: sola, incerto: "certificato.esito-incerto",
	})
	return err
}
