// Package certificati draws the tab «Certificati»: list and detail.
package certificati

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/certificati"
	"github.com/esenpat/esenpat-desktop/views/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Vista is the tab: built once, drawn again from each state.
type Vista struct {
	p      *certificati.Presenter
	elenco *elenco.Vista
	pagina *elenco.Pagina
	tutto  *fyne.Container
	toast  *kit.Toast

	beneficiario, dati, storico  *elenco.Scheda
	scarica, apri, stampa, firma *kit.Bottone
	annulla, crea, richiedi, vai *kit.Bottone
	aperto                       bool
	fatto                        int
}

// New builds the tab and binds it to its presenter; lettore may be nil.
func New(p *certificati.Presenter, t elenco.Testi, tempo kit.Tempo, toast *kit.Toast, lettore *kit.Lettore) *Vista {
	v := &Vista{p: p, toast: toast}
	v.elenco = elenco.New(elenco.Params{P: p.Elenco, Testi: t, Tempo: tempo, Area: "certificati", Icona: tema.IconaDocumento, Gestisci: p.Gestisci, Lettore: lettore})
	v.beneficiario = elenco.NewScheda(t.T("dettaglio.beneficiario"))
	v.dati = elenco.NewScheda(t.T("certificati.dati"))
	v.storico = elenco.NewScheda(t.T("dettaglio.storico"))
	v.scarica = kit.NewBottone(kit.Secondario, t.T("certificati.scarica"), tema.IconaScarica, p.Scarica)
	v.apri = kit.NewBottone(kit.Discreto, t.T("certificati.apri"), tema.IconaDocumento, p.ApriDocumento)
	v.stampa = kit.NewBottone(kit.Discreto, t.T("certificati.stampa"), tema.IconaStampa, p.Stampa)
	v.firma = kit.NewBottone(kit.Primario, t.T("certificati.firma"), tema.IconaFirma, p.Firma)
	v.annulla = kit.NewBottone(kit.Secondario, t.T("certificati.annulla"), tema.IconaNessuna, p.Annulla)
	v.crea = kit.NewBottone(kit.Primario, t.T("certificati.crea-valida"), tema.IconaSpunta, p.CreaValida)
	v.richiedi = kit.NewBottone(kit.Secondario, t.T("certificati.richiedi"), tema.IconaNessuna, p.Richiedi)
	v.vai = kit.NewBottone(kit.Legame, t.T("certificati.vai-esenzione"), tema.IconaDestra, p.VaiEsenzione)
	v.pagina = elenco.NewPagina(t, tempo, p.Chiudi, p.Interrompi, p.Aggiorna,
		v.dati.Contenuto(), kit.Colonna(kit.Spazio12, v.beneficiario.Contenuto(), v.storico.Contenuto()))
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

func (v *Vista) render(s certificati.Dettaglio) {
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

func (v *Vista) disegna(s certificati.Dettaglio) {
	v.pagina.Testata(s.Titolo, s.Stato, s.Tono, s.Avviso, s.Occupato)
	v.pagina.Pronta(s.Pronto)
	v.beneficiario.Righe(s.Beneficiario)
	v.dati.Righe(s.Certificato)
	v.storico.Righe(s.Storico)
	kit.Mostra(v.storico.Contenuto(), len(s.Storico) > 0)
	pulsante := func(b *kit.Bottone, a certificati.Azione) elenco.Pulsante {
		return elenco.Pulsante{Bottone: b, Visibile: a.Visibile, Stato: a.Bottone}
	}
	v.pagina.Pulsanti(
		s.NotaScarica,
		pulsante(v.scarica, s.Scarica), pulsante(v.apri, s.Scarica), pulsante(v.stampa, s.Scarica),
		pulsante(v.vai, s.VaiEsenzione), pulsante(v.annulla, s.Annulla), pulsante(v.richiedi, s.Richiedi),
		pulsante(v.crea, s.CreaValida), pulsante(v.firma, s.Firma),
	)
}
