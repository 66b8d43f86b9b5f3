package main

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// documentiDaFirmare are the bytes to be shown and signed.
type documentiDaFirmare struct {
	certificati interface {
		Documento(ctx context.Context, assistitoID, id string) ([]byte, error)
		Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error)
	}
	annullativi interface {
		DocumentoAnnullativo(ctx context.Context, r esenpat.RiferimentoCertificato) ([]byte, error)
	}
}

// Documento returns the PDF of a certificate.
func (d documentiDaFirmare) Documento(ctx context.Context, assistitoID, id string) ([]byte, error) {
	return d.certificati.Documento(ctx, assistitoID, id)
}

// Certificato reads a certificate again, for its newest version.
func (d documentiDaFirmare) Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error) {
	return d.certificati.Certificato(ctx, assistitoID, id)
}

// DocumentoAnnullativo returns the PDF that annuls a certificate.
func (d documentiDaFirmare) DocumentoAnnullativo(ctx context.Context, r esenpat.RiferimentoCertificato) ([]byte, error) {
	return d.annullativi.DocumentoAnnullativo(ctx, r)
}
