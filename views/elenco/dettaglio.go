package elenco

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Pagina is the page of one element: way back, title, state, cards of labelled
// values, and a bar of buttons with the reasons of those that are off.
type Pagina struct {
	testi    Testi
	indietro *kit.Bottone
	titolo   *kit.Etichetta
	stato    *kit.Badge
	avviso   *kit.Avviso
	protetta *kit.Avviso
	attesa   *kit.Attesa
	letta    *kit.Etichetta
	copia    fyne.CanvasObject // the line of letta
	corpo    *fyne.Container
	scorre   *container.Scroll
	motivi   *fyne.Container
	barra    *fyne.Container
	tutto    fyne.CanvasObject
	aggiorna func()
}

// NewPagina returns an empty page. schede are its cards, two per line where
// there is room.
func NewPagina(t Testi, tempo kit.Tempo, chiudi, interrompi, aggiorna func(), schede ...fyne.CanvasObject) *Pagina {
	g := &Pagina{testi: t, avviso: kit.NewAvviso(), protetta: kit.NewAvviso(), titolo: kit.NewTestoLungo("", kit.Titolo, kit.Neutro), aggiorna: aggiorna}
	g.indietro = kit.NewBottone(kit.Legame, t.T("dettaglio.indietro"), tema.IconaSinistra, chiudi)
	g.stato = kit.NewBadge("", tema.IconaNessuna, kit.Neutro)
	g.attesa = kit.NewAttesa(tempo, interrompi)
	g.corpo = kit.Colonne(460, schede...)
	g.scorre = container.NewVScroll(kit.NewMargine(g.corpo, kit.Spazio8, kit.Spazio4))
	g.motivi = kit.Colonna(kit.Spazio4)
	g.barra = kit.Flusso(kit.Spazio8)
	g.letta, g.copia = rigaCopia()
	testa := kit.Colonna(kit.Spazio4, kit.Bordo(kit.Spazio12, g.indietro, g.stato, g.titolo), g.avviso, g.protetta, g.attesa, g.copia)
	fondo := kit.Colonna(kit.Spazio8, kit.NewLinea(), g.motivi, g.barra)
	g.tutto = kit.NewMargine(kit.Telaio(testa, g.scorre, fondo), kit.Spazio24, kit.Spazio8)
	return g
}

// Contenuto returns what is put in the tab.
func (g *Pagina) Contenuto() fyne.CanvasObject { return g.tutto }

// Focalizza puts the focus on the way back, the first control of the page.
func (g *Pagina) Focalizza() { kit.Focalizza(g.indietro) }

// rigaCopia is the line that tells from when a copy is; hidden when it is not one.
func rigaCopia() (*kit.Etichetta, fyne.CanvasObject) {
	letta := kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso)
	riga := kit.Bordo(kit.Spazio8, kit.NewSegno(tema.IconaAvviso, kit.TonoAvviso), nil, letta)
	riga.Hide()
	return letta, riga
}

// Copia tells from when what is shown is, if it was not read just now.
func (g *Pagina) Copia(letta string) {
	g.letta.ImpostaTesto(letta)
	kit.Mostra(g.copia, letta != "")
}

// Testata draws title, state, banner and wait.
func (g *Pagina) Testata(titolo, stato string, t elenco.Tono, a avviso.Avviso, occupato bool) {
	g.titolo.ImpostaTesto(titolo)
	tono, icona := Tono(t)
	g.stato.Imposta(stato, icona, tono)
	g.avviso.Mostra(notizia.Di(a, kit.Azione{Testo: g.testi.T("elenco.riprova"), Icona: tema.IconaAggiorna, Fai: g.aggiorna}))
	g.attesa.Imposta(occupato, g.testi.T("dettaglio.attesa"))
}

