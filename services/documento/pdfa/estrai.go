package pdfa

import (
	"unicode/utf16"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// NomeCDA is the name under which the gateway looks for the attachment.
const NomeCDA = "cda.xml"

// EstraiCDA returns the CDA attached to a PDF, signed or not, as the national
// gateway finds it: name tree Root/Names/EmbeddedFiles, flat or with one level
// of children, the entry called exactly cda.xml by key or by file name. Errors,
// all Invalid: "pdf.illeggibile", "pdf.senza-cda".
func EstraiCDA(pdf []byte) ([]byte, error) {
	f, err := apri(pdf)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Invalid, "pdf.illeggibile", "pdfa.EstraiCDA").Because(err)
	}
	catalogo, _ := f.risolvi(f.trailer["Root"]).(diz)
	nomi, _ := f.risolvi(catalogo["Names"]).(diz)
	radice, _ := f.risolvi(nomi["EmbeddedFiles"]).(diz)
	foglie := []diz{radice}
	figli, _ := f.risolvi(radice["Kids"]).([]any)
	for _, k := range figli[:min(len(figli), 1000)] {
		if d, ok := f.risolvi(k).(diz); ok {
			foglie = append(foglie, d)
		}
	}
	for _, foglia := range foglie {
		coppie, _ := f.risolvi(foglia["Names"]).([]any)
		for i := 0; i+1 < len(coppie) && i < 2000; i += 2 {
			if b, ok := f.allegato(coppie[i], coppie[i+1]); ok {
				return b, nil
			}
		}
	}
	return nil, esenpat.NewError(esenpat.Invalid, "pdf.senza-cda", "pdfa.EstraiCDA")
}

func (f *file) allegato(chiave, valore any) ([]byte, bool) {
	spec, ok := f.risolvi(valore).(diz)
	if !ok {
		return nil, false
	}
	if stringa(f.risolvi(chiave)) != NomeCDA && stringa(f.risolvi(spec["UF"])) != NomeCDA && stringa(f.risolvi(spec["F"])) != NomeCDA {
		return nil, false
	}
	ef, _ := f.risolvi(spec["EF"]).(diz)
	s, ok := f.risolvi(ef["F"]).(flusso)
	if !ok {
		s, ok = f.risolvi(ef["UF"]).(flusso)
	}
	if !ok {
		return nil, false
	}
	b, err := f.espandi(s)
	return b, err == nil
}

// stringa returns a text string, UTF-16 with its mark or bytes as they are.
func stringa(v any) string {
	b, ok := v.([]byte)
	if !ok {
		return ""
	}
	if len(b) < 2 || b[0] != 0xFE || b[1] != 0xFF {
		return string(b)
	}
	u := make([]uint16, 0, len(b)/2)
	for i := 2; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(u))
}
