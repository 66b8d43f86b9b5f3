package regione

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func (d prestazioneDTO) manca() string { return vuoto("codice", d.Codice) }

type legamePrestazioneDTO struct {
	Esenzione   string `json:"codice_esenzione"`
	Diagnosi    string `json:"codice_diagnosi"`
	Prestazione string `json:"codice_prestazione"`
}

func (d legamePrestazioneDTO) manca() string {
	return vuoto("codice_esenzione", d.Esenzione, "codice_prestazione", d.Prestazione)
}

// Prestazioni returns the exempt services of the catalogue and what gives them.
func (c *Client) Prestazioni(ctx context.Context) (esenpat.CatalogoPrestazioni, error) {
	voci, v, err := catalogo(ctx, c, "prestazioni", "", func(d prestazioneDTO) esenpat.Prestazione { return esenpat.Prestazione(d) })
	if err != nil {
		return esenpat.CatalogoPrestazioni{}, err
	}
	legami, _, err := catalogo(ctx, c, "diagnosi-prestazioni", "", func(d legamePrestazioneDTO) esenpat.LegamePrestazione {
		return esenpat.LegamePrestazione(d)
	})
	return esenpat.CatalogoPrestazioni{Versione: v.Versione, Voci: voci, Legami: legami}, err
}
