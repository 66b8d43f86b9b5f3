package partitest

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Carta is a printer that remembers the names of what it printed. The zero value
// prints all and remembers nothing.
type Carta struct {
	Stampati *[]string
	Rifiuta  error // when it is given anything
}

// Stampa prints one document.
func (c Carta) Stampa(_ context.Context, nome string, _ []byte) error {
	if c.Rifiuta == nil && c.Stampati != nil {
		*c.Stampati = append(*c.Stampati, nome)
	}
	return c.Rifiuta
}

// StampaInsieme prints those that are there.
func (c Carta) StampaInsieme(ctx context.Context, documenti []esenpat.DaStampare) []error {
	out := make([]error, len(documenti))
	for i, d := range documenti {
		if out[i] = d.Manca; d.Manca == nil {
			out[i] = c.Stampa(ctx, d.Nome, d.PDF)
		}
	}
	return out
}
