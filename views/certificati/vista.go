// Package certificati draws the tab «Certificati»: list and detail.
package certificati

import (
	"github.com/esenpat/esenpat-desktop/app/present/certificati"
	"github.com/esenpat/esenpat-desktop/views/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Vista is the tab: built once, drawn again from each state.
type Vista struct {
	*elenco.Cornice

	dati, storico                *elenco.Scheda
	scarica, apri, stampa, firma *kit.Bottone
	annulla, crea, richiedi, vai *kit.Bottone
	duplica, sostituisci, prima  *kit.Bottone
}

// New builds the tab and binds it to its presenter; lettore may be nil.
func New(p *certificati.Presenter, t elenco.Testi, tempo kit.Tempo, toast *kit.Toast, lettore *kit.Lettore) *Vista {
	v := &Vista{Cornice: elenco.NewCornice(elenco.Params{
		P: p.Elenco, Testi: t, Tempo: tempo, Area: "certificati", Icona: tema.IconaDocumento, Lettore: lettore,
		Scelti: p.FirmaSelezionati, TestoScelti: "certificati.firma-selezionati",
	}, p, toast)}
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
	v.duplica = kit.NewBottone(kit.Discreto, t.T("certificati.duplica"), tema.IconaNessuna, p.Duplica)
	v.sostituisci = kit.NewBottone(kit.Discreto, t.T("certificati.sostituisci"), tema.IconaNessuna, p.Sostituisci)
	v.prima = kit.NewBottone(kit.Legame, t.T("certificati.vai-prima"), tema.IconaSinistra, p.VaiPrima)
	v.Riempi(v.dati.Contenuto(), kit.Colonna(kit.Spazio12, v.Beneficiario.Contenuto(), v.storico.Contenuto()))
	p.Elenco.Render = v.RenderElenco
	p.Render = v.render
	v.render(p.State())
	return v
}

func (v *Vista) render(s certificati.Dettaglio) { v.Disegna(s.Dettaglio, func() { v.disegna(s) }) }

func (v *Vista) disegna(s certificati.Dettaglio) {
	v.dati.Righe(s.Certificato)
	v.storico.Righe(s.Storico)
	kit.Mostra(v.storico.Contenuto(), len(s.Storico) > 0)
	pulsante := elenco.NewPulsante
	v.Pagina.Pulsanti(
		s.NotaScarica,
		pulsante(v.scarica, s.Scarica), pulsante(v.apri, s.Scarica), pulsante(v.stampa, s.Scarica),
		pulsante(v.vai, s.VaiEsenzione), pulsante(v.prima, s.VaiPrima), pulsante(v.duplica, s.Duplica), pulsante(v.sostituisci, s.Sostituisci), pulsante(v.annulla, s.Annulla), pulsante(v.richiedi, s.Richiedi),
		pulsante(v.crea, s.CreaValida), pulsante(v.firma, s.Firma),
	)
}
