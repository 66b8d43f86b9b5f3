// Package nuovocertificato draws the wizard from the patient to the exemption.
// Every step is built once; its presenter's State decides what is shown.
package nuovocertificato

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	pfirma "github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/guida"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	prilascio "github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/views/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/rilascio"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Vista is the wizard over the tabs.
type Vista struct {
	p    *nuovocertificato.Presenter
	t    avviso.Testi
	proc *kit.Procedura
	s    nuovocertificato.State

	assistito *passoAssistito
	tipologia *passoTipologia
	dati      *passoDati
	riepilogo *passoRiepilogo
	firma     *firma.Modulo
	rilascio  *rilascio.Modulo
	bottoni   bottoni
	pdf       *kit.VistaPDF // the draft as a document, beside steps 3 and 4
	montato   nuovocertificato.Passo
	conflitto *dialogoConflitto // nil while there is nothing to decide

	// OnChiusa is called after the wizard was closed.
	OnChiusa func()
}

type bottoni struct{ esci, indietro, primario, verifica *kit.Bottone }

// New builds the six steps and binds them to their presenters: pf and pr are
// those that p was made with.
func New(p *nuovocertificato.Presenter, pf *pfirma.Presenter, pr *prilascio.Presenter, t avviso.Testi, tempo kit.Tempo, accanto ...fyne.CanvasObject) *Vista {
	v := &Vista{p: p, t: t, proc: kit.NewProcedura(t.T("nuovocertificato.titolo"), tempo)}
	lettore := kit.NewLettore(tempo)
	lettore.OnLettura = p.Tessera
	v.assistito = newPassoAssistito(p, t, lettore, tempo)
	v.assistito.tela = v.proc.Tela
	v.tipologia = newPassoTipologia(p, t)
	v.dati = newPassoDati(p, t, lettore)
	v.dati.aiuto = v.aiuto
	v.dati.tela = func() fyne.Canvas { return v.proc.Tela() }
	v.riepilogo = newPassoRiepilogo(p, t)
	v.firma = firma.NewModulo(pf, t, accanto...)
	v.rilascio = rilascio.NewModulo(pr, t, tempo.Adesso)
	v.pdf = kit.NewVistaPDF()
	v.pdf.Marchio(t.T("nuovocertificato.anteprima.titolo"))
	v.bottoni = bottoni{
		esci:     kit.NewBottone(kit.Secondario, t.T("nuovocertificato.chiudi"), tema.IconaNessuna, v.Chiudi),
		indietro: kit.NewBottone(kit.Secondario, t.T("nuovocertificato.indietro"), tema.IconaSinistra, p.Indietro),
		primario: kit.NewBottone(kit.Primario, t.T("nuovocertificato.conferma"), tema.IconaNessuna, p.Primario),
		verifica: kit.NewBottone(kit.Primario, t.T("nuovocertificato.verifica"), tema.IconaAggiorna, p.Verifica),
	}
	v.proc.OnChiudi = v.Chiudi
	v.proc.OnIndietro = p.Indietro
	v.proc.OnMancante = p.VaiAlCampo
	v.proc.OnPasso = func(id string) { p.VaiA(passoDi(id)) }
	p.Render = v.render
	return v
}

// Mostra opens the wizard on c, where it was left.
func (v *Vista) Mostra(c fyne.Canvas) {
	v.apri(c, v.p.Apri)
}

// MostraBozza opens the wizard on a draft.
func (v *Vista) MostraBozza(c fyne.Canvas, id string) {
	v.apri(c, func() { v.p.Apri(); v.p.Riapri(id) })
}

// MostraCopia opens the wizard on a new draft with the data of a certificate.
func (v *Vista) MostraCopia(tela fyne.Canvas, c esenpat.Certificato, sostituisce bool) {
	v.apri(tela, func() { v.p.Duplica(c, sostituisce) })
}

