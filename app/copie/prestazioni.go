package copie

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// CatalogoRemoto reads the exempt services from the service; a read.
type CatalogoRemoto interface {
	Prestazioni(ctx context.Context) (esenpat.CatalogoPrestazioni, error)
}

// Prestazioni are the exempt services, also without a network. They are a
// catalogue: nothing in them is about a patient.
type Prestazioni struct {
	remoto CatalogoRemoto
	copie  *Copie
}

// NewPrestazioni returns the catalogue with a copy.
func NewPrestazioni(r CatalogoRemoto, c *Copie) Prestazioni { return Prestazioni{r, c} }

// Prestazioni returns the catalogue; Letto says when a copy was read.
func (p Prestazioni) Prestazioni(ctx context.Context) (esenpat.CatalogoPrestazioni, error) {
	c, quando, err := uno(ctx, p.copie, "catalogo/prestazioni", func() (esenpat.CatalogoPrestazioni, error) {
		return p.remoto.Prestazioni(ctx)
	}, func(esenpat.CatalogoPrestazioni) bool { return true })
	c.Letto = quando
	return c, err
}
