// Package verifica draws the verification of a signed document in a dialog of
// its own: over the login as well as over the work.
package verifica

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/present/verifica"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

const (
	larghezza = 980
	// schedaMinima lets the two cards stand side by side from 1024 pixels.
	schedaMinima = 400
)

// Vista is the dialog: built once, drawn again from each State.
type Vista struct {
	p *verifica.Presenter
	t Testi

	dialogo     *kit.Dialogo
	attesa      *kit.Attesa
	avviso      *kit.Avviso
	file        *kit.Etichetta
	segno       *fyne.Container
	titolo      *kit.Etichetta
	spiegazione *kit.Etichetta
	prova       *kit.Badge
	impronta    *kit.Etichetta
	verdetto    *fyne.Container
	schede      *fyne.Container
	fatto       *kit.Etichetta
	copia       *kit.Bottone
	pdf, json   *kit.Bottone
}

// New builds the dialog and binds it to its presenter.
func New(p *verifica.Presenter, t Testi, tempo kit.Tempo) *Vista {
	v := &Vista{
		p: p, t: t, avviso: kit.NewAvviso(), file: kit.NewRiga("", kit.Corpo, kit.TonoSecondario),
		titolo: kit.NewTestoLungo("", kit.Sezione, kit.Neutro), spiegazione: kit.NewTestoLungo("", kit.Corpo, kit.Neutro),
		prova: kit.NewBadge("", tema.IconaAvviso, kit.TonoAvviso), impronta: kit.NewTestoLungo("", kit.Piccolo, kit.TonoSecondario),
		segno: kit.Riga(0), schede: kit.Colonne(schedaMinima), fatto: kit.NewTestoLungo("", kit.Piccolo, kit.TonoOK),
	}
	v.attesa = kit.NewAttesa(tempo, v.chiudi)
	v.verdetto = kit.Colonna(
		kit.Spazio8,
		kit.Bordo(kit.Spazio8, v.segno, nil, v.titolo), v.spiegazione, kit.Riga(0, v.prova), v.impronta,
	)
	corpo := kit.Colonna(kit.Spazio12, v.file, v.attesa, v.avviso, v.verdetto, v.fatto, v.schede)
	chiudi := kit.NewBottone(kit.Secondario, t.T("verifica.chiudi"), tema.IconaNessuna, v.chiudi)
	v.copia = kit.NewBottone(kit.Secondario, t.T("verifica.copia"), tema.IconaNessuna, p.Copia)
	v.json = kit.NewBottone(kit.Secondario, t.T("verifica.salva-json"), tema.IconaSalva, p.SalvaJSON)
	v.pdf = kit.NewBottone(kit.Primario, t.T("verifica.salva-pdf"), tema.IconaSalva, p.SalvaPDF)
	v.dialogo = kit.NewDialogo(t.T("verifica.titolo"), corpo, larghezza, chiudi, v.copia, v.json, v.pdf)
	v.dialogo.Argomento(guida.Verifica)
	v.dialogo.Primo = chiudi
	v.dialogo.OnAnnulla = p.Chiudi
	p.Render = v.render
	return v
}

// Mostra opens the dialog on c and verifies pdf, the content of the file nome.
func (v *Vista) Mostra(c fyne.Canvas, nome string, pdf []byte) {
	if !v.dialogo.Aperto() {
		v.dialogo.Mostra(c)
	}
	v.p.Apri(nome, pdf)
}

// MostraErrore opens the dialog on c and says why the file could not be read.
func (v *Vista) MostraErrore(c fyne.Canvas, nome string, err error) {
	if !v.dialogo.Aperto() {
		v.dialogo.Mostra(c)
	}
	v.p.NonLetto(nome, err)
}

func (v *Vista) chiudi() {
	v.p.Chiudi()
	v.dialogo.Chiudi()
}

func (v *Vista) render(s verifica.State) {
	v.file.ImpostaTesto(s.File)
	v.attesa.Imposta(s.Attesa != "", s.Attesa)
	v.avviso.Mostra(notizia.Di(s.Avviso))
	v.fatto.ImpostaTesto(s.Fatto)
	kit.Mostra(v.fatto, s.Fatto != "")
	for _, b := range []*kit.Bottone{v.copia, v.json, v.pdf} {
		b.Imposta(s.PuoSalvare, "")
	}
	kit.Mostra(v.verdetto, s.Verificato)
	v.schede.RemoveAll()
	if s.Verificato {
		v.disegnaVerdetto(s)
		v.schede.Add(v.firme(s))
		v.schede.Add(v.fascicolo(s.Fascicolo))
	}
	v.schede.Refresh()
	v.dialogo.Aggiorna()
}

func (v *Vista) disegnaVerdetto(s verifica.State) {
	icona, tono := diStato(s.Verdetto.Stato)
	v.segno.RemoveAll()
	v.segno.Add(kit.NewSegno(icona, tono))
	v.titolo.ImpostaTono(tono)
	v.titolo.ImpostaTesto(s.Verdetto.Titolo)
	v.spiegazione.ImpostaTesto(s.Verdetto.Spiegazione)
	v.prova.Imposta(s.DiProva, tema.IconaAvviso, kit.TonoAvviso)
	v.impronta.ImpostaTesto("SHA-256 " + s.Impronta)
}

// segno is an icon with its colour; it stands beside words, never alone.
type segno struct {
	icona tema.Icona
	tono  kit.Tono
}

// diStato gives each of the six verdicts its sign.
func diStato(s esenpat.StatoVerifica) (tema.Icona, kit.Tono) {
	return segnoDi(map[esenpat.StatoVerifica]segno{
		esenpat.VerificaValida: {tema.IconaSpunta, kit.TonoOK}, esenpat.VerificaValidaAvvisi: {tema.IconaAvviso, kit.TonoAvviso},
		esenpat.VerificaNonVerificabile: {tema.IconaAiuto, kit.TonoAvviso}, esenpat.VerificaModificato: {tema.IconaMatita, kit.TonoErrore},
		esenpat.VerificaNonFirmato: {tema.IconaDocumento, kit.TonoSecondario},
	}, s)
}

// diEsito does the same for the outcome of one check.
func diEsito(e esenpat.EsitoControllo) (tema.Icona, kit.Tono) {
	return segnoDi(map[esenpat.EsitoControllo]segno{
		esenpat.ControlloOK: {tema.IconaSpunta, kit.TonoOK}, esenpat.ControlloAvviso: {tema.IconaAvviso, kit.TonoAvviso},
		esenpat.ControlloND: {tema.IconaInfo, kit.TonoSecondario},
	}, e)
}

// segnoDi is the sign of v; what has none is an error.
func segnoDi[K comparable](segni map[K]segno, v K) (tema.Icona, kit.Tono) {
	if s, ok := segni[v]; ok {
		return s.icona, s.tono
	}
	return tema.IconaErrore, kit.TonoErrore
}
