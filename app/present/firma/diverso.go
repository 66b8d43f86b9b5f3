package firma

import (
	"errors"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// maxValore is how much of a long text is shown of each side.
const maxValore = 160

// diDocumento is the notice of a document that could not be shown. When the
// service's document says something else than what was written, every such
// field is listed: the doctor sees what would have been signed.
func diDocumento(t avviso.Testi, err error) avviso.Avviso {
	a := avviso.Di(t, err)
	diverso, ok := errors.AsType[*esenpat.DocumentoDiverso](err)
	if !ok {
		return a
	}
	righe := []string{a.Causa}
	for _, d := range diverso.Differenze {
		righe = append(righe, t.T("firma.differenza", "campo", t.T("bozza.campo."+d.Campo), "scritto", valore(t, d.Scritto, d.Documento), "documento", valore(t, d.Documento, d.Scritto)))
	}
	a.Causa = strings.Join(righe, "\n")
	return a
}

// valore shortens s around the place where it parts from the other side.
func valore(t avviso.Testi, s, altro string) string {
	if parola := "firma.differenza.valore." + s; s != "" && t.Has(parola) {
		return t.T(parola)
	}
	r, o := []rune(s), []rune(altro)
	if len(r) == 0 {
		return t.T("firma.differenza.niente")
	}
	if len(r) <= maxValore {
		return s
	}
	i := 0
	for i < len(r) && i < len(o) && r[i] == o[i] {
		i++
	}
	da := min(max(i-maxValore/3, 0), len(r)-1)
	fino := min(da+maxValore, len(r))
	out := string(r[da:fino])
	if da > 0 {
		out = "…" + out
	}
	if fino < len(r) {
		out += "…"
	}
	return out
}