// MostraAssistito opens the wizard, or uses the open one, to search a patient.
func (v *Vista) MostraAssistito(tela fyne.Canvas, cf esenpat.CodiceFiscale) {
	if v.Aperta() {
		v.p.ApriAssistito(cf)
		return
	}
	v.apri(tela, func() { v.p.ApriAssistito(cf) })
}

// MostraRinnovo opens the wizard on the certificate of a renewal.
func (v *Vista) MostraRinnovo(tela fyne.Canvas, e esenpat.Esenzione) {
	v.apri(tela, func() { v.p.Rinnova(e) })
}

// MostraRisposta opens the wizard on the certificate that the ASL wants.
func (v *Vista) MostraRisposta(tela fyne.Canvas, e esenpat.Esenzione) {
	v.apri(tela, func() { v.p.Rispondi(e) })
}

func (v *Vista) apri(c fyne.Canvas, fai func()) {
	v.montato = 0
	fai()
	v.proc.Mostra(c, nil)
	v.focalizza(v.s.Fuoco.Campo)
}

// Aperta reports whether the wizard is on the screen.
func (v *Vista) Aperta() bool { return v.proc.Aperta() }

// Chiudi closes the wizard, unless an act is under way; everything is kept.
func (v *Vista) Chiudi() { v.p.Chiudi() }

// chiusa takes the frame away once the presenter has closed.
func (v *Vista) chiusa() {
	if !v.proc.Aperta() {
		return
	}
	v.firma.Smonta()
	v.rilascio.Smonta()
	v.proc.Chiudi()
	if v.OnChiusa != nil {
		v.OnChiusa()
	}
}

// Chiusa is what the presenter's Eventi.Chiuso must call.
func (v *Vista) Chiusa() { v.chiusa() }

func (v *Vista) render(s nuovocertificato.State) {
	prima := v.s
	v.s = s
	v.renderPasso(s, prima)
	v.renderAnteprima(s.Lavoro.Anteprima, prima.Lavoro.Anteprima)
	if !slices.Equal(s.Passi, prima.Passi) {
		v.proc.Passi(passi(s.Passi))
	}
	v.proc.Argomento(guida.Passo(int(s.Passo)))
	if s.Passo != v.montato {
		v.monta(s.Passo)
	}
	if s.Passo >= nuovocertificato.PassoFirma {
		return // those steps draw their own frame
	}
	v.cornice(s, prima)
	v.renderConflitto(s.Conflitto)
	if s.Fuoco.N != prima.Fuoco.N || s.Passo != prima.Passo {
		v.focalizza(s.Fuoco.Campo)
	}
}

func (v *Vista) renderPasso(s, prima nuovocertificato.State) {
	switch s.Passo {
	case nuovocertificato.PassoAssistito:
		v.assistito.render(s, s.Passo != prima.Passo)
	case nuovocertificato.PassoTipologia:
		v.tipologia.render(s.Lavoro.Tipologie)
	case nuovocertificato.PassoDati:
		v.dati.render(s.Lavoro.Dati)
	case nuovocertificato.PassoRiepilogo:
		v.riepilogo.render(s.Lavoro.Riepilogo)
	case nuovocertificato.PassoFirma, nuovocertificato.PassoEsenzione:
	}
}

func (v *Vista) renderAnteprima(s, prima nuovocertificato.StatoAnteprima) {
	v.pdf.Messaggio(s.Testo)
	if !slices.Equal(s.Pagine, prima.Pagine) && len(s.Pagine) > 0 {
		v.pdf.Pagine(s.Pagine)
	}
}

