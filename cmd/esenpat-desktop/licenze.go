package main

import (
	"io/fs"

	"github.com/esenpat/esenpat-desktop/app/present/informazioni"
	"github.com/esenpat/esenpat-desktop/assets"
)

// licenze are the licences of what the program carries.
func licenze() []informazioni.Licenza {
	parti := []struct{ parte, nome, file string }{
		{"Titillium Web", "SIL Open Font License 1.1", "LICENSE-TitilliumWeb.txt"},
		{"IBM Plex Mono", "SIL Open Font License 1.1", "LICENSE-IBMPlexMono.txt"},
		{"Noto Sans", "SIL Open Font License 1.1", "LICENSE-NotoSans.txt"},
		{"PDFium", "BSD e Apache 2.0", "LICENSE-pdfium.txt"},
		{"PDFium in WebAssembly", "MIT", "LICENSE-embedpdf.txt"},
	}
	out := make([]informazioni.Licenza, 0, len(parti))
	for _, p := range parti {
		b, err := fs.ReadFile(assets.Terzi, "terzi/"+p.file)
		if err != nil {
			continue
		}
		out = append(out, informazioni.Licenza{Parte: p.parte, Nome: p.nome, Testo: string(b)})
	}
	return out
}
