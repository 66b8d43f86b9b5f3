package certificati

import (
	"bytes"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// identico reports whether a signed file begins with the bytes that were shown
// and has something after them: a pure incremental update (SB-07).
func identico(firmato, visto []byte) bool {
	return len(visto) > 0 && len(firmato) > len(visto) && bytes.HasPrefix(firmato, visto)
}

// inizio finds the revision of a PDF that has the given hash, if there is one:
// every revision ends with %%EOF and an optional line end.
func inizio(pdf []byte, impronta string) ([]byte, bool) {
	fine := []byte("%%EOF")
	for da := 0; ; {
		i := bytes.Index(pdf[da:], fine)
		if i < 0 {
			return nil, false
		}
		da += i + len(fine)
		for _, n := range []int{0, 1, 2} {
			if da+n <= len(pdf) && sha256Hex(pdf[:da+n]) == impronta {
				return pdf[:da+n], true
			}
		}
	}
}

// intestatario adds the check that the latest signature is the author's own.
// A certificate signed by somebody else is not valid here, however good the
// signature is.
func intestatario(v *esenpat.Verifica, redattore esenpat.CodiceFiscale) {
	if len(v.Firme) == 0 {
		v.Stato = esenpat.VerificaNonFirmato
		return
	}
	f := &v.Firme[len(v.Firme)-1]
	c := esenpat.Controllo{ID: "redattore", Esito: esenpat.ControlloOK, Testo: "verifica.controllo.redattore.ok"}
	if f.CodiceFiscale != string(redattore) {
		c.Esito, c.Testo = esenpat.ControlloKO, "verifica.controllo.redattore.ko"
		f.Stato, v.Stato = esenpat.VerificaNonValida, esenpat.VerificaNonValida
	}
	// The verifier may have compared with the document's own metadata; the
	// service's record of the author counts.
	f.Controlli = append(slices.DeleteFunc(f.Controlli, func(v esenpat.Controllo) bool { return v.ID == c.ID }), c)
}

// firmato and annullato say by the certificate itself that the act took place.
func firmato(c esenpat.Certificato) bool { return !c.Date.FirmatoIl.IsZero() }

func annullato(c esenpat.Certificato) bool { return c.Stato == esenpat.Annullato }

func firmatoIl(c esenpat.Certificato, t esenpat.TipoAtto) time.Time {
	if t == esenpat.AttoFirmaAnnullamento {
		return c.Date.AnnullatoIl
	}
	return c.Date.FirmatoIl
}
