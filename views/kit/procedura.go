package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// StatoPasso is where a step of a wizard stands.
type StatoPasso int

// States of a step.
const (
	PassoFuturo StatoPasso = iota
	PassoCorrente
	PassoFatto
	PassoDaRivedere
)

// Passo is one step named on the left of a wizard.
type Passo struct {
	ID     string
	Titolo string
	Stato  StatoPasso
}

// larghezzaAnteprima is the window width under which the preview folds away.
const larghezzaAnteprima float32 = 1200

// Procedura is the frame of a wizard over the tabs: steps on the left, the
// step's body, the document's preview on the right, and a footer that says
// what is missing and when the draft was saved. Esc closes it (the caller
// keeps the draft), Ctrl+Enter presses the primary button, Alt+Left goes back.
type Procedura struct {
	// OnChiudi is called by Esc and ×; the frame closes only by Chiudi.
	OnChiudi func()
	// OnIndietro is called by Alt+Left; nil when there is no way back.
	OnIndietro func()
	// OnMancante is called when the user asks to go to a missing field.
	OnMancante func(id string)
	// OnPasso is called when a finished step is clicked; may be nil.
	OnPasso func(id string)

	modale     *modale
	titolo     *Etichetta
	paziente   *Etichetta
	passi      *fyne.Container
	corpo      *container.Scroll
	destra     *fyne.Container
	lineaDx    *Linea
	anteprima  fyne.CanvasObject
	mancano    *fyne.Container
	salvato    *Etichetta
	piede      *fyne.Container
	avviso     *Avviso
	attesa     *Attesa
	primario   *Bottone
	chiusura   *Bottone
	mostraAnte *Bottone
	senzaDx    bool
	forzata    bool
}

// NewProcedura returns the frame with its title.
func NewProcedura(titolo string, t Tempo) *Procedura {
	p := &Procedura{
		titolo: NewEtichetta(titolo, Sezione, Neutro), paziente: NewRiga("", Corpo, TonoSecondario),
		passi: Colonna(Spazio4), mancano: Riga(Spazio4), salvato: NewEtichetta("", Piccolo, TonoSecondario),
		piede: Riga(Spazio8), avviso: NewAvviso(), attesa: NewAttesa(t, nil), lineaDx: NewLinea(),
	}
	p.corpo = container.NewVScroll(NewMargine(Colonna(0), 0, 0))
	p.destra = container.NewStack()
	p.chiusura = NewBottoneIcona(tema.IconaChiudi, parola("procedura.chiudi"), p.annulla)
	p.mostraAnte = NewBottone(Discreto, parola("procedura.anteprima"), tema.IconaDocumento, p.scambiaAnteprima)
	p.mostraAnte.Hide()
	testa := NewMargine(Bordo(Spazio16, p.titolo, Riga(Spazio4, p.mostraAnte, p.chiusura), p.paziente), Spazio16, Spazio8)
	sinistra := newRiquadro(p.passi, tema.Sfondo, tema.Trasparente, Spazio12, Spazio16)
	sinistra.raggio = 0
	centro := Telaio(Colonna(0, NewMargine(p.avviso, Spazio16, Spazio12), p.attesa), p.corpo, nil)
	// The toolkit remembers one parent to lay out at a time: a banner that goes
	// while the body changes too would leave its room empty.
	p.avviso.cambiato = centro.Refresh
	fondo := NewMargine(Bordo(Spazio12, nil, p.piede, Colonna(0, p.mancano, p.salvato)), Spazio16, Spazio8)
	q := &quadroProcedura{p: p, testa: testa, sinistra: sinistra, centro: centro, fondo: fondo, l1: NewLinea(), l2: NewLinea()}
	// The order is the tab order: body, footer, document, and × last.
	tutto := container.New(q, q.l1, sinistra, centro, q.l2, fondo, p.lineaDx, p.destra, testa)
	p.modale = newModale(tutto, 1240, 700)
	p.modale.tasto = p.tasto
	p.modale.corpo, p.modale.fissi = p.corpo, []*fyne.Container{p.piede, p.mancano}
	p.modale.ridotta = p.adatta
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		p.modale.registra(k, fyne.KeyModifierControl, p.Conferma)
	}
	p.modale.registra(fyne.KeyLeft, fyne.KeyModifierAlt, func() {
		if p.OnIndietro != nil {
			p.OnIndietro()
		}
	})
	return p
}

// Mostra opens the frame on c. The focus goes to the first control of the body
// if primo is nil.
func (p *Procedura) Mostra(c fyne.Canvas, primo fyne.Focusable) { p.modale.mostra(c, primo) }

// Chiudi closes the frame and gives the focus back.
func (p *Procedura) Chiudi() { p.modale.chiudi() }

// Aperta reports whether the frame is shown.
func (p *Procedura) Aperta() bool { return p.modale.aperto() }