func (v *Vista) cornice(s, prima nuovocertificato.State) {
	v.proc.Paziente(s.Paziente)
	v.proc.Attesa(s.Attesa != "", s.Attesa)
	if altraNotizia(s, prima) {
		v.proc.Avviso().Mostra(v.notizia(s))
	}
	v.proc.Salvato(s.Salvataggio.Testo)
	if s.Lavoro.Dati.MancaTesto != prima.Lavoro.Dati.MancaTesto || s.Passo != prima.Passo {
		mancano := make([]kit.Mancante, len(s.Lavoro.Dati.Mancano))
		for i, m := range s.Lavoro.Dati.Mancano {
			mancano[i] = kit.Mancante{ID: m.Campo, Nome: m.Nome}
		}
		v.proc.Mancano(mancano)
	}
	n := s.Navigazione
	v.bottoni.esci.Imposta(n.Chiudibil, "")
	v.bottoni.indietro.Imposta(n.Indietro, "")
	v.bottoni.primario.Imposta(n.Attivo, "")
	if n.Primario != "" {
		v.bottoni.primario.ImpostaTesto(n.Primario)
	}
	if n.Verifica != prima.Navigazione.Verifica || n.SoloChiudi != prima.Navigazione.SoloChiudi || s.Passo != prima.Passo {
		v.piede(s)
	}
}

// altraNotizia reports whether the banner must be drawn again.
func altraNotizia(s, prima nuovocertificato.State) bool {
	r, p := s.Lavoro.Riepilogo, prima.Lavoro.Riepilogo
	return s.Avviso != prima.Avviso || r.Creato != p.Creato || r.InCoda != p.InCoda ||
		s.Navigazione.Verifica != prima.Navigazione.Verifica || s.Passo != prima.Passo
}

// notizia is the banner of steps 1 to 4: an error, or the certificate's number.
func (v *Vista) notizia(s nuovocertificato.State) kit.Notizia {
	if creato := s.Lavoro.Riepilogo.Creato; creato != "" {
		return kit.Notizia{Tono: kit.TonoOK, Titolo: creato}
	}
	if coda := s.Lavoro.Riepilogo.InCoda; coda != "" {
		return kit.Notizia{Tono: kit.TonoAvviso, Titolo: coda}
	}
	if s.Navigazione.Verifica {
		n := notizia.Di(s.Avviso)
		if n.Titolo == "" {
			n = kit.Notizia{Tono: kit.TonoAvviso, Titolo: v.t.T("nuovocertificato.incerto.titolo")}
		}
		return n
	}
	return notizia.Di(s.Avviso)
}

func (v *Vista) piede(s nuovocertificato.State) {
	b := []*kit.Bottone{v.bottoni.esci}
	if s.Passo > nuovocertificato.PassoAssistito && !s.Navigazione.SoloChiudi {
		b = append(b, v.bottoni.indietro)
	}
	switch {
	case s.Navigazione.SoloChiudi:
	case s.Navigazione.Verifica:
		b = append(b, v.bottoni.verifica)
	case s.Passo != nuovocertificato.PassoTipologia:
		b = append(b, v.bottoni.primario)
	}
	v.proc.Bottoni(b...)
}

func (v *Vista) focalizza(campo string) {
	if !v.proc.Aperta() {
		return
	}
	switch v.s.Passo {
	case nuovocertificato.PassoAssistito:
		if v.assistito.focalizza(campo) {
			return
		}
	case nuovocertificato.PassoTipologia:
		v.tipologia.focalizza()
		return
	case nuovocertificato.PassoDati:
		if v.dati.focalizza(campo) {
			return
		}
	case nuovocertificato.PassoRiepilogo:
		if campo == nuovocertificato.CampoNo || v.s.Lavoro.Riepilogo.No.Visibile && !v.s.Lavoro.Riepilogo.No.Letto {
			kit.Focalizza(v.riepilogo.no)
			return
		}
	case nuovocertificato.PassoFirma, nuovocertificato.PassoEsenzione:
	}
	kit.Focalizza(v.bottoni.primario)
}

// aiuto shows a long text over the wizard.
func (v *Vista) aiuto(titolo, testo string) {
	if !v.proc.Aperta() {
		return
	}
	var d *kit.Dialogo
	d = kit.NewDialogo(titolo, kit.NewTestoLungo(testo, kit.Corpo, kit.Neutro), 720,
		kit.NewBottone(kit.Primario, v.t.T("nuovocertificato.chiudi"), tema.IconaNessuna, func() { d.Chiudi() }))
	d.Mostra(v.proc.Tela())
}
