package codici

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/codici"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// domanda asks before a doubtful translation is taken.
type domanda struct {
	avviso *kit.Avviso
	no     *kit.Bottone
	tutto  *fyne.Container
}

func (v *Vista) nuovaDomanda() *domanda {
	d := &domanda{avviso: kit.NewAvviso()}
	d.no = kit.NewBottone(kit.Secondario, v.t.T("codici.vista.usa-rinuncia"), tema.IconaNessuna, v.p.RifiutaTraduzione)
	si := kit.NewBottone(kit.Primario, v.t.T("codici.vista.usa-conferma"), tema.IconaSpunta, v.p.ConfermaTraduzione)
	d.tutto = kit.Colonna(kit.Spazio8, d.avviso, kit.Riga(kit.Spazio8, d.no, si))
	d.tutto.Hide()
	return d
}

// mostraProposte draws a button for each code of the other coding, and the
// question in their place while one waits to be confirmed.
func (v *Vista) mostraProposte(s codici.State) {
	if !slices.Equal(s.Proposte, v.disegnato.Proposte) {
		v.proposte.RemoveAll()
		for i, x := range s.Proposte {
			v.proposte.Add(kit.NewBottone(kit.Secondario, v.t.T("codici.vista.usa", "codice", x.Codice, "codifica", x.Codifica), tema.IconaDestra, func() { v.p.Usa(i) }))
		}
	}
	mostra(v.proposte, len(s.Proposte) > 0 && s.Domanda == "")
	v.domanda.avviso.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: s.Domanda})
	mostra(v.domanda.tutto, s.Domanda != "")
	if s.Domanda != "" && s.Domanda != v.disegnato.Domanda {
		kit.Focalizza(v.domanda.no) // Enter must not confirm by itself
	}
}

// menuScheda offers what can be done with what the panel shows; it goes back to
// its own words after each choice.
func (v *Vista) menuScheda() *kit.Tendina {
	fai := []struct {
		chiave string
		fai    func()
	}{
		{"stampa", v.p.StampaScheda},
		{"esporta-pdf", func() { v.p.EsportaScheda(codici.PDF) }},
		{"esporta-csv", func() { v.p.EsportaScheda(codici.CSV) }},
		{"esporta-json", func() { v.p.EsportaScheda(codici.JSON) }},
	}
	var voci []kit.Voce
	for _, x := range fai {
		voci = append(voci, kit.Voce{Codice: x.chiave, Descrizione: v.t.T("codici.vista.menu." + x.chiave)})
	}
	return kit.NewTendina(v.t.T("codici.vista.esporta-scegli"), voci, func(scelta kit.Voce) {
		for _, x := range fai {
			if x.chiave == scelta.Codice {
				v.scheda.Imposta("")
				x.fai()
				return
			}
		}
	})
}
