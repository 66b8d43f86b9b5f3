package nuovocertificato

import (
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// dialogoConflitto is the dialog about two versions and what of it changes.
type dialogoConflitto struct {
	*kit.Dialogo

	scelte   map[string]*kit.Scelta // by group; empty where only a whole version can be chosen
	conferma *kit.Bottone           // nil there
}

// renderConflitto asks what only the doctor can decide, field by field.
func (v *Vista) renderConflitto(c nuovocertificato.Conflitto) {
	switch {
	case c.Titolo != "" && v.conflitto == nil && v.proc.Aperta():
		v.conflitto = v.nuovoConflitto(c)
		v.conflitto.OnAnnulla = func() { v.conflitto.Mostra(v.proc.Tela()) } // Esc decides nothing
		v.conflitto.Mostra(v.proc.Tela())
	case c.Titolo == "" && v.conflitto != nil:
		v.conflitto.Chiudi()
		v.conflitto = nil
	}
	if v.conflitto == nil || v.conflitto.conferma == nil {
		return
	}
	for _, r := range c.Righe {
		if s := v.conflitto.scelte[r.Gruppo]; s != nil {
			s.Imposta(r.Scelta)
		}
	}
	v.conflitto.conferma.Imposta(c.Manca == "", c.Manca)
}

func (v *Vista) nuovoConflitto(c nuovocertificato.Conflitto) *dialogoConflitto {
	d := &dialogoConflitto{scelte: map[string]*kit.Scelta{}}
	spiega := kit.NewTestoLungo(c.Spiega, kit.Corpo, kit.Neutro)
	if c.Conferma == "" {
		d.Dialogo = kit.NewDialogo(c.Titolo, kit.Colonna(kit.Spazio12, spiega, v.campiConflitto(c, d)), 860,
			kit.NewBottone(kit.Secondario, c.Tieni, tema.IconaNessuna, v.p.TieniQui),
			kit.NewBottone(kit.Primario, c.Prendi, tema.IconaNessuna, v.p.PrendiAltrove))
		return d
	}
	tutti := kit.Flusso(kit.Spazio8,
		kit.NewBottone(kit.Secondario, c.Tieni, tema.IconaNessuna, v.p.TieniQui),
		kit.NewBottone(kit.Secondario, c.Prendi, tema.IconaNessuna, v.p.PrendiAltrove))
	d.conferma = kit.NewBottone(kit.Primario, c.Conferma, tema.IconaNessuna, v.p.ConfermaScelte)
	d.Dialogo = kit.NewDialogo(c.Titolo, kit.Colonna(kit.Spazio12, spiega, tutti, v.campiConflitto(c, d)), 860, d.conferma)
	return d
}

// campiConflitto are the fields, each with its two values one beside the other
// and, where it can be chosen by itself, the question which one to keep.
func (v *Vista) campiConflitto(c nuovocertificato.Conflitto, d *dialogoConflitto) *kit.Riquadro {
	tutti := kit.Colonna(kit.Spazio12)
	for i, r := range c.Righe {
		if i > 0 {
			tutti.Add(kit.NewLinea())
		}
		campo := kit.Colonna(
			kit.Spazio4, kit.NewEtichetta(r.Campo, kit.Forte, kit.Neutro),
			kit.Colonne(
				300,
				kit.Colonna(0, kit.NewEtichetta(c.Qui, kit.Piccolo, kit.TonoSecondario), kit.NewTestoLungo(r.Qui, kit.Corpo, kit.Neutro)),
				kit.Colonna(0, kit.NewEtichetta(c.Altrove, kit.Piccolo, kit.TonoSecondario), kit.NewTestoLungo(r.Altrove, kit.Corpo, kit.Neutro)),
			),
		)
		switch {
		case c.Conferma == "":
		case r.Insieme:
			campo.Add(kit.NewEtichetta(v.t.T("nuovocertificato.conflitto.insieme"), kit.Piccolo, kit.TonoSecondario))
		default:
			s := kit.NewScelta(true, []kit.Opzione{
				{Valore: nuovocertificato.DiQui, Testo: c.Qui}, {Valore: nuovocertificato.DiAltrove, Testo: c.Altrove},
			}, func(lato string) { v.p.ScegliCampo(r.Gruppo, lato) })
			s.ImpostaEtichetta(r.Campo)
			d.scelte[r.Gruppo] = s
			campo.Add(s)
		}
		tutti.Add(campo)
	}
	return kit.NewScheda(tutti)
}
