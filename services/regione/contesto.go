package regione

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type contestoDTO struct {
	CodiceFiscale string `json:"cf_paziente"`
}

func (d contestoDTO) manca() string { return vuoto("cf_paziente", d.CodiceFiscale) }

// RisolviContesto exchanges the token of a clinical record for the patient it
// was called for. The same session may ask again. Errors:
// "contesto.non-trovato" (NotFound), "contesto.scaduto" (Conflict),
// "contesto.altro-medico" (Forbidden).
func (c *Client) RisolviContesto(ctx context.Context, gettone esenpat.Secret) (esenpat.CodiceFiscale, error) {
	d, r, err := chiedi[contestoDTO](ctx, c, cerca("risolviContesto", "/contesti/_search", map[string]string{"token": gettone.Reveal()}))
	if err != nil {
		return "", err
	}
	cf, err := esenpat.ParseCodiceFiscale(d.CodiceFiscale)
	if err != nil {
		e := esenpat.NewError(esenpat.Internal, "servizio.risposta-non-valida", "risolviContesto")
		e.RequestID = r.richiesta
		return "", e
	}
	return cf, nil
}

// codiciContesto are the refusals of a call by a clinical record.
func codiciContesto() map[string]voceErrore {
	return map[string]voceErrore{
		"CONTESTO_NON_TROVATO":     {esenpat.NotFound, "contesto.non-trovato"},
		"CONTESTO_SCADUTO":         {esenpat.Conflict, "contesto.scaduto"},
		"CONTESTO_DI_ALTRO_MEDICO": {esenpat.Forbidden, "contesto.altro-medico"},
	}
}
