package documento

import (
	"io/fs"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Caratteri are the font files (TrueType) of every document.
type Caratteri struct {
	Testo   []byte // running text
	Forte   []byte // its heavier weight
	Mono    []byte // codes
	Riserva []byte // what the others lack
}

// LeggiCaratteri reads the font files by their names in assets/terzi. The error
// is Internal "documento.caratteri".
func LeggiCaratteri(terzi fs.FS) (Caratteri, error) {
	var c Caratteri
	for _, f := range []struct {
		nome string
		dove *[]byte
	}{
		{"TitilliumWeb-Regular.ttf", &c.Testo},
		{"TitilliumWeb-SemiBold.ttf", &c.Forte},
		{"IBMPlexMono-Regular.ttf", &c.Mono},
		{"NotoSans-Regular.ttf", &c.Riserva},
	} {
		var err error
		if *f.dove, err = fs.ReadFile(terzi, "terzi/"+f.nome); err != nil {
			return Caratteri{}, esenpat.NewError(esenpat.Internal, "documento.caratteri", "documento.LeggiCaratteri").Because(err)
		}
	}
	return c, nil
}
