package firma

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// parteAlias is the part of the form about the alias: the field, those that
// are remembered, and what the provider says of its certificate.
type parteAlias struct {
	t         avviso.Testi
	p         *firma.Presenter
	corpo     *fyne.Container
	alias     *kit.Testo
	ricorda   *kit.Casella
	dimentica *kit.Bottone
	campo     *kit.Campo
	altri     *fyne.Container
	quali     []string
	nota      *kit.Etichetta
	cert      *kit.Etichetta
}

func newParteAlias(p *firma.Presenter, t avviso.Testi) *parteAlias {
	a := &parteAlias{
		t: t, p: p, alias: kit.NewTesto(""), altri: kit.Flusso(kit.Spazio4),
		nota: kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso), cert: kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso),
	}
	a.alias.OnChanged = p.SetAlias
	a.ricorda = kit.NewCasella(t.T("firma.alias.ricorda"), p.SetRicordaAlias)
	a.dimentica = kit.NewBottone(kit.Legame, t.T("firma.alias.dimentica"), tema.IconaNessuna, p.DimenticaAlias)
	a.campo = kit.NewCampo(t.T("firma.alias"), true, kit.Bordo(kit.Spazio8, nil, kit.Riga(kit.Spazio4, a.ricorda, a.dimentica), a.alias))
	a.alias.ImpostaEtichetta(t.T("firma.alias"))
	a.campo.Aiuto(t.T("firma.alias.aiuto"))
	a.corpo = kit.Colonna(kit.Spazio4, a.campo, a.altri, a.nota, a.cert)
	return a
}

func (a *parteAlias) render(m firma.StatoModulo) {
	if a.alias.Text != m.Alias {
		a.alias.SetText(m.Alias)
	}
	a.ricorda.Imposta(m.RicordaAlias)
	kit.Mostra(a.ricorda, m.AliasSpento == "")
	kit.Mostra(a.dimentica, m.AliasNoto)
	aiuto := a.t.T("firma.alias.aiuto")
	if m.AliasSpento != "" {
		aiuto += " " + m.AliasSpento
	}
	a.campo.Aiuto(aiuto)
	a.mostraAltri(m.AltriAlias)
	a.nota.ImpostaTesto(m.NotaAlias)
	kit.Mostra(a.nota, m.NotaAlias != "")
	a.cert.ImpostaTesto(m.NotaCert)
	kit.Mostra(a.cert, m.NotaCert != "")
}

func (a *parteAlias) mostraAltri(quali []string) {
	kit.Mostra(a.altri, len(quali) > 0)
	if slices.Equal(quali, a.quali) {
		return
	}
	a.quali = slices.Clone(quali)
	a.altri.Objects = nil
	a.altri.Add(kit.NewRiga(a.t.T("firma.alias.altri"), kit.Piccolo, kit.TonoSecondario))
	for _, x := range quali {
		a.altri.Add(kit.NewBottone(kit.Legame, x, tema.IconaNessuna, func() { a.p.ScegliAlias(x) }))
	}
	a.altri.Refresh()
}
