package elenco

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// Aperta is what the frame asks for the open element: elenco.Scheda of any types.
type Aperta interface {
	Gestisci(n int)
	Chiudi()
	Interrompi()
	Aggiorna()
	Svela() // shows what a law protects
}

// Cornice is the frame of a tab: the list, and in its place the page of the
// element that is open. The tabs embed it and fill the page.
type Cornice struct {
	// Pagina is the page of the open element, Beneficiario its card of the person.
	Pagina       *Pagina
	Beneficiario *Scheda

	p      Params
	s      Aperta
	elenco *Vista
	tutto  *fyne.Container
	toast  *kit.Toast
	aperto bool
	fatto  int
}

// NewCornice builds the frame; s opens the cards, whatever p.Gestisci is. The page is
// empty until Riempi.
func NewCornice(p Params, s Aperta, toast *kit.Toast) *Cornice {
	p.Gestisci = s.Gestisci
	return &Cornice{p: p, s: s, toast: toast, elenco: New(p), Beneficiario: NewScheda(p.Testi.T("dettaglio.beneficiario"))}
}

// Riempi builds the page with its cards and draws the list.
func (c *Cornice) Riempi(schede ...fyne.CanvasObject) {
	c.Pagina = NewPagina(c.p.Testi, c.p.Tempo, c.s.Chiudi, c.s.Interrompi, c.s.Aggiorna, schede...)
	c.Pagina.Contenuto().Hide()
	c.tutto = container.NewStack(c.elenco.Contenuto(), c.Pagina.Contenuto())
	c.elenco.Render(c.p.P.State())
}

// RenderElenco draws the list; give it to the list's presenter.
func (c *Cornice) RenderElenco(s elenco.State) { c.elenco.Render(s) }

// Contenuto returns what is put in the tab.
func (c *Cornice) Contenuto() fyne.CanvasObject { return c.tutto }

// Mostra is called when the tab comes to the front: the first time it searches.
func (c *Cornice) Mostra() { c.p.P.Mostra() }

// Filtri puts the focus on the filters (Ctrl+F), closing the detail.
func (c *Cornice) Filtri() {
	c.Indietro()
	c.elenco.Focalizza()
}

// Indietro closes the detail (Esc, Alt+Left) and reports whether it was open.
func (c *Cornice) Indietro() bool {
	if !c.aperto {
		return false
	}
	c.s.Chiudi()
	return true
}

// Aperto reports whether the detail is shown.
func (c *Cornice) Aperto() bool { return c.aperto }

// Aggiorna reads again what is shown (F5).
func (c *Cornice) Aggiorna() {
	if c.aperto {
		c.s.Aggiorna()
		return
	}
	c.p.P.Aggiorna()
}

// Disegna draws the common part of the detail; resto draws the tab's own, and is
// called only when the detail is open.
func (c *Cornice) Disegna(s elenco.Dettaglio, resto func()) {
	cambia := s.Aperto != c.aperto
	c.aperto = s.Aperto
	kit.Mostra(c.elenco.Contenuto(), !s.Aperto)
	kit.Mostra(c.Pagina.Contenuto(), s.Aperto)
	if s.Aperto {
		c.Pagina.Testata(s.Titolo, s.Stato, s.Tono, s.Avviso, s.Occupato)
		c.Pagina.Copia(s.Letta)
		c.Pagina.Protetta(s.Pronto && s.Nascosto(), c.s.Svela)
		c.Pagina.Pronta(s.Pronto)
		c.Beneficiario.Righe(s.Beneficiario)
		resto()
	}
	c.tutto.Refresh()
	switch {
	case !cambia:
	case s.Aperto:
		c.Pagina.Focalizza()
	default:
		c.elenco.FocalizzaLista()
	}
	if s.NFatto != c.fatto {
		c.fatto = s.NFatto
		if s.Fatto != "" {
			c.toast.Mostra(kit.TonoOK, s.Fatto)
		}
	}
}
