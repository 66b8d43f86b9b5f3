package verifica

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// cambio says what happened to the document after one of its signatures and
// before the last.
type cambio struct {
	cosa   string // "" when only signatures were added
	ignoto bool   // the revisions could not be compared
}

// cambi compares each signed revision with the next one; what changed after a
// later signature changed after the earlier ones too. The signatures are in the
// order of the file.
func (v *Verificatore) cambi(ctx context.Context, pdf []byte, campi []campo) []cambio {
	out := make([]cambio, len(campi))
	if v.o.Cambiato == nil {
		return out
	}
	for i := len(campi) - 2; i >= 0; i-- {
		out[i] = out[i+1]
		da, fino := campi[i].fine(), campi[i+1].fine()
		if out[i] != (cambio{}) || campi[i].difetto != "" || da == fino {
			continue
		}
		if ctx.Err() != nil {
			out[i].ignoto = true
			continue
		}
		var err error
		out[i].cosa, err = v.o.Cambiato(pdf[:da], pdf[:fino])
		out[i].ignoto = err != nil
	}
	return out
}

// copertura: bytes after the last signed revision are never accepted; bytes
// after an earlier one are, with a warning, when a later signature covers them
// and the document was not changed meanwhile.
func (e *esame) copertura() {
	dopo := byteDopo(len(e.pdf) - e.campo.fine())
	switch {
	case e.campo.fine() == len(e.pdf):
		e.nota(cCopertura, esenpat.ControlloOK, "")
	case e.ultima:
		e.nota(cCopertura, esenpat.ControlloKO, dopo)
	case e.cambio.cosa != "":
		e.nota(cCopertura, esenpat.ControlloKO, dopo+", "+e.cambio.cosa)
	case e.cambio.ignoto:
		e.nota(cCopertura, esenpat.ControlloND, dopo)
	default:
		e.nota(cCopertura, esenpat.ControlloAvviso, dopo)
	}
}
