package elenco

import (
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// persone is the choice among people with one surname (M22).
type persone struct {
	v        *Vista
	tabella  *kit.Tabella
	conferma *kit.Bottone
	dialogo  *kit.Dialogo
}

func newPersone(v *Vista) *persone {
	t, p := v.p.Testi, v.p.P
	x := &persone{v: v}
	x.tabella = kit.NewTabella(t.T("elenco.persone.elenco"), []kit.ColonnaTabella{
		{ID: "cognome", Titolo: t.T("elenco.colonna.cognome"), Peso: 3},
		{ID: "nome", Titolo: t.T("elenco.colonna.nome"), Peso: 3},
		{ID: "cf", Titolo: t.T("elenco.colonna.cf"), Peso: 4, Codice: true},
		{ID: "sesso", Titolo: t.T("elenco.colonna.sesso"), Peso: 1.2},
		{ID: "nascita", Titolo: t.T("elenco.colonna.nascita"), Peso: 2.4},
		{ID: "comune", Titolo: t.T("elenco.colonna.comune"), Peso: 3},
	})
	x.tabella.OnMossa = p.ScegliPersona
	x.tabella.OnAperta = func(n int) { p.ScegliPersona(n); p.ConfermaPersona() }
	x.conferma = kit.NewBottone(kit.Primario, t.T("elenco.persone.conferma"), tema.IconaNessuna, p.ConfermaPersona)
	corpo := kit.Colonna(kit.Spazio8, kit.NewTestoLungo(t.T("elenco.persone.spiega"), kit.Corpo, kit.TonoSecondario),
		kit.NewMargine(x.tabella, 0, 0).Minimo(0, 300))
	x.dialogo = kit.NewDialogo(t.T("elenco.persone.titolo"), corpo, 900,
		kit.NewBottone(kit.Secondario, t.T("elenco.persone.annulla"), tema.IconaNessuna, func() { x.dialogo.Annulla() }), x.conferma)
	x.dialogo.OnAnnulla = p.LasciaPersone
	return x
}

// render opens and closes the dialog as the state says.
func (x *persone) render(s elenco.Persone) {
	if !s.Aperta {
		if x.dialogo.Aperto() {
			x.dialogo.Chiudi()
		}
		return
	}
	x.tabella.Imposta(s.Righe)
	notizia.Bottone(x.conferma, s.Conferma)
	if x.dialogo.Aperto() {
		return
	}
	if c := kit.TelaDi(x.v.tutto); c != nil {
		x.dialogo.Mostra(c)
	}
}
