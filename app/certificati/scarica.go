package certificati

import (
	"context"
	"errors"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Scarica returns a document to be handed out, with the verdict on it. firmato
// says that the service calls it signed: then it must be. Errors as
// [Archivio.Documento]; a read.
func (a *Archivio) Scarica(ctx context.Context, assistitoID, id string, firmato bool) (esenpat.DocumentoScaricato, error) {
	pdf, v, err := a.documento(ctx, assistitoID, id)
	if err != nil {
		return esenpat.DocumentoScaricato{}, err
	}
	if firmato && v.Stato == esenpat.VerificaNonFirmato {
		return esenpat.DocumentoScaricato{}, fallita(errors.New("the signature is missing"))
	}
	return esenpat.DocumentoScaricato{PDF: pdf, Verifica: v}, nil
}

// integro verifies what was downloaded: a document that was changed, or whose
// signature is broken, does not go any further. What the signature is worth (an
// unknown issuer, a certificate revoked since) is a verdict, not an error: the
// document is the service's own, and the doctor is told.
func integro(ctx context.Context, v Verificatore, pdf []byte) (esenpat.Verifica, error) {
	esito, err := v.Verifica(ctx, pdf)
	switch {
	case esenpat.KindOf(err) == esenpat.Canceled && err != nil:
		return esito, err
	case err != nil:
		return esito, fallita(err)
	case guasto(esito):
		return esito, fallita(errors.New("verdict: " + string(esito.Stato)))
	}
	return esito, nil
}

func guasto(v esenpat.Verifica) bool {
	for _, f := range v.Firme {
		for _, c := range f.Controlli {
			switch c.ID {
			case "validita", "revoca", "redattore":
			default:
				if c.Esito == esenpat.ControlloKO {
					return true
				}
			}
		}
	}
	return v.Stato == esenpat.VerificaModificato
}

func fallita(causa error) error {
	return esenpat.NewError(esenpat.Firma, "firma.verifica-fallita", "certificati.Documento").Because(causa)
}
