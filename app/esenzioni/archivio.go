package esenzioni

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Documenti downloads PDF files, whole and with their hash checked; reads.
type Documenti interface {
	Promemoria(ctx context.Context, assistitoID, id string) ([]byte, error)
	Attestato(ctx context.Context, assistitoID string) ([]byte, error)
}

// Archivio reads the exemptions that exist.
type Archivio struct {
	lettura   Lettura
	documenti Documenti
}

// NewArchivio returns the use case.
func NewArchivio(lettura Lettura, documenti Documenti) *Archivio {
	return &Archivio{lettura: lettura, documenti: documenti}
}

// FindEsenzioni returns one page of the exemptions that match f. Errors before
// any request: "periodo.incoerente" (Invalid), the codes of
// esenpat.ParseCodiceFiscale.
func (a *Archivio) FindEsenzioni(ctx context.Context, f esenpat.FiltroEsenzioni) (esenpat.Pagina[esenpat.EsenzioneSintesi], error) {
	if !f.ValidaDa.Vuota() && !f.ValidaA.Vuota() && f.ValidaA.Prima(f.ValidaDa) {
		return esenpat.Pagina[esenpat.EsenzioneSintesi]{}, esenpat.NewError(esenpat.Invalid, "periodo.incoerente", "esenzioni.FindEsenzioni").At("valida_a")
	}
	if f.Persona.CodiceFiscale != "" {
		cf, err := esenpat.ParseCodiceFiscale(string(f.Persona.CodiceFiscale))
		if err != nil {
			return esenpat.Pagina[esenpat.EsenzioneSintesi]{}, err
		}
		f.Persona.CodiceFiscale = cf
	}
	return a.lettura.FindEsenzioni(ctx, f)
}

// Esenzione returns one exemption with its exempt services.
func (a *Archivio) Esenzione(ctx context.Context, assistitoID, id string) (esenpat.Esenzione, error) {
	return a.lettura.Esenzione(ctx, assistitoID, id)
}

// Storico returns what happened to an exemption, as the server orders it.
func (a *Archivio) Storico(ctx context.Context, assistitoID, id string) ([]esenpat.EventoStorico, error) {
	return a.lettura.StoricoEsenzione(ctx, assistitoID, id)
}

// Promemoria returns the PDF of one exemption (document type 07).
func (a *Archivio) Promemoria(ctx context.Context, assistitoID, id string) ([]byte, error) {
	return a.documenti.Promemoria(ctx, assistitoID, id)
}

// Attestato returns the PDF that lists all active exemptions of a patient.
func (a *Archivio) Attestato(ctx context.Context, assistitoID string) ([]byte, error) {
	return a.documenti.Attestato(ctx, assistitoID)
}
