// Package pratica draws the dialog of the two acts on a request that was sent
// to the ASL: «Annulla richiesta» and «Rimanda ad Operatore».
package pratica

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/present/pratica"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// larghezza of the dialog.
const larghezza = 600

// Vista is the dialog; what depends on the act is made when it opens.
type Vista struct {
	p    *pratica.Presenter
	t    avviso.Testi
	tela fyne.Canvas
	s    pratica.State

	testo    *kit.Etichetta
	chiede   *fyne.Container
	riquadro fyne.CanvasObject // of chiede
	scelta   *kit.Tendina
	campoC   *kit.Campo
	note     *kit.AreaTesto
	campoN   *kit.Campo
	avviso   *kit.Avviso
	attesa   *kit.Attesa
	manca    *kit.Etichetta
	bottoni  []*kit.Bottone // chiudi, verifica, nuovo, conferma
	dialogo  *kit.Dialogo
}

// Places in Vista.bottoni.
const (
	chiudi = iota
	verifica
	prepara
	conferma
)

// New builds the dialogs and binds them to the presenter.
func New(p *pratica.Presenter, t avviso.Testi, tempo kit.Tempo) *Vista {
	v := &Vista{
		p: p, t: t, testo: kit.NewTestoLungo("", kit.Corpo, kit.Neutro), avviso: kit.NewAvviso(), attesa: kit.NewAttesa(tempo, nil),
		chiede: notizia.Righe(nil), manca: kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso),
	}
	v.riquadro = kit.NewScheda(v.chiede)
	v.scelta = kit.NewTendina(t.T("pratica.certificato.segnaposto"), nil, func(x kit.Voce) { p.ScegliCertificato(x.Codice) })
	v.campoC = kit.NewCampo(t.T("pratica.certificato.campo"), true, v.scelta)
	p.Render = v.render
	return v
}

// monta makes the dialog of the act that is asked about.
func (v *Vista) monta() {
	p, t, s := v.p, v.t, v.s
	area, aspetto := "annulla", kit.Pericolo
	if s.Rinvio {
		area, aspetto = "rimanda", kit.Primario
	}
	v.note = kit.NewAreaTesto("", 4, s.MassimoNote)
	v.note.OnMutato = p.SetNote
	v.campoN = kit.NewCampo(t.T("pratica."+area+".note"), false, v.note)
	v.bottoni = []*kit.Bottone{
		kit.NewBottone(kit.Secondario, t.T("pratica.chiudi"), tema.IconaNessuna, v.chiudi),
		kit.NewBottone(kit.Primario, t.T("pratica.verifica"), tema.IconaAggiorna, p.Verifica),
		kit.NewBottone(kit.Primario, t.T("esenzioni.nuovo-certificato"), tema.IconaPiu, p.NuovoCertificato),
		kit.NewBottone(aspetto, t.T("pratica."+area+".conferma"), tema.IconaNessuna, p.Conferma),
	}
	corpo := kit.Colonna(kit.Spazio12, v.avviso, v.testo, v.riquadro, v.campoC, v.campoN, v.manca, v.attesa)
	v.dialogo = kit.NewDialogo(s.Titolo, corpo, larghezza, v.bottoni...)
	v.dialogo.OnAnnulla = v.chiudi
	v.dialogo.Argomento(guida.DettaglioEsenzione)
}

// Annulla asks whether a request is to be taken back.
func (v *Vista) Annulla(tela fyne.Canvas, assistitoID, id string) {
	v.tela = tela
	v.p.Annulla(assistitoID, id)
}

// Rimanda asks how a request goes back to the ASL.
func (v *Vista) Rimanda(tela fyne.Canvas, assistitoID, id, certificatoID string) {
	v.tela = tela
	v.p.Rimanda(assistitoID, id, certificatoID)
}

func (v *Vista) chiudi() {
	if !v.p.Chiudi() && !v.dialogo.Aperto() { // Esc closed it while the act is under way
		v.dialogo.Mostra(v.tela)
	}
}

func (v *Vista) render(s pratica.State) {
	prima := v.s
	v.s = s
	if s.Fase == pratica.FaseChiusa {
		if v.dialogo != nil && v.dialogo.Aperto() {
			v.dialogo.Chiudi()
		}
		return
	}
	nuovo := v.dialogo == nil || !v.dialogo.Aperto()
	if nuovo {
		v.monta()
	}
	v.parti(s, nuovo || prima.Fase != s.Fase)
	v.comandi(s)
	if nuovo {
		v.dialogo.Mostra(v.tela)
	} else {
		v.dialogo.Aggiorna()
	}
	if nuovo || prima.Fase != s.Fase {
		v.focalizza(s)
	}
}

// focalizza puts the focus on the way on; on the harmless button where the next
// press could not be taken back.
func (v *Vista) focalizza(s pratica.State) {
	switch {
	case s.Fase == pratica.FaseIncerta:
		kit.Focalizza(v.bottoni[verifica])
	case s.Nuovo:
		kit.Focalizza(v.bottoni[prepara])
	case s.Fase == pratica.FaseDomanda && s.Rinvio && len(s.Certificati) > 1:
		kit.Focalizza(v.scelta)
	case s.Fase == pratica.FaseDomanda && s.Rinvio:
		kit.Focalizza(v.note)
	default:
		kit.Focalizza(v.bottoni[chiudi])
	}
}

func (v *Vista) comandi(s pratica.State) {
	b := v.bottoni
	b[chiudi].Imposta(s.Chiudibile, "")
	b[verifica].Imposta(s.Verifica, "")
	kit.Mostra(b[verifica], s.Fase == pratica.FaseIncerta)
	b[prepara].Imposta(s.Nuovo, "")
	kit.Mostra(b[prepara], s.Nuovo)
	b[conferma].Imposta(s.Conferma.Attivo, "")
	kit.Mostra(b[conferma], s.Fase == pratica.FaseDomanda && !s.Nuovo)
}

func (v *Vista) parti(s pratica.State, altra bool) {
	domanda := s.Fase == pratica.FaseDomanda
	v.testo.ImpostaTesto(s.Testo)
	kit.Mostra(v.testo, s.Testo != "")
	notizia.AggiornaRighe(v.chiede, s.Chiede)
	kit.Mostra(v.riquadro, len(s.Chiede) > 0 && domanda)
	v.scelta.ImpostaVoci(notizia.Voci(s.Certificati))
	v.scelta.Imposta(s.Scelto)
	kit.Mostra(v.campoC, domanda && len(s.Certificati) > 0)
	if altra {
		v.note.Imposta(s.Note)
	}
	kit.Mostra(v.campoN, domanda && !s.Nuovo)
	v.manca.ImpostaTesto(s.Conferma.Motivo)
	kit.Mostra(v.manca, s.Conferma.Motivo != "" && domanda)
	azioni := []kit.Azione{}
	if s.Fase == pratica.FaseCarica {
		azioni = append(azioni, kit.Azione{Testo: v.t.T("pratica.riprova"), Icona: tema.IconaAggiorna, Fai: v.p.Ricarica})
	}
	v.avviso.Mostra(notizia.Di(s.Avviso, azioni...))
	v.attesa.Imposta(s.Attesa != "", s.Attesa)
}
