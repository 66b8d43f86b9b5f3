// Package esenzioni draws the tab «Esenzioni»: list and detail.
package esenzioni

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/esenzioni"
	"github.com/esenpat/esenpat-desktop/views/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Vista is the tab: built once, drawn again from each state.
type Vista struct {
	p      *esenzioni.Presenter
	t      elenco.Testi
	elenco *elenco.Vista
	pagina *elenco.Pagina
	tutto  *fyne.Container
	toast  *kit.Toast

	beneficiario, dati                 *elenco.Scheda
	prestazioni                        *fyne.Container
	piu                                *kit.Bottone
	certificato, promemoria, attestato *kit.Bottone
	vai                                *kit.Bottone
	aperto                             bool
	fatto                              int
}

// New builds the tab and binds it to its presenter; lettore may be nil.
func New(p *esenzioni.Presenter, t elenco.Testi, tempo kit.Tempo, toast *kit.Toast, lettore *kit.Lettore) *Vista {
	v := &Vista{p: p, t: t, toast: toast, prestazioni: kit.Colonna(kit.Spazio4)}
	v.elenco = elenco.New(elenco.Params{P: p.Elenco, Testi: t, Tempo: tempo, Area: "esenzioni", Icona: tema.IconaDocumento, Gestisci: p.Gestisci, Lettore: lettore})
	v.beneficiario = elenco.NewScheda(t.T("dettaglio.beneficiario"))
	v.dati = elenco.NewScheda(t.T("esenzioni.dati"))
	v.piu = kit.NewBottone(kit.Legame, "", tema.IconaNessuna, p.Piu)
	esenti := kit.NewScheda(kit.Colonna(kit.Spazio12, kit.NewEtichetta(t.T("esenzioni.prestazioni"), kit.Sezione, kit.Neutro),
		v.prestazioni, kit.Riga(0, v.piu, kit.Molla())))
	v.certificato = kit.NewBottone(kit.Secondario, t.T("esenzioni.scarica-certificato"), tema.IconaScarica, p.ScaricaCertificato)
	v.promemoria = kit.NewBottone(kit.Primario, t.T("esenzioni.promemoria"), tema.IconaScarica, p.Promemoria)
	v.attestato = kit.NewBottone(kit.Secondario, t.T("esenzioni.attestato"), tema.IconaScarica, p.Attestato)
	v.vai = kit.NewBottone(kit.Legame, t.T("esenzioni.vai-certificato"), tema.IconaDestra, p.VaiCertificato)
	v.pagina = elenco.NewPagina(t, tempo, p.Chiudi, p.Interrompi, p.Aggiorna,
		kit.Colonna(kit.Spazio12, v.dati.Contenuto(), v.beneficiario.Contenuto()), esenti)
	v.pagina.Contenuto().Hide()
	v.tutto = container.NewStack(v.elenco.Contenuto(), v.pagina.Contenuto())
	p.Elenco.Render = v.elenco.Render
	p.Render = v.render
	v.elenco.Render(p.Elenco.State())
	v.render(p.State())
	return v
}

// Contenuto returns what is put in the tab.
func (v *Vista) Contenuto() fyne.CanvasObject { return v.tutto }

// Mostra is called when the tab comes to the front: the first time it searches.
func (v *Vista) Mostra() { v.p.Elenco.Mostra() }

// Filtri puts the focus on the filters (Ctrl+F), closing the detail.
func (v *Vista) Filtri() {
	if v.aperto {
		v.p.Chiudi()
	}
	v.elenco.Focalizza()
}

// Indietro closes the detail (Esc, Alt+Left) and reports whether it was open.
func (v *Vista) Indietro() bool {
	if !v.aperto {
		return false
	}
	v.p.Chiudi()
	return true
}

// Aggiorna reads again what is shown (F5).
func (v *Vista) Aggiorna() {
	if v.aperto {
		v.p.Aggiorna()
		return
	}
	v.p.Elenco.Aggiorna()
}

func (v *Vista) render(s esenzioni.Dettaglio) {
	cambia := s.Aperto != v.aperto
	v.aperto = s.Aperto
	kit.Mostra(v.elenco.Contenuto(), !s.Aperto)
	kit.Mostra(v.pagina.Contenuto(), s.Aperto)
	if s.Aperto {
		v.disegna(s)
	}
	v.tutto.Refresh()
	switch {
	case !cambia:
	case s.Aperto:
		v.pagina.Focalizza()
	default:
		v.elenco.FocalizzaLista()
	}
	if s.NFatto != v.fatto {
		v.fatto = s.NFatto
		if s.Fatto != "" {
			v.toast.Mostra(kit.TonoOK, s.Fatto)
		}
	}
}

func (v *Vista) disegna(s esenzioni.Dettaglio) {
	v.pagina.Testata(s.Titolo, s.Stato, s.Tono, s.Avviso, s.Occupato)
	v.pagina.Pronta(s.Pronto)
	v.beneficiario.Righe(s.Beneficiario)
	v.dati.Righe(s.Esenzione)
	v.prestazioni.Objects = nil
	for _, x := range s.Prestazioni {
		v.prestazioni.Add(kit.NewTestoLungo(x, kit.Corpo, kit.Neutro))
	}
	if len(s.Prestazioni) == 0 {
		v.prestazioni.Add(kit.NewTestoLungo(v.t.T("esenzioni.prestazioni.nessuna"), kit.Corpo, kit.TonoSecondario))
	}
	v.piu.ImpostaTesto(s.Piu)
	kit.Mostra(v.piu, s.Piu != "")
	pulsante := func(b *kit.Bottone, a esenzioni.Azione) elenco.Pulsante {
		return elenco.Pulsante{Bottone: b, Visibile: a.Visibile, Stato: a.Bottone}
	}
	v.pagina.Pulsanti("", pulsante(v.certificato, s.ScaricaCertificato), pulsante(v.vai, s.VaiCertificato),
		pulsante(v.attestato, s.Attestato), pulsante(v.promemoria, s.Promemoria))
}
