package documento

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// LettoreCDA reads back what a certificate says, signed or not, made here or by
// another system.
type LettoreCDA struct{}

// Contenuto returns what the CDA inside pdf says. Errors, all Invalid:
// "pdf.illeggibile", "pdf.senza-cda", "cda.illeggibile". It works in memory and
// in milliseconds; ctx is not waited for.
func (LettoreCDA) Contenuto(_ context.Context, pdf []byte) (esenpat.ContenutoCertificato, error) {
	xml, err := pdfa.EstraiCDA(pdf)
	if err != nil {
		return esenpat.ContenutoCertificato{}, err
	}
	c, err := cda.LeggiCampi(xml)
	if err != nil {
		return esenpat.ContenutoCertificato{}, err
	}
	return cda.Contenuto(c), nil
}
