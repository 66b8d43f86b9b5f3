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
	var c documento.Caratteri
	for nome, dove := range map[string]*[]byte{
		"TitilliumWeb-Regular.ttf": &c.Testo, "TitilliumWeb-SemiBold.ttf": &c.Forte, "IBMPlexMono-Regular.ttf": &c.Mono,
		"NotoSans-Regular.ttf": &c.Riserva, "NotoEmoji-Regular.ttf": &c.Emoji,
	} {
		if *dove, err = assets.Terzi.ReadFile("terzi/" + nome); err != nil {
			return nil, err
		}
	}
	return documento.New(c, t, documento.Opzioni{Produttore: "Esenpat Desktop, ambiente di prova"})
}
