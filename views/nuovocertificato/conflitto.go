package nuovocertificato

import (
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// renderConflitto asks what only the doctor can decide, field by field.
func (v *Vista) renderConflitto(c nuovocertificato.Conflitto) {
	switch {
	case c.Titolo != "" && v.conflitto == nil && v.proc.Aperta():
		corpo := kit.Colonna(kit.Spazio12, kit.NewTestoLungo(c.Spiega, kit.Corpo, kit.Neutro), v.campiConflitto(c))
		v.conflitto = kit.NewDialogo(c.Titolo, corpo, 860,
			kit.NewBottone(kit.Secondario, c.Tieni, tema.IconaNessuna, v.p.TieniQui),
			kit.NewBottone(kit.Primario, c.Prendi, tema.IconaNessuna, v.p.PrendiAltrove))
		v.conflitto.OnAnnulla = func() {} // Esc decides nothing
		v.conflitto.Mostra(v.proc.Tela())
	case c.Titolo == "" && v.conflitto != nil:
		v.conflitto.Chiudi()
		v.conflitto = nil
	}
}

// campiConflitto are the fields, each with its two values one beside the other.
func (v *Vista) campiConflitto(c nuovocertificato.Conflitto) *kit.Riquadro {
	tutti := kit.Colonna(kit.Spazio12)
	for _, r := range c.Righe {
		tutti.Add(kit.Colonna(
			kit.Spazio4, kit.NewEtichetta(r.Campo, kit.Forte, kit.Neutro),
			kit.Colonne(
				300,
				kit.Colonna(0, kit.NewEtichetta(c.Qui, kit.Piccolo, kit.TonoSecondario), kit.NewTestoLungo(r.Qui, kit.Corpo, kit.Neutro)),
				kit.Colonna(0, kit.NewEtichetta(c.Altrove, kit.Piccolo, kit.TonoSecondario), kit.NewTestoLungo(r.Altrove, kit.Corpo, kit.Neutro)),
			),
		))
	}
	return kit.NewScheda(tutti)
}
