package firma

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// esito is what the form becomes once the document is signed.
type esito struct {
	b        bottoni
	corpo    *fyne.Container
	frase    *kit.Etichetta
	firma    *kit.Badge
	identico *kit.Badge
	chi      *kit.Etichetta
	nota     *kit.Etichetta
	fatto    *kit.Etichetta
	uscite   *fyne.Container
	scarica  *kit.Bottone
	apri     *kit.Bottone
	stampa   *kit.Bottone
	esenzion *fyne.Container
}

func newEsito(p *firma.Presenter, t avviso.Testi, b bottoni) *esito {
	e := &esito{
		b: b, frase: kit.NewTestoLungo("", kit.Sezione, kit.Neutro), firma: kit.NewBadge("", tema.IconaNessuna, kit.TonoOK),
		identico: kit.NewBadge("", tema.IconaSpunta, kit.TonoOK), chi: kit.NewTestoLungo("", kit.Corpo, kit.TonoSecondario),
		nota: kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso), fatto: kit.NewTestoLungo("", kit.Piccolo, kit.TonoOK),
	}
	e.scarica = kit.NewBottone(kit.Secondario, t.T("firma.scarica"), tema.IconaScarica, p.Scarica)
	e.apri = kit.NewBottone(kit.Secondario, t.T("firma.apri"), tema.IconaDocumento, p.ApriDocumento)
	e.stampa = kit.NewBottone(kit.Secondario, t.T("firma.stampa"), tema.IconaStampa, p.Stampa)
	e.uscite = kit.Riga(kit.Spazio8, e.scarica, e.apri, e.stampa)
	e.esenzion = kit.Colonna(kit.Spazio8)
	e.corpo = kit.Colonna(
		kit.Spazio12, e.frase, kit.Colonna(kit.Spazio8, kit.Riga(0, e.firma), kit.Riga(0, e.identico)), e.chi,
		e.uscite, e.fatto, e.nota, e.esenzion,
	)
	return e
}

func (e *esito) render(s firma.State) {
	kit.Mostra(e.corpo, s.Fase == firma.FaseFirmata)
	if s.Fase != firma.FaseFirmata {
		return
	}
	v := s.Esito
	tono := kit.TonoOK
	if !v.Valida {
		tono = kit.TonoErrore
	}
	e.frase.ImpostaTesto(v.Frase)
	e.firma.Imposta(v.Firma, tema.IconaNessuna, tono)
	e.identico.Imposta(v.Identico, tema.IconaSpunta, kit.TonoOK)
	e.chi.ImpostaTesto(v.Firmatario)
	kit.Mostra(e.chi, v.Firmatario != "")
	e.nota.ImpostaTesto(v.NotaAlias)
	kit.Mostra(e.nota, v.NotaAlias != "")
	e.fatto.ImpostaTesto(v.Fatto)
	kit.Mostra(e.fatto, v.Fatto != "")
	kit.Mostra(e.uscite, v.Valida)
	notizia.Bottone(e.b.crea, v.CreaValida)
	notizia.Bottone(e.b.richiedi, v.Richiedi)
	// In the body stands what the footer does not hold, with its reason.
	e.esenzion.Objects = nil
	if v.Esenzione && v.Valida {
		if !v.CreaValida.Attivo {
			e.esenzion.Add(kit.Riga(0, e.b.crea))
		}
		if v.CreaValida.Attivo || !v.Richiedi.Attivo {
			e.esenzion.Add(kit.Riga(0, e.b.richiedi))
		}
	}
	e.esenzion.Refresh()
}

// piede returns the footer's buttons: home, and the act that comes next.
func (e *esito) piede(s firma.State) []*kit.Bottone {
	switch {
	case s.Esito.Rimanda:
		return []*kit.Bottone{e.b.home, e.b.rimanda}
	case s.Esito.CreaValida.Attivo:
		e.b.crea.ImpostaAspetto(kit.Primario)
		e.b.richiedi.ImpostaAspetto(kit.Secondario)
		return []*kit.Bottone{e.b.home, e.b.crea}
	case s.Esito.Richiedi.Attivo:
		e.b.crea.ImpostaAspetto(kit.Secondario)
		e.b.richiedi.ImpostaAspetto(kit.Primario)
		return []*kit.Bottone{e.b.home, e.b.richiedi}
	}
	return []*kit.Bottone{e.b.home}
}
