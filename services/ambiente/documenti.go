package ambiente

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/documento"
)

// Documenti makes the documents of the service: same input, same bytes. Errors
// are [esenpat.Error]: Invalid when a rule of conformance is broken.
type Documenti interface {
	Genera(ctx context.Context, c esenpat.ContenutoCertificato) (esenpat.DocumentoCertificato, error)
	Promemoria(ctx context.Context, e esenpat.Esenzione, em documento.Emissione) ([]byte, error)
	Attestato(ctx context.Context, a esenpat.Assistito, attive []esenpat.Esenzione, em documento.Emissione) ([]byte, error)
}

// documentiVeri opens the generator of the product with its own fonts and texts.
func documentiVeri() (*documento.Generatore, error) {
	t, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		return nil, err
	}
	c, err := documento.LeggiCaratteri(assets.Terzi)
	if err != nil {
		return nil, err
	}
	return documento.New(c, t, documento.Opzioni{Produttore: "Esenpat Desktop, ambiente di prova"})
}
