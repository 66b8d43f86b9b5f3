// Package annullamento draws «Annulla Certificato»: the question with «Sì» and
// «No», then the signature of the annulling document in the same frame.
package annullamento

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/annullamento"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	pfirma "github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/views/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// larghezza of the question.
const larghezza = 560

// Vista is the dialog of an annulment.
type Vista struct {
	p      *annullamento.Presenter
	t      avviso.Testi
	canvas fyne.Canvas
	s      annullamento.State

	domanda *kit.Dialogo
	testo   *kit.Etichetta
	motivo  *kit.AreaTesto
	campo   *kit.Campo
	avviso  *kit.Avviso
	attesa  *kit.Attesa
	si, no  *kit.Bottone

	proc  *kit.Procedura
	firma *firma.Modulo

	// OnChiusa is called after everything was closed.
	OnChiusa func()
}

// New builds question and signature form once. pf is the signature presenter
// that was given to p.
func New(p *annullamento.Presenter, pf *pfirma.Presenter, t avviso.Testi, tempo kit.Tempo, accanto ...fyne.CanvasObject) *Vista {
	v := &Vista{
		p: p, t: t, testo: kit.NewTestoLungo("", kit.Corpo, kit.Neutro), avviso: kit.NewAvviso(), attesa: kit.NewAttesa(tempo, nil),
		proc: kit.NewProcedura(t.T("annullamento.titolo-breve"), tempo), firma: firma.NewModulo(pf, t, accanto...),
	}
	v.no = kit.NewBottone(kit.Secondario, t.T("annullamento.no"), tema.IconaNessuna, v.chiudi)
	v.si = kit.NewBottone(kit.Pericolo, t.T("annullamento.si"), tema.IconaNessuna, p.Si)
	v.motivo = kit.NewAreaTesto("", 3, p.State().MassimoMotivo)
	v.motivo.OnMutato = p.SetMotivo
	v.campo = kit.NewCampo(t.T("annullamento.motivo"), false, v.motivo)
	v.domanda = kit.NewDialogo(t.T("annullamento.titolo-breve"), kit.Colonna(kit.Spazio16, v.avviso, v.testo, v.campo, v.attesa), larghezza, v.no, v.si)
	v.domanda.Primo = v.no
	v.domanda.OnAnnulla = v.chiudi
	v.domanda.Argomento(guida.Annullamento)
	v.proc.Argomento(guida.Annullamento)
	v.proc.OnChiudi = v.chiudi
	p.Render = v.render
	return v
}

// Mostra asks whether c is to be annulled. It reports false while another
// annulment is under way.
func (v *Vista) Mostra(tela fyne.Canvas, c esenpat.Certificato, paziente string) bool {
	v.canvas = tela
	v.s = annullamento.State{}
	return v.p.Apri(c, paziente)
}

func (v *Vista) chiudi() {
	if v.p.Chiudi() {
		return
	}
	if v.s.Fase == annullamento.FaseConferma && !v.domanda.Aperto() { // Esc closed it while an act is under way
		v.domanda.Mostra(v.canvas)
	}
}

func (v *Vista) render(s annullamento.State) {
	prima := v.s
	v.s = s
	v.testo.ImpostaTesto(s.Domanda)
	if s.Fase == annullamento.FaseScartato {
		v.testo.ImpostaTesto(s.Esito)
	}
	v.motivo.Imposta(s.Motivo)
	kit.Mostra(v.campo, s.Fase == annullamento.FaseConferma)
	v.avviso.Mostra(notizia.Di(s.Avviso))
	v.attesa.Imposta(s.Attesa != "", s.Attesa)
	v.si.Imposta(s.PuoDecidere, "")
	kit.Mostra(v.si, s.Fase == annullamento.FaseConferma)
	v.no.Imposta(s.Attesa == "", "")
	v.no.ImpostaTesto(v.t.T("annullamento.no"))
	if s.Fase == annullamento.FaseScartato {
		v.no.ImpostaTesto(v.t.T("annullamento.chiudi"))
	}
	if s.Fase != prima.Fase {
		v.cambiaFase(s)
	} else if v.domanda.Aperto() {
		v.domanda.Aggiorna()
	}
}

func (v *Vista) cambiaFase(s annullamento.State) {
	switch s.Fase {
	case annullamento.FaseConferma:
		v.domanda.Mostra(v.canvas)
	case annullamento.FaseScartato:
		v.domanda.Aggiorna()
	case annullamento.FaseFirma:
		v.domanda.Chiudi()
		v.proc.Passi([]kit.Passo{
			{ID: "conferma", Titolo: v.t.T("annullamento.passo.conferma"), Stato: kit.PassoFatto},
			{ID: "firma", Titolo: v.t.T("annullamento.passo.firma"), Stato: kit.PassoCorrente},
		})
		v.proc.Titolo(s.Titolo)
		v.firma.Monta(v.proc)
		v.proc.Mostra(v.canvas, nil)
	case annullamento.FaseChiusa:
		v.domanda.Chiudi()
		v.firma.Smonta()
		v.proc.Chiudi()
		if v.OnChiusa != nil {
			v.OnChiusa()
		}
	}
}
