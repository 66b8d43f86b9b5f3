package certificati

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// AnnullaCertificato asks for the document that annuls a certificate. Nothing
// is annulled until it is signed with FirmaAnnullamento; ScartaAnnullamento
// takes it back. Errors are those of atti.Esegui and of the service.
func (f *Firma) AnnullaCertificato(ctx context.Context, rif esenpat.RiferimentoCertificato, motivo string) (esenpat.Annullativo, error) {
	s, ok := f.Sessione.Corrente()
	if !ok {
		return esenpat.Annullativo{}, esenpat.NewError(esenpat.Unauthenticated, "sessione.assente", "certificati.AnnullaCertificato")
	}
	a, err := atti.Esegui(ctx, f.Motore, atto(s, documento{tipo: esenpat.AttoAnnullamento, rif: rif}), atti.Passi[esenpat.Annullativo]{
		Invia: func(ctx context.Context, chiave string) (esenpat.Annullativo, error) {
			return f.Atti.AnnullaCertificato(ctx, chiave, rif, motivo)
		},
		Rileggi: func(ctx context.Context, _ esenpat.Operazione) (esenpat.Annullativo, error) {
			return f.annullativo(ctx, rif)
		},
	})
	if err == nil {
		f.Bus.Pubblica(evento.CertificatoCambiato{AssistitoID: rif.AssistitoID, ID: rif.ID})
	}
	return a, err
}

// annullativo reads back the annulling document from its certificate.
func (f *Firma) annullativo(ctx context.Context, rif esenpat.RiferimentoCertificato) (esenpat.Annullativo, error) {
	c, err := f.Lettura.Certificato(ctx, rif.AssistitoID, rif.ID)
	if err != nil {
		return esenpat.Annullativo{}, err
	}
	if c.Legami.AnnullativoID == "" {
		return esenpat.Annullativo{}, atti.MaiArrivato()
	}
	return esenpat.Annullativo{ID: c.Legami.AnnullativoID, Stato: esenpat.DaFirmare, PDF: c.Legami.Annullativo, ETag: c.ETag}, nil
}

// DocumentoAnnullativo returns the PDF that annuls a certificate, whole and
// with its hash checked, and remembers it as shown. Unless it is signed already
// it must annul something, be about the same person, and hold to the national
// rules: errors as [Archivio.Documento].
func (f *Firma) DocumentoAnnullativo(ctx context.Context, rif esenpat.RiferimentoCertificato) ([]byte, error) {
	pdf, err := f.Documenti.DocumentoAnnullativo(ctx, rif.AssistitoID, rif.ID)
	if err != nil {
		return nil, err
	}
	if _, err := integro(ctx, f.Verificatore, pdf); err != nil {
		return nil, err
	}
	if err := f.confrontaAnnullativo(ctx, rif, pdf); err != nil {
		return nil, err
	}
	f.Mostrati.mostra(chiaveAnnullativo(rif.ID), pdf)
	return pdf, nil
}

func (f *Firma) confrontaAnnullativo(ctx context.Context, rif esenpat.RiferimentoCertificato, pdf []byte) error {
	c, err := f.Lettura.Certificato(ctx, rif.AssistitoID, rif.ID)
	if err != nil || c.Stato == esenpat.Annullato {
		return err // what is signed is judged by the verification
	}
	return giudice{f.Norma, f.Lettore}.giudica(ctx, pdf, func(letto esenpat.ContenutoCertificato) []esenpat.Differenza {
		var d confronto
		if !letto.Annullativo() && letto.Identita.Sostituisce.Vuoto() {
			d.sempre("annullativo", "annullativo", "certificato")
		}
		d.persona(c.Assistito, letto.Assistito)
		return d
	})
}

// ScartaAnnullamento drops the unsigned annulling document: the certificate is
// as it was (M103). It is sent once; if the answer is lost the certificate is
// read again to find out.
func (f *Firma) ScartaAnnullamento(ctx context.Context, rif esenpat.RiferimentoCertificato) error {
	err := f.Cancellazioni.ScartaAnnullamento(ctx, rif)
	if err != nil && esenpat.KindOf(err) == esenpat.Uncertain {
		c, letto := f.Lettura.Certificato(ctx, rif.AssistitoID, rif.ID)
		switch {
		case letto != nil:
			err = esenpat.NewError(esenpat.Uncertain, "certificato.esito-incerto", "certificati.ScartaAnnullamento").Because(letto)
		case c.Legami.AnnullativoID == "":
			err = nil
		default:
			err = atti.MaiArrivato()
		}
	}
	if err == nil {
		f.Bus.Pubblica(evento.CertificatoCambiato{AssistitoID: rif.AssistitoID, ID: rif.ID})
	}
	return err
}
