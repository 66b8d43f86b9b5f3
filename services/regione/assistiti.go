package regione

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxRighe is the largest page of the contract.
const maxRighe = 200

// CercaAssistiti searches the registry; nobody found is no error.
func (c *Client) CercaAssistiti(ctx context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	d, _, err := chiedi[elenco[assistitoSintesiDTO]](ctx, c, cerca("cercaAssistiti", "/cittadini/_search", struct {
		personaDTO
		finestraDTO
	}{persona(r), finestraDTO{Limit: maxRighe}}))
	return converti(d, assistitoSintesiDTO.sintesi), err
}

// Assistito returns a patient with what this doctor may do for them.
func (c *Client) Assistito(ctx context.Context, assistitoID string) (esenpat.Assistito, error) {
	d, _, err := chiedi[assistitoDTO](ctx, c, get("assistito", "/cittadini/{cit_id}", assistito(assistitoID)))
	if err != nil {
		return esenpat.Assistito{}, nonTrovato(err, "assistito.non-trovato")
	}
	return d.assistito(), nil
}

// EsenzioniAURA returns the exemptions of a patient registered in AURA.
func (c *Client) EsenzioniAURA(ctx context.Context, assistitoID string) ([]esenpat.EsenzioneAURA, error) {
	d, _, err := chiedi[elenco[esenzioneAURADTO]](ctx, c, get("esenzioniAura", "/cittadini/{cit_id}/esenzioni-aura", assistito(assistitoID)))
	return converti(d, esenzioneAURADTO.esenzione), err
}

// CertificatiAssistito returns the certificates of a patient.
func (c *Client) CertificatiAssistito(ctx context.Context, assistitoID string) ([]esenpat.CertificatoSintesi, error) {
	d, _, err := chiedi[elenco[certificatoSintesiDTO]](ctx, c, get("certificatiAssistito", "/cittadini/{cit_id}/certificati", assistito(assistitoID)))
	return converti(d, certificatoSintesiDTO.sintesi), err
}

// EsenzioniAssistito returns the exemptions of a patient.
func (c *Client) EsenzioniAssistito(ctx context.Context, assistitoID string) ([]esenpat.EsenzioneSintesi, error) {
	d, _, err := chiedi[elenco[esenzioneSintesiDTO]](ctx, c, get("esenzioniAssistito", "/cittadini/{cit_id}/esenzioni", assistito(assistitoID)))
	return converti(d, esenzioneSintesiDTO.sintesi), err
}

// nonTrovato gives a 404 without a code of its own the code of what was asked.
func nonTrovato(err error, codice string) error {
	e := esenpat.AsError(err)
	if e.Kind != esenpat.NotFound || e.Code != "risorsa.non-trovata" {
		return err
	}
	c := *e
	c.Code = codice
	return &c
}