// Protetta says that something is not shown, and offers to show it.
func (g *Pagina) Protetta(si bool, svela func()) {
	if si == g.protetta.Visible() {
		return // drawing it again would take the focus from its button
	}
	n := kit.Notizia{}
	if si {
		n = kit.Notizia{
			Tono: kit.TonoPrimario, Titolo: g.testi.T("dettaglio.protetto"), Causa: g.testi.T("dettaglio.protetto.causa"),
			Azioni: []kit.Azione{{Testo: g.testi.T("dettaglio.mostra"), Fai: svela, Aspetto: kit.Secondario}},
		}
	}
	g.protetta.Mostra(n)
	if !si {
		g.Focalizza() // its button is gone
	}
}

// Pronta shows or hides cards and buttons, which need the element to be there.
func (g *Pagina) Pronta(si bool) {
	kit.Mostra(g.corpo, si)
	kit.Mostra(g.barra, si)
	kit.Mostra(g.motivi, si)
}

// Pulsante is a button of the bar with its state.
type Pulsante struct {
	Bottone  *kit.Bottone
	Visibile bool
	Stato    parti.Bottone
}

// NewPulsante returns b as the presenter's action a wants it.
func NewPulsante(b *kit.Bottone, a elenco.Azione) Pulsante {
	return Pulsante{Bottone: b, Visibile: a.Visibile, Stato: a.Bottone}
}

// Pulsanti draws the bar: the buttons that are there, and why some are off.
func (g *Pagina) Pulsanti(note string, p ...Pulsante) {
	g.motivi.Objects = nil
	if note != "" {
		g.motivi.Add(kit.Bordo(kit.Spazio8, kit.NewSegno(tema.IconaInfo, kit.TonoAvviso), nil, kit.NewTestoLungo(note, kit.Piccolo, kit.TonoAvviso)))
	}
	for _, x := range p {
		kit.Mostra(x.Bottone, x.Visibile)
		x.Bottone.Imposta(x.Stato.Attivo, "")
	}
	for _, m := range motivi(p) {
		g.motivi.Add(kit.Bordo(kit.Spazio8, kit.NewSegno(tema.IconaInfo, kit.TonoSecondario), nil, kit.NewTestoLungo(m, kit.Piccolo, kit.TonoSecondario)))
	}
	if len(g.barra.Objects) == 0 {
		for _, x := range p {
			g.barra.Add(x.Bottone)
		}
	}
	g.barra.Refresh()
	if w, ok := g.tutto.(fyne.Widget); ok {
		w.Refresh()
	}
}

// motivi are the reasons of the buttons that are off, each once with the names
// of all that have it.
func motivi(p []Pulsante) []string {
	var frasi, nomi []string
	for _, x := range p {
		if !x.Visibile || x.Stato.Attivo || x.Stato.Motivo == "" {
			continue
		}
		nome := "«" + x.Bottone.Etichetta() + "»"
		if i := slices.Index(frasi, x.Stato.Motivo); i >= 0 {
			nomi[i] += ", " + nome
			continue
		}
		frasi, nomi = append(frasi, x.Stato.Motivo), append(nomi, nome)
	}
	for i := range frasi {
		frasi[i] = nomi[i] + ": " + frasi[i]
	}
	return frasi
}

// Scheda is a titled card of labelled values, redrawn by Righe.
type Scheda struct {
	righe *fyne.Container
	tutto fyne.CanvasObject
}

// NewScheda returns an empty card.
func NewScheda(titolo string) *Scheda {
	s := &Scheda{righe: notizia.Righe(nil)}
	s.tutto = kit.NewScheda(kit.Colonna(kit.Spazio12, kit.NewEtichetta(titolo, kit.Sezione, kit.Neutro), s.righe))
	return s
}

// Contenuto returns the card.
func (s *Scheda) Contenuto() fyne.CanvasObject { return s.tutto }

// Righe replaces the values.
func (s *Scheda) Righe(r []parti.Riga) { notizia.AggiornaRighe(s.righe, r) }