// Tela returns the canvas the frame stands on, nil while closed: for dialogs
// over the wizard.
func (p *Procedura) Tela() fyne.Canvas { return p.modale.tela }

// Titolo changes the title.
func (p *Procedura) Titolo(s string) { p.titolo.ImpostaTesto(s) }

// Paziente shows name, age, fiscal code and ASL in the frame's title bar.
func (p *Procedura) Paziente(s string) { p.paziente.ImpostaTesto(s) }

// Scorciatoia adds a shortcut that works while the frame is on top.
func (p *Procedura) Scorciatoia(k fyne.KeyName, mod fyne.KeyModifier, f func()) {
	p.modale.registra(k, mod, f)
}

// Passi shows the steps.
func (p *Procedura) Passi(passi []Passo) {
	p.passi.Objects = nil
	for i, s := range passi {
		p.passi.Add(newVocePasso(i+1, s, func() {
			if p.OnPasso != nil && s.Stato == PassoFatto {
				p.OnPasso(s.ID)
			}
		}))
	}
	p.passi.Refresh()
}

// Corpo shows the body of a step; it scrolls by itself. Call it when the step
// changes, not at every render. The focus goes to the first control.
func (p *Procedura) Corpo(o fyne.CanvasObject) {
	p.corpo.Content = NewMargine(o, Spazio24, Spazio16)
	p.corpo.Offset = fyne.NewPos(0, 0)
	p.corpo.Refresh()
}

// Anteprima sets what stands on the right: usually a VistaPDF. nil removes it.
func (p *Procedura) Anteprima(o fyne.CanvasObject) {
	p.anteprima = o
	p.destra.Objects = nil
	if o != nil {
		p.destra.Add(o)
	}
	p.modale.Refresh()
}

// AnteprimaGrande gives the document most of the width, as in the signature
// step; the body stands beside it.
func (p *Procedura) AnteprimaGrande(si bool) {
	p.forzata = si
	p.modale.Refresh()
}

// InCima scrolls the body to its top. The toolkit hits what a list inside the
// body has scrolled away under the banner: before buttons are offered there,
// nothing may lie under them.
func (p *Procedura) InCima() { p.corpo.ScrollToTop() }

// Avviso returns the banner over the body.
func (p *Procedura) Avviso() *Avviso { return p.avviso }

// Attesa shows that the step waits; see kit.Attesa.
func (p *Procedura) Attesa(inCorso bool, parole string) { p.attesa.Imposta(inCorso, parole) }

// Mancano says what keeps the primary button off: each name is a link that
// calls OnMancante with its id. Pairs of id and name; none hides the line.
func (p *Procedura) Mancano(campi []Mancante) {
	p.mancano.Objects = nil
	if len(campi) > 0 {
		p.mancano.Add(NewEtichetta(parola("procedura.mancano"), Piccolo, TonoAvviso))
	}
	for i, m := range campi {
		if i == massimoMancanti {
			p.mancano.Add(NewEtichetta(parola("procedura.altri"), Piccolo, TonoSecondario))
			break
		}
		p.mancano.Add(newCollegamento(m.Nome, func() {
			if p.OnMancante != nil {
				p.OnMancante(m.ID)
			}
		}))
	}
	p.mancano.Hidden = len(campi) == 0
	p.mancano.Refresh()
}

// massimoMancanti is how many missing fields fit in the footer.
const massimoMancanti = 4

// Mancante is a field that is still to be filled.
type Mancante struct{ ID, Nome string }

// Salvato shows «Salvato alle 10:42:07» or whatever the presenter says.
func (p *Procedura) Salvato(s string) { p.salvato.ImpostaTesto(s) }

// Bottoni sets the footer's buttons; the Primario or Pericolo one is what
// Ctrl+Enter presses.
func (p *Procedura) Bottoni(b ...*Bottone) {
	p.piede.Objects, p.primario = nil, nil
	for _, x := range b {
		p.piede.Add(x)
		if x.aspetto == Primario || x.aspetto == Pericolo {
			p.primario = x
		}
	}
	p.modale.Refresh()
}

// Conferma presses the primary button.
func (p *Procedura) Conferma() {
	if p.primario != nil {
		p.primario.Premi()
	}
}

func (p *Procedura) annulla() {
	if p.OnChiudi != nil {
		p.OnChiudi()
		return
	}
	p.Chiudi()
}

func (p *Procedura) tasto(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape {
		p.annulla()
		return true
	}
	return false
}

// adatta folds the preview away on a narrow window.
func (p *Procedura) adatta(larghezza float32) {
	stretta := larghezza < tema.Misura(p.modale, larghezzaAnteprima)
	p.senzaDx = p.anteprima == nil || (stretta && !p.forzata)
	p.mostraAnte.Hidden = p.anteprima == nil || !stretta
}

// scambiaAnteprima shows or hides the preview on a narrow window.
func (p *Procedura) scambiaAnteprima() {
	p.forzata = !p.forzata
	p.modale.Refresh()
}
