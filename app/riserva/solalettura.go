package riserva

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// SolaLettura shows what d has and takes nothing: every write is refused with
// "archivio.sola-lettura" (Storage). It is for a profile that cannot be
// written, of which d is a copy: a write there would look saved and be gone.
func SolaLettura(d Deposito) Deposito { return solaLettura{d} }

type solaLettura struct{ Deposito }

func rifiuto(op string) error {
	return esenpat.NewError(esenpat.Storage, "archivio.sola-lettura", "riserva."+op)
}

func (solaLettura) SalvaBozza(context.Context, string, esenpat.Bozza) error {
	return rifiuto("SalvaBozza")
}

func (solaLettura) EliminaBozza(context.Context, string, string) error {
	return rifiuto("EliminaBozza")
}

func (solaLettura) AnnotaAtto(context.Context, esenpat.AttoInSospeso) error {
	return rifiuto("AnnotaAtto")
}
func (solaLettura) RisolviAtto(context.Context, string) error { return rifiuto("RisolviAtto") }
func (solaLettura) SalvaPreferenza(context.Context, string, string, string) error {
	return rifiuto("SalvaPreferenza")
}

func (solaLettura) Conserva(context.Context, string, esenpat.Conservato) error {
	return rifiuto("Conserva")
}

func (solaLettura) TogliConservato(context.Context, string, string, string) error {
	return rifiuto("TogliConservato")
}
func (solaLettura) EliminaTutto(context.Context, string) error { return rifiuto("EliminaTutto") }
